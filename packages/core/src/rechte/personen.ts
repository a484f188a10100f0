import type { Kontextart, Rolle } from '../contract/rolle.ts'

/** Scopes that a person's token may carry: what the application may do in the person's name. */
export const scopesOfPerson = ['person'] as const

/** How surely a person has signed in: with one factor, or with a second one or a passkey. */
export type Anmeldestufe = 'normal' | 'mehrfaktor'

/** A column of the permission table for people: for whom they work, and which of these roles they need there. */
export interface Personenrecht {
  readonly kontext: Kontextart
  /** One of them is enough; absent where having an account or any role is. */
  readonly rollen?: readonly Rolle[]
  /** The application that the role must be held for, where several have a role of this name; absent means any (MI-15). */
  readonly anwendung?: string
  /** Least assurance of the sign-in; absent means any. */
  readonly stufe?: 'mehrfaktor'
}

/** For whom each role is held; a role cannot be given anywhere else. */
export const kontextOfRolle: Record<Rolle, Exclude<Kontextart, 'konto'>> = {
  unternehmensadministrator: 'unternehmen',
  ausbildungsadministrator: 'unternehmen',
  ausbilder: 'unternehmen',
  ausbildungsbeauftragter: 'unternehmen',
  azubi: 'unternehmen',
  gesetzlicheVertretung: 'unternehmen',
  berufsschule: 'unternehmen',
  antragsteller: 'unternehmen',
  sachbearbeitung: 'kammer',
  ausbildungsberatung: 'kammer',
  pruefungsausschuss: 'kammer',
  bqBearbeitung: 'kammer',
  bqRedaktion: 'kammer',
  bqPruefung: 'kammer',
  bqNetzadministration: 'kammer',
  kammeradministration: 'kammer',
  anbieter: 'betreiber',
  betreiber: 'betreiber',
}

/** The person behind a call. */
export interface Handelnder {
  readonly kontoId: string
  readonly stufe: Anmeldestufe
  readonly kontext: Kontextart
  /** The roles that hold in this context now; none for the own account. */
  readonly rollen: readonly Rolle[]
}

/** Why a person is refused. */
export type Personenfehler =
  | { readonly grund: 'kontext'; readonly kontexte: readonly Kontextart[] }
  | { readonly grund: 'rolle'; readonly rollen: readonly Rolle[] }
  | { readonly grund: 'stufe' }
  | { readonly grund: 'scope'; readonly scope: 'person' }

/** Decides whether a person may do what these columns allow. Pure; whose objects are meant is decided by the data. */
export const checkPerson = (
  erlaubt: readonly Personenrecht[],
  { kontext, rollen, stufe }: Handelnder,
  scopes: readonly string[],
): Personenfehler | undefined => {
  if (!scopes.includes('person')) return { grund: 'scope', scope: 'person' }
  const hier = erlaubt.filter((recht) => recht.kontext === kontext)
  if (hier.length === 0) return { grund: 'kontext', kontexte: [...new Set(erlaubt.map((recht) => recht.kontext))] }
  // Where no role is named, any is enough; whoever has none there does not work there at all.
  const mitRolle = hier.filter(({ rollen: noetig }) =>
    noetig === undefined ? kontext === 'konto' || rollen.length > 0 : noetig.some((rolle) => rollen.includes(rolle)),
  )
  if (mitRolle.length === 0)
    return { grund: 'rolle', rollen: [...new Set(hier.flatMap((recht) => recht.rollen ?? []))] }
  return mitRolle.some((recht) => recht.stufe === undefined || stufe === 'mehrfaktor') ? undefined : { grund: 'stufe' }
}

/** A role with the application that it is held for. */
export interface GehalteneRolle {
  readonly anwendung: string
  readonly rolle: Rolle
}

/** Whether a role counts for an operation in a context: it is held for the application that the column asks for, if any. */
export const zaehltFuer = (
  erlaubt: readonly Personenrecht[],
  kontext: Kontextart,
  { anwendung, rolle }: GehalteneRolle,
): boolean =>
  erlaubt.some(
    (recht) =>
      recht.kontext === kontext &&
      (recht.rollen === undefined || recht.rollen.includes(rolle)) &&
      (recht.anwendung === undefined || recht.anwendung === anwendung),
  )

/** The roles of a person by which an operation is allowed: those that must still hold when it is done. */
export const tragendeRollen = (
  erlaubt: readonly Personenrecht[],
  { kontext, rollen, stufe }: Handelnder,
): readonly Rolle[] => {
  const hier = erlaubt.filter(
    (recht) => recht.kontext === kontext && (recht.stufe === undefined || stufe === 'mehrfaktor'),
  )
  return rollen.filter((rolle) => hier.some((recht) => recht.rollen === undefined || recht.rollen.includes(rolle)))
}
