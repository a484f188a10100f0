import { defineEnderegel } from '../enderegel.ts'
import { toDeutschesDatum, toMonate, toMonths } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-086: the last day follows from begin and duration. */
export const endeFolgtAusDerDauer = defineEnderegel({
  id: 'DAV-086',
  name: 'ende-folgt-aus-der-dauer',
  schwere: 'fehler',
  rechtsgrundlage: 'BGB § 187 Abs. 2, § 188 Abs. 2 und 3; BBiG § 11 Abs. 1 Satz 2 Nr. 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der letzte Tag ist der, mit dem die Dauer nach Anrechnung und Verkürzung, vom ersten Tag an gezählt, abläuft; fehlt er im Monat, der letzte Tag des Monats. Für Teilzeit sagen es DAV-081 bis DAV-084.',
    en: 'The last day is the one on which the duration, less what is credited and shortened, runs out, counted from the first day; where the month has no such day, its last day. For part-time DAV-081 to DAV-084 tell it.',
  },
  grund: 'dauer',
  beispiel: { vertrag: { beginn: '2026-08-01', ende: '2029-08-31', dauerMonate: 36 } },
  text: {
    de: ({ erwartet, monate }) =>
      `Die Ausbildung dauert ${toMonate(monate)} und endet am ${toDeutschesDatum(erwartet)}.`,
    en: ({ erwartet, monate }) => `The training lasts ${toMonths(monate)} and ends on ${erwartet}.`,
  },
  abhilfe: {
    de: 'Übernehmen Sie das berechnete Ende; auf einen Prüfungstermin wird es nur auf Antrag gelegt.',
    en: 'Take the computed end; it is moved to an examination only on application.',
  },
})
