import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { countVersuch, forgetVersuche, netzOf, refundVersuche, type Zaehler } from './drossel.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ now: new Date('2026-11-20T09:00:00Z') })
})
afterAll(() => app?.close())

const zaehler = (name: string, hoechstens = 3): Zaehler => ({
  schluessel: ['probe', name],
  hoechstens,
  fenster: 60_000,
})
const pass = (milliseconds: number) => {
  app.clock.now = new Date(app.clock.now.getTime() + milliseconds)
}

describe('a counter', () => {
  it('lets so many through, then none until the window of the first has ended', async () => {
    const one = [zaehler('fenster')]
    for (let i = 0; i < 3; i++) expect(await countVersuch(app.deps, one)).toBe(0)
    pass(20_000)
    expect(await countVersuch(app.deps, one)).toBe(40_000)
    pass(39_999)
    expect(await countVersuch(app.deps, one)).toBe(1)
    pass(1)
    expect(await countVersuch(app.deps, one)).toBe(0)
  })

  it('lets no more through when all come at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => countVersuch(app.deps, [zaehler('zugleich')])))
    expect(all.filter((wait) => wait === 0)).toHaveLength(3)
  })

  it('of several counters each counts, and the longest wait holds', async () => {
    const small = zaehler('klein', 1)
    const large = zaehler('gross', 2)
    expect(await countVersuch(app.deps, [small, large])).toBe(0)
    expect(await countVersuch(app.deps, [large])).toBe(0)
    expect(await countVersuch(app.deps, [small, large])).toBe(60_000)
  })

  it('is forgotten, or goes back by one', async () => {
    const one = [zaehler('zurueck', 1)]
    await countVersuch(app.deps, one)
    await alsSystem(app.deps, (trx) => refundVersuche(trx, one))
    expect(await countVersuch(app.deps, one)).toBe(0)
    expect(await countVersuch(app.deps, one)).toBeGreaterThan(0)
    await alsSystem(app.deps, (trx) => forgetVersuche(trx, one))
    expect(await countVersuch(app.deps, one)).toBe(0)
  })

  it('stores hashes only', async () => {
    await countVersuch(app.deps, [zaehler('geheim@example.org')])
    const rows = await alsSystem(app.deps, (trx) => trx('anmeldeversuch').select('schluessel'))
    expect(rows.every(({ schluessel }) => schluessel.length === 32)).toBe(true)
  })
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
])('%s counts as %s', (adresse, netz) => expect(netzOf(adresse)).toBe(netz))

it('of IPv6 counts the network, however its addresses are written', () => {
  const group = fc.integer({ min: 1, max: 0xffff })
  fc.assert(
    fc.property(fc.tuple(group, group, group, group), fc.tuple(group, group, group, group), (net, host) => {
      const write = (pad: number) => [...net, ...host].map((one) => one.toString(16).padStart(pad, '0')).join(':')
      expect(netzOf(write(4))).toBe(netzOf(write(1)))
      expect(netzOf(write(1))).toBe(`${net.map((one) => one.toString(16)).join(':')}::/64`)
    }),
  )
})
