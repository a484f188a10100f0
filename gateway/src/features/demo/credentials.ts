import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { scopesOf } from '@berichtsheft/core'
import { generateKey, type PrivateJwk, thumbprint } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids.ts'
import { createSecretFile } from '../../schluessel/wrapping-key.ts'
import { type Angemeldeter, toAngemeldeter } from '../anmeldung/angemeldeter.ts'
import { demoAnbieter, demoKnr } from './books.ts'

/** Credentials as the command line reads them. */
interface Profile {
  readonly gateway: string
  readonly clientId: string
  readonly privateJwk: PrivateJwk
  /** Whom the client acts for, for people to read. */
  readonly mandant?: string
}

/** The two parties of the demo, and the files with their credentials. */
export interface DemoParties {
  readonly anbieter: Angemeldeter
  readonly kammer: Angemeldeter
  readonly files: { readonly anbieter: string; readonly kammer: string }
}

/**
 * Makes sure that the vendor and the chamber of the demo exist and that `DATA_DIR/demo/` holds their credentials (mode
 * 0600). Files that are there are used; clients that are there stay; so a start that was cut off is completed by the next.
 *
 * @throws Error when a file holds something else
 */
export const ensureDemoParties = async (deps: Pick<Deps, 'config' | 'db' | 'now'>): Promise<DemoParties> => {
  const anbieter = await ensureProfile(deps, 'anbieter', `anbieter:${demoAnbieter.id}`)
  const kammer = await ensureProfile(deps, 'kammer', `kammer:${demoKnr}`)
  const now = deps.now()
  await alsSystem(deps, async (trx) => {
    await trx('anbieter')
      .insert({ ...demoAnbieter, status: 'aktiv', erstellt_am: now, geaendert_am: now })
      .onConflict('id')
      .ignore()
    await insertZugang(
      trx,
      anbieter.profile,
      { art: 'anbieter', anbieter_id: demoAnbieter.id, name: 'Demo-Anbieter' },
      now,
    )
    await insertZugang(trx, kammer.profile, { art: 'kammer', knr: demoKnr, name: 'Demo-Kammer' }, now)
  })
  return {
    anbieter: toAngemeldeter(
      anbieter.profile.clientId,
      { art: 'anbieter', anbieterId: demoAnbieter.id },
      scopesOf.anbieter,
    ),
    kammer: toAngemeldeter(kammer.profile.clientId, { art: 'kammer', knr: demoKnr }, scopesOf.kammer),
    files: { anbieter: anbieter.file, kammer: kammer.file },
  }
}

const ensureProfile = async ({ config, now }: Pick<Deps, 'config' | 'now'>, name: string, mandant: string) => {
  const file = path.join(config.DATA_DIR, 'demo', `${name}.json`)
  const { privateJwk } = await generateKey('ES256')
  const draft: Profile = { gateway: config.PUBLIC_URL, clientId: createId(now()), privateJwk, mandant }
  createSecretFile(file, () => toText(draft))
  const profile = readProfile(file)
  if (profile.gateway === config.PUBLIC_URL) return { file, profile }
  const moved = { ...profile, gateway: config.PUBLIC_URL }
  const next = `${file}.${randomUUID()}`
  writeFileSync(next, toText(moved), { mode: 0o600, flag: 'wx' })
  renameSync(next, file) // a reader sees the old file or the new one
  return { file, profile: moved }
}

const toText = (profile: Profile): string => `${JSON.stringify(profile, undefined, 2)}\n`

const readProfile = (file: string): Profile => {
  const value = parseObject(readFileSync(file, 'utf8'))
  const { gateway, clientId, privateJwk } = value
  if (typeof gateway !== 'string' || typeof clientId !== 'string' || typeof privateJwk !== 'object' || !privateJwk) {
    throw new Error(`${file} holds no credentials of the demo; remove it, and new ones are made`)
  }
  return { ...value, gateway, clientId, privateJwk: privateJwk as PrivateJwk }
}

const parseObject = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {} // the caller names the file; the text may be a secret
  }
}

const insertZugang = async (
  trx: Knex,
  { clientId, privateJwk }: Profile,
  party: { art: string; name: string; anbieter_id?: string; knr?: string },
  now: Date,
): Promise<void> => {
  const { kty, crv, x, y } = privateJwk as PrivateJwk & { crv?: string; x?: string; y?: string }
  const kid = privateJwk.kid ?? (await thumbprint(privateJwk))
  await trx('zugang')
    .insert({ ...party, client_id: clientId, schluessel: JSON.stringify({ kty, kid, crv, x, y }), erstellt_am: now })
    .onConflict('client_id')
    .ignore()
}
