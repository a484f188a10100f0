import {
  deriveAussageId,
  formen,
  maySee,
  narrower,
  type ProfilId,
  type Sichtbarkeit,
  sichtbarkeiten,
  slotOf,
  vorlagen,
} from '@berichtsheft/bq-knowledge'
import { gesetzblatt, neueAussage } from '@berichtsheft/bq-knowledge/testing'
import { createForm } from '@berichtsheft/core/signatur'
import type { InjectOptions } from 'fastify'
import type { TSchema } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen } from '../../testing/people.ts'
import { createWissensperson } from './testing/wissensnetz.ts'

/** BQ-09: who reads what, for every field of every template, over everything by which something leaves the gateway. */

type Schema = TSchema & {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly minimum?: number
}

const texts = ['tr', 'Latn', '2012', 'TR', 'land:SY', 'https://example.org/', 'A1', 'a'.repeat(64)]

/** A value of a form; texts hold the mark, so that a search finds it. */
const sampleOf = (schema: Schema, marke: string): unknown => {
  if (schema.anyOf?.[0]) return sampleOf(schema.anyOf[0], marke)
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 0, 1)
  if (schema.type === 'array') return schema.items ? [sampleOf(schema.items, marke)] : []
  if (schema.type === 'object') {
    const { properties = {}, required = [] } = schema
    const names = required.length > 0 ? required : Object.keys(properties).slice(0, 1)
    return Object.fromEntries(names.map((name) => [name, sampleOf(properties[name] ?? {}, marke)]))
  }
  const free = schema === (formen.zeile as Schema) || schema === (formen.absatz as Schema)
  const { has } = createForm(schema)
  return free
    ? `Prüfwort ${marke}`
    : [...texts, `urn:${marke}`, 'http://data.europa.eu/esco/x'].find((text) => has(text))
}

const profilOf = (art: string): ProfilId =>
  art === 'land' ? 'land:TR' : art === 'klass' ? 'klass:esco' : (`${art}:${deriveAussageId('sicht', art)}` as ProfilId)

const zugaenge = ['oeffentlich', 'kammern'] as const
const cases = vorlagen.flatMap(({ art, abschnitte }) =>
  abschnitte.flatMap(({ abschnitt, felder }) =>
    felder.flatMap((feld) =>
      zugaenge.map((zugang, i) => {
        const marke = `xq${art}${abschnitt}${feld.feld}${i}`
        const profil = profilOf(art)
        return {
          art,
          slot: slotOf(profil, abschnitt, feld.feld, deriveAussageId('sicht', marke)),
          zugang,
          stufe: narrower(feld.sichtbarkeit, zugang === 'kammern' ? 'kammern' : 'oeffentlich'),
          aussage: { wert: sampleOf(feld.wert as Schema, marke), bemerkung: `Bemerkung ${marke}.` },
          marke,
        }
      }),
    ),
  ),
)

let app: TestApp
let ids: ReadonlyMap<string, string>
const read = new Map<Sichtbarkeit, (url: string, payload?: object) => Promise<{ status: number; body: string }>>()

beforeAll(async () => {
  app = await createTestApp({ bq: true, now: new Date('2026-11-20T12:00:00Z') })
  const anna = await createWissensperson(app, '153', 'bqBearbeitung')
  const carla = await createWissensperson(app, '107', 'bqPruefung')
  const found: [string, string][] = []
  const batch = 240
  for (const zugang of zugaenge) {
    const all = cases.filter((one) => one.zugang === zugang)
    for (let i = 0; i < all.length; i += batch) {
      const aenderungen = all
        .slice(i, i + batch)
        .flatMap(({ slot, aussage, marke }) => neueAussage(slot, aussage, { ...gesetzblatt, titel: `Beleg ${marke}` }))
      const { status, body } = await anna.send<{ aenderungen: { id: string; slot: string }[] }>('/aenderungssaetze', {
        zugang,
        aenderungen,
      })
      expect(status, JSON.stringify(body).slice(0, 500)).toBe(201)
      found.push(...body.aenderungen.map(({ id, slot }) => [slot, id] as [string, string]))
      const ziele = body.aenderungen.map(({ id }) => id)
      expect((await carla.send('/pruefvermerke', { ziele, urteil: 'frei' })).status).toBe(201)
    }
  }
  ids = new Map(found)
  const firma = await createTestUnternehmen(app)
  const chef = await createTestPerson(app, { rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: firma }] })
  const clerk = await createTestPerson(app, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
  const redaktion = await createWissensperson(app, '153', 'bqRedaktion')
  const nobody = (options: InjectOptions) => app.server.inject(options)
  const callers = {
    oeffentlich: nobody,
    unternehmen: (options: InjectOptions) => chef.inject(`unternehmen:${firma}`, options),
    kammern: (options: InjectOptions) => clerk.inject('kammer:153', options),
    redaktion: (options: InjectOptions) => redaktion.inject('kammer:153', options),
  }
  for (const stufe of sichtbarkeiten)
    read.set(stufe, async (url, payload) => {
      const request = { url: `/v1/bq${url}`, ...(payload && { method: 'POST' as const, payload }) }
      const { statusCode, body } = await callers[stufe](request)
      return { status: statusCode, body }
    })
}, 120_000)
afterAll(() => app.close())

