import { CreateBerichtsheft, type Lieferung, type Nachweislieferung } from '@berichtsheft/core'
import { type Static, Type } from 'typebox'
import { type AdapterItem, type BemerkungItem, defineAdapter } from '../adapter.ts'
import { AdapterError } from '../adapter-error.ts'
import { type AdapterSource, type AdapterTarget, checkSource, readBytes } from '../adapter-source.ts'
import { toBemerkungItem } from '../bemerkung.ts'
import { createHttp } from '../http.ts'
import { cleanText } from '../kit/clean-text.ts'
import { decodeText } from '../kit/decode.ts'
import { asList, asObject, type JsonTree, readJsonTree } from '../kit/json-tree.ts'
import { completeKopf } from '../kit/kopf.ts'
import { checkContract } from '../schema-check.ts'

const ReferenceConfig = Type.Object(
  {
    basis: Type.String({ description: 'Address of the API.' }),
    token: Type.String({ description: 'Access token of the API.' }),
  },
  { additionalProperties: false, description: 'Configuration of the reference adapter.' },
)

/**
 * An adapter in the simplest form that can do everything: its format is one JSON file with head data and one JSON file per
 * report. It passes every check, and shows what an adapter has to think of.
 */
export const referenceAdapter = defineAdapter({
  name: 'referenz',
  configSchema: ReferenceConfig,
  create: (config, { fetch }) => ({
    read: readReference,
    write: writeReference,
    pull: (auswahl, options) => pullReference(config, fetch, auswahl.kontext, options?.signal),
    checkHealth: async (options) => {
      await apiOf(config, fetch).request(`${config.basis}/gesund`, requestOf(config, options?.signal))
    },
    close: async () => undefined,
  }),
})

/** The file of the head data; every other file holds one report. */
const kopfdatei = 'heft.json'

async function* readReference(source: AdapterSource): AsyncGenerator<AdapterItem, void, undefined> {
  checkSource(source)
  const files = new Map<string, JsonTree>()
  for (const datei of [...source.dateien].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { text } = decodeText(await readBytes(datei), ['utf-8'], datei.name)
    files.set(datei.name, readJsonTree(text, datei.name))
  }
  yield* toItems(files, source.kontext)
}

function* toItems(
  files: ReadonlyMap<string, JsonTree>,
  kontext: AdapterSource['kontext'],
): Generator<AdapterItem, void, undefined> {
  const head = asObject(files.get(kopfdatei))
  if (!head) throw new AdapterError('rejected', 'holds no head data', { stelle: kopfdatei })
  const { token, ...said } = head
  for (const field of Object.keys(said)) {
    if (!Object.hasOwn(CreateBerichtsheft.properties, field)) {
      yield toBemerkungItem(`${kopfdatei}#/${field}`, unknownField(field))
      delete said[field]
    }
  }
  if (token !== undefined) yield toBemerkungItem(`${kopfdatei}#/token`, secretField())
  const kopf = completeKopf(plain(said), kontext, (field) => Object.hasOwn(head, field))
  if (!kopf.ok) throw new AdapterError('rejected', `lacks ${kopf.fehlt.join(', ')}`, { stelle: kopfdatei })
  yield { art: 'berichtsheft', berichtsheft: kopf.kopf }
  for (const [name, value] of files) {
    if (name === kopfdatei) continue
    const report = plain<Nachweislieferung>(cleanTexts(value))
    const [fault] = checkContract('Nachweislieferung', report)
    if (!fault) yield { art: 'ausbildungsnachweis', ausbildungsnachweis: report }
    else yield toBemerkungItem(`${name}#${fault.pfad || '/'}`, brokenReport(fault.text))
  }
}

const unknownField = (field: string) => ({
  schwere: 'hinweis' as const,
  text: `Das Feld ${field} ist nicht bekannt und wurde nicht übernommen.`,
  textEnglisch: `The field ${field} is not known and was left out.`,
})
const secretField = () => ({
  schwere: 'hinweis' as const,
  text: 'Das Feld hält Zugangsdaten; sie werden nie gelesen.',
  textEnglisch: 'The field holds credentials, which are never read.',
})
const brokenReport = (fault: string) => ({
  schwere: 'warnung' as const,
  text: `Der Nachweis hat nicht die Form des Vertrags und wurde nicht übernommen: ${fault}`,
  textEnglisch: `The report does not have the form of the contract and was left out: ${fault}`,
})

/** The tree with ordinary objects. */
const plain = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T

const cleanTexts = (value: JsonTree): JsonTree => {
  if (typeof value === 'string') return cleanText(value).text
  if (Array.isArray(value)) return value.map(cleanTexts)
  const object = asObject(value)
  return object ? Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, cleanTexts(inner)])) : value
}

async function* writeReference(
  lieferung: Lieferung,
  target: AdapterTarget,
): AsyncGenerator<BemerkungItem, void, undefined> {
  const write = (name: string, value: unknown) =>
    target.schreibe(name, new TextEncoder().encode(JSON.stringify(value, null, 2)))
  await write(kopfdatei, lieferung.berichtsheft)
  for (const [index, report] of lieferung.ausbildungsnachweise.entries()) {
    await write(`bericht-${String(index + 1).padStart(4, '0')}.json`, report)
  }
}

const apiOf = (config: Static<typeof ReferenceConfig>, fetch: typeof globalThis.fetch) =>
  // Pauses between attempts would only make the checks slow.
  createHttp({ fetch, attempts: 2, secrets: [config.token], wait: async () => undefined })

const requestOf = ({ token }: Static<typeof ReferenceConfig>, signal: AbortSignal | undefined): RequestInit => ({
  headers: { authorization: `Bearer ${token}` },
  ...(signal && { signal }),
})

async function* pullReference(
  config: Static<typeof ReferenceConfig>,
  fetch: typeof globalThis.fetch,
  kontext: AdapterSource['kontext'],
  signal: AbortSignal | undefined,
): AsyncGenerator<AdapterItem, void, undefined> {
  const answer = await apiOf(config, fetch).getJson(`${config.basis}/heft`, requestOf(config, signal))
  const book = asObject(answer)
  const reports = asList(book?.berichte)
  if (!book || !reports)
    throw new AdapterError('invalid-response', 'the answer is no book', { secrets: [config.token] })
  const files = new Map<string, JsonTree>([[kopfdatei, book.heft ?? null]])
  for (const [index, report] of reports.entries()) files.set(`bericht-${index + 1}.json`, report)
  yield* toItems(files, kontext)
}
