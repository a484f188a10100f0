import type { Vertragsobjekt } from '../vertragsobjekt.ts'

/** What tells agriculture: keys of its occupations, and the first digits of its economic activities in both editions. */
export const landwirtschaft = {
  berufe: new Set<string>(['fachkraft-agrarservice', 'gaertner', 'landwirt', 'pferdewirt', 'tierwirt', 'winzer']),
  abteilung: '01',
} as const

/** Whether the training takes place in agriculture: by the occupation, or by the activity of a site. */
export const isLandwirtschaft = ({ vertrag, lage }: Vertragsobjekt): boolean => {
  const schluessel = lage.fassung?.schluessel ?? vertrag.beruf?.kennung
  return (
    (schluessel !== undefined && landwirtschaft.berufe.has(schluessel)) ||
    (vertrag.ausbildungsstaetten?.some((staette) =>
      staette.wirtschaftszweig?.schluessel?.startsWith(landwirtschaft.abteilung),
    ) ??
      false)
  )
}
