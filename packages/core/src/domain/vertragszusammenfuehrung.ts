import type { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import { isGleich } from './vertragsaenderung.ts'

/** A contract in which two changes stand together, or the places that both changed differently, as JSON Pointers. */
export type Zusammenfuehrung =
  | { readonly vertrag: Vertragsentwurf }
  | { readonly konflikte: readonly [string, ...string[]] }

const isTeil = (wert: unknown): wert is Readonly<Record<string, unknown>> =>
  typeof wert === 'object' && wert !== null && !Array.isArray(wert)

const merge = (vorher: unknown, nachher: unknown, jetzt: unknown, pfad: string, konflikte: string[]): unknown => {
  if (isGleich(vorher, nachher) || isGleich(jetzt, nachher)) return jetzt
  if (isGleich(vorher, jetzt)) return nachher
  if (!isTeil(vorher) || !isTeil(nachher) || !isTeil(jetzt)) {
    konflikte.push(pfad)
    return jetzt
  }
  const namen = [...new Set([...Object.keys(vorher), ...Object.keys(nachher), ...Object.keys(jetzt)])]
  const teile = namen.map((name) => [
    name,
    merge(vorher[name], nachher[name], jetzt[name], `${pfad}/${name}`, konflikte),
  ])
  return Object.fromEntries(teile.filter(([, wert]) => wert !== undefined))
}

/** The entries of a list that were not in the one before. */
export const listNeueEintraege = <T>(nachher: readonly T[] = [], vorher: readonly unknown[] = []): T[] =>
  nachher.filter((eintrag) => !vorher.some((alter) => isGleich(alter, eintrag)))

/**
 * Puts a change, written on an earlier version of the contract, on its present one. Lists are taken whole; only documents
 * are joined, because they never replace each other.
 *
 * @param vorher the version that the change was written on
 * @param nachher the same with the change
 * @param jetzt the contract as it is now
 */
export const mergeVertrag = (
  vorher: Vertragsentwurf,
  nachher: Vertragsentwurf,
  jetzt: Vertragsentwurf,
): Zusammenfuehrung => {
  const konflikte: string[] = []
  const bekannt = new Set(jetzt.dokumente?.flatMap(({ kennung }) => kennung ?? []))
  const neue = listNeueEintraege(nachher.dokumente, vorher.dokumente)
  const dokumente = [
    ...(jetzt.dokumente ?? []),
    // One that was uploaded meanwhile is named by its key already.
    ...neue.filter(({ kennung }) => kennung === undefined || !bekannt.has(kennung)),
  ]
  const ohne = ({ dokumente: _documents, ...rest }: Vertragsentwurf) => rest
  const vertrag = merge(ohne(vorher), ohne(nachher), ohne(jetzt), '', konflikte) as Vertragsentwurf
  const [erster, ...weitere] = konflikte
  if (erster !== undefined) return { konflikte: [erster, ...weitere] }
  const eindeutig = dokumente.filter((one, i) => dokumente.findIndex((other) => isGleich(one, other)) === i)
  return { vertrag: eindeutig.length === 0 ? vertrag : { ...vertrag, dokumente: eindeutig } }
}
