import { nameOfKammer } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { sendMail } from '../../mail/mail.service.ts'

/** What the people of a company are told of a request. */
export interface Mitteilung {
  readonly knr: string
  /** Last day to answer. */
  readonly frist: string
  /** The request, or the bulk request, of which each person is told once. */
  readonly vorgang: string
}

/**
 * Who presents the books of a company: its administrators of training, and where it has none its trainers. None that wants no
 * such mails, nor anybody twice for one request.
 */
const empfaengerSql = `with halter as (
    select distinct r.konto_id, r.unternehmen_id, r.rolle
      from berichtsheft b
      join unternehmen u on u.knr = b.knr and u.identnummer = b.identnummer and u.status in ('aktiv', 'loeschungBeantragt', 'loeschungFreigegeben')
      join rollenzuweisung r on r.unternehmen_id = u.id and r.entzogen_am is null and r.anwendung = 'berichtsheft'
       and r.rolle in ('ausbildungsadministrator', 'ausbilder') and app_heute() between r.gueltig_von and coalesce(r.gueltig_bis, 'infinity')
     where b.id = any (:hefte))
  select distinct h.konto_id
    from halter h join konto k on k.id = h.konto_id and k.status = 'aktiv' and k.benachrichtigungen
   where (h.rolle = 'ausbildungsadministrator'
       or not exists (select from halter a where a.unternehmen_id = h.unternehmen_id and a.rolle = 'ausbildungsadministrator'))
     and not exists (select from mail m where m.konto_id = h.konto_id and m.text = 'heftAngefordert' and m.werte ->> 'vorgang' = :vorgang)
   order by h.konto_id`

/** Tells the people of the companies that a chamber asks for their books (BH-16). Call it as the gateway itself. */
export const tellUnternehmen = async (
  trx: Knex,
  hefte: readonly string[],
  { knr, frist, vorgang }: Mitteilung,
): Promise<void> => {
  if (hefte.length === 0) return
  const { rows } = await trx.raw<{ rows: { konto_id: string }[] }>(empfaengerSql, { hefte: [...hefte], vorgang })
  const werte = { kammer: nameOfKammer(knr) ?? knr, frist, vorgang }
  for (const { konto_id } of rows) await sendMail(trx, { an: konto_id, text: 'heftAngefordert', werte })
}
