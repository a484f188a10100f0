import { createHash, randomBytes } from 'node:crypto'
import type { Empfangsnachweis, Verstoss, Vertragsempfang, Vertragsentwurf } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { ProblemError } from '../../problem-error.ts'
import type { VertragOrder } from '../uebermittlung/documents.ts'
import { findAenderung, storeAenderungsempfang } from '../vertragsaenderung/aenderungsempfang.service.ts'
import { hasAlleEmpfangsnachweise } from './abfassung.service.ts'
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
  /** The change whose text it is about; null for the contract itself. */
  readonly aenderung_id: string | null
  readonly abfassung: string
  readonly partei: 'azubi' | 'vertreter'
  readonly vertreter_nummer: number | null
  readonly name: string
  readonly bestaetigt_am: Date | null
  readonly erstellt_am: Date
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

/**
 * Makes a link for every party of the frozen version and mails it; earlier links end.
 *
 * @param aenderungId the change whose version it is, instead of the contract itself
 */
export const mailEmpfang = async (
  trx: Knex.Transaction,
  { PUBLIC_URL }: Pick<Deps['config'], 'PUBLIC_URL'>,
  { id, abfassung }: Pick<AusbildungsvertragRow, 'id' | 'abfassung'>,
  vertrag: Vertragsentwurf,
  now: Date,
  aenderungId: string | null = null,
): Promise<void> => {
  const empfaenger = empfaengerOf(vertrag)
  await endEmpfang(trx, id, now, aenderungId)
  for (const { partei, vertreterNummer, name, email } of empfaenger) {
    const token = randomBytes(32).toString('base64url')
    await trx('vertragsempfang').insert({
      hash: hashOf(token),
      vertrag_id: id,
      aenderung_id: aenderungId,
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
  frozen: Vertragsentwurf,
): Vertragsempfang => {
  const { empfangsnachweise: _receipts, unterschriften: _signatures, dokumente: _documents, ...vertrag } = frozen
  return { partei, name, abfassung, vertrag, ...(bestaetigt_am && { bestaetigtAm: bestaetigt_am.toISOString() }) }
}

/** The text that a link is about, of the contract or of its change, and its state. */
const findText = async (trx: Knex.Transaction, { vertrag_id, aenderung_id }: EmpfangRow) => {
  if (aenderung_id !== null) return findAenderung(trx, aenderung_id)
  const row = await getVertragRow(trx, vertrag_id)
  return { vertrag: vertragOf(row), status: row.status }
}

/** The contract that a link is about. @throws ProblemError not-found, gone */
export const readByLink = (deps: Pick<Deps, 'db' | 'now'>, token: string): Promise<Vertragsempfang> =>
  alsSystem(deps, async (trx) => {
    const link = await findLink(trx, token)
    return toEmpfang(link, (await findText(trx, link)).vertrag)
  })

/** What the apprentice's copy of the frozen version is drawn from. @throws ProblemError not-found, gone */
export const readDruckByLink = (deps: Pick<Deps, 'db' | 'now'>, token: string): Promise<VertragOrder> =>
  alsSystem(deps, async (trx) => {
    const link = await findLink(trx, token)
    const { vertrag, abfassung } = toEmpfang(link, (await findText(trx, link)).vertrag)
    return { art: 'vertrag', ausfertigung: 'azubi', vertrag, abfassung, erstelltAm: link.erstellt_am.toISOString() }
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
    const text = await findText(trx, link)
    if (link.bestaetigt_am !== null) return toEmpfang(link, text.vertrag)
    if (text.status !== 'zurBestaetigung')
      throw new ProblemError('conflict', { detail: `The contract is in the state ${text.status}` })
    await trx('vertragsempfang').where({ hash: link.hash }).update({ bestaetigt_am: now })
    await storeReceipt(trx, link, now)
    return toEmpfang({ ...link, bestaetigt_am: now }, text.vertrag)
  })

const storeReceipt = async (
  trx: Knex.Transaction,
  { hash, vertrag_id, aenderung_id, partei, vertreter_nummer, abfassung }: EmpfangRow,
  now: Date,
): Promise<void> => {
  const receipt: Empfangsnachweis = {
    partei,
    ...(vertreter_nummer === null ? {} : { vertreterNummer: vertreter_nummer }),
    zeitpunkt: now.toISOString(),
    form: 'empfangsbestaetigung',
    abfassung,
  }
  const open = await trx('vertragsempfang')
    .where({ vertrag_id, aenderung_id, beendet_am: null, bestaetigt_am: null })
    .whereNot({ hash })
    .first('hash')
  const durch = partei === 'azubi' ? 'azubi' : `vertreter-${vertreter_nummer}`
  if (aenderung_id !== null)
    return storeAenderungsempfang(trx, aenderung_id, { receipt, durch, isLast: open === undefined, now })
  const row = await getVertragRow(trx, vertrag_id)
  const vertrag = vertragOf(row)
  const next = { ...vertrag, empfangsnachweise: [...(vertrag.empfangsnachweise ?? []), receipt].slice(-10) }
  // The company may have proved the receipt of others itself, so what the contract has decides, not the links.
  if (!hasAlleEmpfangsnachweise(next)) {
    await storeVersion(trx, row, now, {}, next)
    return appendVertragsereignis(trx, {
      vertragId: row.id,
      art: 'vertrag.empfang',
      durch,
      zeitpunkt: now,
      daten: { abfassung },
    })
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
}
