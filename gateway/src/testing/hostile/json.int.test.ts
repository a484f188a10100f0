import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeKopf } from '../fixtures.ts'
import { type ChildGateway, startChildGateway } from './child-gateway.ts'
import { carriers, malformedJson, misshapenJson, wideDeliveries, wideRequests } from './json-cases.ts'
import { expectAtWork, expectRefused } from './refused.ts'

let gateway: ChildGateway
beforeAll(async () => {
  gateway = await startChildGateway({ ADAPTERS: '@berichtsheft/adapter-ihk' })
  // What is compiled and read at first use belongs to no case.
  for (const carry of Object.values(carriers)) await gateway.send(carry('{}'))
})
afterAll(() => gateway?.close())

describe.each(Object.entries(carriers))('%s that cannot be read is refused', (_carrier, carry) => {
  test.each(malformedJson)('%s: %s', async (id, name, json) => {
    await expectRefused(gateway, { id, name, request: () => carry(json()), slug: 'malformed-request', says: /./ })
  })
})

describe('JSON without the documented form is refused', () => {
  test.each(misshapenJson)('%s: %s', async (id, name, json, slug) => {
    await expectRefused(gateway, { id, name, request: () => carriers['a JSON body'](json()), slug })
  })
})

describe('B05: many wrong values cost no more than few', () => {
  test.each(wideRequests)('B05: %s', async (name, request) => {
    await expectRefused(gateway, { id: 'B05', name, request, slug: 'validation-failed' })
  })

  test.each(wideDeliveries)('B05: a delivery with %s', async (_name, body) => {
    const rows = await gateway.countRows()
    const answer = await gateway.send({ path: '/v1/lieferungen', body: body() })
    expect(JSON.parse(answer.text)).toMatchObject({ gespeichert: 0 })
    expect(answer.ms).toBeLessThan(10_000)
    expect(await gateway.countRows()).toEqual(rows)
    await expectAtWork(gateway)
  })
})

describe('B06: names that reach for the prototype change nothing', () => {
  const polluting =
    '__proto__[polluted]=1&__proto__.polluted=1&constructor[prototype][polluted]=1&constructor.prototype.polluted=1&__proto__=1&constructor=1'

  test.each(polluting.split('&'))('B06: in the query, %s', async (pair) => {
    await expectRefused(gateway, {
      id: 'B06',
      name: pair,
      request: { path: `/v1/berichtshefte?${pair}` },
      slug: 'validation-failed',
    })
  })

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])('B06: as the name of a header, %s', async (name) => {
    const answer = await gateway.send({ headers: { [name]: 'polluted' } })
    expect(answer.status).toBe(200)
  })

  test.each(['__proto__', 'constructor', 'toString'])('B06: as a segment of the address, %s', async (name) => {
    for (const path of [`/v1/berichtshefte/${name}`, `/v1/${name}`, `/${name}`])
      expect([400, 404]).toContain((await gateway.send({ path })).status)
  })

  test('B06: afterwards 100 normal requests are answered as before, and objects have no new member', async () => {
    const { fremdId: _, ...kopf } = makeKopf()
    const answers = new Set<string>()
    for (let i = 0; i < 100; i++) {
      const created = await gateway.send({ body: JSON.stringify({ fremdId: `heft-${i}`, ...kopf }) })
      expect(created.status, created.text).toBe(201)
      answers.add(Object.keys(JSON.parse(created.text)).join())
      expect(created.text).not.toContain('polluted')
    }
    expect(answers.size).toBe(1)
    expect((await gateway.send({})).text).not.toContain('polluted')
    await expectAtWork(gateway)
  })
})
