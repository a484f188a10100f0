import { createHash, randomBytes } from 'node:crypto'
import type { Empfangsnachweis, Verstoss, Vertragsempfang, Vertragsentwurf } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { ProblemError } from '../../problem-error.ts'
import { type AusbildungsvertragRow, endEmpfang, getVertragRow, vertragOf } from './ausbildungsvertrag.queries.ts'
import { appendVertragsereignis } from './vertrag-ereignis.ts'
import { befund, refuseBefunde } from './vertragsbefund.ts'
import { mailAntragsteller, nameOf } from './vertragsmail.ts'
import { moveVertrag, storeVersion } from './vertragsschritt.ts'

/** Somebody who has to confirm the receipt. */
interface Empfaenger {
  readonly partei: 'azubi' | 'vertreter'
  readonly vertreterNummer?: number
  readonly name: string
  readonly email: string
}

interface EmpfangRow {
  readonly hash: Buffer
  readonly vertrag_id: string
  readonly abfassung: string
  readonly partei: 'azubi' | 'vertreter'
  readonly vertreter_nummer: number | null
  readonly name: string
  readonly bestaetigt_am: Date | null
  readonly beendet_am: Date | null
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

const emailFehlt = (pfad: string): Verstoss =>
  befund(
    'DAV-017',
    pfad,
    'Für die Empfangsbestätigung wird eine E-Mail-Adresse gebraucht.',
    'The confirmation of the receipt needs an e-mail address.',
  )

/**
 * The apprentice and every legal representative, with their addresses.
 *
 * @throws ProblemError rule-violated where an address is missing
 */
const empfaengerOf = ({ azubi, vertreter = [] }: Vertragsentwurf): Empfaenger[] => {
  const parties = [
    { partei: 'azubi' as const, person: azubi, pfad: '/azubi' },
    ...vertreter.map((person, vertreterNummer) => ({
      partei: 'vertreter' as const,
      vertreterNummer,
      person,
      pfad: `/vertreter/${vertreterNummer}`,
    })),
  ]
  refuseBefunde(
    parties.flatMap(({ person, pfad }) => (person?.kontakt?.email ? [] : [emailFehlt(`${pfad}/kontakt/email`)])),
  )
  return parties.map(({ person, pfad: _path, ...party }) => ({
    ...party,
    name: nameOf(person),
    email: person?.kontakt?.email ?? '',
  }))
}

/** Makes a link for every party of the frozen version and mails it; earlier links end. */
export const mailEmpfang = async (
  trx: Knex.Transaction,
  { PUBLIC_URL }: Pick<Deps['config'], 'PUBLIC_URL'>,
  { id, abfassung }: AusbildungsvertragRow,
  vertrag: Vertragsentwurf,
  now: Date,
): Promise<void> => {
  const empfaenger = empfaengerOf(vertrag)
  await endEmpfang(trx, id, now)
  for (const { partei, vertreterNummer, name, email } of empfaenger) {
    const token = randomBytes(32).toString('base64url')
    await trx('vertragsempfang').insert({
      hash: hashOf(token),
      vertrag_id: id,
      abfassung,
      partei,
      vertreter_nummer: vertreterNummer ?? null,
      name,
      erstellt_am: now,
    })
    await sendMail(trx, {
      an: email,
      text: 'vertragEmpfang',
      werte: {
        name,
        unternehmen: vertrag.ausbildender?.name ?? '',
        beruf: vertrag.beruf?.bezeichnung ?? '',
        verweis: `${PUBLIC_URL}/vertrag/empfang?token=${token}`,
      },
    })
  }
}

/** @throws ProblemError not-found for an unknown link, gone for one of an earlier version */
const findLink = async (trx: Knex.Transaction, token: string): Promise<EmpfangRow> => {
  const link = await trx('vertragsempfang')
    .where({ hash: hashOf(token) })
    .first<EmpfangRow | undefined>()
  if (link === undefined) throw new ProblemError('not-found', { detail: 'There is no such link' })
  if (link.beendet_am !== null)
    throw new ProblemError('gone', { detail: 'The contract was changed since; there is a newer link' })
  return link
}

const toEmpfang = (
  { partei, name, abfassung, bestaetigt_am }: EmpfangRow,
  row: AusbildungsvertragRow,
): Vertragsempfang => {
  const {
    empfangsnachweise: _receipts,
    unterschriften: _signatures,
    dokumente: _documents,
    ...vertrag
  } = vertragOf(row)
  return { partei, name, abfassung, vertrag, ...(bestaetigt_am && { bestaetigtAm: bestaetigt_am.toISOString() }) }
}

/** The contract that a link is about. @throws ProblemError not-found, gone */
export const readByLink = (deps: Pick<Deps, 'db' | 'now'>, token: string): Promise<Vertragsempfang> =>
  alsSystem(deps, async (trx) => {
    const link = await findLink(trx, token)
    return toEmpfang(link, await getVertragRow(trx, link.vertrag_id))
  })

/**
 * Confirms the receipt by a link, once; with the last one the contract is confirmed.
 *
 * @throws ProblemError not-found, gone, conflict when the contract waits for no receipt any more
 */
export const confirmByLink = (deps: Pick<Deps, 'db' | 'now'>, token: string): Promise<Vertragsempfang> =>
  alsSystem(deps, async (trx) => {
    const now = deps.now()
    const { vertrag_id } = await findLink(trx, token)
    await trx('ausbildungsvertrag').where({ id: vertrag_id }).forUpdate().first('id')
    // As it is after whoever held the lock.
    const link = await findLink(trx, token)
    const row = await getVertragRow(trx, vertrag_id)
    if (link.bestaetigt_am !== null) return toEmpfang(link, row)
    if (row.status !== 'zurBestaetigung')
      throw new ProblemError('conflict', { detail: `The contract is in the state ${row.status}` })
    await trx('vertragsempfang').where({ hash: link.hash }).update({ bestaetigt_am: now })
    const moved = await storeReceipt(trx, row, link, now)
    return toEmpfang({ ...link, bestaetigt_am: now }, moved)
  })

const storeReceipt = async (
  trx: Knex.Transaction,
  row: AusbildungsvertragRow,
  { hash, partei, vertreter_nummer, abfassung }: EmpfangRow,
  now: Date,
): Promise<AusbildungsvertragRow> => {
  const receipt: Empfangsnachweis = {
    partei,
    ...(vertreter_nummer === null ? {} : { vertreterNummer: vertreter_nummer }),
    zeitpunkt: now.toISOString(),
    form: 'empfangsbestaetigung',
    abfassung,
  }
  const vertrag = vertragOf(row)
  const next = { ...vertrag, empfangsnachweise: [...(vertrag.empfangsnachweise ?? []), receipt].slice(-10) }
  const open = await trx('vertragsempfang')
    .where({ vertrag_id: row.id, beendet_am: null, bestaetigt_am: null })
    .whereNot({ hash })
    .first('hash')
  const durch = partei === 'azubi' ? 'azubi' : `vertreter-${vertreter_nummer}`
  if (open !== undefined) {
    const stored = await storeVersion(trx, row, now, {}, next)
    await appendVertragsereignis(trx, {
      vertragId: row.id,
      art: 'vertrag.empfang',
      durch,
      zeitpunkt: now,
      daten: { abfassung },
    })
    return stored
  }
  const moved = await moveVertrag(trx, row, 'bestaetigung', {
    seite: 'partei',
    durch,
    now,
    bedingungen: ['alleEmpfangsnachweise'],
    vertrag: next,
    daten: { abfassung },
  })
  await mailAntragsteller(trx, moved, 'vertragBestaetigt')
  return moved
}
