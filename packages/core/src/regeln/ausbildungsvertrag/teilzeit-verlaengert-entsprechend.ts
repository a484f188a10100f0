import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum, toMonate, toMonths } from '../text.ts'
import { type Endeabweichung, findEndeabweichung } from '../vertragsrechnung/endeabweichung.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-081: part-time throughout lengthens the training by its share, up to one and a half times the ordinance. */
export const teilzeitVerlaengertEntsprechend = defineRegel({
  id: 'DAV-081',
  name: 'teilzeit-verlaengert-entsprechend',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 7a Abs. 2',
  rechtsgrundlageHwo: 'HwO § 27b Abs. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Teilzeit für die ganze Ausbildung verlängert sie entsprechend: Dauer durch Anteil, auf ganze Monate abgerundet, höchstens das Eineinhalbfache der Ausbildungsordnung, abzüglich einer Verkürzung.',
    en: 'Part-time throughout lengthens the training accordingly: duration divided by the share, rounded down to whole months, at most one and a half times the ordinance, less a shortening.',
  },
  felder: [
    '/ende',
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
      ende: '2029-07-31',
      dauerMonate: 36,
      zeitmodell: 'teilzeit',
      teilzeit: [{ anteil: { zaehler: 3, nenner: 4 } }],
    },
  },
  texte: {
    ende: meldung<Endeabweichung>(
      ({ erwartet, monate }) =>
        `In Teilzeit dauert die Ausbildung ${toMonate(monate)}; sie endet am ${toDeutschesDatum(erwartet)}.`,
      ({ erwartet, monate }) => `In part-time the training lasts ${toMonths(monate)}; it ends on ${erwartet}.`,
      {
        gefunden: ({ ende }) => toDeutschesDatum(ende),
        erwartet: ({ erwartet }) => toDeutschesDatum(erwartet),
        abhilfe: {
          de: 'Übernehmen Sie das berechnete Ende, oder beantragen Sie eine Verkürzung.',
          en: 'Take the computed end, or apply for a shortening.',
        },
      },
    ),
  },
  check: (objekt, { konfig }, verstoss) => {
    const abweichung = findEndeabweichung(objekt, konfig.endeToleranzTage)
    return abweichung?.grund === 'teilzeit' ? [verstoss('ende', '/ende', abweichung)] : keine
  },
})
