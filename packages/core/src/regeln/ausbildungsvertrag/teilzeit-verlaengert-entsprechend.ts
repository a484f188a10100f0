import { defineEnderegel } from '../enderegel.ts'
import { toDeutschesDatum, toMonate, toMonths } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-081: part-time throughout lengthens the training by its share, up to one and a half times the ordinance. */
export const teilzeitVerlaengertEntsprechend = defineEnderegel({
  id: 'DAV-081',
  name: 'teilzeit-verlaengert-entsprechend',
  schwere: 'fehler',
  rechtsgrundlage: 'BBiG § 7a Abs. 2',
  rechtsgrundlageHwo: 'HwO § 27b Abs. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Teilzeit für die ganze Ausbildung verlängert sie entsprechend: Dauer durch Anteil, auf ganze Monate abgerundet, höchstens das Eineinhalbfache der Ausbildungsordnung, abzüglich einer Verkürzung.',
    en: 'Part-time throughout lengthens the training accordingly: duration divided by the share, rounded down to whole months, at most one and a half times the ordinance, less a shortening.',
  },
  grund: 'teilzeit',
  beispiel: {
    vertrag: {
      beginn: '2026-08-01',
      ende: '2029-07-31',
      dauerMonate: 36,
      zeitmodell: 'teilzeit',
      teilzeit: [{ anteil: { zaehler: 3, nenner: 4 } }],
    },
  },
  text: {
    de: ({ erwartet, monate }) =>
      `In Teilzeit dauert die Ausbildung ${toMonate(monate)}; sie endet am ${toDeutschesDatum(erwartet)}.`,
    en: ({ erwartet, monate }) => `In part-time the training lasts ${toMonths(monate)}; it ends on ${erwartet}.`,
  },
  abhilfe: {
    de: 'Übernehmen Sie das berechnete Ende, oder beantragen Sie eine Verkürzung.',
    en: 'Take the computed end, or apply for a shortening.',
  },
})
