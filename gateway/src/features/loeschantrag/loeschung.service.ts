import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { endBriefe } from '../brief/brief.service.ts'
import { lockBereiche } from '../mitgliedschaft/sperre.service.ts'
import { appendMitgliedsereignisse, type Mitgliedsereignis } from '../mitgliedschaft/unternehmensereignis.service.ts'
import { endRollen, lockVergebene } from '../rolle/rolle.service.ts'
import { listMitgliedskonten, type UnternehmenRow } from '../unternehmen/unternehmen.queries.ts'
import { moveUnternehmen } from '../unternehmen/unternehmen.service.ts'
import { appendUnternehmensereignis } from '../unternehmen/unternehmen-ereignis.ts'
import { countLaufende, eraseEntwuerfe } from '../vertragsende/unternehmensvertraege.service.ts'

/** What stays of a deleted company where a column may not be empty. */
const geloescht = {
  name: '(gelöscht)',
  strasse: '-',
  hausnummer: '',
  plz: '00000',
  ort: '-',
  identnummer: null,
  hr_nummer: null,
}

/**
 * Deletes the companies whose day has come: memberships, roles and open requests end, names and addresses are removed,
 * the members are told. The chain of events stays. May be broken off and repeated anywhere.
 *
 * @returns how many were deleted
 */
export const executeLoeschungen = async (deps: Pick<Deps, 'db'>, now: Date): Promise<number> => {
  const due = await alsSystem({ ...deps, now: () => now }, (trx) =>
    trx('loeschantrag')
      .where({ status: 'freigegeben' })
      .where('termin', '<=', heuteOf(now))
      // Whoever may still revoke keeps the company: the time for it rests while the service does.
      .whereRaw('coalesce(frist_mit_wartung(widerruf_ab, widerrufbar_bis) < ?, true)', [heuteOf(now)])
      .orderBy(['termin', 'id'])
      .select<{ id: string; unternehmen_id: string }[]>('id', 'unternehmen_id'),
  )
  let done = 0
  for (const { id, unternehmen_id } of due) {
    const isDone = await alsSystem({ ...deps, now: () => now }, (trx) => deleteOne(trx, id, unternehmen_id, now))
    if (isDone) done++
  }
  return done
}

const deleteOne = async (
  trx: Knex.Transaction,
  antragId: string,
  unternehmenId: string,
  now: Date,
): Promise<boolean> => {
  // In the order in which requests of people lock: the company's members as a whole, their roles, the company.
  await lockBereiche(trx, [unternehmenId])
  const roles = await lockVergebene(trx, { unternehmenId }, {})
  const row = await trx('unternehmen').where({ id: unternehmenId }).forUpdate().first<UnternehmenRow | undefined>('*')
  const antrag = await trx('loeschantrag').where({ id: antragId, status: 'freigegeben' }).forUpdate().first('id')
  // Revoked, or done by another process, while this one waited.
  if (!row || !antrag) return false
  // A contract was handed in since the approval: the deletion waits for its end.
  if ((await countLaufende(trx, unternehmenId)) > 0) return false
  const members = await listMitgliedskonten(trx, unternehmenId)
  for (const an of members) await sendMail(trx, { an, text: 'loeschungAusgefuehrt', werte: { unternehmen: row.name } })
  const steps: Mitgliedsereignis[] = await endRollen(trx, roles, 'system', now)
  await trx('mitgliedschaft')
    .where({ unternehmen_id: unternehmenId, status: 'aktiv' })
    .update({ status: 'entfernt', version: trx.raw('version + 1'), geaendert_am: now })
  await trx('mitgliedsanfrage')
    .where({ unternehmen_id: unternehmenId })
    .whereIn('status', ['offen', 'inBearbeitung'])
    .update({ status: 'zurueckgezogen', version: trx.raw('version + 1'), geaendert_am: now })
  await trx('einladung')
    .where({ unternehmen_id: unternehmenId })
    .whereIn('status', ['versendet', 'angenommen'])
    .update({ status: 'zurueckgezogen', version: trx.raw('version + 1'), geaendert_am: now })
  await endBriefe(trx, unternehmenId, now)
  await eraseEntwuerfe(trx, unternehmenId, now)
  await trx('aktivierungskennwort').where({ unternehmen_id: unternehmenId }).delete()
  await trx('brief')
    .where({ unternehmen_id: unternehmenId })
    .update({ empfaenger: geloescht.name, anschrift: JSON.stringify({ strasse: '-', plz: '00000', ort: '-' }) })
  await trx('unternehmensregistrierung').where({ unternehmen_id: unternehmenId }).update({
    rueckfrage: null,
    antwort: null,
    grund: null,
    elster_pseudonym: null,
    elster_grund: null,
    stammsatz_id: null,
  })
  await trx('loeschantrag')
    .where({ id: antragId })
    .update({ status: 'ausgefuehrt', version: trx.raw('version + 1'), geaendert_am: now })
  await trx('unternehmen').where({ id: unternehmenId }).update(geloescht)
  await appendMitgliedsereignisse(trx, steps)
  await appendMitgliedsereignisse(
    trx,
    members.map(
      (konto): Mitgliedsereignis => ({
        aggregatId: unternehmenId,
        art: 'mitglied.entfernt',
        objektId: konto,
        durch: 'system',
        zeitpunkt: now,
      }),
    ),
  )
  await appendUnternehmensereignis(trx, {
    unternehmenId,
    art: 'loeschung.ausgefuehrt',
    durch: 'system',
    zeitpunkt: now,
    daten: { antrag: antragId },
  })
  await moveUnternehmen(trx, row, 'geloescht', { seite: 'system', durch: 'system', now })
  return true
}
