import { spawnSync } from 'node:child_process'
import type { Jwks } from '@berichtsheft/core/signatur'

/** Debian's interpreter: another python3 may come first in the path and lacks the package. */
const python = '/usr/bin/python3'

/** Whether the second tool for signatures is installed. */
export const hasJwcrypto = spawnSync(python, ['-c', 'import jwcrypto']).status === 0

const script = `
import base64, io, json, sys, zipfile
from jwcrypto import jwk, jws
from jwcrypto.common import base64url_encode
job = json.load(sys.stdin)
keys = {key['kid']: jwk.JWK(**{name: key[name] for name in ('kty', 'crv', 'x', 'y')}) for key in job['keys']}
faults = []
def verify(name, text):
    try:
        token = jws.JWS()
        token.deserialize(text)
        token.verify(keys[json.loads(token.objects['protected'])['kid']], 'ES256')
    except Exception as error:
        faults.append(name + ': ' + type(error).__name__)
for name, text in job['tokens']:
    verify(name, text)
for name, data in job['packages']:
    archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(data)))
    verify(name, archive.read('manifest.jws').decode().replace('..', '.' + base64url_encode(archive.read('manifest.json')) + '.'))
print(json.dumps(faults))
`

/**
 * Verifies event tokens and packages with jwcrypto.
 *
 * @returns the names of those that do not verify, with the class of the error
 */
export const findBadSignatures = (
  jwks: Jwks,
  tokens: readonly (readonly [string, string])[],
  packages: readonly (readonly [string, Buffer])[],
): string[] => {
  const { stdout, stderr, status } = spawnSync(python, ['-c', script], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    input: JSON.stringify({
      keys: jwks.keys,
      tokens,
      packages: packages.map(([name, bytes]) => [name, bytes.toString('base64')]),
    }),
  })
  if (status !== 0) throw new Error(`jwcrypto did not run: ${stderr}`)
  return JSON.parse(stdout) as string[]
}
