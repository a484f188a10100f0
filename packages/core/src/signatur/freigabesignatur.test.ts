import { beforeAll, describe, expect, test } from 'vitest'
import { type Freigabesignatur, signFreigabe, toSeconds, verifyFreigabe } from './freigabesignatur.ts'
import { canonicalize } from './kanonisch.ts'
import { generateKey, type Jwks, publicJwks } from './schluessel.ts'
import { createSigner, jwsTypen, type Signer, signJws } from './signatur.ts'

let signer: Signer
let jwks: Jwks

beforeAll(async () => {
  const { privateJwk, publicJwk } = await generateKey('ES256')
  signer = await createSigner(privateJwk)
  jwks = publicJwks([{ publicJwk, gueltigVon: '2026-01-01T00:00:00Z' }])
})

const angaben: Freigabesignatur = {
  nachweisId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77',
  hash: 'a'.repeat(64),
  vorgang: 'freigegeben',
  zeitpunkt: '2026-12-21T07:30:00.250Z',
  durch: { name: 'Jost Ahlers', rolle: 'ausbilder' },
  vorher: null,
}
const refusal = (grund: string) => expect.objectContaining({ name: 'SignaturError', grund })

describe('signed approvals', () => {
  test('an approval comes back as it was signed', async () => {
    expect(await verifyFreigabe(await signFreigabe(angaben, signer), jwks)).toEqual(angaben)
    const later = { ...angaben, vorher: 'b'.repeat(64) }
    expect(await verifyFreigabe(await signFreigabe(later, signer), jwks)).toEqual(later)
  })

  test.each<[string, object]>([
    ['a hash that is too short', { hash: 'a'.repeat(63) }],
    ['a state that does not exist', { vorgang: 'genehmigt' }],
    ['a day in place of an instant', { zeitpunkt: '2026-12-21' }],
    ['a role that does not exist', { durch: { rolle: 'chef' } }],
    ['no hash before', { vorher: undefined }],
    ['a further member', { kommentar: 'gut' }],
    ['another kind of id', { nachweisId: '4711' }],
  ])('%s is neither signed nor accepted', async (_name, part) => {
    const value = { ...angaben, ...part }
    await expect(signFreigabe(value as Freigabesignatur, signer)).rejects.toThrow(refusal('nutzlast'))
    const iat = toSeconds('2026-12-21T07:30:00Z')
    const token = await signJws(canonicalize(JSON.parse(JSON.stringify(value))), signer, {
      typ: jwsTypen.freigabe,
      iat,
    })
    await expect(verifyFreigabe(token, jwks)).rejects.toThrow(refusal('nutzlast'))
  })

  test('a signature of another time than the step is refused', async () => {
    const iat = toSeconds(angaben.zeitpunkt) + 1
    const token = await signJws(canonicalize(angaben), signer, { typ: jwsTypen.freigabe, iat })
    await expect(verifyFreigabe(token, jwks)).rejects.toThrow(refusal('nutzlast'))
  })
})
