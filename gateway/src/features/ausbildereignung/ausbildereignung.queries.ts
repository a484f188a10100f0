import type {
  Ausbildereignung,
  AusbildereignungFilter,
  Ausbildermeldung,
  CreateAusbildereignung,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

/** Row of the table `ausbildereignung`. */
export interface AusbildereignungRow {
  readonly id: string
  readonly status: Ausbildermeldung
  readonly version: number
  readonly knr: string
  readonly unternehmen_id: string
  readonly identnummer: string
  readonly fremd_id: string
  readonly inhalt: string
  readonly anerkannt: string | null
  readonly antragsteller: string | null
  readonly zugewiesen_an: string | null
  readonly grund: string | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** The data sheet of a row. */
export const datenblattOf = ({ inhalt }: Pick<AusbildereignungRow, 'inhalt'>): CreateAusbildereignung =>
  JSON.parse(inhalt) as CreateAusbildereignung

/** Occupations that the chamber accepted. */
export const anerkannteBerufeOf = ({ anerkannt }: Pick<AusbildereignungRow, 'anerkannt'>): string[] =>
  anerkannt === null ? [] : (JSON.parse(anerkannt) as string[])

/** Row to contract. */
const toAusbildereignung = (row: AusbildereignungRow): Ausbildereignung => ({
  id: row.id,
  status: row.status,
  version: row.version,
  knr: row.knr,
  unternehmenId: row.unternehmen_id,
  ...datenblattOf(row),
  fremdId: row.fremd_id,
  ...(row.anerkannt === null ? {} : { anerkannteBerufe: anerkannteBerufeOf(row) }),
  ...(row.grund === null ? {} : { grund: row.grund }),
  ...(row.zugewiesen_an === null ? {} : { zugewiesenAn: row.zugewiesen_an }),
  erstelltAm: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

/** A trainer as a GET answers it. */
export const geleseneEignung = (row: AusbildereignungRow): Gelesen<Ausbildereignung> => ({
  stand: toAusbildereignung(row),
  etag: etagOf(row.version),
})

/** Says once more what row level security says, so that an index serves it. */
const applyKontext = (query: Knex.QueryBuilder, { art, unternehmenIds = [], knr }: Angemeldeter): void => {
  if (art === 'unternehmen') query.whereIn('unternehmen_id', [...unternehmenIds])
  if (art === 'kammer') query.where('knr', knr ?? '')
}

/** A trainer that the caller may see, locked where it is to change. */
export const findEignungRow = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
  forUpdate = false,
): Promise<AusbildereignungRow | undefined> => {
  const query = db('ausbildereignung').where({ id })
  applyKontext(query, aufrufer)
  if (forUpdate) query.forUpdate()
  return query.first<AusbildereignungRow | undefined>('*')
}

/** Rows that the caller may see, in the order of their last change. */
export const listEignungRows = async (
  db: Knex,
  aufrufer: Angemeldeter,
  { status, unternehmenId, mirZugewiesen, geaendertSeit }: AusbildereignungFilter,
  position: Cursor | undefined,
  limit: number,
): Promise<AusbildereignungRow[]> => {
  const query = db('ausbildereignung').orderBy(['geaendert_am', 'id']).limit(limit)
  applyKontext(query, aufrufer)
  if (status !== undefined) query.where({ status })
  if (unternehmenId !== undefined) query.where({ unternehmen_id: unternehmenId })
  if (mirZugewiesen === true) query.where({ zugewiesen_an: aufrufer.clientId })
  if (geaendertSeit !== undefined) query.where('geaendert_am', '>=', geaendertSeit)
  if (position) query.whereRaw('(geaendert_am, id) > (?::timestamptz, ?::uuid)', [position.wert, position.id])
  return query.select<AusbildereignungRow[]>('*')
}

/** The same as entries of a list. */
export const listEignungEintraege = async (...args: Parameters<typeof listEignungRows>): Promise<Listeneintrag[]> =>
  (await listEignungRows(...args)).map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toAusbildereignung(row)),
  }))
