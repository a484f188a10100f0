import { heuteOf } from '../../heute.ts'
import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import { vertragOf } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { nameOf } from '../ausbildungsvertrag/vertragsmail.ts'
import { listOhneHeft } from './heftangebot.queries.ts'

/** Registered contracts with an electronic report book that none was begun for (BH-20). */
export const heftaufgaben: Aufgabenquelle = {
  art: 'berichtsheftAnlegen',
  kontext: 'unternehmen',
  rollen: ['antragsteller'],
  list: async (trx, aufrufer, after, limit, now) =>
    (await listOhneHeft(trx, aufrufer, heuteOf(now), after, limit)).map((row) => {
      const { azubi, beruf, ausbildender } = vertragOf(row)
      const wer = [nameOf(azubi), beruf?.bezeichnung].filter(Boolean).join(', ')
      return {
        id: row.id,
        art: 'berichtsheftAnlegen',
        text: `Berichtsheft anlegen: ${wer}`,
        textEnglisch: `Begin the report book: ${wer}`,
        verweis: `/v1/ausbildungsvertraege/${row.id}/heftangebot`,
        kontext: `unternehmen:${row.unternehmen_id}`,
        ...(row.unternehmen_id === null ? {} : { unternehmenId: row.unternehmen_id }),
        ...(ausbildender?.name === undefined ? {} : { unternehmen: ausbildender.name }),
        ...(row.knr === null ? {} : { knr: row.knr }),
        seit: row.geaendert_am.toISOString(),
      }
    }),
}
