import type { Beteiligter } from '../../contract/nachweisverlauf.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** BN-026: the second approval is given by somebody else than the first, where the chamber wants four eyes (BH-23). */
export const zweiStufenDurchZweiPersonen = defineRegel({
  id: 'BN-026',
  name: 'zwei-stufen-durch-zwei-personen',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BH-23: zweistufige Freigabe, je Kammer einstellbar',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Bei zweistufiger Freigabe erteilen zwei Personen die beiden Freigaben.',
    en: 'Of two approvals each is given by another person.',
  },
  texte: {
    dieselbe: meldung(
      () => 'Beide Stufen der Freigabe hat dieselbe Person erteilt.',
      () => 'Both approvals were given by the same person.',
    ),
  },
  check: ({ nachweis }, { konfig }, verstoss) => {
    const { verlauf } = nachweis
    if (!konfig.vierAugen || verlauf === undefined) return keine
    return verlauf.flatMap((schritt, i) => {
      const vorher = verlauf[i - 1]
      return schritt.vorgang === 'freigegeben' &&
        vorher?.vorgang === 'stufe1Freigegeben' &&
        isDieselbe(vorher.durch, schritt.durch)
        ? [verstoss('dieselbe', `/verlauf/${i}/durch`, {})]
        : []
    })
  },
})

/** The same key decides; without keys on both sides, the same name. Unknown persons are not taken for one. */
const isDieselbe = (a: Beteiligter | undefined, b: Beteiligter | undefined): boolean => {
  if (a?.kennung !== undefined && b?.kennung !== undefined) return a.kennung === b.kennung
  return a?.name !== undefined && a.name === b?.name
}
