import { defineRegel, keine, meldung } from '../regel.ts'
import { listJugendabschnitte } from '../vertragsrechnung/zeitabschnitte.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-124: longer hours of minors above 16 in the harvest. */
export const ernteErlaubtLaengereTage = defineRegel({
  id: 'DAV-124',
  name: 'ernte-erlaubt-laengere-tage',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'JArbSchG § 8 Abs. 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'In der Landwirtschaft dürfen Jugendliche über 16 Jahre in der Ernte bis zu 9 Stunden am Tag und 85 Stunden in zwei Wochen beschäftigt werden.',
    en: 'In agriculture, minors above 16 may work up to 9 hours a day and 85 hours in two weeks in the harvest.',
  },
  felder: [
    '/arbeitszeiten',
    '/beruf/kennung',
    '/ausbildungsstaetten/*/wirtschaftszweig',
    '/azubi/geburtsdatum',
    '/beginn',
  ],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2009-08-02' },
      beginn: '2026-08-01',
      beruf: { kennung: 'landwirt' },
      arbeitszeiten: [{ minutenTaeglich: 480 }],
    },
  },
  texte: {
    ernte: meldung(
      () =>
        'In der Ernte sind für Jugendliche über 16 Jahre bis zu 9 Stunden am Tag und 85 Stunden in zwei Wochen erlaubt.',
      () => 'In the harvest, up to 9 hours a day and 85 hours in two weeks are allowed for minors above 16.',
    ),
  },
  check: (objekt, _kontext, verstoss) =>
    listJugendabschnitte(objekt).some(({ ernte }) => ernte) ? [verstoss('ernte', '/arbeitszeiten', {})] : keine,
})
