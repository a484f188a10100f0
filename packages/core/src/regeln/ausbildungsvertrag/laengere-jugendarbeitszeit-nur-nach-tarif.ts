import { defineRegel, keine, meldung } from '../regel.ts'
import { listJugendabschnitte } from '../vertragsrechnung/zeitabschnitte.ts'
import { seit } from '../werte/geltung.ts'

/**
 * DAV-123: longer hours of minors under a collective agreement that binds the company: up to 9 hours a day, 44 a week and 5½
 * days, 40 hours a week on the average of two months. A warning in place of DAV-120 to DAV-122, because the agreement decides.
 */
export const laengereJugendarbeitszeitNurNachTarif = defineRegel({
  id: 'DAV-123',
  name: 'laengere-jugendarbeitszeit-nur-nach-tarif',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'JArbSchG § 21a Abs. 1 Nr. 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Bis zu 9 Stunden am Tag, 44 Stunden in der Woche und 5½ Tage sind vor dem 18. Geburtstag nur erlaubt, wenn ein bindender Tarifvertrag sie zulässt und der Durchschnitt von zwei Monaten 40 Stunden in der Woche nicht übersteigt.',
    en: 'Up to 9 hours a day, 44 hours a week and 5½ days are allowed before the 18th birthday only if a binding collective agreement admits them and the average of two months is not above 40 hours a week.',
  },
  felder: [
    '/arbeitszeiten/*',
    '/teilzeit/*',
    '/arbeitszeiten/*/ausgleich',
    '/tarif/geltung',
    '/azubi/geburtsdatum',
    '/beginn',
  ],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2010-02-10' },
      beginn: '2026-08-01',
      tarif: { geltung: 'gebunden' },
      arbeitszeiten: [{ minutenTaeglich: 540 }],
    },
  },
  texte: {
    nachTarif: meldung(
      () =>
        'Diese Zeiten sind vor dem 18. Geburtstag nur nach dem Tarifvertrag erlaubt und wenn im Durchschnitt von zwei Monaten 40 Stunden in der Woche nicht überschritten werden.',
      () =>
        'Before the 18th birthday these hours are allowed only by the collective agreement and if 40 hours a week are not exceeded on the average of two months.',
      {
        erwartet: () => 'im Durchschnitt von zwei Monaten höchstens 40:00 Stunden in der Woche',
        abhilfe: {
          de: 'Prüfen Sie, ob der Tarifvertrag die Zeiten zulässt, oder vereinbaren Sie höchstens 8 Stunden an fünf Tagen.',
          en: 'Check that the agreement admits these hours, or agree on at most 8 hours on five days.',
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    if (objekt.vertrag.tarif?.geltung !== 'gebunden') return keine
    return listJugendabschnitte(objekt)
      .filter(({ nachTarif }) => nachTarif)
      .map(({ pfad }) => verstoss('nachTarif', pfad, {}))
  },
})
