import { readdirSync, readFileSync } from 'node:fs'
import type { Bemerkung, CreateBerichtsheft, Lieferung } from '@berichtsheft/core'
import { type AdapterContext, type AdapterSource, collectLieferungen, memorySource } from '@berichtsheft/sdk'
import { adapter } from '../adapter.ts'

const folder = (name: string) => new URL(`../../../../examples/${name}/`, import.meta.url)

/** A context in which nothing is reached and nothing is logged. */
const silentContext: AdapterContext = {
  fetch: async () => {
    throw new Error('no network in this test')
  },
  now: () => new Date('2027-01-15T10:00:00Z'),
  logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
}

/** The context of an example. */
export const exampleKontext = (name: string): Partial<CreateBerichtsheft> =>
  JSON.parse(readFileSync(new URL('kontext.json', folder(name)), 'utf8'))

/** The files of an example in memory, all or the named ones; some examples have a second folder. */
export const exampleSource = (name: string, only?: (file: string) => boolean, data = 'daten'): AdapterSource => {
  const place = new URL(`${data}/`, folder(name))
  const names = readdirSync(place).filter((file) => only?.(file) ?? true)
  const files = Object.fromEntries(
    names.map((file) => [file, new Uint8Array(readFileSync(new URL(encodeURIComponent(file), place)))]),
  )
  return memorySource(files, exampleKontext(name))
}

/** What the adapter makes of a source. */
export const readWith = (
  config: Parameters<typeof adapter.create>[0],
  source: AdapterSource,
): Promise<{ lieferungen: Lieferung[]; bemerkungen: Bemerkung[] }> => {
  const { read } = adapter.create(config, silentContext)
  if (!read) throw new Error('the generic adapter can read')
  return collectLieferungen(read(source))
}
