import type { CreateEinwendungserledigung, Vertragseinwendung } from '@berichtsheft/core'
import { isEingetragen } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { sendMail } from '../../mail/mail.service.ts'
import { ProblemError } from '../../problem-error.ts'
import { grundFehlt } from '../unternehmen/unternehmen.service.ts'
import { type AusbildungsvertragRow, vertragOf } from './ausbildungsvertrag.queries.ts'
import { type Lage, urheberOf } from './schritte.service.ts'
import { appendVertragsereignis } from './vertrag-ereignis.ts'
import { mailAntragsteller, vertragswerte } from './vertragsmail.ts'
import { storeVersion } from './vertragsschritt.ts'

/** Objections to one contract; whoever has more to say calls the chamber. */
const most = 100

const einwendungenOf = ({ einwendungen }: AusbildungsvertragRow): Vertragseinwendung[] =>
  JSON.parse(einwendungen) as Vertragseinwendung[]

/** Who objects, and what is wrong. */
export interface NeueEinwendung extends Pick<Vertragseinwendung, 'partei' | 'vertreterNummer' | 'name' | 'text'> {
  /** Account, machine client, or the party as events name it. */
  readonly durch: string
}

/**
 * Stores an objection of a party to what was registered; the chamber finds it among its tasks. Take the lock of the contract first.
 *
 * @throws ProblemError conflict for a contract that is not registered; rule-violated without words; too-many-requests
 */
export const storeEinwendung = async (
  trx: Knex.Transaction,
  row: AusbildungsvertragRow,
  { durch, ...einwendung }: NeueEinwendung,
  now: Date,
): Promise<AusbildungsvertragRow> => {
  if (!isEingetragen(row.status))
    throw new ProblemError('conflict', { detail: `The contract is in the state ${row.status}` })
  if (einwendung.text.trim() === '') throw grundFehlt('DV-11')
  const before = einwendungenOf(row)
  if (before.length >= most)
    throw new ProblemError('too-many-requests', { detail: `There are ${most} objections already` })
  const nummer = before.length + 1
  const next: Vertragseinwendung[] = [...before, { nummer, ...einwendung, erhobenAm: now.toISOString() }]
  const stored = await storeVersion(trx, row, now, { einwendungen: JSON.stringify(next), einwendung_offen: true })
  await appendVertragsereignis(trx, {
    vertragId: row.id,
    art: 'vertrag.einwendung',
    durch,
    zeitpunkt: now,
    daten: { nummer: String(nummer), partei: einwendung.partei },
  })
  return stored
}

/** The company objects. */
export const objectAsUnternehmen = ({ trx, row, aufrufer, now }: Lage, text: string): Promise<AusbildungsvertragRow> =>
  storeEinwendung(
    trx,
    row,
    { partei: 'ausbildender', name: vertragOf(row).ausbildender?.name ?? '', text, durch: aufrufer.clientId },
    now,
  )

/** Address of the party that objected, where it is no company. */
const addressOf = (row: AusbildungsvertragRow, { partei, vertreterNummer = 0 }: Vertragseinwendung) => {
  const { azubi, vertreter } = vertragOf(row)
  return (partei === 'azubi' ? azubi : vertreter?.[vertreterNummer])?.kontakt?.email
}

/**
 * Settles an objection with an answer, which the party is mailed.
 *
 * @throws ProblemError not-found, conflict when it is settled already, rule-violated without an answer
 */
export const settleEinwendung = async (
  lage: Lage,
  { nummer, antwort }: CreateEinwendungserledigung,
): Promise<AusbildungsvertragRow> => {
  const { trx, row, now } = lage
  const all = einwendungenOf(row)
  const one = all.find((candidate) => candidate.nummer === nummer)
  if (one === undefined) throw new ProblemError('not-found', { detail: `There is no objection ${nummer}` })
  if (one.erledigtAm !== undefined) throw new ProblemError('conflict', { detail: 'The objection is settled already' })
  if (antwort.trim() === '') throw grundFehlt('DV-11')
  const next = all.map((other) => (other === one ? { ...one, antwort, erledigtAm: now.toISOString() } : other))
  const stored = await storeVersion(trx, row, now, {
    einwendungen: JSON.stringify(next),
    einwendung_offen: next.some(({ erledigtAm }) => erledigtAm === undefined),
  })
  await appendVertragsereignis(trx, {
    vertragId: row.id,
    art: 'vertrag.einwendungserledigung',
    durch: urheberOf(lage).durch,
    zeitpunkt: now,
    daten: { nummer: String(nummer) },
  })
  if (one.partei === 'ausbildender') await mailAntragsteller(trx, stored, 'vertragEinwendungErledigt', { antwort })
  else {
    const an = addressOf(row, one)
    if (an !== undefined)
      await sendMail(trx, {
        an,
        text: 'vertragEinwendungErledigt',
        werte: { ...vertragswerte(vertragOf(row)), antwort },
      })
  }
  return stored
}
