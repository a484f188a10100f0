import { Readable } from 'node:stream'
import { writeXml } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'

// The issue asks for 100,000 companies in under 60 s on 2 cores. The short form sends a tenth of them in a tenth of the time.
const count = process.env.SOAK === '1' ? 100_000 : 10_000
const seconds = count === 100_000 ? 60 : 12

let t: TestApp
let kammer: TestClient

beforeAll(async () => {
  t = await createTestApp()
  kammer = await t.createKammer('153')
})
afterAll(() => t.close())

const company = (i: number, round: number) => ({
  identnummer: String(i).padStart(10, '0'),
  name: `Müller & Söhne ${i} Maschinenbau GmbH`,
  hrNummer: `Amtsgericht Mannheim HRB ${i}`,
  anschrift: { strasse: `Straße ${round}`, hausnummer: `${i % 200}`, plz: String(68_000 + (i % 300)), ort: 'Mannheim' },
})

function* ndjson(round: number) {
  for (let i = 0; i < count; i++) yield `${JSON.stringify({ unternehmen: company(i, round) })}\n`
}

function* csv(round: number) {
  yield 'identnummer;name;hrNummer;strasse;hausnummer;plz;ort\n'
  for (let i = 0; i < count; i++) {
    const { identnummer, name, hrNummer, anschrift } = company(i, round)
    yield `${[identnummer, name, hrNummer, ...Object.values(anschrift)].join(';')}\n`
  }
}

function* xml(round: number) {
  const empty = writeXml('stammdaten', [])
  const [declaration = '', root = ''] = empty.split('\n')
  yield `${declaration}\n${root.replace(/\/>$|><\/.*$/, '>')}`
  for (let i = 0; i < count; i++) {
    const record = writeXml('stammsatz', { unternehmen: company(i, round) })
    yield record.slice(record.indexOf('\n') + 1)
  }
  yield '</bh:stammdaten>'
}

const send = async (type: string, lines: Iterable<string>) => {
  const since = performance.now()
  const answer = await kammer.inject({
    method: 'POST',
    url: '/v1/stammdaten?art=unternehmen',
    headers: { 'content-type': type },
    payload: Readable.from(lines, { objectMode: false }),
  })
  const time = (performance.now() - since) / 1000
  expect(answer.statusCode).toBe(200)
  return { time, sum: JSON.parse(answer.body.trim().split('\n').at(-1) ?? '') }
}

it.each([
  ['application/x-ndjson', ndjson],
  ['text/csv', csv],
  ['application/xml', xml],
] as const)(
  `takes ${count} companies as %s in time, new, again and changed`,
  async (type, lines) => {
    const round = ['application/x-ndjson', 'text/csv', 'application/xml'].indexOf(type) + 1
    const first = await send(type, lines(round))
    expect(first.sum).toMatchObject({ gelesen: count, abgelehnt: 0, unveraendert: 0 })
    const again = await send(type, lines(round))
    expect(again.sum).toMatchObject({ neu: 0, geaendert: 0, unveraendert: count })
    process.stdout.write(
      `${type}: ${count} companies in ${first.time.toFixed(1)} s (${first.sum.neu} new, ${first.sum.geaendert} changed), unchanged in ${again.time.toFixed(1)} s\n`,
    )
    expect(first.time).toBeLessThan(seconds)
    expect(again.time).toBeLessThan(seconds)
  },
  400_000,
)
