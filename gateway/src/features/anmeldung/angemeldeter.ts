import {
  type Anmeldestufe,
  type Aufrufer,
  type Mandantenart,
  type Rolle,
  scopesOf,
  scopesOfPerson,
} from '@berichtsheft/core'
import type { Wartender } from '../../db/wartezeit.ts'

/** Who calls, as a verified token says it: a machine client or a person, and for whom; in a request with its connection. */
export interface Angemeldeter extends Aufrufer, Wartender {
  /** Who stands in events as the one who did it: the id of the machine client, or of the account of the person. */
  readonly clientId: string
  /** `anbieter:<id>`, `kammer:<knr>`, `unternehmen:<id>`, `konto:<id>` or `betreiber`; the same text that row level security uses. */
  readonly mandant: string
  /** What `aufrufer_setzen` takes to look up in the transaction that the caller may still do this. */
  readonly ausweis: string
  /** The vendor, for `art` anbieter. */
  readonly anbieterId?: string
  /** The chamber, for `art` kammer. */
  readonly knr?: string
  /** The companies, for `art` unternehmen: the one that was named, or all in which one of the roles is held. */
  readonly unternehmenIds?: readonly string[]
}

/** Whom a machine client acts for. */
export interface Mandantenangabe {
  readonly art: Mandantenart
  readonly anbieterId?: string | null
  readonly knr?: string | null
}

/** The one text that names a tenant. */
export const mandantOf = ({ art, anbieterId, knr }: Mandantenangabe): string =>
  art === 'anbieter' ? `anbieter:${anbieterId}` : art === 'kammer' ? `kammer:${knr}` : 'betreiber'

/** Builds the caller; scopes that its kind of tenant may not have are dropped, whoever put them into the token. */
export const toAngemeldeter = (
  clientId: string,
  { art, anbieterId, knr }: Mandantenangabe,
  scopes: readonly string[],
): Angemeldeter => ({
  clientId,
  ausweis: clientId,
  art,
  mandant: mandantOf({ art, ...(anbieterId ? { anbieterId } : {}), ...(knr ? { knr } : {}) }),
  ...(anbieterId ? { anbieterId } : {}),
  ...(knr ? { knr } : {}),
  scopes: scopesOf[art].filter((scope) => scopes.includes(scope)),
})

/** Reads a tenant's text back; `undefined` when it is none. */
export const parseMandant = (art: unknown, mandant: unknown): Mandantenangabe | undefined => {
  if (typeof mandant !== 'string') return undefined
  const [kind, id, ...rest] = mandant.split(':')
  if (kind !== art || rest.length > 0) return undefined
  if (kind === 'betreiber') return id === undefined ? { art: 'betreiber' } : undefined
  if (!id) return undefined
  if (kind === 'anbieter') return { art: 'anbieter', anbieterId: id }
  return kind === 'kammer' ? { art: 'kammer', knr: id } : undefined
}

/** What a person's token says; for whom the person works in a request is said by the request. */
export interface Personentoken {
  readonly kontoId: string
  readonly stufe: Anmeldestufe
  readonly scopes: readonly string[]
}

/** A person who works for nobody but the own account. */
export const toPerson = ({ kontoId, stufe, scopes }: Personentoken): Angemeldeter => ({
  clientId: kontoId,
  art: 'konto',
  mandant: `konto:${kontoId}`,
  ausweis: ausweisOf(kontoId, `konto:${kontoId}`, [], false),
  scopes: scopesOfPerson.filter((scope) => scopes.includes(scope)),
  person: { kontoId, stufe, kontext: 'konto', rollen: [] },
})

/**
 * The text by which the database looks up a person: one of the roles must hold in the area.
 *
 * @param arten where given, one of these must hold: roles with their application, as `berichtsheft/ausbilder`
 * @param sperren whether the role is locked until the end of the transaction, as every change needs it
 */
export const ausweisOf = (
  kontoId: string,
  bereich: string,
  rollen: readonly Rolle[],
  sperren: boolean,
  arten?: readonly string[],
): string => JSON.stringify({ konto: kontoId, bereich, rollen, sperren, arten })
