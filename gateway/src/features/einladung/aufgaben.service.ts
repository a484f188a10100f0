import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import { listWartende } from './einladung.queries.ts'

/** Invitations that the person can accept; the link is in the mail. */
export const einladungsaufgaben: Aufgabenquelle = {
  art: 'einladungAnnehmen',
  kontext: 'konto',
  list: async (trx, _aufrufer, after, limit) =>
    (await listWartende(trx, 'versendet', undefined, after, limit)).map((row) => ({
      id: row.id,
      art: 'einladungAnnehmen',
      text: `${row.unternehmen} lädt Sie ein; der Link zur Annahme steht in der E-Mail`,
      textEnglisch: `${row.unternehmen} invites you; the link to accept is in the mail`,
      verweis: `/v1/einladungen/${row.id}`,
      kontext: 'konto',
      unternehmenId: row.unternehmen_id,
      unternehmen: row.unternehmen,
      seit: row.versendet_am.toISOString(),
      bis: row.ende.toISOString(),
    })),
}

/** Accepted invitations that wait for the final approval (MI-40). */
export const genehmigungsaufgaben: Aufgabenquelle = {
  art: 'einladungGenehmigen',
  kontext: 'unternehmen',
  rollen: ['unternehmensadministrator'],
  list: async (trx, aufrufer, after, limit) =>
    (await listWartende(trx, 'angenommen', aufrufer.unternehmenIds ?? [], after, limit)).map((row) => ({
      id: row.id,
      art: 'einladungGenehmigen',
      text: `${row.vorname ?? ''} ${row.nachname ?? ''} hat die Einladung zu ${row.unternehmen} angenommen`,
      textEnglisch: `${row.vorname ?? ''} ${row.nachname ?? ''} has accepted the invitation to ${row.unternehmen}`,
      verweis: `/v1/einladungen/${row.id}`,
      kontext: `unternehmen:${row.unternehmen_id}`,
      unternehmenId: row.unternehmen_id,
      unternehmen: row.unternehmen,
      seit: (row.angenommen_am ?? row.versendet_am).toISOString(),
    })),
}
