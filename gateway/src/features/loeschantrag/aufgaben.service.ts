import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import { listUnentschiedene } from './loeschantrag.queries.ts'

/** Deletions that the chamber has to decide about (MI-49). */
export const loeschaufgaben: Aufgabenquelle = {
  art: 'loeschungPruefen',
  kontext: 'kammer',
  rollen: ['sachbearbeitung'],
  list: async (trx, aufrufer, after, limit) =>
    (await listUnentschiedene(trx, aufrufer, after, limit)).map((row) => ({
      id: row.id,
      art: 'loeschungPruefen',
      text: `Über die Löschung von ${row.unternehmen} entscheiden`,
      textEnglisch: `Decide about the deletion of ${row.unternehmen}`,
      verweis: `/v1/loeschantraege/${row.id}`,
      kontext: `kammer:${row.knr}`,
      unternehmenId: row.unternehmen_id,
      unternehmen: row.unternehmen,
      knr: row.knr,
      seit: row.geaendert_am.toISOString(),
    })),
}
