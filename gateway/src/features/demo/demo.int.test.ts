import { readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { verifyPaket } from '@berichtsheft/core/signatur'
import { Parser } from 'htmlparser2'
import type { JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Adapters } from '../../adapters/adapters.ts'
import { alsSystem, inTransaktion } from '../../db/transaktion.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { makeLieferung, makeNachweis } from '../../testing/fixtures.ts'
import { requestToken } from '../anmeldung/testing/assertions.ts'
import { storeLieferung } from '../lieferung/lieferung.service.ts'
import { demoBooks } from './books.ts'
import type { DemoParties } from './credentials.ts'
import { loadDemo } from './demo.service.ts'

const both = '@berichtsheft/adapter-generic,@berichtsheft/adapter-ihk'

let app: TestApp
let adapters: Adapters
let parties: DemoParties
const steps: string[] = []

beforeAll(async () => {
  app = await createTestApp({ env: { DEMO: '1' }, adapters: both, liveClock: true })
  adapters = remembering(app.deps.adapters)
  parties = await loadDemo({ ...app.deps, adapters }, { onStep: (step) => steps.push(step) })
}, 120_000)
afterAll(() => app?.close())

const createFresh = () => createTestApp({ env: { DEMO: '1' }, liveClock: true })

const count = (table: string): Promise<number> =>
  alsSystem(app.deps, async (trx) => Number((await trx(table).count('* as n'))[0]?.n))

const countAll = () =>
  Promise.all(['berichtsheft', 'ausbildungsnachweis', 'anforderung', 'uebermittlung', 'zugang'].map(count))

const getPage = async (url: string): Promise<string> => {
  const answer = await app.server.inject({ url })
  expect([url, answer.statusCode]).toEqual([url, 200])
  return answer.body
}

/** Elements and addresses of a page as a browser's parser sees them. */
const look = (page: string) => {
  const elements: string[] = []
  const addresses: string[] = []
  const handlers: string[] = []
  let text = ''
  const parser = new Parser({
    onopentag: (name, attributes) => {
      elements.push(name)
      addresses.push(...[attributes.href, attributes.src].filter((address) => address !== undefined))
      handlers.push(...Object.keys(attributes).filter((attribute) => attribute.startsWith('on')))
    },
    ontext: (part) => {
      text += part
    },
  })
  parser.end(page)
  return { elements, addresses, handlers, text }
}

const readProfile = (file: string) =>
  JSON.parse(readFileSync(file, 'utf8')) as { gateway: string; clientId: string; privateJwk: JWK }

/** The adapters of the first application, which remember what they have read. */
const remembering = (real: Adapters): Adapters => {
  const known = new Map<string, ReturnType<Adapters['read']>>()
  return {
    ...real,
    read: (name, auftrag) => {
      const key = `${name} ${auftrag.konfiguration}`
      const reading = known.get(key) ?? real.read(name, auftrag)
      known.set(key, reading)
      return reading
    },
  }
}

describe('loading the demo', () => {
  it('reads four apprentices of one company out of four formats and says so', async () => {
    const rows = await alsSystem(app.deps, (trx) => trx('berichtsheft').select('fremd_id', 'knr', 'unternehmen'))
    expect(rows.map(({ fremd_id }) => fremd_id).toSorted()).toEqual(demoBooks.map(({ fremdId }) => fremdId).toSorted())
    expect(new Set(rows.map(({ knr, unternehmen }) => `${knr} ${unternehmen}`)).size).toBe(1)
    expect(steps).toHaveLength(4)
    expect(steps[0]).toMatch(/^Demo: ihk-dibe-json → Nele Überschär: \d+ reports, \d+ remarks/)
  })

  it('leaves requests in four states and two packages', async () => {
    const states = await alsSystem(
      app.deps,
      (trx): Promise<string[]> => trx('anforderung').orderBy('erstellt_am').pluck('status'),
    )
    expect(states).toEqual(['geprueft', 'uebermittelt', 'gelesen', 'angelegt'])
    expect(await count('uebermittlung')).toBe(2)
  })

  it('writes credentials that only their owner reads and that the token endpoint knows', async () => {
    for (const [file, clientId] of [
      [parties.files.anbieter, parties.anbieter.clientId],
      [parties.files.kammer, parties.kammer.clientId],
    ] as const) {
      expect(statSync(file).mode & 0o777).toBe(0o600)
      const profile = readProfile(file)
      expect(profile).toMatchObject({ gateway: 'http://localhost:8080', clientId })
      const answer = await requestToken(app.server, { clientId, jwk: profile.privateJwk })
      expect(answer.statusCode).toBe(200)
    }
  })

  it('loads nothing twice', async () => {
    const before = await countAll()
    const again: string[] = []
    const same = await loadDemo(app.deps, { onStep: (step) => again.push(step) })
    expect(again).toEqual([])
    expect(same).toEqual(parties)
    expect(await countAll()).toEqual(before)
  })

  it('of several processes that load at once, each book comes once', async () => {
    const fresh = await createFresh()
    try {
      await Promise.all([loadDemo({ ...fresh.deps, adapters }), loadDemo({ ...fresh.deps, adapters })])
      const books = await alsSystem(fresh.deps, (trx) => trx('berichtsheft').pluck('fremd_id'))
      expect(books).toHaveLength(demoBooks.length)
    } finally {
      await fresh.close()
    }
  }, 60_000)

  it('completes what a start that was cut off has left', async () => {
    const fresh = await createFresh()
    try {
      const cut = new Error('cut off')
      const deps = { ...fresh.deps, adapters }
      const interrupted = loadDemo(deps, {
        onStep: (step) => {
          if (step.includes('xlsx')) throw cut
        },
      })
      await expect(interrupted).rejects.toBe(cut)
      const loaded: string[] = []
      await loadDemo(deps, { onStep: (step) => loaded.push(step) })
      expect(loaded).toHaveLength(2)
      const books = await alsSystem(fresh.deps, (trx) => trx('anforderung').pluck('berichtsheft_id'))
      expect(new Set(books).size).toBe(demoBooks.length)
    } finally {
      await fresh.close()
    }
  }, 60_000)

  it('says which books need an adapter that is not loaded, and loads them once it is', async () => {
    const fresh = await createFresh()
    const ihkOnly = { ...adapters, list: () => adapters.list().filter(({ name }) => name === 'ihk') }
    try {
      const said: string[] = []
      await loadDemo({ ...fresh.deps, adapters: ihkOnly }, { onStep: (step) => said.push(step) })
      expect(said.filter((step) => step.includes('left out'))).toHaveLength(3)
      const all: string[] = []
      await loadDemo({ ...fresh.deps, adapters }, { onStep: (step) => all.push(step) })
      expect(all).toHaveLength(3)
    } finally {
      await fresh.close()
    }
  }, 60_000)

  it('makes new credentials when the files are gone, and follows a new address of the gateway', async () => {
    rmSync(path.dirname(parties.files.kammer), { recursive: true })
    const config = { ...app.deps.config, PUBLIC_URL: 'http://localhost:9999' }
    const renewed = await loadDemo({ ...app.deps, config })
    expect(renewed.kammer.clientId).not.toBe(parties.kammer.clientId)
    expect(readProfile(renewed.files.kammer).gateway).toBe('http://localhost:9999')
    const back = await loadDemo(app.deps)
    expect(back.kammer.clientId).toBe(renewed.kammer.clientId)
    expect(readProfile(back.files.kammer).gateway).toBe('http://localhost:8080')
    parties = back
  })
})

describe('the pages of the demo', () => {
  it('show books, requests with their states, packages and the next commands', async () => {
    const { text, elements } = look(await getPage('/'))
    for (const word of ['Nele Überschär', 'Mika Brandstätter', 'Ida Müllerschön', 'Aylin Kowalczyk'])
      expect(text).toContain(word)
    for (const word of ['geprueft', 'uebermittelt', 'gelesen', 'angelegt', 'angenommen']) expect(text).toContain(word)
    expect(text).toContain('npx berichtsheft')
    expect(elements.filter((name) => name === 'h1')).toHaveLength(1)
    expect(elements.filter((name) => name === 'caption')).toHaveLength(
      elements.filter((name) => name === 'table').length,
    )
  })

  it('have no script and lead nowhere but into the gateway, and every address answers', async () => {
    const home = await getPage('/')
    const books = look(home).addresses.filter((address) => /^\/demo\/berichtshefte\/[^/]+$/.test(address))
    expect(books).toHaveLength(4)
    const pages = [home, ...(await Promise.all(books.map(getPage)))]
    const addresses = new Set(pages.flatMap((page) => look(page).addresses))
    for (const address of addresses) {
      if (address === '#main') continue
      expect(address).toMatch(/^\/(?!\/)/)
      expect([address, (await app.server.inject({ url: address })).statusCode]).toEqual([address, 200])
    }
    for (const page of pages) expect(look(page).elements).not.toContain('script')
  })

  it('come under a policy that allows the own style only', async () => {
    const { headers } = await app.server.inject({ url: '/' })
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    const { headers: ofStyle } = await app.server.inject({ url: '/style.css' })
    expect(ofStyle['content-type']).toBe('text/css; charset=utf-8')
  })

  it('hand out a package that verifies', async () => {
    const address = look(await getPage('/')).addresses.find((candidate) => candidate.endsWith('/paket.zip'))
    const { rawPayload } = await app.server.inject({ url: address ?? '' })
    const { gueltig } = await verifyPaket(rawPayload, {
      pinned: app.deps.keyring.jwks('paket').keys.map(({ kid }) => kid),
    })
    expect(gueltig).toBe(true)
  })

  it('show what a vendor wrote as text, whatever it is', async () => {
    const attack = "<script>alert(1)</script>\"><img src=x onerror=alert(2)> ' onmouseover='x {{7*7}} &lt;b&gt;"
    const kopf = { unternehmen: { name: 'A&B "GmbH"' }, beruf: { bezeichnung: attack } }
    const lieferung = {
      ...makeLieferung(0, kopf),
      ausbildungsnachweise: [
        makeNachweis(0, {
          inhalt: {
            ...makeNachweis(0).inhalt,
            abteilung: attack,
            tage: [{ datum: '2024-09-02', eintraege: [{ text: attack, minuten: 480 }] }],
            wochentexte: { betrieb: attack },
            quelle: { system: attack, stelle: attack },
          },
          kommentare: [{ text: attack, von: { kennung: '<i>' } }],
        }),
      ],
    }
    const positionen = await inTransaktion(app.deps, parties.anbieter, (trx) =>
      storeLieferung(trx, parties.anbieter, lieferung, app.deps.now()),
    )
    expect(positionen.map(({ ergebnis }) => ergebnis)).toEqual(['gespeichert', 'gespeichert'])
    for (const url of ['/', `/demo/berichtshefte/${positionen[0]?.id}`]) {
      const { elements, handlers, text } = look(await getPage(url))
      expect(elements.filter((name) => ['script', 'img', 'b', 'i'].includes(name))).toEqual([])
      expect(handlers).toEqual([])
      expect(text).toContain(attack)
      expect(text).toContain('A&B "GmbH"')
    }
  })

  it('do not show the book of another vendor', async () => {
    const vendor = await app.createVendor()
    const answer = await vendor.inject({ method: 'POST', url: '/v1/lieferungen', payload: makeLieferung(1) })
    const id = (answer.json() as { positionen: { id: string }[] }).positionen[0]?.id
    expect(id).toBeDefined()
    for (const url of [`/demo/berichtshefte/${id}`, `/demo/berichtshefte/${id}/berichtsheft.json`]) {
      expect((await app.server.inject({ url })).statusCode).toBe(404)
    }
    expect(await getPage('/')).not.toContain(String(id))
  })
})

describe('without the demo', () => {
  it('the first page shows only what runs, and there are no other pages', async () => {
    const plain = await createTestApp()
    try {
      const { body, statusCode } = await plain.server.inject({ url: '/' })
      expect(statusCode).toBe(200)
      const { text, addresses } = look(body)
      expect(text).toContain('The gateway runs')
      expect(text).not.toMatch(/npx|Books|Requests|Packages/)
      expect(addresses).toEqual(expect.arrayContaining(['/docs', '/openapi.json']))
      const id = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'
      for (const url of [`/demo/berichtshefte/${id}`, `/demo/uebermittlungen/${id}/paket.zip`]) {
        expect((await plain.server.inject({ url })).statusCode).toBe(404)
      }
    } finally {
      await plain.close()
    }
  })
})
