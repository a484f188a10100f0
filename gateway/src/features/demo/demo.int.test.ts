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
  it('reads five apprentices of two companies out of five formats and says so', async () => {
    const rows = await alsSystem(app.deps, (trx) => trx('berichtsheft').select('fremd_id', 'knr', 'unternehmen'))
    expect(rows.map(({ fremd_id }) => fremd_id).toSorted()).toEqual(demoBooks.map(({ fremdId }) => fremdId).toSorted())
    expect(new Set(rows.map(({ knr, unternehmen }) => `${knr} ${unternehmen}`)).size).toBe(2)
    expect(steps).toHaveLength(6)
    expect(steps[0]).toBe('Demo: 9 people, 4 companies')
    expect(steps[1]).toMatch(/^Demo: ihk-dibe-json → Nele Überschär: \d+ reports, \d+ remarks/)
  })

  it('leaves requests in four states and two packages', async () => {
    const states = await alsSystem(
      app.deps,
      (trx): Promise<string[]> => trx('anforderung').orderBy('erstellt_am').pluck('status'),
    )
    expect(states).toEqual(['geprueft', 'uebermittelt', 'gelesen', 'angelegt', 'angelegt'])
    expect(await count('uebermittlung')).toBe(2)
  })

  it('delivers requests before they are read, step by step', async () => {
    const rows = await alsSystem(
      app.deps,
      (trx): Promise<{ status: string; verlauf: { status: string }[] }[]> =>
        trx('anforderung').orderBy('erstellt_am').select('status', 'verlauf'),
    )
    const steps = ['angelegt', 'zugestellt', 'gelesen', 'freigegeben', 'uebermittelt', 'geprueft']
    for (const { status, verlauf } of rows) {
      expect(verlauf.map((step) => step.status)).toEqual(steps.slice(0, steps.indexOf(status) + 1))
    }
  })

  it('approves a report through the gateway, and its package holds the signed approval', async () => {
    const [id]: string[] = await alsSystem(app.deps, (trx) =>
      trx('uebermittlung as u')
        .join('berichtsheft as b', 'b.id', 'u.berichtsheft_id')
        .where('b.fremd_id', 'azubi-0815')
        .pluck('u.id'),
    )
    const { rawPayload } = await app.server.inject({ url: `/demo/uebermittlungen/${id}/paket.zip` })
    const pinned = app.deps.keyring.jwks('paket').keys.map(({ kid }) => kid)
    const { gueltig, vertrauen, uebersicht } = await verifyPaket(rawPayload, { pinned })
    expect({ gueltig, vertrauen, uebersicht }).toMatchObject({
      gueltig: true,
      vertrauen: 'gepinnt',
      uebersicht: { anzahlNachweise: 4, anzahlFreigaben: 1 },
    })
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
      expect(loaded).toHaveLength(3)
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
      expect(said.filter((step) => step.includes('left out'))).toHaveLength(4)
      const all: string[] = []
      await loadDemo({ ...fresh.deps, adapters }, { onStep: (step) => all.push(step) })
      expect(all).toHaveLength(4)
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
    expect(books).toHaveLength(demoBooks.length)
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

describe('the examples of the messages', () => {
  const read = (name: string) =>
    readFileSync(
      path.resolve(import.meta.dirname, `../../../../openapi/beispiele/ausbildungsnachweis.${name}.xml`),
      'utf8',
    )
  const send = async (party: DemoParties['anbieter'], xml: string) => {
    const token = await app.createToken({ ...party, art: party === parties.kammer ? 'kammer' : 'anbieter' })
    const answer = await app.server.inject({
      method: 'POST',
      url: '/v1/nachrichten',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/xml' },
      payload: xml,
    })
    expect(answer.statusCode, answer.body).toBe(201)
    return /<bh:objektId>([^<]+)</.exec(answer.body)?.[1] ?? ''
  }
  const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const fillIn = (xml: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).reduce((text, [element, value]) => {
      const pattern = new RegExp(`<bh:${element}>.*</bh:${element}>`, 's')
      expect(text).toMatch(pattern)
      return text.replace(pattern, value === '' ? '' : `<bh:${element}>${value}</bh:${element}>`)
    }, xml)
  const asDemoVendor = (xml: string) =>
    xml.replace('01934a5e-7c00-7a31-9b1c-2f0d6c1e5a10', parties.anbieter.anbieterId ?? '')

  it('are taken by the demo once they are filled in as the guide says', async () => {
    const [heft] = await alsSystem(app.deps, (trx) =>
      trx('berichtsheft').where({ fremd_id: 'azubi-4711' }).select('id'),
    )
    const auswahl = `<bh:berichtsheftId>${heft.id}</bh:berichtsheftId>`
    const request = fillIn(read('anforderung.0101'), { auswahl, frist: later(30) })
    const first = await send(parties.kammer, request)
    const second = await send(
      parties.kammer,
      request.replace('5f0c1e0a-0101-4c59-9d6e-2b7a41c3e8f0', '5f0c1e0a-0101-4c59-9d6e-2b7a41c3e8f1'),
    )
    const gueltigBis = later(180)
    const values = { berichtsheftId: heft.id, anforderungId: first, gueltigBis }
    await send(parties.anbieter, asDemoVendor(fillIn(read('freigabe.0103'), values)))
    const transfer = { anforderungId: second, gueltigBis, lieferung: '' }
    await send(parties.anbieter, asDemoVendor(fillIn(read('uebermittlung.0104'), transfer)))
    const states = await alsSystem(app.deps, (trx) =>
      trx('anforderung').whereIn('id', [first, second]).orderBy('erstellt_am').pluck('status'),
    )
    expect(states).toEqual(['freigegeben', 'uebermittelt'])
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
