import { defineEnderegel } from '../enderegel.ts'
import { toDeutschesDatum, toMonate, toMonths } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-083: shortened part-time that ends at most six months after full-time ends with it. */
export const verkuerzteTeilzeitEndetWieVollzeit = defineEnderegel({
  id: 'DAV-083',
  name: 'verkuerzte-teilzeit-endet-wie-vollzeit',
  schwere: 'fehler',
  rechtsgrundlage: 'BBiG § 8 Abs. 1 Satz 2',
  rechtsgrundlageHwo: 'HwO § 27c Abs. 1 Satz 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Endet eine Ausbildung in Teilzeit nach einer empfohlenen Verkürzung höchstens sechs Monate nach der in Vollzeit, dann endet sie mit dieser; für Ausbildungen, die seit dem 1. August 2024 begonnen haben.',
    en: 'Where training in part-time ends at most six months after full-time because of a recommended shortening, it ends with full-time; for training that began since 1 August 2024.',
  },
  grund: 'angleichung',
  beispiel: {
    vertrag: {
      beginn: '2026-08-01',
      ende: '2029-10-31',
      dauerMonate: 36,
      zeitmodell: 'teilzeit',
      teilzeit: [{ anteil: { zaehler: 7, nenner: 10 } }],
      verkuerzungen: [{ grund: 'hochschulreife', monate: 12 }],
    },
  },
  text: {
    de: ({ erwartet, monate }) =>
      `Die verkürzte Ausbildung in Teilzeit läge höchstens sechs Monate über der in Vollzeit; sie dauert deshalb ${toMonate(monate)} und endet am ${toDeutschesDatum(erwartet)}.`,
    en: ({ erwartet, monate }) =>
      `The shortened training in part-time would end at most six months after full-time; so it lasts ${toMonths(monate)} and ends on ${erwartet}.`,
  },
  abhilfe: {
    de: 'Übernehmen Sie das berechnete Ende.',
    en: 'Take the computed end.',
  },
})
