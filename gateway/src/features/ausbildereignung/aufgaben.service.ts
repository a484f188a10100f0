import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import { nameOf } from '../ausbildungsvertrag/vertragsmail.ts'
import { datenblattOf, listEignungRows } from './ausbildereignung.queries.ts'

/** Reported trainers that wait for the chamber. */
export const ausbilderaufgaben: Aufgabenquelle = {
  art: 'ausbilderPruefen',
  kontext: 'kammer',
  rollen: ['sachbearbeitung', 'ausbildungsberatung'],
  list: async (trx, aufrufer, after, limit) =>
    (await listEignungRows(trx, aufrufer, { status: 'gemeldet' }, after, limit)).map((row) => {
      const datenblatt = datenblattOf(row)
      const wer = [nameOf(datenblatt), ...datenblatt.berufe.slice(0, 1)].join(', ')
      return {
        id: row.id,
        art: 'ausbilderPruefen',
        text: `Eignung prüfen: ${wer}`,
        textEnglisch: `Check the suitability of a trainer: ${wer}`,
        verweis: `/v1/ausbildereignungen/${row.id}`,
        kontext: `kammer:${row.knr}`,
        unternehmenId: row.unternehmen_id,
        knr: row.knr,
        seit: row.geaendert_am.toISOString(),
      }
    }),
}
