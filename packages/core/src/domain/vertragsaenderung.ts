import type { Vertragsaenderungsart } from '../contract/vertragsaenderung.ts'
import type { Vertragsunterschied } from '../contract/vertragsaenderungen.ts'
import type { Vertragsentwurf } from '../contract/vertragsantrag.ts'

const isObjekt = (wert: unknown): wert is Readonly<Record<string, unknown>> => typeof wert === 'object' && wert !== null

/** Whether two parts of a contract are the same, whatever the order of their members. */
export const isGleich = (a: unknown, b: unknown): boolean =>
  isObjekt(a) && isObjekt(b) && Array.isArray(a) === Array.isArray(b)
    ? Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((name) => isGleich(a[name], b[name]))
    : Object.is(a, b)

const unterschiede = (a: unknown, b: unknown, pfad: string): Vertragsunterschied[] => {
  if (isGleich(a, b)) return []
  if (!isObjekt(a) || !isObjekt(b) || Array.isArray(a) !== Array.isArray(b))
    return [
      {
        pfad,
        ...(a === undefined ? {} : { vorher: a }),
        ...(b === undefined ? {} : { nachher: b }),
      },
    ]
  const namen = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return namen.flatMap((name) => unterschiede(a[name], b[name], `${pfad}/${name}`))
}

/** What differs between two versions of a contract, in the order of the first one. Entries of lists are compared by place. */
export const diffVertrag = (vorher: Vertragsentwurf, nachher: Vertragsentwurf): Vertragsunterschied[] =>
  unterschiede(vorher, nachher, '')

/** What says how the contract came about and what lies beside it: it changes with every step and is no content. */
const beiwerk = /^\/(dokumente|empfangsnachweise|unterschriften|aushaendigung|nachuntersuchung|erstuntersuchung)(\/|$)/
const anschriften = /^\/(azubi|ausbildender|vertreter\/\d+)\/(anschrift|kontakt)(\/|$)/
const personalausbilder = /^\/ausbilder(\/|$)/

/**
 * Whether a change of these parts needs a new text of the contract with receipts. Addresses of the parties and the trainer
 * are only reported; everything else that is agreed is essential.
 *
 * @see BBiG § 11 Abs. 3, § 36 Abs. 1 Satz 4; DAV-022, DAV-168; DV-12 to DV-14
 */
export const needsNeueAbfassung = (unterschied: readonly Vertragsunterschied[]): boolean =>
  unterschied.some(({ pfad }) => !beiwerk.test(pfad) && !anschriften.test(pfad) && !personalausbilder.test(pfad))

/** The least kind of change that covers these differences, or `undefined` when no content differs. */
export const aenderungsartOf = (
  unterschied: readonly Vertragsunterschied[],
): Extract<Vertragsaenderungsart, 'aenderung' | 'anschrift' | 'ausbilder'> | undefined => {
  const inhalt = unterschied.filter(({ pfad }) => !beiwerk.test(pfad))
  if (inhalt.length === 0) return undefined
  if (needsNeueAbfassung(inhalt)) return 'aenderung'
  return inhalt.some(({ pfad }) => personalausbilder.test(pfad)) ? 'ausbilder' : 'anschrift'
}

type Ausbilder = NonNullable<Vertragsentwurf['ausbilder']>[number]

/** Whether two trainers are the same person: by the key of the chamber where both have one, else by name and year of birth. */
export const isSelberAusbilder = (a: Ausbilder, b: Ausbilder): boolean =>
  a.fremdId !== undefined && b.fremdId !== undefined
    ? a.fremdId === b.fremdId
    : a.vorname === b.vorname && a.familienname === b.familienname && a.geburtsjahr === b.geburtsjahr
