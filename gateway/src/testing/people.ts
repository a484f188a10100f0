import { randomUUID } from 'node:crypto'
import { type Anmeldestufe, kontextOfRolle, type Rolle } from '@berichtsheft/core'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { importJWK, SignJWT } from 'jose'
import { alsSystem } from '../db/transaktion.ts'
import type { Deps } from '../deps.ts'
import { createId } from '../ids.ts'
import type { TestApp } from './create-test-app.ts'

/** A person of a test, signed in. */
export interface TestPerson {
  readonly kontoId: string
  readonly token: string
  /** Sends a request for somebody: `unternehmen:<id>`, `kammer:<knr>`, `betreiber`, or without a context for the own account. */
  readonly inject: (kontext: string | undefined, options: InjectOptions) => Promise<LightMyRequestResponse>
}

/** A role that a person of a test holds: in a company, at a chamber, or at the operator. */
export interface TestRolle {
  readonly rolle: Rolle
  readonly unternehmenId?: string
  readonly knr?: string
  readonly gueltigVon?: string
  readonly gueltigBis?: string
}

/** What a test says about a person. */
export interface TestPersonOptions {
  readonly rollen?: readonly TestRolle[]
  /** Companies that the person is a member of without a role. */
  readonly mitgliedIn?: readonly string[]
  readonly stufe?: Anmeldestufe
  readonly email?: string
}

type App = Pick<TestApp, 'deps' | 'server'>

/** An active company, as if it had been registered, approved and activated. */
export const createTestUnternehmen = async (
  { deps }: Pick<App, 'deps'>,
  { knr = '153', identnummer = `0${String(Math.floor(Math.random() * 1e9)).padStart(9, '0')}` } = {},
): Promise<string> => {
  const now = deps.now()
  const id = createId(now)
  await alsSystem(deps, (trx) =>
    trx('unternehmen').insert({
      id,
      knr,
      name: 'Werkstatt Störtebeker GmbH',
      strasse: 'Hafenstraße',
      hausnummer: '7',
      plz: '20457',
      ort: 'Hamburg',
      identnummer,
      status: 'aktiv',
      version: 1,
      erstellt_am: now,
      geaendert_am: now,
    }),
  )
  return id
}

/** Stores a person with an active account and roles that hold; answers the id of the account. */
export const insertTestPerson = async (deps: Deps, options: TestPersonOptions): Promise<string> => {
  const { rollen = [], mitgliedIn = [], email = `${randomUUID()}@person.example` } = options
  const now = deps.now()
  const kontoId = createId(now)
  const unternehmen = new Set([...mitgliedIn, ...rollen.flatMap(({ unternehmenId }) => unternehmenId ?? [])])
  await alsSystem(deps, async (trx) => {
    await trx('konto').insert({
      id: kontoId,
      email,
      vorname: 'Tilda',
      nachname: 'Ehrlichmann',
      sprache: 'de',
      status: 'aktiv',
      version: 1,
      erstellt_am: now,
      geaendert_am: now,
    })
    for (const unternehmenId of unternehmen)
      await trx('mitgliedschaft').insert({
        unternehmen_id: unternehmenId,
        konto_id: kontoId,
        status: 'aktiv',
        version: 1,
        erstellt_am: now,
        geaendert_am: now,
      })
    for (const { rolle, unternehmenId, knr, gueltigVon, gueltigBis } of rollen)
      await trx('rollenzuweisung').insert({
        id: createId(now),
        konto_id: kontoId,
        unternehmen_id: unternehmenId ?? null,
        knr: knr ?? null,
        anwendung: anwendungOf(rolle),
        rolle,
        gueltig_von: gueltigVon ?? '2020-01-01',
        gueltig_bis: gueltigBis ?? null,
        vergeben_am: now,
      })
  })
  return kontoId
}

/** A person with an active account and roles that hold, and a token for it. */
export const createTestPerson = async (app: App, options: TestPersonOptions = {}): Promise<TestPerson> => {
  const { deps, server } = app
  const kontoId = await insertTestPerson(deps, options)
  const token = await createPersonToken(deps, kontoId, options.stufe)
  return {
    kontoId,
    token,
    inject: (kontext, request) =>
      server.inject({
        ...request,
        headers: {
          authorization: `Bearer ${token}`,
          ...(kontext === undefined ? {} : { 'berichtsheft-kontext': kontext }),
          ...request.headers,
        },
      }),
  }
}

const anwendungOf = (rolle: Rolle): string => {
  if (rolle === 'unternehmensadministrator') return 'meine-ihk'
  if (rolle === 'antragsteller') return 'ausbildungsvertrag'
  if (rolle.startsWith('bq')) return 'bq'
  if (rolle === 'anbieter') return 'anbieterzugang'
  const kontext = kontextOfRolle[rolle]
  return kontext === 'unternehmen' ? 'berichtsheft' : kontext === 'kammer' ? 'kammer' : 'betrieb'
}

/** A token as the gateway's OpenID provider signs it for people. */
export const createPersonToken = async (
  { keyring, config, now }: Deps,
  kontoId: string,
  stufe: Anmeldestufe = 'normal',
): Promise<string> => {
  const jwk = keyring.tokenSigner()
  const seconds = Math.floor(now().getTime() / 1000)
  return new SignJWT({
    client_id: 'konsole',
    scope: 'openid person',
    art: 'person',
    mandant: `konto:${kontoId}`,
    acr: stufe,
    jti: randomUUID(),
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: jwk.kid })
    .setIssuer(`${config.PUBLIC_URL}/oidc`)
    .setAudience(config.PUBLIC_URL)
    .setSubject(kontoId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 86_400 * 400)
    .sign(await importJWK(jwk, 'RS256'))
}
