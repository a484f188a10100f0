import type { Vertragsentwurf } from '@berichtsheft/core'

/** What is the same in the next contract of a company: occupation, places and conditions. */
const reused = [
  'rechtsgrundlage',
  'kammerart',
  'knr',
  'beruf',
  'ausbildungsstaetten',
  'massnahmen',
  'dauerMonate',
  'probezeitMonate',
  'arbeitszeiten',
  'verguetungen',
  'sachbezuege',
  'tarif',
  'betriebsvereinbarungen',
  'berufsschule',
  'ausbildungsplan',
  'nachweisform',
  'nachweistraeger',
  'nachweissystem',
  'manipulationsschutz',
  'zusatzqualifikationen',
  'sonstigeVereinbarungen',
  'vertragsform',
  'vertragstext',
] as const satisfies readonly (keyof Vertragsentwurf)[]

/** A draft that takes over from an earlier contract what is not about its apprentice or its days. Pure. */
export const reuseVertrag = (vertrag: Vertragsentwurf): Vertragsentwurf => {
  const { ausbildender, ausbilder } = vertrag
  const { kindDesAusbildenden: _child, ...company } = ausbildender ?? {}
  return {
    ...Object.fromEntries(reused.flatMap((name) => (vertrag[name] === undefined ? [] : [[name, vertrag[name]]]))),
    ...(ausbildender && { ausbildender: company }),
    ...(ausbilder && { ausbilder: ausbilder.map(({ von: _from, bis: _to, meldung: _known, ...rest }) => rest) }),
  }
}
