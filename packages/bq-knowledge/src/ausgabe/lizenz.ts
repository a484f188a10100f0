import type { Beleg } from '../kern/aussage.ts'

/** What may be done with a statement: used freely with its source, or only under the same terms again. */
export type Lizenzklasse = 'frei' | 'gleicheBedingungen'

/** Licences that ask for the same terms again: share-alike ones, and those of data bases and software with the same idea. */
const gegenseitig = /\bSA\b|share.?alike|gleichen? Bedingungen|\bODbL\b|\bGPL|\bEUPL\b/i

/** The class of a licence as somebody wrote it down. */
export const lizenzklasseOf = (lizenz: string | undefined): Lizenzklasse =>
  lizenz !== undefined && gegenseitig.test(lizenz) ? 'gleicheBedingungen' : 'frei'

/** The class of a statement: the strictest of its sources, because it may rest on any of them. */
export const lizenzklasseOfAll = (belege: readonly Beleg[]): Lizenzklasse =>
  belege.some(({ lizenz }) => lizenzklasseOf(lizenz) === 'gleicheBedingungen') ? 'gleicheBedingungen' : 'frei'
