import * as core from '@berichtsheft/core'
import {
  beispielkoerper,
  kontextOfRolle,
  type Mandantenart,
  type OperationDefinition,
  Rolle,
  rechte,
} from '@berichtsheft/core'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createId } from '../ids.ts'
import { createTestApp, type TestApp, type TestClient } from '../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../testing/people.ts'
import { benutzergruppen } from './benutzergruppen.ts'
import type { Grundsatz } from './grundsaetze/grundsatz.ts'
import { grundsaetze } from './grundsaetze.ts'

/**
 * Case A01: every role and every machine tries every operation in every capacity, against the whole server. What has to
 * come out stands in two tables that were written by hand.
 */

const operationen = Object.values(core).flatMap((wert): OperationDefinition[] =>
  typeof wert === 'object' && wert !== null && 'url' in wert && 'schema' in wert && 'method' in wert
    ? [wert as unknown as OperationDefinition]
    : [],
)
const rollen: readonly Rolle[] = Reflect.get(Rolle, 'enum')
const grundsatzOf = (name: string): Grundsatz => {
  const found = grundsaetze.filter(({ operationen: namen }) => namen.includes(name))
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${name} stands under ${found.length} principles`)
  return found[0]
}

let app: TestApp
/** Chamber 153 has two companies, chamber 107 one. */
let firma: string
let nachbar: string
let ferne: string
const personen = new Map<Rolle | 'mitgliedOhneRolle' | 'ohneMitgliedschaft', TestPerson>()
const maschinen = new Map<Mandantenart, TestClient>()

const personOf = (wer: Rolle | 'mitgliedOhneRolle' | 'ohneMitgliedschaft'): TestPerson => {
  const person = personen.get(wer)
  if (person === undefined) throw new Error(`nobody is ${wer}`)
  return person
}

const createPersonWith = (rolle: Rolle, stufe: 'normal' | 'mehrfaktor' = 'mehrfaktor'): Promise<TestPerson> => {
  const kontext = kontextOfRolle[rolle]
  const wo = kontext === 'unternehmen' ? { unternehmenId: firma } : kontext === 'kammer' ? { knr: '153' } : {}
  return createTestPerson(app, { rollen: [{ rolle, ...wo }], stufe })
}

beforeAll(async () => {
  app = await createTestApp({ bq: true })
  firma = await createTestUnternehmen(app)
  nachbar = await createTestUnternehmen(app)
  ferne = await createTestUnternehmen(app, { knr: '107' })
  for (const rolle of rollen) personen.set(rolle, await createPersonWith(rolle))
  personen.set('mitgliedOhneRolle', await createTestPerson(app, { mitgliedIn: [firma], stufe: 'mehrfaktor' }))
  personen.set('ohneMitgliedschaft', await createTestPerson(app, { stufe: 'mehrfaktor' }))
  maschinen.set('anbieter', await app.createVendor())
  maschinen.set('kammer', await app.createKammer())
  maschinen.set('betreiber', await app.createBetreiber())
})
afterAll(() => app.close())

/** A request with a body that is valid, about the company or about an object that does not exist. */
const requestOf = ({ method, url, schema }: OperationDefinition): InjectOptions => {
  const ref = String((schema.body as { $ref?: string } | undefined)?.$ref ?? '')
  const payload: unknown = Reflect.get(beispielkoerper, ref)
  const address = url
    .replace(/^\/v1\/unternehmen\/:id/, `/v1/unternehmen/${firma}`)
    .replaceAll(':hash', 'a'.repeat(64))
    .replaceAll(':sitzung', 'a'.repeat(43))
    .replaceAll(':kennung', 'gibt-es-nicht')
    .replaceAll(/:[a-zA-Z]+/g, () => createId(new Date()))
  return {
    method,
    url: address,
    headers: { 'if-match': '"1"' },
    ...(payload === undefined ? {} : { payload: payload as object }),
  }
}

type Ausgang = 'darf' | 401 | 403 | 404

/** 403 that is no refusal of the right: the caller may change the password, and the example does not know the old one. */
const alsInhalt = 'The password so far is another one'

/** What an answer says about the right; any other refusal is a fault. */
const ausgangOf = ({ statusCode, body }: { statusCode: number; body: string }): Ausgang | string => {
  if (statusCode === 401 || (statusCode === 403 && !body.includes(alsInhalt))) return statusCode
  return statusCode < 500 ? 'darf' : `fault ${statusCode}`
}

const kontexte = () =>
  [
    ['own account', 'konto'],
    ['own company', `unternehmen:${firma}`],
    ['other company', `unternehmen:${nachbar}`],
    ['company of another chamber', `unternehmen:${ferne}`],
    ['own chamber', 'kammer:153'],
    ['other chamber', 'kammer:107'],
    ['operator', 'betreiber'],
  ] as const

/** By the principles: who belongs to no company does not find it, and who has no role somewhere may nothing there. */
const expectPerson = (g: Grundsatz, wer: string, kontext: string): Ausgang => {
  if (kontext === 'konto') return g.konto ? 'darf' : 403
  const bereich = rollen.includes(wer as Rolle) ? kontextOfRolle[wer as Rolle] : undefined
  const isMitglied = bereich === 'unternehmen' || wer === 'mitgliedOhneRolle'
  if (kontext.startsWith('unternehmen:') && !(kontext === `unternehmen:${firma}` && isMitglied)) return 404
  const art = kontext.startsWith('unternehmen:')
    ? 'unternehmen'
    : kontext.startsWith('kammer:')
      ? 'kammer'
      : 'betreiber'
  if (bereich !== art || kontext === 'kammer:107') return 403
  const erlaubt = g[art]
  return erlaubt === 'jede' || erlaubt?.includes(wer as Rolle) ? 'darf' : 403
}

/** Those that would take the account or the membership away from the one who tries. */
const verbrauchend = new Set(['deleteKonto', 'lockKonto', 'endSitzungen', 'leaveUnternehmen'])

const zaehler = { darf: 0, 401: 0, 403: 0, 404: 0 }
const check = (
  name: string,
  wer: string,
  expected: Ausgang,
  answer: { statusCode: number; body: string },
): string[] => {
  // A company that is not found and an object that is not there look alike: an expected 404 has to be one.
  const found = expected === 404 && answer.statusCode === 404 ? 404 : ausgangOf(answer)
  zaehler[expected] += 1
  return found === expected
    ? []
    : [`${name} by ${wer}: ${answer.statusCode}, expected ${expected}; ${answer.body.slice(0, 200)}`]
}

describe('the tables', () => {
  it('name every operation of the contract once, and the 14 tasks of the handbook', () => {
    const named = grundsaetze.flatMap((grundsatz) => grundsatz.operationen)
    expect([...named].sort()).toEqual(operationen.map(({ schema }) => schema.operationId).sort())
    expect([...named].sort()).toEqual(Object.keys(rechte).sort())
    expect(benutzergruppen.map(({ id }) => id)).toEqual(
      Array.from({ length: 14 }, (_, i) => `MI-${String(i + 1).padStart(2, '0')}`),
    )
  })
})

describe('every operation (A01)', () => {
  it.each([...rollen, 'mitgliedOhneRolle', 'ohneMitgliedschaft'] as const)(
    'by a person: %s',
    async (wer) => {
      const faults: string[] = []
      for (const operation of operationen) {
        const name = operation.schema.operationId
        const grundsatz = grundsatzOf(name)
        if (grundsatz.alle) continue
        for (const [beziehung, kontext] of kontexte()) {
          const expected = expectPerson(grundsatz, wer, kontext)
          const person = verbrauchend.has(name) && expected === 'darf' ? await createTestPerson(app) : personen.get(wer)
          const answer = await person?.inject(kontext, requestOf(operation))
          if (answer === undefined) throw new Error(`nobody is ${wer}`)
          faults.push(...check(name, `${wer} for ${beziehung}`, expected, answer))
        }
      }
      expect(faults).toEqual([])
    },
    120_000,
  )

  it.each(['anbieter', 'kammer', 'betreiber'] as const)('by a machine: %s', async (art) => {
    const faults: string[] = []
    for (const operation of operationen) {
      const name = operation.schema.operationId
      const grundsatz = grundsatzOf(name)
      if (grundsatz.alle) continue
      const expected = grundsatz.maschinen?.includes(art) ? 'darf' : 403
      const answer = await maschinen.get(art)?.inject(requestOf(operation))
      if (answer === undefined) throw new Error(`no machine is ${art}`)
      faults.push(...check(name, art, expected, answer))
    }
    expect(faults).toEqual([])
  })

  it('by nobody', async () => {
    const faults: string[] = []
    for (const operation of operationen) {
      const { alle, unangemeldet } = grundsatzOf(operation.schema.operationId)
      const expected = alle || unangemeldet ? 'darf' : 401
      faults.push(
        ...check(operation.schema.operationId, 'nobody', expected, await app.server.inject(requestOf(operation))),
      )
    }
    expect(faults).toEqual([])
  })

  it('by a role without the second factor that it needs', async () => {
    const faults: string[] = []
    for (const operation of operationen) {
      const name = operation.schema.operationId
      const grundsatz = grundsatzOf(name)
      for (const art of grundsatz.zweiterFaktor ?? []) {
        const erlaubt = grundsatz[art]
        const rolle = Array.isArray(erlaubt) ? erlaubt[0] : undefined
        if (rolle === undefined) throw new Error(`${name} names no role for its second factor`)
        const person = await createPersonWith(rolle, 'normal')
        const kontext = art === 'unternehmen' ? `unternehmen:${firma}` : art === 'kammer' ? 'kammer:153' : 'betreiber'
        const answer = await person.inject(kontext, requestOf(operation))
        faults.push(...check(name, `${rolle} with one factor`, 403, answer))
        expect(answer.headers['www-authenticate'], name).toContain('acr_values="mehrfaktor"')
      }
    }
    expect(faults).toEqual([])
  })

  it('was counted', () => {
    const { darf, ...verweigert } = zaehler
    const total = darf + verweigert[401] + verweigert[403] + verweigert[404]
    process.stdout.write(
      `rights: ${operationen.length} operations, ${total} calls: ${darf} allowed, ${verweigert[401]} times 401, ${verweigert[403]} times 403, ${verweigert[404]} times 404\n`,
    )
    expect(total).toBeGreaterThan(10_000)
    expect(Math.min(darf, ...Object.values(verweigert))).toBeGreaterThan(100)
  })
})

describe('the user groups of the handbook', () => {
  it.each(benutzergruppen.map((zeile) => [`${zeile.id} ${zeile.aufgabe}`, zeile] as const))(
    '%s',
    async (_name, zeile) => {
      const { operationen: namen, nichtRegistriert, registriert, administrator } = zeile
      for (const name of namen) {
        const operation = operationen.find(({ schema }) => schema.operationId === name)
        if (operation === undefined) throw new Error(`there is no operation ${name}`)
        const nobody = await app.server.inject(requestOf(operation))
        expect(ausgangOf(nobody), `${name} by nobody`).toBe(nichtRegistriert ? 'darf' : 401)
        const kontextOf = (kontext: string) => (kontext === 'konto' ? 'konto' : `unternehmen:${firma}`)
        const nutzer = await personOf('azubi').inject(kontextOf(registriert.kontext), requestOf(operation))
        expect(ausgangOf(nutzer), `${name} by a user`).toBe(registriert.darf ? 'darf' : 403)
        const admin = await personOf('unternehmensadministrator').inject(
          kontextOf(administrator.kontext),
          requestOf(operation),
        )
        expect(ausgangOf(admin), `${name} by an administrator`).toBe(administrator.darf ? 'darf' : 403)
      }
    },
  )
})
