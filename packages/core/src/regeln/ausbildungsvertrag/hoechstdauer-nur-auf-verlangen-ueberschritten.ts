import { defineEnderegel } from '../enderegel.ts'
import { toDeutschesDatum, toMonate, toMonths } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-084: part-time lasts longer than its bound only where the apprentice asks for it. */
export const hoechstdauerNurAufVerlangenUeberschritten = defineEnderegel({
  id: 'DAV-084',
  name: 'hoechstdauer-nur-auf-verlangen-ueberschritten',
  schwere: 'warnung',
  rechtsgrundlage: 'BBiG § 7a Abs. 3',
  rechtsgrundlageHwo: 'HwO § 27b Abs. 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Über das Eineinhalbfache hinaus dauert eine Ausbildung in Teilzeit nur, wenn die oder der Auszubildende es verlangt, und nur bis zur nächsten möglichen Prüfung (höchstens sechs Monate).',
    en: 'Training in part-time lasts longer than one and a half times only where the apprentice asks for it, and only up to the next possible examination (at most six months).',
  },
  grund: 'hoechstdauer',
  ausser: { feld: '/verlaengerungVerlangt', gilt: ({ vertrag }) => vertrag.verlaengerungVerlangt === true },
  beispiel: {
    vertrag: {
      beginn: '2026-08-01',
      ende: '2031-07-31',
      dauerMonate: 36,
      zeitmodell: 'teilzeit',
      teilzeit: [{ anteil: { zaehler: 1, nenner: 2 } }],
    },
  },
  text: {
    de: ({ erwartet, monate }) =>
      `Die Ausbildung in Teilzeit dauert höchstens ${toMonate(monate)}, bis zum ${toDeutschesDatum(erwartet)}; länger nur auf Verlangen der oder des Auszubildenden.`,
    en: ({ erwartet, monate }) =>
      `The training in part-time lasts at most ${toMonths(monate)}, until ${erwartet}; longer only where the apprentice asks for it.`,
  },
  abhilfe: {
    de: 'Vermerken Sie das Verlangen, oder übernehmen Sie das berechnete Ende.',
    en: 'Mark that the apprentice asks for it, or take the computed end.',
  },
})
