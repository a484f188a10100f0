import { type Aufrufer, type Mandantenart, scopesOf } from '@berichtsheft/core'
import type { Wartender } from '../../db/wartezeit.ts'

/** Who calls, as a verified token says it: the machine client and whom it acts for; in a request with its connection. */
export interface Angemeldeter extends Aufrufer, Wartender {
  readonly clientId: string
  /** `anbieter:<id>`, `kammer:<knr>` or `betreiber`; the same text that row level security uses. */
  readonly mandant: string
  /** The vendor, for `art` anbieter. */
  readonly anbieterId?: string
  /** The chamber, for `art` kammer. */
  readonly knr?: string
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
