import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createWissensschluessel, exportWissensschluessel } from '@berichtsheft/bq-knowledge'
import { neueAussage, testslot } from '@berichtsheft/bq-knowledge/testing'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { readWissenskonfiguration } from './konfiguration.ts'
import { startNachbarn } from './nachbarn.ts'
import { createWissensperson } from './testing/wissensnetz.ts'

/** Two gateways of one network: the founding document and the keys of its administration come from files. */

const folder = mkdtempSync(path.join(os.tmpdir(), 'bq-netz-'))
const verwaltung = ['101', '107'].map((kammer) => ({ kammer, paar: createWissensschluessel() }))
const gruendung = {
  name: 'Zwei Gateways',
  mindestens: 2,
  administration: verwaltung.map(({ kammer, paar }) => ({ kammer, schluessel: paar.schluessel })),
}
const writeKonfiguration = (knoten: string, more: object = {}): string => {
  const file = path.join(folder, `${knoten}.json`)
  const keys = verwaltung.map(({ kammer }) => ({ kammer, schluessel: `${kammer}.pem` }))
  writeFileSync(file, JSON.stringify({ gruendung, knoten, verwaltung: keys, partner: [], ...more }))
  return file
}

let nord: TestApp
let sued: TestApp
beforeAll(async () => {
  for (const { kammer, paar } of verwaltung)
    writeFileSync(path.join(folder, `${kammer}.pem`), exportWissensschluessel(paar))
  nord = await createTestApp({ bq: true, env: { BQ_KONFIGURATION: writeKonfiguration('nord') } })
  sued = await createTestApp({ bq: true, env: { BQ_KONFIGURATION: writeKonfiguration('sued') } })
  await nord.server.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await sued.close()
  await nord.close()
  rmSync(folder, { recursive: true, force: true })
})

const hashesOf = async (app: TestApp) => (await app.server.inject({ url: '/v1/bq/sync/stand' })).json()

describe('two gateways of one network', () => {
  it('exchange what they may until both know the same, and publish what a chamber of the other approved', async () => {
    const anna = await createWissensperson(nord, '153', 'bqBearbeitung')
    const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre')
    const { body } = await anna.send<{ aenderungen: { id: string }[] }>('/aenderungssaetze', {
      aenderungen: neueAussage(slot, { wert: 12, gueltigVon: '2012' }),
    })
    const ziele = body.aenderungen.map(({ id }) => id)
    // The chamber of the south reads what it got, and approves it on its own gateway.
    const { wissen } = sued.deps
    if (!wissen) throw new Error('the south keeps no knowledge base')
    const { port } = nord.server.server.address() as AddressInfo
    const adresse = `http://127.0.0.1:${port}/v1/bq`
    const kennwort = (await nord.createKammer('107')).token
    const partner = [{ adresse, kennwort, stufe: 'redaktion' as const }]
    const stop = startNachbarn(sued.deps, { ...wissen, netz: { ...wissen.netz, partner } })
    const carla = await createWissensperson(sued, '107', 'bqPruefung')
    for (
      let i = 0;
      i < 100 && (await sued.server.inject({ url: `/v1/bq/blame?slot=${slot}` })).statusCode !== 200;
      i++
    ) {
      if ((await carla.send(`/blame?slot=${slot}`)).status === 200) break
      await sleep(100)
    }
    expect((await carla.send('/pruefvermerke', { ziele, urteil: 'frei' })).status).toBe(201)
    await stop()
    const again = startNachbarn(sued.deps, { ...wissen, netz: { ...wissen.netz, partner } })
    for (let i = 0; i < 100; i++) {
      const [a, b] = [await hashesOf(nord), await hashesOf(sued)]
      if (a.arbeit === b.arbeit && a.oeffentlich === b.oeffentlich) break
      await sleep(100)
    }
    await again()
    expect(await hashesOf(sued)).toEqual(await hashesOf(nord))
    for (const app of [nord, sued]) {
      const { aussagen } = (await app.server.inject({ url: '/v1/bq/laender/TR' })).json()
      expect(aussagen).toMatchObject([{ slot, werte: [{ wert: { wert: 12 }, kammern: ['153'] }] }])
    }
  })

  it('B11: connect to no inner address, whatever a configuration names, and go on', async () => {
    const lines: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
    const { wissen } = sued.deps
    if (!wissen) throw new Error('the south keeps no knowledge base')
    const { port } = nord.server.server.address() as AddressInfo
    const before = await hashesOf(sued)
    const inner = [
      `http://127.0.0.1:${port}/v1/bq`,
      'http://169.254.169.254/v1/bq',
      'http://[::1]/v1/bq',
      'http://0x7f.1/v1/bq',
    ]
    const partner = inner.map((adresse) => ({ adresse, stufe: 'oeffentlich' as const }))
    const config = { ...sued.deps.config, ERLAUBTE_NETZE: '' }
    const stop = startNachbarn({ config, log }, { ...wissen, netz: { ...wissen.netz, partner } })
    for (let i = 0; i < 100 && lines.length < inner.length; i++) await sleep(50)
    await stop()
    expect(lines).toHaveLength(inner.length)
    for (const line of lines) expect(line).toMatch(/ZielError/)
    expect(await hashesOf(sued)).toEqual(before)
  })
})

describe('the file of BQ_KONFIGURATION', () => {
  it.each([
    [{ knoten: 'Nord' }, '/knoten'],
    [{ partner: [{ adresse: 'file:///etc/passwd', stufe: 'oeffentlich' }] }, '/partner/0/adresse'],
    [{ partner: [{ adresse: 'https://x.example', stufe: 'alle' }] }, '/partner/0/stufe'],
    [{ unbekannt: 1 }, 'additional properties'],
    [{ verwaltung: [{ kammer: '101' }] }, '/verwaltung/0'],
  ])('is refused with %j', (more, place) => {
    expect(() => readWissenskonfiguration(writeKonfiguration('falsch', more))).toThrow(place)
  })

  it('names keys that have to be there, and of Ed25519', () => {
    const missing = { verwaltung: [{ kammer: '101', schluessel: 'fehlt.pem' }] }
    expect(() => readWissenskonfiguration(writeKonfiguration('ohne', missing))).toThrow(/fehlt\.pem/)
    writeFileSync(path.join(folder, 'kein.pem'), 'kein Schlüssel')
    const none = { verwaltung: [{ kammer: '101', schluessel: 'kein.pem' }] }
    expect(() => readWissenskonfiguration(writeKonfiguration('kein', none))).toThrow()
  })
})
