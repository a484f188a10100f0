import { defineRegel, keine, meldung } from '../regel.ts'
import { toMonate } from '../text.ts'
import { seit } from '../werte/geltung.ts'
import { mindestdauerempfehlung } from '../werte/verkuerzungsempfehlung.ts'

/** DAV-076: several shortenings leave the recommended least duration. */
export const mindestdauerBleibt = defineRegel({
  id: 'DAV-076',
  name: 'mindestdauer-bleibt',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 129 (2021)',
  gueltigVon: seit.ha129,
  beschreibung: {
    de: 'Nach einer Verkürzung bleiben von 42 Monaten mindestens 24, von 36 mindestens 18, von 24 mindestens 12; angerechnete Zeit zählt als zurückgelegt.',
    en: 'After a shortening at least 24 of 42 months remain, 18 of 36, 12 of 24; what is credited counts as served.',
  },
  felder: ['/verkuerzungen', '/anrechnungen', '/dauerMonate', '/teilzeit', '/beruf/kennung'],
  beispiel: {
    vertrag: {
      dauerMonate: 36,
      verkuerzungen: [
        { grund: 'hochschulreife', monate: 12 },
        { grund: 'lebensalter', monate: 12 },
      ],
    },
  },
  texte: {
    kurz: meldung<{ regeldauer: number; bleibt: number; mindestens: number }>(
      ({ regeldauer, bleibt, mindestens }) =>
        `Von ${regeldauer} Monaten bleiben nach der Verkürzung ${bleibt}; empfohlen sind mindestens ${mindestens}.`,
      ({ regeldauer, bleibt, mindestens }) =>
        `Of ${regeldauer} months ${bleibt} remain after the shortening; recommended are at least ${mindestens}.`,
      {
        gefunden: ({ bleibt }) => toMonate(bleibt),
        erwartet: ({ mindestens }) => `mindestens ${toMonate(mindestens)}`,
        abhilfe: {
          de: 'Verkürzen Sie um weniger Monate; die Kammer kann im Einzelfall mehr zulassen.',
          en: 'Shorten by fewer months; the chamber may allow more case by case.',
        },
      },
    ),
  },
  check: ({ lage: { dauer } }, _kontext, verstoss) => {
    if (dauer === undefined || dauer.verkuerzung === 0) return keine
    const { regeldauer, nachAnrechnung, monate } = dauer
    const mindestens = mindestdauerempfehlung.get(regeldauer)
    const bleibt = monate + regeldauer - nachAnrechnung
    if (mindestens === undefined || bleibt >= mindestens) return keine
    return [verstoss('kurz', '/verkuerzungen', { regeldauer, bleibt, mindestens })]
  },
})
