import path from 'node:path'
import { type Berufsfassung, type CreateBeruf, limits, type Rahmenplan } from '@berichtsheft/core'
import type { Lesebemerkung, Planabweichung } from '@berichtsheft/core/berufe'
import { CliError } from '../exit-codes.ts'
import { decodeInput, openInput, readInput } from '../input.ts'
import type { Io } from '../io.ts'

/** Bytes of a JSON catalogue. */
const catalogueLimit = 67_108_864

/** How far the reading of a file agrees with a catalogue. */
export interface Dateivergleich {
  readonly positionen: number
  readonly gleich: number
  readonly gleicheTexte: number
  readonly abweichungen: readonly (Planabweichung & { readonly beruf: string })[]
}

/** What a file holds, and what is to be said about it. */
export interface Berufsdatei {
  readonly datei: string
  readonly berufe: AsyncIterable<CreateBeruf>
  readonly anzahl: number
  readonly bemerkungen: readonly Lesebemerkung[]
  readonly vergleich?: Dateivergleich
}

/** Plans that a reading of XML is compared with, found by ordinance and name. */
export type Vergleichskatalog = (beruf: CreateBeruf) => Promise<CreateBeruf | undefined>

const parse = (name: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CliError('input', `${name} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}

const readJsonFile = async (file: string, limit: number, io: Io): Promise<unknown> => {
  const input = await openInput(file, io)
  return parse(file, decodeInput(input, await readInput(input, limit)))
}

/** The plan of an occupation beside its catalogue; `undefined` when there is none. */
const readPlan = async (file: string, { schluessel }: Berufsfassung, io: Io): Promise<Rahmenplan | undefined> => {
  // The key becomes a file name, so anything else than a key is none.
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(String(schluessel))) return undefined
  const plan = path.join(path.dirname(file), 'rahmenplaene', `${schluessel}.json`)
  const input = await openInput(plan, io).catch(() => undefined)
  if (!input) return undefined
  const { readPlanJson } = await import('@berichtsheft/core/berufe')
  return readPlanJson(parse(plan, decodeInput(input, await readInput(input, limits.beruf))))
}

/** The entries of a JSON catalogue. @throws CliError when the file is none */
export const readKatalog = async (file: string, io: Io): Promise<Berufsfassung[]> => {
  const { isBerufskatalog, listFassungen } = await import('@berichtsheft/core/berufe')
  const value = await readJsonFile(file, catalogueLimit, io)
  if (!isBerufskatalog(value)) throw new CliError('input', `${file} is no catalogue of occupations`)
  return listFassungen(value)
}

/** Reads the catalogue that a comparison is made with. */
export const openVergleich = async (file: string, io: Io): Promise<Vergleichskatalog> => {
  const entries = new Map(
    (await readKatalog(file, io)).map((one) => [`${one.verordnung?.bjnr}\n${one.bezeichnung}`, one]),
  )
  return async ({ fassung }) => {
    const found = entries.get(`${fassung.verordnung.bjnr}\n${fassung.bezeichnung}`)
    const rahmenplan = found && (await readPlan(file, found, io))
    return found && { fassung: found, ...(rahmenplan && { rahmenplan }) }
  }
}

const compare = async (berufe: readonly CreateBeruf[], find: Vergleichskatalog): Promise<Dateivergleich> => {
  const { compareFassung, compareRahmenplan } = await import('@berichtsheft/core/berufe')
  const sum = { positionen: 0, gleich: 0, gleicheTexte: 0 }
  const abweichungen: (Planabweichung & { beruf: string })[] = []
  for (const beruf of berufe) {
    const { schluessel } = beruf.fassung
    const other = await find(beruf)
    if (!other) {
      abweichungen.push({ beruf: schluessel, nr: '', feld: 'beruf', hier: schluessel, dort: '' })
      continue
    }
    const plan = compareRahmenplan(beruf.rahmenplan ?? { positionen: [] }, other.rahmenplan ?? { positionen: [] })
    sum.positionen += plan.positionen
    sum.gleich += plan.gleich
    sum.gleicheTexte += plan.gleicheTexte
    const found = [...compareFassung(beruf.fassung, other.fassung), ...plan.abweichungen]
    abweichungen.push(...found.map((one) => ({ beruf: schluessel, ...one })))
  }
  return { ...sum, abweichungen }
}

async function* each<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values
}

const readXmlFile = async (file: string, vergleich: Vergleichskatalog | undefined, io: Io): Promise<Berufsdatei> => {
  const bytes = await readInput(await openInput(file, io), limits.nachricht)
  const { GiiError, readVerordnung } = await import('@berichtsheft/core/berufe')
  try {
    const { berufe, bemerkungen } = readVerordnung(bytes)
    return {
      datei: file,
      berufe: each(berufe),
      anzahl: berufe.length,
      bemerkungen,
      ...(vergleich && { vergleich: await compare(berufe, vergleich) }),
    }
  } catch (error) {
    // One bad file does not keep the others back.
    if (!(error instanceof GiiError) && !(error instanceof Error && error.name === 'XmlError')) throw error
    const bemerkung: Lesebemerkung = {
      schwere: 'fehler',
      text: `Die Datei ist keine lesbare Verordnung: ${error.message}`,
      textEnglisch: `The file is no readable ordinance: ${error.message}`,
    }
    return { datei: file, berufe: each([]), anzahl: 0, bemerkungen: [bemerkung] }
  }
}

const readCatalogueFile = async (file: string, io: Io): Promise<Berufsdatei> => {
  const fassungen = await readKatalog(file, io)
  const berufe = async function* () {
    for (const fassung of fassungen) {
      const rahmenplan = await readPlan(file, fassung, io)
      yield { fassung, ...(rahmenplan && { rahmenplan }) }
    }
  }
  return { datei: file, berufe: berufe(), anzahl: fassungen.length, bemerkungen: [] }
}

/** Reads a file: an ordinance in XML, or a catalogue in JSON by the end of its name. */
export const readBerufsdatei = (
  file: string,
  vergleich: Vergleichskatalog | undefined,
  io: Io,
): Promise<Berufsdatei> =>
  file.toLowerCase().endsWith('.json') ? readCatalogueFile(file, io) : readXmlFile(file, vergleich, io)
