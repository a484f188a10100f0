import type { Mandantenart } from '../contract/anbieter.ts'
import { berichtsheftrechte } from './berichtsheft.ts'
import { kontorechte } from './konto.ts'
import { checkPerson, type Handelnder, type Personenfehler } from './personen.ts'
import type { Recht } from './recht.ts'
import type { Scope } from './scopes.ts'
import { unternehmenrechte } from './unternehmen.ts'
import { vertragrechte } from './vertrag.ts'
import { vertragsverlaufrechte } from './vertragsverlauf.ts'
import { verwaltungrechte } from './verwaltung.ts'
import { wissenrechte } from './wissen.ts'

/**
 * The permission table: one row per operation, `'oeffentlich'` where no token is needed. Whose objects are meant follows
 * from the tenant of the caller: foreign objects do not exist for it.
 */
export const rechte = {
  ...berichtsheftrechte,
  ...vertragrechte,
  ...vertragsverlaufrechte,
  ...unternehmenrechte,
  ...kontorechte,
  ...verwaltungrechte,
  ...wissenrechte,
} as const satisfies Record<string, Recht | 'oeffentlich'>

export type Operationsname = keyof typeof rechte

/** For whom a call acts: the three kinds of machine clients, or a person for a company or the own account. */
export type Aufruferart = Mandantenart | 'unternehmen' | 'konto'

/** Who calls and for whom: a machine client, or a person, who has the art of the context that he works in. */
export interface Aufrufer {
  readonly art: Aufruferart
  readonly scopes: readonly string[]
  /** Present when a person calls. */
  readonly person?: Handelnder
}

/** Why a call is refused; `undefined` means it is allowed. */
export type Rechtefehler =
  | { readonly grund: 'mandant'; readonly erlaubt: readonly Mandantenart[] }
  | { readonly grund: 'scope'; readonly scope: Scope }
  | Personenfehler

/** Decides by the table whether a caller may call an operation. Pure; whose objects are meant is decided by the data. */
export const checkRecht = (operation: Operationsname, aufrufer: Aufrufer): Rechtefehler | undefined => {
  const recht: Recht | 'oeffentlich' = rechte[operation]
  if (recht === 'oeffentlich') return undefined
  if (aufrufer.person !== undefined)
    return recht.personen === undefined
      ? { grund: 'mandant', erlaubt: recht.mandanten }
      : checkPerson(recht.personen, aufrufer.person, aufrufer.scopes)
  const { art } = aufrufer
  if (!recht.mandanten.some((erlaubt) => erlaubt === art)) return { grund: 'mandant', erlaubt: recht.mandanten }
  if (recht.scope !== undefined && !aufrufer.scopes.includes(recht.scope)) return { grund: 'scope', scope: recht.scope }
  return undefined
}
