import { defineEnderegel } from '../enderegel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-085: only the apprentice applies for a lengthening. */
export const verlaengerungBeantragtDerAzubi = defineEnderegel({
  id: 'DAV-085',
  name: 'verlaengerung-beantragt-der-azubi',
  schwere: 'warnung',
  rechtsgrundlage: 'BBiG § 8 Abs. 2',
  rechtsgrundlageHwo: 'HwO § 27c Abs. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Eine Verlängerung beantragt die oder der Auszubildende; sie ist die Ausnahme, und Ausbildende werden gehört.',
    en: 'The apprentice applies for a lengthening; it is the exception, and the company is heard.',
  },
  grund: 'verlaengerung',
  beispiel: {
    vertrag: { beginn: '2026-08-01', ende: '2030-01-31', dauerMonate: 36 },
    vorher: { beginn: '2026-08-01', ende: '2029-07-31', dauerMonate: 36 },
  },
  text: {
    de: ({ erwartet, ende }) =>
      `Die Ausbildung wird vom ${toDeutschesDatum(erwartet)} bis zum ${toDeutschesDatum(ende)} verlängert; das beantragt die oder der Auszubildende, und die Kammer entscheidet nach Anhörung.`,
    en: ({ erwartet, ende }) =>
      `The training is lengthened from ${erwartet} to ${ende}; the apprentice applies for it, and the chamber decides after hearing the company.`,
  },
  abhilfe: {
    de: 'Fügen Sie den Antrag der oder des Auszubildenden mit seiner Begründung bei.',
    en: 'Add the application of the apprentice with its reasons.',
  },
})
