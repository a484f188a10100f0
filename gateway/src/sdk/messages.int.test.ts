import { createHash, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { limits, type Nachricht, type Nachrichtenname, nachrichten, standard } from '@berichtsheft/core'
import { writeNachricht } from '@berichtsheft/core/xml'
import { type GatewayClient, ProblemError } from '@berichtsheft/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePdf } from '../dokumente/testing/make-pdf.ts'
import type { TestClient } from '../testing/create-test-app.ts'
import { makeLieferung } from '../testing/fixtures.ts'
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts'
import { type FlakyProxy, startFlakyProxy } from './testing/flaky-proxy.ts'
import { type CliBench, createCliBench } from './testing/run-cli.ts'

let gateway: TestGateway
let proxy: FlakyProxy
let bench: CliBench
let kammer: TestClient
let vendor: GatewayClient
let chamber: GatewayClient
let berichtsheftId: string

beforeAll(async () => {
  gateway = await startTestGateway()
  proxy = await startFlakyProxy(gateway.address)
  bench = await createCliBench()
  kammer = await gateway.createKammer('153')
  vendor = gateway.connect(await gateway.createVendor())
  chamber = gateway.connect(kammer, {
    baseUrl: proxy.address,
    issuer: `${gateway.address}/oidc`,
    retry: { firstPause: 10 },
  })
  berichtsheftId = (await vendor.pushLieferung(makeLieferung(1))).positionen[0]?.id ?? ''
})
afterAll(async () => {
  await bench?.close()
  await proxy?.close()
  await gateway?.close()
})

const frame = <N extends Nachrichtenname>(name: N, inhalt: unknown): Nachricht<N> =>
  ({
    produkt: 'Kammerverwaltung',
    produkthersteller: 'IHK',
    standard: standard.nameTechnisch,
    version: '1.0',
    nachrichtenkopf: {
      identifikation: {
        nachrichtenUUID: randomUUID(),
        nachrichtentyp: { code: nachrichten[name].nummer, name: nachrichten[name].element },
        erstellungszeitpunkt: new Date().toISOString(),
      },
      leser: { verzeichnisdienst: 'gateway', kennung: 'gateway', name: 'Gateway' },
      autor: { verzeichnisdienst: 'knr', kennung: '153', name: 'IHK' },
    },
    inhalt,
  }) as Nachricht<N>

const anforderung = (auswahl: object) =>
  frame('anforderung', { auswahl, zweck: 'stichprobe', rechtsgrundlage: 'BBiG § 76', frist: '2099-01-31' })

describe('messages', () => {
  it('are answered by a receipt, once, also when the answer was lost on its way', async () => {
    proxy.fail('/v1/nachrichten', 'lost', 'busy')
    const { name, value } = await chamber.sendNachricht('anforderung', anforderung({ berichtsheftId }))
    expect(name).toBe('quittung')
    const all = []
    for await (const one of chamber.anforderungen({ berichtsheftId })) all.push(one.id)
    expect(all).toEqual(name === 'quittung' ? [value.inhalt.objektId] : [])
  })

  it('are rejected with findings', async () => {
    const unknown = anforderung({ berichtsheftId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77' })
    const { name, value } = await chamber.sendNachricht('anforderung', unknown)
    expect(name).toBe('rueckweisung')
    expect(value.inhalt).toMatchObject({
      bezugUUID: unknown.nachrichtenkopf.identifikation.nachrichtenUUID,
      grund: 'S',
    })
  })

  it('are a problem when the gateway does not even read them', async () => {
    const stranger = gateway.connect({ ...kammer, clientId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77' })
    await expect(stranger.sendNachrichtXml('<a/>')).rejects.toThrow(ProblemError)
  })

  it('can be pushed on the command line', async () => {
    const profile = await bench.writeProfile('kammer', gateway.address, kammer)
    await writeFile(bench.file('a.xml'), writeNachricht('anforderung', anforderung({ berichtsheftId })))
    const good = await bench.run(['push', 'a.xml', '-p', profile])
    expect([good.code, good.err, good.out]).toEqual([
      0,
      '',
      expect.stringMatching(/^Accepted: .*0101.*, object [0-9a-f-]{36}\n$/),
    ])
    await writeFile(bench.file('b.xml'), writeNachricht('anforderung', anforderung({ vertragsnummer: 'unknown' })))
    const bad = await bench.run(['push', 'b.xml', '-p', profile, '--json'])
    expect([bad.code, bad.json()]).toMatchObject([1, { art: 'rueckweisung', grund: 'S' }])
  })
})

describe('documents of training contracts', () => {
  it('are uploaded, and fetched with their hash compared', async () => {
    const { data } = await vendor.api.POST('/v1/ausbildungsvertraege', { body: { vertrag: {} } })
    const vertragId = String(data?.id)
    const pdf = new Uint8Array(makePdf())
    const stored = await vendor.uploadVertragsunterlage(vertragId, pdf, 'application/pdf', {
      art: 'schulzeugnis',
      dateiname: "Jörg's Zeugnis (2026).pdf",
    })
    expect(stored).toMatchObject({
      vertragId,
      art: 'schulzeugnis',
      dateiname: 'Jörg_s_Zeugnis_2026.pdf',
      groesse: pdf.length,
    })
    expect(await vendor.uploadVertragsunterlage(vertragId, pdf, 'application/pdf', { art: 'schulzeugnis' })).toEqual(
      stored,
    )
    expect(new Uint8Array(await vendor.fetchVertragsunterlage(stored))).toEqual(pdf)
    await expect(vendor.fetchVertragsunterlage({ ...stored, sha256: '0'.repeat(64) })).rejects.toThrow('another hash')
    await expect(vendor.uploadVertragsunterlage(vertragId, pdf, 'image/png')).rejects.toThrow(ProblemError)
  })
})

describe('attachments', () => {
  const pdf = new Uint8Array(Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'))

  it('are stored under their hash and fetched by it', async () => {
    const stored = await vendor.putAnhang(berichtsheftId, pdf, 'application/pdf')
    expect(stored).toMatchObject({ sha256: createHash('sha256').update(pdf).digest('hex'), groesse: pdf.length })
    expect(await vendor.putAnhang(berichtsheftId, pdf, 'application/pdf')).toEqual(stored)
    expect(await vendor.fetchAnhang(berichtsheftId, stored.sha256)).toEqual(pdf)
  })

  it('are refused when they are something else or too large', async () => {
    const text = new Uint8Array(Buffer.from('hello'))
    await expect(vendor.putAnhang(berichtsheftId, text, 'application/pdf')).rejects.toThrow(ProblemError)
    const large = new Uint8Array(limits.anhang + 1)
    await expect(vendor.putAnhang(berichtsheftId, large, 'application/pdf')).rejects.toThrow()
  })
})
