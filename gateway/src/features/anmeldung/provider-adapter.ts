import { scopesOf } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { type Adapter, type AdapterFactory, type AdapterPayload, errors } from 'oidc-provider'
import type { Config } from '../../config.ts'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { findAnmeldbare } from '../anwendung/anwendung.service.ts'
import { mandantOf } from './angemeldeter.ts'
import {
  consumeArtefakt,
  deleteArtefakt,
  deleteArtefakteOfGrant,
  findActiveZugang,
  findArtefakt,
  insertArtefakt,
  upsertArtefakt,
  type ZugangRow,
} from './anmeldung.queries.ts'
import { fachanwendungOf, findAnwendung } from './anwendungen.ts'
import { hashOf, sealArtefakt, unsealArtefakt } from './artefakt-siegel.ts'

/**
 * Where the OpenID provider keeps its things: clients are the applications for people and the rows of `anwendung` and `zugang`, read anew for every request, so that a
 * lock holds at once; all else lies in `oidc_artefakt` until it expires, under hashes of what finds it, and sealed.
 */
export const createProviderAdapter = (
  deps: Pick<Deps, 'db' | 'now'> & {
    readonly config: Pick<Config, 'PUBLIC_URL'>
    readonly keyring: Pick<Deps['keyring'], 'wrap' | 'unwrap'>
  },
): AdapterFactory => {
  const system = <T>(work: (trx: Knex) => Promise<T>): Promise<T> => alsSystem(deps, work)
  return (model) => {
    if (model === 'Client') return clientAdapter(system, deps.config.PUBLIC_URL)
    const kept = artefaktAdapter(model, system, deps)
    return model === 'ReplayDetection' ? { ...kept, ...replayAdapter(model, system, deps.now) } : kept
  }
}

type System = <T>(work: (trx: Knex) => Promise<T>) => Promise<T>

const never = async (): Promise<never> => {
  throw new Error('machine clients are kept by their own operations')
}

const clientAdapter = (system: System, publicUrl: string): Adapter => ({
  find: async (id) => {
    const anwendung = findAnwendung(id, publicUrl)
    if (anwendung !== undefined) return anwendung
    const { zugang, fach } = await system(async (trx) => ({
      zugang: await findActiveZugang(trx, id),
      fach: await findAnmeldbare(trx, id),
    }))
    if (fach !== undefined) return fachanwendungOf(fach)
    return zugang && toClientMetadata(zugang)
  },
  upsert: never,
  findByUserCode: never,
  findByUid: never,
  consume: never,
  destroy: never,
  revokeByGrantId: never,
})

const toClientMetadata = (zugang: ZugangRow): AdapterPayload => ({
  client_id: zugang.client_id,
  token_endpoint_auth_method: 'private_key_jwt',
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
  jwks: { keys: [zugang.schluessel as never] },
  scope: scopesOf[zugang.art].join(' '),
  art: zugang.art,
  mandant: mandantOf({ art: zugang.art, anbieterId: zugang.anbieter_id, knr: zugang.knr }),
})

/**
 * The provider looks whether an assertion was used, and stores it afterwards; between the two another process could use
 * it. So the look finds nothing, and storing decides, which PostgreSQL lets only one do.
 */
const replayAdapter = (art: string, system: System, now: () => Date): Pick<Adapter, 'find' | 'upsert'> => ({
  find: async () => undefined,
  upsert: async (id, inhalt, seconds = 0) => {
    const isNew = await system((trx) => insertArtefakt(trx, { art, id, inhalt, ablauf: after(now(), seconds) }, now()))
    if (!isNew) throw new errors.InvalidClientAuth('client assertion tokens must only be used once')
  },
})

const artefaktAdapter = (
  art: string,
  system: System,
  { now, keyring }: Pick<Deps, 'now'> & { readonly keyring: Pick<Deps['keyring'], 'wrap' | 'unwrap'> },
): Adapter => {
  const find = async (key: Parameters<typeof findArtefakt>[2]): Promise<AdapterPayload | undefined> => {
    const row = await system((trx) => findArtefakt(trx, art, key, now()))
    return row && unsealArtefakt(keyring, art, row)
  }
  return {
    find: (id) => find({ id: hashOf(id) }),
    findByUid: (value) => find({ member: 'uid', value }),
    findByUserCode: (value) => find({ member: 'userCode', value: hashOf(value) }),
    upsert: async (id, inhalt, seconds) => {
      const sealed = await sealArtefakt(keyring, art, id, inhalt)
      await system((trx) => upsertArtefakt(trx, { art, ...sealed, ablauf: after(now(), seconds ?? unlimited) }))
    },
    // The provider looks whether it was used before it marks it; what two requests saw unused, one of them gets.
    consume: async (id) => {
      const first = await system((trx) => consumeArtefakt(trx, art, hashOf(id), Math.floor(now().getTime() / 1000)))
      if (!first) throw new errors.InvalidGrant('it was used already')
    },
    destroy: (id) => system((trx) => deleteArtefakt(trx, art, hashOf(id))),
    revokeByGrantId: (grantId) => system((trx) => deleteArtefakteOfGrant(trx, art, grantId)),
  }
}

/** Seconds that something is kept for which the provider names no end: a year. */
const unlimited = 365 * 86_400

const after = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000)
