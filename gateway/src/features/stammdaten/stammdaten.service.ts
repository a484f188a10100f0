import {
  CreateStammsatz,
  limits,
  type Stammsatzart,
  Stammsatzart as Stammsatzarten,
  type Verstoss,
} from '@berichtsheft/core'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { toVerstoesse, validatorOf } from '../../plugins/validation.ts'
import { type Rohsatz, type Satzmeldung, type Satzpruefung, storeSaetze, type ToProblem } from '../../satzstrom.ts'
import { type GeprueftesStammdatum, upsertStammdaten } from './stammdaten.queries.ts'
import { appendStammdatenereignis } from './stammdaten-ereignis.ts'

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
const checkStammsatz = (wert: unknown): Satzpruefung<GeprueftesStammdatum> => {
  const parts = typeof wert === 'object' && wert !== null ? Object.entries(wert) : []
  const key = keyOf(parts[0]?.[1])
  const schluessel = key === undefined ? {} : { schluessel: key }
  if (!validate(wert)) return { verstoesse: toVerstoesse(validate.errors), ...schluessel }
  const [art, inhalt] = parts[0] ?? []
  if (parts.length !== 1 || key === undefined) return { verstoesse: notOne, ...schluessel }
  return {
    satz: { art: art as Stammsatzart, schluessel: key, inhalt: inhalt as GeprueftesStammdatum['inhalt'] },
    schluessel: `${art}\n${key}`,
  }
}

/**
 * Stores a delivery batch by batch, each in a transaction of its own, and tells refused records as they are met. When the
 * rest cannot be read, what came before is stored and the summary says why; a fault before the first record is thrown.
 *
 * @param toProblem turns an error into what the summary says
 */
export const storeStammdaten = (
  deps: Pick<Deps, 'db' | 'now'>,
  aufrufer: Angemeldeter,
  saetze: AsyncIterable<Rohsatz>,
  toProblem: ToProblem,
): AsyncGenerator<Satzmeldung> => {
  const knr = knrOf(aufrufer)
  return storeSaetze(
    saetze,
    {
      check: checkStammsatz,
      store: (records) => {
        const now = deps.now()
        return inTransaktion(deps, aufrufer, async (trx) => {
          const result = await upsertStammdaten(trx, knr, records, now)
          await appendStammdatenereignis(trx, { knr, durch: aufrufer.clientId, zeitpunkt: now, ...result })
          return result
        })
      },
      stapel: batchSize,
      hoechstens: limits.stammsaetze,
    },
    toProblem,
  )
}
