import type { Datum } from '../../contract/common.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** BN-004: no day stands twice in a report. */
export const tageSindEindeutig = defineRegel({
  id: 'BN-004',
  name: 'tage-sind-eindeutig',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'Plausibilität: ein Tag steht nur einmal im Bericht',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Kein Tag steht zweimal in einem Bericht.',
    en: 'No day stands twice in a report.',
  },
  texte: {
    doppelt: meldung<{ datum: Datum }>(
      ({ datum }) => `Der ${toDeutschesDatum(datum)} steht mehrfach im Bericht.`,
      ({ datum }) => `${datum} stands in the report more than once.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const { tage } = nachweis.inhalt
    // Days almost always rise; then there is nothing to remember.
    if (tage === undefined || tage.every((tag, i) => i === 0 || (tage[i - 1]?.datum ?? '') < tag.datum)) return keine
    const gesehen = new Set<Datum>()
    return tage.flatMap((tag, i) => {
      if (gesehen.has(tag.datum)) return [verstoss('doppelt', `/inhalt/tage/${i}/datum`, { datum: tag.datum })]
      gesehen.add(tag.datum)
      return []
    })
  },
})
