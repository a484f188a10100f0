import { defineRegel, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** BN-042: a key of the vendor names one report of a delivery. The later one in the body is named. */
export const fremdidIstEindeutig = defineRegel({
  id: 'BN-042',
  name: 'fremdid-ist-eindeutig',
  schwere: 'fehler',
  gegenstand: 'berichtsheft',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'Vertrag: fremdId ist je Anbieter eindeutig',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Jede fremdId kommt in einer Lieferung nur einmal vor.',
    en: 'Every fremdId occurs once in a delivery.',
  },
  texte: {
    doppelt: meldung<{ fremdId: string }>(
      ({ fremdId }) => `Die fremdId „${fremdId}“ kommt in dieser Lieferung mehrfach vor.`,
      ({ fremdId }) => `The fremdId "${fremdId}" occurs more than once in this delivery.`,
    ),
  },
  check: ({ ausbildungsnachweise }, _kontext, verstoss) => {
    const gesehen = new Set<string>()
    return ausbildungsnachweise.flatMap(({ fremdId }, i) => {
      if (gesehen.has(fremdId)) return [verstoss('doppelt', `/ausbildungsnachweise/${i}/fremdId`, { fremdId })]
      gesehen.add(fremdId)
      return []
    })
  },
})
