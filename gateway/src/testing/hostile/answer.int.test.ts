import { describe, expect, test } from 'vitest'
import { bodyOf, openScene, post, transferRequested } from '../../features/anforderung/testing/vorgang.ts'
import { dispatchAusgang } from '../../features/ereignis/verteiler.ts'
import type { TestClient } from '../create-test-app.ts'
import { operations, placesOf, type Schema } from './operations.ts'

const scene = await openScene()
const { app, vendor, kammer } = scene
const { heftId } = await transferRequested(scene)
const ordered = await post(vendor, '/v1/exporte', { berichtsheftId: heftId, format: 'json' })
const { id: exportId } = bodyOf<{ id: string }>(ordered, 202)
while ((await dispatchAusgang(app.deps)).mehr);

const callers: Readonly<Record<string, TestClient>> = { vendor, kammer }

/** Reads that answer JSON of the contract, with the schema of their answer. */
const reads = operations.flatMap(({ name, definition: { method, url, schema } }) => {
  const answer = schema.response[200] as Schema | undefined
  return method === 'GET' && answer?.$ref !== undefined ? [{ name, url, answer }] : []
})

/** Pointers of members that the schema does not have. */
const undeclared = (value: unknown, schema: Schema): string[] =>
  placesOf(value, schema).flatMap(({ pointer, value: at, schema: own }) => {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return []
    const declared = own?.properties
    return declared
      ? Object.keys(at)
          .filter((key) => !(key in declared))
          .map((key) => `${pointer}/${key}`)
      : []
  })

/** The addresses that a caller finds for a read: itself for a list, else the first entry of the list above it. */
const addressOf = async (client: TestClient, url: string): Promise<string | undefined> => {
  if (!url.includes(':')) return url
  const [above = '', ...rest] = url.split('/:')
  if (rest.length > 1) return undefined
  if (above === '/v1/exporte') return client === vendor ? `${above}/${exportId}` : undefined
  const list = await client.inject({ url: above })
  const first = list.statusCode === 200 ? (list.json().eintraege as { id?: string }[] | undefined)?.[0]?.id : undefined
  return first === undefined ? undefined : url.replace(/:\w+/, first)
}

describe('A05: an answer holds what its schema declares, and nothing else', () => {
  const seen = new Map<string, string[]>()

  test('A05: a member that is not declared is found, however deep', () => {
    const page = { eintraege: [{ id: heftId, salz: 'x', azubi: { name: 'Tilda', hash: 'y' } }] }
    expect(undeclared(page, { $ref: 'BerichtsheftSeite' })).toEqual(['/eintraege/0/salz', '/eintraege/0/azubi/hash'])
  })

  test.each(reads)('A05: $name', async ({ name, url, answer }) => {
    for (const [who, client] of Object.entries(callers)) {
      const address = await addressOf(client, url)
      const response = address === undefined ? undefined : await client.inject({ url: address })
      if (response?.statusCode !== 200) continue
      expect(undeclared(response.json(), answer), `${who} ${address}`).toEqual([])
      seen.set(name, [...(seen.get(name) ?? []), who])
    }
  })

  test('A05: books, reports, requests, releases, transfers and events were read by both sides', () => {
    const both = ['Berichtsheft', 'Ausbildungsnachweis', 'Anforderung', 'Freigabe', 'Uebermittlung', 'Ereignis']
    for (const noun of both) expect(seen.get(`get${noun}`), noun).toEqual(['vendor', 'kammer'])
    expect(seen.get('getExport')).toEqual(['vendor'])
    expect([...seen.keys()].filter((name) => name.startsWith('list')).length).toBeGreaterThanOrEqual(both.length)
  })
})
