import type { Nachweisstatus } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { einUnternehmenOf } from '../beteiligung/heftbefund.service.ts'
import { findFreigabeverfahren } from '../freigabeverfahren/freigabeverfahren.service.ts'
import type { NachweisRow } from './ausbildungsnachweis.queries.ts'

type Bericht = Pick<NachweisRow, 'berichtsheft_id' | 'von' | 'bis'>

/** Who holds a role for report books in the company today, also on behalf of somebody. */
const gehalten = `from rollenzuweisung r
  join mitgliedschaft m on m.unternehmen_id = r.unternehmen_id and m.konto_id = r.konto_id and m.status = 'aktiv'
  where r.unternehmen_id = :unternehmenId and r.anwendung = 'berichtsheft' and r.entzogen_am is null
    and app_heute() between r.gueltig_von and coalesce(r.gueltig_bis, 'infinity')`

const empfaengerSql = {
  azubi: `select t.konto_id from beteiligung t
    where t.berichtsheft_id = :heftId and t.unternehmen_id = :unternehmenId and t.art = 'azubi' and t.status = 'aktiv'`,
  ausbilder: `select r.konto_id ${gehalten} and r.rolle = 'ausbilder'`,
  ausbildungsbeauftragter: `select r.konto_id ${gehalten} and r.rolle = 'ausbildungsbeauftragter'
    and coalesce(r.vertritt, r.konto_id) in (select e.konto_id from einsatz e
      where e.berichtsheft_id = :heftId and e.abgesagt_am is null and e.von <= :bis and e.bis >= :von)`,
} as const

/** Accounts that are told, without those that want no such mails. */
const listEmpfaenger = async (
  trx: Knex,
  wer: keyof typeof empfaengerSql,
  unternehmenId: string,
  { berichtsheft_id: heftId, von, bis }: Bericht,
): Promise<string[]> => {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `select k.id from konto k where k.status = 'aktiv' and k.benachrichtigungen and k.id in (${empfaengerSql[wer]}) order by k.id`,
    wer === 'azubi'
      ? { unternehmenId, heftId }
      : wer === 'ausbilder'
        ? { unternehmenId }
        : { unternehmenId, heftId, von, bis },
  )
  return rows.map(({ id }) => id)
}

/** Who is told of a step, and with which mail. */
const findNachricht = async (trx: Knex, unternehmenId: string, vorgang: Nachweisstatus) => {
  switch (vorgang) {
    case 'eingereicht': {
      const { stufen } = await findFreigabeverfahren(trx, unternehmenId)
      return {
        wer: stufen === 2 ? ('ausbildungsbeauftragter' as const) : ('ausbilder' as const),
        text: 'berichtWartet' as const,
      }
    }
    case 'stufe1Freigegeben':
      return { wer: 'ausbilder' as const, text: 'berichtWartet' as const }
    case 'zurueckgewiesen':
      return { wer: 'azubi' as const, text: 'berichtZurueckgewiesen' as const }
    case 'freigegeben':
      return { wer: 'azubi' as const, text: 'berichtFreigegeben' as const }
    case 'wiederGeoeffnet':
      return { wer: 'azubi' as const, text: 'berichtWiederGeoeffnet' as const }
    case 'entwurf':
      return undefined
  }
}

/** Tells the people whom a step of a report concerns; whoever took it is not told, nor who switched these mails off. */
export const tellSchritt = async (
  trx: Knex,
  aufrufer: Angemeldeter,
  bericht: Bericht,
  vorgang: Nachweisstatus,
): Promise<void> => {
  const unternehmenId = einUnternehmenOf(aufrufer)
  const nachricht = await findNachricht(trx, unternehmenId, vorgang)
  if (nachricht === undefined) return
  const empfaenger = await listEmpfaenger(trx, nachricht.wer, unternehmenId, bericht)
  if (empfaenger.length === 0) return
  const heft: { azubi: string } | undefined = await trx('berichtsheft')
    .where({ id: bericht.berichtsheft_id })
    .first('azubi')
  if (heft === undefined) throw new Error('the book of a report that was changed cannot be read')
  const werte = { azubi: heft.azubi, von: bericht.von, bis: bericht.bis }
  for (const an of empfaenger) if (an !== aufrufer.clientId) await sendMail(trx, { an, text: nachricht.text, werte })
}
