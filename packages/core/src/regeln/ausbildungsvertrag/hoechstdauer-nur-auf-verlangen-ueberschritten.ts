import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum, toMonate, toMonths } from '../text.ts'
import { type Endeabweichung, findEndeabweichung } from '../vertragsrechnung/endeabweichung.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-084: part-time lasts longer than its bound only where the apprentice asks for it. */
export const hoechstdauerNurAufVerlangenUeberschritten = defineRegel({
  id: 'DAV-084',
  name: 'hoechstdauer-nur-auf-verlangen-ueberschritten',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 7a Abs. 3',
  rechtsgrundlageHwo: 'HwO § 27b Abs. 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Über das Eineinhalbfache hinaus dauert eine Ausbildung in Teilzeit nur, wenn die oder der Auszubildende es verlangt, und nur bis zur nächsten möglichen Prüfung (höchstens sechs Monate).',
    en: 'Training in part-time lasts longer than one and a half times only where the apprentice asks for it, and only up to the next possible examination (at most six months).',
  },
  felder: [
    '/ende',
    '/verlaengerungVerlangt',
    '/beginn',
    '/dauerMonate',
    '/beruf/kennung',
    '/anrechnungen/*/monate',
    '/verkuerzungen/*/monate',
    '/teilzeit/*',
  ],
  beispiel: {
    vertrag: {
      beginn: '2026-08-01',
      ende: '2031-07-31',
      dauerMonate: 36,
      zeitmodell: 'teilzeit',
      teilzeit: [{ anteil: { zaehler: 1, nenner: 2 } }],
    },
  },
  texte: {
    ende: meldung<Endeabweichung>(
      ({ erwartet, monate }) =>
        `Die Ausbildung in Teilzeit dauert höchstens ${toMonate(monate)}, bis zum ${toDeutschesDatum(erwartet)}; länger nur auf Verlangen der oder des Auszubildenden.`,
      ({ erwartet, monate }) =>
        `The training in part-time lasts at most ${toMonths(monate)}, until ${erwartet}; longer only where the apprentice asks for it.`,
      {
        gefunden: ({ ende }) => toDeutschesDatum(ende),
        erwartet: ({ erwartet }) => toDeutschesDatum(erwartet),
        abhilfe: {
          de: 'Vermerken Sie das Verlangen, oder übernehmen Sie das berechnete Ende.',
          en: 'Mark that the apprentice asks for it, or take the computed end.',
        },
      },
    ),
  },
  check: (objekt, { konfig }, verstoss) => {
    const abweichung = findEndeabweichung(objekt, konfig.endeToleranzTage)
    return abweichung?.grund === 'hoechstdauer' && objekt.vertrag.verlaengerungVerlangt !== true
      ? [verstoss('ende', '/ende', abweichung)]
      : keine
  },
})
