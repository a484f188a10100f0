import type { Aufbewahrung, Kontoloeschung, Verstoss } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { ProblemError } from '../../problem-error.ts'
import { endAllMitgliedschaften } from '../mitgliedschaft/mitgliedschaft.service.ts'
import { lockUnternehmen } from '../mitgliedschaft/sperre.service.ts'
import { updateKontoRow } from './konto.queries.ts'
import { lockActive } from './konto.service.ts'
import { appendKontoereignis } from './konto-ereignis.ts'
import { deleteAllSitzungen } from './sitzung.queries.ts'

/** What stays when a person is erased, without a name: the account's number in what others did and must keep. */
const aufbewahrt: readonly Aufbewahrung[] = [
  {
    gegenstand: 'Freigaben von Ausbildungsnachweisen, an denen Sie beteiligt waren, mit der Nummer Ihres Kontos',
    gegenstandEnglisch: 'Approvals of reports that you took part in, with the number of your account',
    grund: 'Nachweis für die Zulassung zur Abschlussprüfung',
    grundEnglisch: 'Evidence for the admission to the final examination',
    rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2; DSGVO Art. 17 Abs. 3 Buchst. b',
  },
  {
    gegenstand: 'Mitgliedschaften und Rollen mit Zeiten und der Nummer Ihres Kontos',
    gegenstandEnglisch: 'Memberships and roles with their times and the number of your account',
    grund: 'Nachweis, wer wann für ein Unternehmen handeln durfte',
    grundEnglisch: 'Evidence of who was allowed to act for a company, and when',
    rechtsgrundlage: 'BBiG §§ 34, 76; DSGVO Art. 17 Abs. 3 Buchst. b und e',
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
 * while the person is the last administrator of a company; the answer names the companies and the way out.
 *
 * @throws ProblemError conflict
 */
export const deleteOwnKonto = (deps: Pick<Deps, 'db' | 'now'>, kontoId: string): Promise<Kontoloeschung> =>
  alsSystem(deps, async (trx) => {
    const now = deps.now()
    // Companies first: who takes an administrator away locks the company too, so that one always remains.
    const allein = await lockCompaniesAlone(trx, kontoId)
    if (allein.length > 0) throw lastAdministrator(allein)
    await endAllMitgliedschaften(trx, kontoId, now)
    const konto = await lockActive(trx, kontoId)
    for (const table of ['kontogeheimnis', 'kontozustimmung', 'kontotoken', 'kontofaktor', 'kontonotcode', 'mail']) {
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
  for (const table of ['elstervorgang', 'kontouebernahme']) await trx(table).where({ konto_id: kontoId }).delete()
}

interface Firma {
  readonly id: string
  readonly name: string
}

/** The companies that would be left without an administrator, under the lock that every removal of an administrator takes. */
const lockCompaniesAlone = async (trx: Knex, kontoId: string): Promise<readonly Firma[]> => {
  const eigene: { unternehmen_id: string }[] = await trx('mitgliedschaft')
    .where({ konto_id: kontoId, status: 'aktiv' })
    .select('unternehmen_id')
  const ids = eigene.map(({ unternehmen_id }) => unternehmen_id)
  await lockUnternehmen(trx, ids)
  const { rows } = await trx.raw(
    `select u.id, u.name from unternehmen u
      where u.id = any (:ids) and u.status <> 'geloescht' and not unternehmen_hat_administrator(u.id, :kontoId) and exists (
        select from rollenzuweisung r
         where r.unternehmen_id = u.id and r.konto_id = :kontoId and r.rolle = 'unternehmensadministrator' and r.vertritt is null and r.entzogen_am is null)
      order by u.id`,
    { ids, kontoId },
  )
  return rows
}

const lastAdministrator = (firmen: readonly Firma[]): ProblemError =>
  new ProblemError('conflict', {
    detail: 'The person is the last administrator of a company',
    verstoesse: firmen.map(
      ({ name }): Verstoss => ({
        regel: 'MI-56',
        schwere: 'fehler',
        pfad: '',
        text: `Sie sind einziger Unternehmensadministrator von ${name}. Fügen Sie dort zuerst einen weiteren hinzu, oder löschen Sie das Unternehmen.`,
        textEnglisch: `You are the only administrator of ${name}. First add another one there, or delete the company.`,
      }),
    ),
  })
