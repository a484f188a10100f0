import type { Datum } from '../../contract/common.ts'
import { tagOfSchritt, zeitfeldOf } from '../bericht.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** BN-024: no step was taken after the reference day. */
export const schritteLiegenNichtInDerZukunft = defineRegel({
  id: 'BN-024',
  name: 'schritte-liegen-nicht-in-der-zukunft',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'Plausibilität: ein Schritt liegt nicht in der Zukunft',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Kein Schritt eines Berichts liegt in der Zukunft.',
    en: 'No step of a report lies in the future.',
  },
  texte: {
    zukunft: meldung<{ tag: Datum; stichtag: Datum }>(
      ({ tag, stichtag }) =>
        `Der Schritt vom ${toDeutschesDatum(tag)} liegt nach dem Stichtag ${toDeutschesDatum(stichtag)}.`,
      ({ tag, stichtag }) => `The step of ${tag} lies after the reference day ${stichtag}.`,
    ),
  },
  check: ({ nachweis }, { stichtag }, verstoss) =>
    nachweis.verlauf?.flatMap((schritt, i) => {
      const tag = tagOfSchritt(schritt)
      return tag !== undefined && tag > stichtag
        ? [verstoss('zukunft', `/verlauf/${i}/${zeitfeldOf(schritt)}`, { tag, stichtag })]
        : []
    }) ?? keine,
})
