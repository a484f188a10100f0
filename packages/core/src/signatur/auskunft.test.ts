import { beforeAll, describe, expect, it } from 'vitest'
import { type OffeneAuskunft, signAuskunft, verifyAuskunft } from './auskunft.ts'
import { canonicalize } from './kanonisch.ts'
import { generateKey, type Jwks, type Schluesselpaar } from './schluessel.ts'
import { createSigner, type Signer } from './signatur.ts'

const offen: OffeneAuskunft = {
  erstelltAm: '2026-11-20T09:00:00.000Z',
  iss: 'https://gateway.example',
  verantwortlicher: 'IHK',
  konto: {
    id: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5b01',
    version: 2,
    email: 'tilda@example.org',
    vorname: 'Tilda',
    nachname: 'Ehrlichmann',
    sprache: 'de',
    benachrichtigungen: true,
    status: 'aktiv',
    zweiterFaktor: false,
    erstelltAm: '2026-11-01T09:00:00.000Z',
    geaendertAm: '2026-11-01T09:00:00.000Z',
  } as OffeneAuskunft['konto'],
  daten: { zugriffe: [{ zeitpunkt: new Date('2026-11-19T09:00:00Z'), vorgang: 'getBerichtsheft' }], leer: [] },
}

let paar: Schluesselpaar
let signer: Signer
let jwks: Jwks
let text: string
beforeAll(async () => {
  paar = await generateKey('ES256')
  const other = await generateKey('ES256')
  signer = await createSigner(paar.privateJwk)
  jwks = { keys: [other.publicJwk, paar.publicJwk] }
  text = await signAuskunft(offen, signer, jwks)
})

describe('the file of all data of a person (D02)', () => {
  it('holds the key that signed and no other, and verifies; only a pinned key proves who signed', async () => {
    expect(JSON.parse(text).schluessel).toEqual([paar.publicJwk])
    const found = { gueltig: true, fingerabdruck: paar.kid, auskunft: { konto: { email: 'tilda@example.org' } } }
    expect(await verifyAuskunft(text)).toMatchObject({ ...found, vertrauen: 'nichtGepinnt' })
    expect(await verifyAuskunft(`${text}\n`, [paar.kid])).toMatchObject({ ...found, vertrauen: 'gepinnt' })
    expect(JSON.parse(text).daten.zugriffe[0].zeitpunkt).toBe('2026-11-19T09:00:00.000Z')
  })

  const change = (work: (file: Record<string, unknown>) => object) => canonicalize(work(JSON.parse(text)))
  it.each([
    ['with a changed entry', () => text.replace('getBerichtsheft', 'getBerichtsheff')],
    ['with an entry taken away', () => change((file) => ({ ...file, daten: {} }))],
    ['with an entry added', () => change((file) => ({ ...file, neu: 1 }))],
    ['at another time', () => text.replaceAll('2026-11-20T09:00:00.000Z', '2026-11-20T09:00:01.000Z')],
    ['without a signature', () => change(({ signatur: _signatur, ...file }) => file)],
    ['written anew', () => JSON.stringify(JSON.parse(text), null, 2)],
    ['with a member twice', () => text.replace('{"', '{"iss":"https://evil.example","')],
    ['that is no such file', () => '{"a":1}'],
    ['that is no JSON', () => '{'],
  ])('%s is not valid, and says why', async (_name, make) => {
    const { gueltig, grund } = await verifyAuskunft(make(), [paar.kid])
    expect(gueltig).toBe(false)
    expect(grund).toMatch(/./)
  })

  it('signed anew by somebody else is valid, but not with the key that is trusted', async () => {
    const fremd = await generateKey('ES256')
    // Calling the key by the trusted name does not help: the thumbprint is computed.
    const posing = { ...fremd.publicJwk, kid: paar.kid }
    const forged = await signAuskunft(
      offen,
      { ...(await createSigner(fremd.privateJwk)), kid: paar.kid },
      { keys: [posing] },
    )
    expect(await verifyAuskunft(forged, [paar.kid])).toMatchObject({
      gueltig: true,
      vertrauen: 'nichtGepinnt',
      fingerabdruck: fremd.kid,
    })
  })
})
