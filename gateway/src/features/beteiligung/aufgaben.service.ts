import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import type { BeteiligungMitNamen } from './beteiligung.queries.ts'

/** Links to the own book that wait for the apprentice. */
export const beteiligungsaufgaben: Aufgabenquelle = {
  art: 'beteiligungBestaetigen',
  kontext: 'konto',
  list: async (trx, _aufrufer, after, limit) => {
    const query = trx('beteiligung as t')
      .join('konto', 'konto.id', 't.konto_id')
      .join('unternehmen', 'unternehmen.id', 't.unternehmen_id')
      .where('t.status', 'vorgeschlagen')
      .whereRaw(
        "((t.art = 'azubi' and t.konto_id = app_konto()) or konto_ist_azubi(t.berichtsheft_id, t.unternehmen_id))",
      )
      .orderBy(['t.erstellt_am', 't.id'])
      .limit(limit)
      .select<BeteiligungMitNamen[]>(['t.*', 'konto.vorname', 'konto.nachname', 'unternehmen.name as unternehmen'])
    if (after) query.whereRaw('(t.erstellt_am, t.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
    return (await query).map((row) => ({
      id: row.id,
      art: 'beteiligungBestaetigen',
      text: `${row.unternehmen} möchte ${row.vorname} ${row.nachname} mit Ihrem Berichtsheft verbinden`,
      textEnglisch: `${row.unternehmen} wants to link ${row.vorname} ${row.nachname} to your report book`,
      verweis: `/v1/beteiligungen/${row.id}/zustimmung`,
      kontext: 'konto',
      unternehmenId: row.unternehmen_id,
      unternehmen: row.unternehmen,
      seit: row.erstellt_am.toISOString(),
    }))
  },
}
