import { alleRegeln, type Lieferposition, type Lieferung, type Lieferzeile } from '@berichtsheft/core'
import { makeBuch, regelbrecher, stichtagOf } from '@berichtsheft/core/testing'
import { writeXml } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'

const heil = makeBuch({ wochen: 60, seed: 7 })

let app: TestApp
let vendor: TestClient

beforeAll(async () => {
  app = await createTestApp({ now: new Date(`${stichtagOf(heil)}T10:00:00Z`) })
  vendor = await app.createVendor()
})
afterAll(() => app.close())

const send = async (url: string, type: string, payload: string) => {
  const answer = await vendor.inject({ method: 'POST', url, payload, headers: { 'content-type': type } })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.body
}

/** Pushes a book through a door of the gateway, and returns what became of each item. */
const doors: readonly (readonly [string, (buch: Lieferung) => Promise<readonly Lieferposition[]>])[] = [
  [
    'JSON',
    async (buch) =>
      (
        JSON.parse(await send('/v1/lieferungen', 'application/json', JSON.stringify(buch))) as {
          positionen: Lieferposition[]
        }
      ).positionen,
  ],
  [
    'NDJSON',
    ({ berichtsheft, ausbildungsnachweise }) =>
      stream(
        'application/x-ndjson',
        [{ berichtsheft }, ...ausbildungsnachweise.map((ausbildungsnachweis) => ({ ausbildungsnachweis }))]
          .map((line) => JSON.stringify(line))
          .join('\n'),
      ),
  ],
  ['XML', (buch) => stream('application/xml', writeXml('lieferungen', [buch]))],
]

const stream = async (type: string, payload: string): Promise<readonly Lieferposition[]> =>
  (await send('/v1/lieferungen/strom', type, payload))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Lieferzeile)
    .filter((line) => 'ergebnis' in line)

/** Findings with their pointers from the delivery on, as the rules name them. */
const findingsOf = (positionen: readonly Lieferposition[]): (readonly [string, string])[] =>
  positionen.flatMap(({ verstoesse = [] }, i) =>
    verstoesse.map(({ regel, pfad }) => {
      const item = i === 0 ? '/berichtsheft' : `/ausbildungsnachweise/${i - 1}`
      return [regel, pfad.startsWith('/ausbildungsnachweise') ? pfad : item + pfad] as const
    }),
  )

const countRows = async (): Promise<number> =>
  (await vendor.inject({ url: '/v1/berichtshefte', query: { fremdId: heil.berichtsheft.fremdId } })).json().eintraege
    .length

describe('B03: a book that breaks one rule is refused with the findings of this rule, whatever its form', () => {
  const ablehnend = new Set(alleRegeln.filter(({ wirkung }) => wirkung === 'ablehnung').map(({ id }) => id))
  const brecher = regelbrecher.filter(({ regel }) => ablehnend.has(regel))

  test('B03: there is a broken book for every rule that refuses', () => {
    expect(new Set(brecher.map(({ regel }) => regel))).toEqual(ablehnend)
  })

  test.each(brecher)('B03: $regel, $name', async ({ brich }) => {
    const { buch, erwartet } = brich(structuredClone(heil))
    const { berichtsheft, ausbildungsnachweise } = buch
    const expected = erwartet.map((finding) => [...finding]).sort()
    for (const [form, push] of doors) {
      const positionen = await push({ berichtsheft, ausbildungsnachweise: [...ausbildungsnachweise] })
      expect(positionen, form).toHaveLength(ausbildungsnachweise.length + 1)
      expect(findingsOf(positionen).sort(), form).toEqual(expected)
      expect(
        positionen.map(({ ergebnis }) => ergebnis),
        form,
      ).not.toContain('gespeichert')
    }
    expect(await countRows()).toBe(0)
  })
})
