import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { signFreigabe } from './freigabesignatur.ts'
import { canonicalize } from './kanonisch.ts'
import { buildPaket } from './paket/build.ts'
import { paketdateien } from './paket/manifest.ts'
import { generateKey } from './schluessel.ts'
import { createSet } from './set.ts'
import { createSigner, jwsTypen, signDetached } from './signatur.ts'
import { createPaketprobe } from './testing/paketprobe.ts'

/** Debian's interpreter: another python3 may come first in the path and lacks the package. */
const python = '/usr/bin/python3'
const installed = spawnSync(python, ['-c', 'import jwcrypto']).status === 0

/** Verifies tokens with jwcrypto; answers the payloads, or the class of the error. */
const script = `
import json, sys
from jwcrypto import jwk, jws
from jwcrypto.common import base64url_encode
job = json.load(sys.stdin)
key = jwk.JWK(**job['key'])
answers = []
for item in job['tokens']:
    token = jws.JWS()
    text = item['token']
    if 'payload' in item:
        text = text.replace('..', '.' + base64url_encode(item['payload']) + '.')
    try:
        token.deserialize(text, key, 'ES256')
        answers.append((token.payload.decode(), json.loads(token.objects['protected'])))
    except Exception as error:
        answers.append((type(error).__name__, None))
print(json.dumps({'answers': answers, 'thumbprint': key.thumbprint()}))
`

describe('a second tool agrees', () => {
  test('jwcrypto verifies approvals, event tokens and detached signatures, and refuses changed ones', async ({
    skip,
  }) => {
    skip(!installed, 'skipped: python3-jwcrypto')
    const { privateJwk, publicJwk, kid } = await generateKey('ES256')
    const signer = await createSigner(privateJwk)
    const approval = {
      nachweisId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77',
      hash: 'a'.repeat(64),
      vorgang: 'freigegeben',
      zeitpunkt: '2026-12-21T07:30:00Z',
      durch: { name: 'Jörg Ähre' },
      vorher: null,
    } as const
    const freigabe = await signFreigabe(approval, signer)
    const ids = { freigabeId: 'f-1' }
    const set = await createSet(
      {
        ...{ iss: 'https://gateway.example', aud: 'kammer:153', jti: 'j-1', txn: 't-1', objektId: 'o-1', ids },
        ...{ iat: 1_798_000_001, zeitpunkt: 1_798_000_000, ereignis: 'https://berichtsheft.example/ereignis/x' },
      },
      signer,
    )
    const manifest = canonicalize({ ä: 1 })
    const detached = await signDetached(Buffer.from(manifest), signer, { typ: jwsTypen.paket, iat: 1_798_000_000 })
    const changed = freigabe.replace(/.(?=\.[^.]*$)/, (char) => (char === 'A' ? 'B' : 'A'))
    const { kty, crv, x, y } = publicJwk

    const { stdout, stderr } = spawnSync(python, ['-c', script], {
      encoding: 'utf8',
      input: JSON.stringify({
        key: { kty, crv, x, y },
        tokens: [
          { token: freigabe },
          { token: set },
          { token: detached, payload: manifest },
          { token: changed },
          { token: detached, payload: '{"ä":2}' },
        ],
      }),
    })
    expect(stderr).toBe('')
    const { answers, thumbprint } = JSON.parse(stdout)
    expect(thumbprint).toBe(kid)
    expect(answers[0]).toEqual([
      canonicalize(approval),
      { alg: 'ES256', iat: 1_797_838_200, kid, typ: 'berichtsheft-freigabe+jws' },
    ])
    expect(JSON.parse(answers[1][0])).toMatchObject({
      jti: 'j-1',
      events: { 'https://berichtsheft.example/ereignis/x': ids },
    })
    expect(answers[1][1]).toEqual({ alg: 'ES256', kid, typ: 'secevent+jwt' })
    expect(answers[2][0]).toBe(manifest)
    expect(answers.slice(3).map(([name]: [string]) => name)).toEqual(['InvalidJWSSignature', 'InvalidJWSSignature'])
  })

  test('the example of the guide verifies a package and names what was changed', async ({ skip }) => {
    skip(!installed, 'skipped: python3-jwcrypto')
    const { heft, files, pinned, replaced } = await createPaketprobe()
    const folder = await mkdtemp(join(tmpdir(), 'paket-'))
    const example = fileURLToPath(new URL('../../../../docs/guide/examples/paket_pruefen.py', import.meta.url))
    const run = async (archive: Uint8Array, key = pinned[0] ?? '') => {
      const file = join(folder, 'paket.zip')
      await writeFile(file, archive)
      const { status, stdout, stderr } = spawnSync(python, [example, file, key], { encoding: 'utf8' })
      return [status, `${stdout}${stderr}`.trim()]
    }
    const { json, manifest, kette } = paketdateien
    try {
      const built = await buildPaket(heft.eingabe, heft.signer)
      expect(await run(built)).toEqual([0, 'valid: 4 reports for chamber 153, signed 2027-01-11T09:00:00Z'])
      expect(await run(built, 'A'.repeat(43))).toEqual([1, 'NOT valid: the package is not signed with this key'])
      for (const [changed, message] of [
        [replaced(json, 'Kundengespräch', 'Kundengesprach'), 'berichtsheft.json was changed'],
        [replaced(manifest, '"153"', '"154"'), 'the manifest or its signature was changed'],
        [replaced(kette, 'angelegt', 'angelehnt'), 'kette.json was changed'],
        [{ ...files, 'notiz.txt': Buffer.from('x') }, 'files are missing or were added'],
      ] as const) {
        expect(await run(zipSync(changed))).toEqual([1, `NOT valid: ${message}`])
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
