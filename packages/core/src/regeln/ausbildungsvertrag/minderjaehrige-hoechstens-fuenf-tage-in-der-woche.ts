import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutscheZahl, toEnglischeZahl } from '../text.ts'
import { listJugendabschnitte } from '../vertragsrechnung/zeitabschnitte.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-122: at most five days a week before the 18th birthday; what a collective agreement may allow is DAV-123. */
export const minderjaehrigeHoechstensFuenfTageInDerWoche = defineRegel({
  id: 'DAV-122',
  name: 'minderjaehrige-hoechstens-fuenf-tage-in-der-woche',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'JArbSchG § 15',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Vor dem 18. Geburtstag wird an höchstens fünf Tagen in der Woche ausgebildet.',
    en: 'Before the 18th birthday the training takes place on at most five days a week.',
  },
  felder: ['/arbeitszeiten/*/tageJeWoche', '/arbeitszeiten/*/halberTag', '/azubi/geburtsdatum', '/beginn'],
  beispiel: {
    vertrag: { azubi: { geburtsdatum: '2010-02-10' }, beginn: '2026-08-01', arbeitszeiten: [{ tageJeWoche: 6 }] },
  },
  texte: {
    zuViele: meldung<{ tage: number; grenze: number }>(
      ({ tage, grenze }) =>
        `${toDeutscheZahl(tage)} Tage in der Woche sind für eine minderjährige Person zu viele; erlaubt sind höchstens ${grenze}.`,
      ({ tage, grenze }) =>
        `${toEnglischeZahl(tage)} days a week are too many for a minor; at most ${grenze} are allowed.`,
      {
        gefunden: ({ tage }) => `${toDeutscheZahl(tage)} Tage`,
        erwartet: ({ grenze }) => `höchstens ${grenze} Tage`,
        abhilfe: {
          de: 'Vereinbaren Sie bis zum 18. Geburtstag höchstens fünf Tage in der Woche.',
          en: 'Agree on at most five days a week up to the 18th birthday.',
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const abschnitte = listJugendabschnitte(objekt)
    if (abschnitte.length === 0) return keine
    return abschnitte.flatMap(({ pfad, wochentage: tage, werte: { tageJeWoche: grenze }, nachTarif }): Verstoss[] =>
      tage === undefined || tage <= grenze || nachTarif
        ? []
        : [verstoss('zuViele', `${pfad}/tageJeWoche`, { tage, grenze })],
    )
  },
})