/** What a text tells although the level is too low, and what it keeps back although it is not. */
const check = (stufe: Sichtbarkeit, text: string, some = cases) => ({
  verraten: some.filter((one) => !maySee(stufe, one.stufe) && text.includes(one.marke)).map(({ marke }) => marke),
  verschwiegen: some.filter((one) => maySee(stufe, one.stufe) && !text.includes(one.marke)).map(({ marke }) => marke),
})
const nothing = { verraten: [], verschwiegen: [] }

it('is about every field, and has something for each level', () => {
  expect(cases.length).toBe(2 * vorlagen.flatMap(({ abschnitte }) => abschnitte.flatMap(({ felder }) => felder)).length)
  expect(new Set(cases.map(({ stufe }) => stufe)).size).toBeGreaterThanOrEqual(3)
})

describe.each(sichtbarkeiten)('%s', (stufe) => {
  const get = async (url: string, payload?: object) => {
    const answer = await read.get(stufe)?.(url, payload)
    if (!answer) throw new Error(`nobody reads as ${stufe}`)
    return answer
  }
  const pages = [
    ['land', `/laender/${profilOf('land').slice(5)}`],
    ['qual', `/qualifikationen/${profilOf('qual').slice(5)}`],
    ['ref', `/referenzberufe/${profilOf('ref').slice(4)}`],
  ] as const

  it.each(pages)(
    'reads exactly its fields of a profile of the kind %s, published and in the working view',
    async (art, url) => {
      const some = cases.filter((one) => one.art === art)
      expect(check(stufe, (await get(url)).body, some)).toEqual(nothing)
      const working = await get(`${url}?sicht=arbeit`)
      if (maySee(stufe, 'kammern')) expect(check(stufe, working.body, some)).toEqual(nothing)
      else expect(working.status).toBe(403)
    },
  )

  it('gets exactly these in an exchange', async () => {
    const { body } = await get('/sync/fetch', { ketten: {}, gabelungen: [], unvollstaendig: [] })
    expect(check(stufe, body)).toEqual(nothing)
  })

  it('finds none of the others by searching, neither their words nor that they are there', async () => {
    const hidden = cases.filter((one) => !maySee(stufe, one.stufe))
    // Each narrow field, and some of those that only their changeset makes narrow.
    for (const { marke, stufe: needed } of hidden.filter(({ zugang }, i) => zugang === 'oeffentlich' || i % 20 === 0)) {
      const { status, body } = await get(`/suche?frage=${marke}`)
      expect(status, body).toBe(200)
      expect(
        JSON.parse(body).aehnlich === true || JSON.parse(body).eintraege.length === 0,
        `${marke} (${needed})`,
      ).toBe(true)
      expect(check(stufe, body).verraten).toEqual([])
    }
    expect(check(stufe, (await get('/suche?frage=Prüfwort')).body).verraten).toEqual([])
  })

  it('is told by the export what everybody may read, and by blame, history and difference what itself may', async () => {
    const frei = await get('/ausgabe')
    const teilen = await get('/ausgabe?lizenzklasse=gleicheBedingungen')
    expect(check('oeffentlich', frei.body + teilen.body).verraten).toEqual([])
    const some = cases.filter(
      ({ zugang, stufe: s }, i) => i % 25 === 0 || (zugang === 'oeffentlich' && s !== 'oeffentlich'),
    )
    for (const { slot, stufe: needed, marke } of some) {
      for (const way of ['blame', 'verlauf']) {
        const { status, body } = await get(`/${way}?slot=${slot}`)
        expect([status, body.includes(marke)], `${way} ${slot}`).toEqual(
          maySee(stufe, needed) ? [200, true] : [404, false],
        )
      }
    }
    for (const profil of ['land:TR', profilOf('qual')]) {
      const { body } = await get(`/diff?profil=${profil}&von=gateway-153:0`)
      const told = cases.filter(({ slot }) => slot.startsWith(profil) && body.includes(slot))
      const may = cases.filter((one) => one.slot.startsWith(profil) && maySee(stufe, one.stufe))
      expect(told.map(({ slot }) => slot)).toEqual(may.map(({ slot }) => slot))
    }
    expect(ids.size).toBeGreaterThan(cases.length)
  })
})
