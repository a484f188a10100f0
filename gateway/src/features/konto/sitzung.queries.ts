import type { Sitzung } from '@berichtsheft/core'
import type { Knex } from 'knex'

interface ArtefaktRow {
  readonly art: 'Session' | 'RefreshToken'
  readonly inhalt: {
    readonly uid?: string
    readonly grantId?: string
    readonly clientId?: string
    readonly acr?: string
    readonly loginTs?: number
    readonly authTime?: number
    readonly iat?: number
    readonly authorizations?: Readonly<Record<string, unknown>>
  }
  readonly ablauf: Date
}

/** Where a person is signed in: browsers, and applications that hold a token which outlives the browser. Runs as system. */
export const listSitzungRows = async (trx: Knex, kontoId: string, now: Date): Promise<Sitzung[]> => {
  const rows: ArtefaktRow[] = await trx('oidc_artefakt')
    .whereRaw("inhalt ->> 'accountId' = ?", [kontoId])
    .whereRaw("(art = 'Session' or (art = 'RefreshToken' and inhalt ->> 'consumed' is null))")
    .where('ablauf', '>', now)
    .select('art', 'inhalt', 'ablauf')
  return rows
    .flatMap(toSitzung)
    .sort((a, b) => b.angemeldetAm.localeCompare(a.angemeldetAm) || a.id.localeCompare(b.id))
}

const toSitzung = ({ art, inhalt, ablauf }: ArtefaktRow): Sitzung[] => {
  const id = art === 'Session' ? inhalt.uid : inhalt.grantId
  const seconds = inhalt.loginTs ?? inhalt.authTime ?? inhalt.iat
  if (id === undefined || seconds === undefined) return []
  return [
    {
      id,
      art: art === 'Session' ? 'browser' : 'anwendung',
      anwendungen: art === 'Session' ? Object.keys(inhalt.authorizations ?? {}) : [inhalt.clientId ?? ''],
      mehrfaktor: inhalt.acr === 'mehrfaktor',
      angemeldetAm: new Date(seconds * 1000).toISOString(),
      ablauf: ablauf.toISOString(),
    },
  ]
}

/**
 * Ends one session of a person: a browser with everything that was given out through it, or what an application was granted.
 * Runs as system.
 *
 * @returns whether there was one
 */
export const deleteSitzung = async (trx: Knex, kontoId: string, id: string): Promise<boolean> => {
  const count: number = await trx('oidc_artefakt')
    .whereRaw("inhalt ->> 'accountId' = ?", [kontoId])
    .whereRaw("? in (inhalt ->> 'uid', inhalt ->> 'grantId', inhalt ->> 'sessionUid')", [id])
    .delete()
  return count > 0
}

/** Ends every session of a person: nothing that was given out is renewed. Runs as system. */
export const deleteAllSitzungen = (trx: Knex, kontoId: string): Promise<number> =>
  trx('oidc_artefakt').whereRaw("inhalt ->> 'accountId' = ?", [kontoId]).delete()
