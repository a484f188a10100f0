import { alsSystem } from '../../../db/transaktion.ts'
import type { TestApp } from '../../../testing/create-test-app.ts'

/** A step as it stands in a chain. */
export interface Kettenglied {
  readonly art: string
  readonly objekt: string
  readonly durch: string
  readonly zeitpunkt: string
  readonly daten?: Readonly<Record<string, string>>
}

/** The steps of a chain in their order. */
export const listKette = async ({ deps }: TestApp, aggregatId: string): Promise<Kettenglied[]> => {
  const rows: { inhalt: string }[] = await alsSystem(deps, (trx) =>
    trx('ereignis').where({ aggregat_id: aggregatId }).orderBy('nr').select('inhalt'),
  )
  return rows.map(({ inhalt }) => JSON.parse(inhalt) as Kettenglied)
}
