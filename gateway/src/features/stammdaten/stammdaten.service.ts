import {
  CreateStammsatz,
  limits,
  type Stammdatenposition,
  type Stammdatenzusammenfassung,
  type Stammsatzart,
  Stammsatzart as Stammsatzarten,
  type Verstoss,
} from '@berichtsheft/core'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { toVerstoesse, validatorOf } from '../../plugins/validation.ts'
import { ProblemError } from '../../problem-error.ts'
import { type GeprueftesStammdatum, upsertStammdaten } from './stammdaten.queries.ts'
import { appendStammdatenereignis } from './stammdaten-ereignis.ts'
import type { Rohsatz } from './stammdaten-lesen.ts'

/** Records per statement and transaction. */
const batchSize = 1_000

const arten: readonly string[] = Reflect.get(Stammsatzarten, 'enum')
const validate = validatorOf(CreateStammsatz)

const notOne: readonly Verstoss[] = [
  {
    regel: 'SCHEMA',
    schwere: 'fehler',
    pfad: '',
    text: `Ein Satz enthält genau einen der Teile ${arten.join(', ')}.`,
    textEnglisch: `A record holds exactly one of the parts ${arten.join(', ')}.`,
  },
]

/** The chamber that a caller keeps master data for. */
export const knrOf = ({ knr }: Angemeldeter): string => {
  if (knr === undefined) throw new Error('master data belong to a chamber')
  return knr
}

/** The key by which a chamber names a record. */
const keyOf = (inhalt: unknown): string | undefined => {
  const { fremdId, identnummer } = (inhalt ?? {}) as { fremdId?: unknown; identnummer?: unknown }
  const key = fremdId ?? identnummer
  return typeof key === 'string' && key.length <= 128 ? key : undefined
}

/** Checks one record: the documented form, and exactly one part. */
const checkStammsatz = (
  wert: unknown,
):
  | { readonly satz: GeprueftesStammdatum }
  | { readonly verstoesse: readonly Verstoss[]; readonly schluessel?: string } => {
  const parts = typeof wert === 'object' && wert !== null ? Object.entries(wert) : []
  const key = keyOf(parts[0]?.[1])
  const schluessel = key === undefined ? {} : { schluessel: key }
  if (!validate(wert)) return { verstoesse: toVerstoesse(validate.errors), ...schluessel }
  const [art, inhalt] = parts[0] ?? []
  if (parts.length !== 1 || key === undefined) return { verstoesse: notOne, ...schluessel }
  return { satz: { art: art as Stammsatzart, schluessel: key, inhalt: inhalt as GeprueftesStammdatum['inhalt'] } }
}

/** What is told while a delivery is stored: refused records, and at the end the counts. */
export type Stammdatenmeldung = Stammdatenposition | Stammdatenzusammenfassung

/**
 * Stores a delivery batch by batch, each in a transaction of its own, and tells refused records as they are met. When the
 * rest cannot be read, what came before is stored and the summary says why; a fault before the first record is thrown.
 *
 * @param toProblem turns an error into what the summary says
 */
export async function* storeStammdaten(
  deps: Pick<Deps, 'db' | 'now'>,
  aufrufer: Angemeldeter,
  saetze: AsyncIterable<Rohsatz>,
  toProblem: (error: unknown) => {
    readonly error: ProblemError
    readonly body: NonNullable<Stammdatenzusammenfassung['problem']>
  },
): AsyncGenerator<Stammdatenmeldung> {
  const knr = knrOf(aufrufer)
  const sum = { gelesen: 0, neu: 0, geaendert: 0, unveraendert: 0, abgelehnt: 0 }
  const batch = new Map<string, GeprueftesStammdatum>()
  let problem: Stammdatenzusammenfassung['problem']
  const flush = async () => {
    if (batch.size === 0) return
    const records = [...batch.values()]
    batch.clear()
    const now = deps.now()
    const done = await inTransaktion(deps, aufrufer, async (trx) => {
      const result = await upsertStammdaten(trx, knr, records, now)
      await appendStammdatenereignis(trx, { knr, durch: aufrufer.clientId, zeitpunkt: now, ...result })
      return result
    })
    sum.neu += done.neu
    sum.geaendert += done.geaendert
    sum.unveraendert += done.unveraendert
  }
  try {
    for await (const roh of saetze) {
      const position = ++sum.gelesen
      if (position > limits.stammsaetze)
        throw new ProblemError('payload-too-large', { detail: `A delivery has at most ${limits.stammsaetze} records` })
      const checked = roh.fehler ? { verstoesse: roh.fehler } : checkStammsatz(roh.wert)
      if ('satz' in checked) {
        const { art, schluessel } = checked.satz
        const key = `${art}\n${schluessel}`
        // Later ones win, in the order in which they came.
        if (batch.has(key) || batch.size === batchSize) await flush()
        batch.set(key, checked.satz)
        continue
      }
      sum.abgelehnt++
      const { zeile } = roh
      yield {
        art: 'satz',
        position,
        ...(zeile === undefined ? {} : { zeile }),
        ...(checked.schluessel === undefined ? {} : { schluessel: checked.schluessel }),
        verstoesse: [...checked.verstoesse],
      }
    }
    await flush()
  } catch (error) {
    const { error: thrown, body } = toProblem(error)
    if (sum.gelesen === 0) throw thrown
    problem = body
    await flush()
  }
  yield { art: 'zusammenfassung', ...sum, ...(problem ? { problem } : {}) }
}
