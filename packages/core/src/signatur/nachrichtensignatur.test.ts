import { expect, test } from 'vitest'
import { canonicalize } from './kanonisch.ts'
import { signNachricht, verifyNachricht } from './nachrichtensignatur.ts'
import { generateKey, publicJwks } from './schluessel.ts'
import { createSigner, jwsTypen, signJws } from './signatur.ts'

const angaben = {
  nachricht: 'ausbildungsvertrag.eintragung.0206',
  nachrichtenUUID: '01934a5e-7c00-8a31-9b1c-2f0d6c1e5a77',
}
const bytes = Buffer.from('<bh:ausbildungsvertrag.eintragung.0206/>')
const iat = 1_779_098_400
const { privateJwk, publicJwk } = await generateKey('ES256')
const signer = await createSigner(privateJwk)
const jwks = publicJwks([{ publicJwk, gueltigVon: '2026-01-01T00:00:00Z' }])

test('the signature of a message holds for its bytes and no other ones', async () => {
  const jws = await signNachricht(bytes, angaben, signer, iat)
  expect(await verifyNachricht(jws, bytes, jwks)).toMatchObject(angaben)
  await expect(verifyNachricht(jws, Buffer.from(`${bytes} `), jwks)).rejects.toThrow('another message')
  const other = await generateKey('ES256')
  await expect(
    verifyNachricht(jws, bytes, publicJwks([{ publicJwk: other.publicJwk, gueltigVon: '2026-01-01T00:00:00Z' }])),
  ).rejects.toThrow()
})

test.each([
  ['a member more', { ...angaben, sha256: 'a'.repeat(64), mehr: 1 }],
  ['no hash', angaben],
  ['another name', { ...angaben, nachricht: 'irgendwas', sha256: 'a'.repeat(64) }],
])('%s is no signature of a message', async (_name, value) => {
  const jws = await signJws(canonicalize(value), signer, { typ: jwsTypen.nachricht, iat })
  await expect(verifyNachricht(jws, bytes, jwks)).rejects.toThrow(expect.objectContaining({ grund: 'nutzlast' }))
})
