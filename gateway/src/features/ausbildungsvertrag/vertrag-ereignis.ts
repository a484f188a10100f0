import { canonicalize, Ereignisart } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { checkDaten, type Ereignisinhalt } from '../ereignis/ereignis.service.ts'

/** An event of a contract: who, what, when, and ids, codes and hashes; never names, dates of birth or reasons. */
export interface Vertragsereignis {
  readonly vertragId: string
  /** `vertrag.` and the step. The parties are told of it where the list `Ereignisart` has it. */
  readonly art: `vertrag.${string}`
  /** The account or machine client that did it, the party that confirmed, or `system`. */
  readonly durch: string
  readonly zeitpunkt: Date
  readonly daten?: Readonly<Record<string, string>>
}

/** Who is told of the events of a contract. */
interface Vertragsparteien {
  readonly id: string
  readonly knr: string | null
  readonly anbieter_id: string | null
  readonly unternehmen_id: string | null
  readonly eingereicht: boolean
}

const arten: ReadonlySet<string> = new Set(Reflect.get(Ereignisart, 'enum') as readonly string[])

/** Whether the parties are told; saves of a draft are nobody else's business. */
const isMeldepflichtig = (art: string): art is Ereignisart => arten.has(art)

/** The parties of contracts as they are in the running transaction: company, vendor, and the chamber from the submission on. */
const readParteien = async (
  trx: Knex,
  vertragIds: readonly string[],
): Promise<ReadonlyMap<string, Vertragsparteien>> => {
  if (vertragIds.length === 0) return new Map()
  const rows: Vertragsparteien[] = await trx('ausbildungsvertrag')
    .whereRaw('id = any(?::uuid[])', [[...new Set(vertragIds)]])
    .select('id', 'knr', 'anbieter_id', 'unternehmen_id', trx.raw('eingereicht_am is not null as eingereicht'))
  return new Map(rows.map((row) => [row.id, row]))
}

/** What is told, and to whom. */
const toldOf = (
  art: Ereignisart,
  { id, knr, anbieter_id, unternehmen_id, eingereicht }: Vertragsparteien,
): Partial<Ereignisinhalt> => ({
  art,
  vertrag: id,
  ...(knr === null ? {} : { knr }),
  ...(anbieter_id === null ? {} : { anbieter: anbieter_id }),
  ...(unternehmen_id === null ? {} : { unternehmen: unternehmen_id }),
  empfaenger: [
    ...(anbieter_id === null ? [] : [`anbieter:${anbieter_id}`]),
    ...(unternehmen_id === null ? [] : [`unternehmen:${unternehmen_id}`]),
    ...(knr === null || !eingereicht ? [] : [`kammer:${knr}`]),
  ],
})

/** The text of an event that is chained. */
const textOf = (
  { vertragId, art, zeitpunkt, ...rest }: Vertragsereignis,
  parteien: ReadonlyMap<string, Vertragsparteien>,
): string => {
  checkDaten(rest.daten)
  const partei = parteien.get(vertragId)
  const told = isMeldepflichtig(art) && partei !== undefined ? toldOf(art, partei) : { art }
  return canonicalize({ ...rest, ...told, objekt: vertragId, zeitpunkt: zeitpunkt.toISOString() })
}

/** Contracts of which somebody is told. */
const toldIds = (ereignisse: readonly Vertragsereignis[]): string[] =>
  ereignisse.flatMap(({ art, vertragId }) => (isMeldepflichtig(art) ? [vertragId] : []))

/**
 * Appends an event to the chain of the contract and, where the parties are told, to the outbox, in the running transaction; take
 * the lock of the contract first, and store its state before: who is told follows from it.
 */
export const appendVertragsereignis = async (trx: Knex, ereignis: Vertragsereignis): Promise<void> => {
  const parteien = await readParteien(trx, toldIds([ereignis]))
  await trx.raw('select ereignis_anhaengen(?, ?)', [ereignis.vertragId, textOf(ereignis, parteien)])
}

/** Begins the chains of new contracts with their first events, in one statement; those of one contract stand together. */
export const beginVertragsereignisse = async (trx: Knex, ereignisse: readonly Vertragsereignis[]): Promise<void> => {
  const parteien = await readParteien(trx, toldIds(ereignisse))
  const vertragIds = ereignisse.map(({ vertragId }) => vertragId)
  const texte = ereignisse.map((ereignis) => textOf(ereignis, parteien))
  await trx.raw('select ereignisse_beginnen(?::uuid[], ?)', [vertragIds, texte.join('\u001e')])
}
