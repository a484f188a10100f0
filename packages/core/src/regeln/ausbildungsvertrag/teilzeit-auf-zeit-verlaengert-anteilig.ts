import { defineEnderegel } from '../enderegel.ts'
import { toDeutschesDatum, toMonate, toMonths } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-082: part-time for a period lengthens the training by what is missed in it. */
export const teilzeitAufZeitVerlaengertAnteilig = defineEnderegel({
  id: 'DAV-082',
  name: 'teilzeit-auf-zeit-verlaengert-anteilig',
  schwere: 'warnung',
  rechtsgrundlage: 'BBiG § 7a Abs. 1 und 2',
  rechtsgrundlageHwo: 'HwO § 27b Abs. 1 und 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Teilzeit für einen Zeitraum verlängert die Ausbildung um den Anteil, der in seinen ganzen Monaten fehlt; abgerundet und höchstens auf das Eineinhalbfache der Ausbildungsordnung.',
    en: 'Part-time for a period lengthens the training by the share that is missed in its whole months; rounded down, and at most to one and a half times the ordinance.',
  },
  grund: 'teilzeitAufZeit',
  beispiel: {
    vertrag: {
      beginn: '2026-08-01',
      ende: '2029-07-31',
      dauerMonate: 36,
      zeitmodell: 'teilzeit',
      teilzeit: [{ von: '2027-08-01', bis: '2028-07-31', anteil: { zaehler: 1, nenner: 2 } }],
    },
  },
  text: {
    de: ({ erwartet, monate }) =>
      `Mit der Teilzeit auf Zeit dauert die Ausbildung ${toMonate(monate)}; sie endet am ${toDeutschesDatum(erwartet)}.`,
    en: ({ erwartet, monate }) =>
      `With part-time for a period the training lasts ${toMonths(monate)}; it ends on ${erwartet}.`,
  },
  abhilfe: {
    de: 'Übernehmen Sie das berechnete Ende; die Kammer entscheidet.',
    en: 'Take the computed end; the chamber decides.',
  },
})
