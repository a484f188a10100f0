import { type Aufbewahrung, type Kontoloeschung, nameOfKammer, type Verstoss } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { isId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { ProblemError } from '../../problem-error.ts'
import { endAllMitgliedschaften } from '../mitgliedschaft/mitgliedschaft.service.ts'
import {
  hasVerwaltung,
  lockBereiche,
  type Verwaltungsbereich,
  verwaltungsbereichOf,
} from '../mitgliedschaft/sperre.service.ts'
import type { RolleRow } from '../rolle/rolle.service.ts'
import { updateKontoRow } from './konto.queries.ts'
import { lockActive } from './konto.service.ts'
import { appendKontoereignis } from './konto-ereignis.ts'
import { deleteAllSitzungen } from './sitzung.queries.ts'

/** What stays when a person is erased: in the books of others the name of who wrote and approved, elsewhere the account's number alone. */
const aufbewahrt: readonly Aufbewahrung[] = [
  {
    gegenstand:
      'Berichte, Kommentare und Freigaben in Berichtsheften, die Sie verfasst oder erteilt haben, mit Ihrem Namen und der Nummer Ihres Kontos',
    gegenstandEnglisch:
      'Reports, remarks and approvals in report books that you wrote or gave, with your name and the number of your account',
    grund: 'Nachweis für die Zulassung zur Abschlussprüfung',
    grundEnglisch: 'Evidence for the admission to the final examination',
    rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2; DSGVO Art. 17 Abs. 3 Buchst. b',
  },
  {
    gegenstand:
      'Mitgliedschaften, Rollen, Zuordnungen zu Berichtsheften und Einsätze mit Zeiten und der Nummer Ihres Kontos',
    gegenstandEnglisch:
      'Memberships, roles, links to report books and assignments with their times and the number of your account',
    grund: 'Nachweis, wer wann für ein Unternehmen handeln durfte',
    grundEnglisch: 'Evidence of who was allowed to act for a company, and when',
    rechtsgrundlage: 'BBiG §§ 34, 76; DSGVO Art. 17 Abs. 3 Buchst. b und e',
  },
  {
    gegenstand:
      'Ausbildungsverträge, deren Partei Sie sind oder die Sie für ein Unternehmen oder eine Kammer bearbeitet haben',
    gegenstandEnglisch: 'Training contracts that you are a party of, or that you worked on for a company or a chamber',
    grund: 'Verzeichnis der Berufsausbildungsverhältnisse und Nachweis der Ausbildung, bis ihre Frist abgelaufen ist',
    grundEnglisch: 'Register of training contracts and evidence of the training, until their time is over',
    rechtsgrundlage: 'BBiG § 11 Abs. 2 Satz 4, § 34 Abs. 3 und 4; DSGVO Art. 17 Abs. 3 Buchst. b',
  },
  {
    gegenstand: 'Die Ereigniskette Ihres Kontos, ohne Namen und Adressen',
    gegenstandEnglisch: 'The chain of events of your account, without names and addresses',
    grund: 'Nachweis der Vorgänge selbst',
    grundEnglisch: 'Evidence of what happened',
    rechtsgrundlage: 'DSGVO Art. 5 Abs. 2, Art. 17 Abs. 3 Buchst. e',
  },
]

/**
 * Deletes the own account (MI-56): roles and memberships end, sessions and secrets go, and what is left names nobody. Refused
 * while the person is the last administration of a company, a chamber or the operator; the answer names them and the way out.
 *
 * @throws ProblemError conflict
 */
export const deleteOwnKonto = (deps: Pick<Deps, 'db' | 'now'>, kontoId: string): Promise<Kontoloeschung> =>
  alsSystem(deps, async (trx) => {
    const now = deps.now()
    // Areas first: who takes an administrator away locks the area too, so that one always remains.
    const verwaiste = await lockVerwaiste(trx, kontoId)
    if (verwaiste.length > 0) throw lastAdministrator(verwaiste)
    await endAllMitgliedschaften(trx, kontoId, now)
    const konto = await lockActive(trx, kontoId)
    for (const table of [
      'kontogeheimnis',
      'kontozustimmung',
      'kontotoken',
      'kontofaktor',
      'passkeyfrage',
      'kontonotcode',
      'mail',
    ]) {
      await trx(table).where({ konto_id: kontoId }).delete()
    }
    await eraseElsewhere(trx, kontoId)
    await deleteAllSitzungen(trx, kontoId)
    const { email, vorname, nachname, sprache } = konto
    await sendMail(trx, { an: email, text: 'kontoGeloescht', sprache, werte: { vorname, nachname } })
    await updateKontoRow(
      trx,
      kontoId,
      { status: 'geloescht', email: `${kontoId}@geloescht.invalid`, vorname: 'Gelöschtes', nachname: 'Konto' },
      now,
    )
    await appendKontoereignis(trx, { kontoId, art: 'konto.geloescht', durch: kontoId, zeitpunkt: now })
    return { geloeschtAm: now.toISOString(), aufbewahrt: [...aufbewahrt] }
  })

/** What other features know of the person beyond the number of the account. */
const eraseElsewhere = async (trx: Knex, kontoId: string): Promise<void> => {
  // An invitation that is still open was not taken by this account; it expires by itself.
  await trx('einladung')
    .where({ konto_id: kontoId })
    .whereNot({ status: 'versendet' })
    .update({ email: `${kontoId}@geloescht.invalid` })
  await trx('mitgliedsanfrage').where({ konto_id: kontoId }).update({ nachricht: null })
  await trx('wissensschluessel').where({ zweck: 'person', inhaber: kontoId }).delete()
  // Mails about a contract go to the address of the company from now on.
  for (const table of ['ausbildungsvertrag', 'vertragsaenderung'])
    await trx(table).where({ antragsteller: kontoId }).update({ antragsteller: null })
  for (const table of ['elstervorgang', 'kontouebernahme', 'fremdanmeldung'])
    await trx(table).where({ konto_id: kontoId }).delete()
}

/** What would be left without an administration: a company with its name, a chamber, or the operator. */
interface Verwaist {
  readonly bereich: Verwaltungsbereich
  readonly name: string
}

/** What the person administers. */
const listVerwaltete = async (trx: Knex, kontoId: string): Promise<readonly Verwaist[]> => {
  const rollen: (Pick<RolleRow, 'unternehmen_id' | 'knr' | 'rolle'> & { name: string | null })[] = await trx(
    'rollenzuweisung as r',
  )
    .leftJoin('unternehmen as u', 'u.id', 'r.unternehmen_id')
    .where({ 'r.konto_id': kontoId, 'r.vertritt': null, 'r.entzogen_am': null })
    .whereRaw("u.status is distinct from 'geloescht'")
    .orderBy('u.id')
    .select('r.unternehmen_id', 'r.knr', 'r.rolle', 'u.name')
  return rollen.flatMap((row): Verwaist[] => {
    const bereich = verwaltungsbereichOf(row)
    if (bereich === undefined) return []
    return [{ bereich, name: row.name ?? (row.knr === null ? 'Betreiber' : (nameOfKammer(row.knr) ?? row.knr)) }]
  })
}

const bereicheOf = (verwaltete: readonly Verwaist[]): readonly Verwaltungsbereich[] =>
  verwaltete.map(({ bereich }) => bereich)

/**
 * The companies, chambers and the operator that would be left without an administration, under the lock that every removal of
 * one takes.
 */
const lockVerwaiste = async (trx: Knex, kontoId: string): Promise<readonly Verwaist[]> => {
  const eigene: string[] = await trx('mitgliedschaft')
    .where({ konto_id: kontoId, status: 'aktiv' })
    .pluck('unternehmen_id')
  await lockBereiche(trx, [...eigene, ...bereicheOf(await listVerwaltete(trx, kontoId))])
  // The person may have become the last one while this waited.
  const verwaltete = await listVerwaltete(trx, kontoId)
  await lockBereiche(trx, bereicheOf(verwaltete))
  const verwaist: Verwaist[] = []
  for (const one of verwaltete) if (!(await hasVerwaltung(trx, one.bereich, kontoId))) verwaist.push(one)
  return verwaist
}

const lastAdministrator = (verwaiste: readonly Verwaist[]): ProblemError =>
  new ProblemError('conflict', {
    detail: 'The person is the last administration of a company, a chamber or the operator',
    verstoesse: verwaiste.map(
      ({ bereich, name }): Verstoss => ({
        regel: 'MI-56',
        schwere: 'fehler',
        pfad: '',
        ...(isId(bereich)
          ? {
              text: `Sie sind einziger Unternehmensadministrator von ${name}. Fügen Sie dort zuerst einen weiteren hinzu, oder löschen Sie das Unternehmen.`,
              textEnglisch: `You are the only administrator of ${name}. First add another one there, or delete the company.`,
            }
          : {
              text: `Nur Sie haben die Verwaltung von ${name}. Geben Sie diese Rolle zuerst einer weiteren Person.`,
              textEnglisch: `You are the only administration of ${name}. First give this role to another person.`,
            }),
      }),
    ),
  })
