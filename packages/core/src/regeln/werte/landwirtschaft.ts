import type { Vertragsobjekt } from '../vertragsobjekt.ts'

/** Keys of the occupations of agriculture in the catalogue of occupations. */
const berufe: ReadonlySet<string> = new Set([
  'fachkraft-agrarservice',
  'gaertner',
  'landwirt',
  'pferdewirt',
  'tierwirt',
  'winzer',
])

/** First digits of agriculture in both editions of the classification of economic activities. */
const abteilung = '01'

/** Whether the training takes place in agriculture: by the occupation, or by the activity of a site. */
export const isLandwirtschaft = ({ vertrag, lage }: Vertragsobjekt): boolean => {
  const schluessel = lage.fassung?.schluessel ?? vertrag.beruf?.kennung
  return (
    (schluessel !== undefined && berufe.has(schluessel)) ||
    (vertrag.ausbildungsstaetten?.some((staette) => staette.wirtschaftszweig?.schluessel?.startsWith(abteilung)) ??
      false)
  )
}
