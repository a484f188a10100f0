import type { Empfangsnachweis } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { mailUnternehmen } from '../ausbildungsvertrag/verlaufsmail.ts'
import { antragOf, bezugOf, getAenderungRow } from './aenderung.queries.ts'
import { appendAenderungsereignis, moveAenderung, storeAenderung } from './aenderungsschritt.ts'

/** The text of a change and its state, for who opens a link. */
export const findAenderung = async (trx: Knex.Transaction, id: string) => {
  const row = await getAenderungRow(trx, id)
  return { vertrag: antragOf(row).vertrag, status: row.status }
}

/** A receipt that was confirmed by a link. */
interface Quittierung {
  readonly receipt: Empfangsnachweis
  readonly durch: string
  readonly isLast: boolean
  readonly now: Date
}

/** Stores a receipt of a changed text; with the last one the change is confirmed. The contract has to be locked. */
export const storeAenderungsempfang = async (
  trx: Knex.Transaction,
  id: string,
  { receipt, durch, isLast, now }: Quittierung,
): Promise<void> => {
  const row = await getAenderungRow(trx, id)
  const antrag = antragOf(row)
  const { vertrag } = antrag
  const empfangsnachweise = [...(vertrag.empfangsnachweise ?? []), receipt].slice(-10)
  const next = { ...antrag, vertrag: { ...vertrag, empfangsnachweise } }
  const daten = { abfassung: receipt.abfassung ?? '' }
  if (!isLast) {
    await storeAenderung(trx, row, now, {}, next)
    return appendAenderungsereignis(trx, row, 'empfang', { durch, now, daten })
  }
  const moved = await moveAenderung(trx, row, 'bestaetigung', {
    seite: 'partei',
    durch,
    now,
    bedingungen: ['alleEmpfangsnachweise'],
    antrag: next,
    daten,
  })
  await mailUnternehmen(trx, bezugOf(moved), 'vertragBestaetigt', {})
}
