import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-012: leave is agreed, with the days of every calendar year; that no year is left out is DAV-152. */
export const urlaubIstVereinbart = defineRegel({
  id: 'DAV-012',
  name: 'urlaub-ist-vereinbart',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 9',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der Urlaub ist angegeben, zu jedem Kalenderjahr mit seinen Tagen; dass kein Kalenderjahr fehlt, prüft DAV-152.',
    en: 'The leave is given, with the days of every calendar year; that no calendar year is left out is checked by DAV-152.',
  },
  felder: ['/urlaub', '/urlaub/*/tage', '/urlaub/*/kalenderjahr'],
  beispiel: { vertrag: { urlaub: [{ kalenderjahr: 2026 }] } },
  texte: {
    fehlt: festeMeldung('Der Urlaub fehlt.', 'The leave is missing.', {
      de: 'Tragen Sie den Urlaub für jedes Kalenderjahr ein.',
      en: 'Enter the leave for every calendar year.',
    }),
    jahr: festeMeldung(
      'Zu den Urlaubstagen fehlt das Kalenderjahr.',
      'The calendar year of the days of leave is missing.',
      {
        de: 'Tragen Sie ein, für welches Kalenderjahr der Urlaub gilt.',
        en: 'Enter the calendar year that the leave is for.',
      },
    ),
    tage: festeMeldung(
      'Zu dem Kalenderjahr fehlen die Urlaubstage.',
      'The days of leave of the calendar year are missing.',
      {
        de: 'Tragen Sie die Zahl der Urlaubstage ein.',
        en: 'Enter the number of days of leave.',
      },
    ),
  },
  check: ({ vertrag: { urlaub = [] } }, _kontext, verstoss) => {
    if (urlaub.length === 0) return [verstoss('fehlt', '/urlaub', {})]
    const verstoesse: Verstoss[] = []
    urlaub.forEach(({ kalenderjahr, tage }, i) => {
      if (kalenderjahr === undefined) verstoesse.push(verstoss('jahr', `/urlaub/${i}/kalenderjahr`, {}))
      if (tage === undefined) verstoesse.push(verstoss('tage', `/urlaub/${i}/tage`, {}))
    })
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
