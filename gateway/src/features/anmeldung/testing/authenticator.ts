import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

/** What differs from an authenticator that does everything right. */
export interface Abweichung {
  readonly origin?: string
  readonly challenge?: string
  readonly type?: string
  readonly rpId?: string
  readonly crossOrigin?: boolean
  /** Whether the user was verified. */
  readonly uv?: boolean
  readonly counter?: number
  readonly userHandle?: string
  readonly signature?: Buffer
}

/** An authenticator in software, with one passkey; it answers as the script of the pages hands answers on. */
export interface Authenticator {
  readonly id: string
  /** Answers the options of a registration. */
  readonly create: (options: string, abweichung?: Abweichung) => string
  /** Answers the options of a sign-in; its counter grows each time. */
  readonly get: (options: string, abweichung?: Abweichung) => string
}

// As much of CBOR (RFC 8949) as an attestation without a certificate needs.
const head = (major: number, size: number): Buffer =>
  size < 24 ? Buffer.from([(major << 5) | size]) : Buffer.from([(major << 5) | 24, size])
const cborInt = (value: number): Buffer => (value < 0 ? head(1, -1 - value) : head(0, value))
const cborBytes = (bytes: Buffer): Buffer => Buffer.concat([head(2, bytes.length), bytes])
const cborText = (text: string): Buffer => Buffer.concat([head(3, text.length), Buffer.from(text)])
const cborMap = (...entries: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([head(5, entries.length), ...entries.flat()])

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest()

/** Makes an authenticator for one origin (ES256, attestation `none`). @see Web Authentication Level 3, section 6 */
export const createAuthenticator = (origin: string): Authenticator => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  let counter = 0
  let userHandle: string | undefined

  const clientData = (type: string, challenge: string, one: Abweichung): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: one.type ?? type,
        challenge: one.challenge ?? challenge,
        origin: one.origin ?? origin,
        crossOrigin: one.crossOrigin ?? false,
      }),
    )
  const authData = (one: Abweichung, attested?: Buffer): Buffer => {
    const flags = 0x01 | (one.uv === false ? 0 : 0x04) | (attested === undefined ? 0 : 0x40)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(one.counter ?? counter)
    const rpId = one.rpId ?? new URL(origin).hostname
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)])
  }
  const text = (bytes: Buffer): string => bytes.toString('base64url')

  return {
    id: text(id),
    create: (options, one = {}) => {
      const { challenge, user } = JSON.parse(options)
      userHandle = user.id
      const key = cborMap(
        [cborInt(1), cborInt(2)],
        [cborInt(3), cborInt(-7)],
        [cborInt(-1), cborInt(1)],
        [cborInt(-2), cborBytes(Buffer.from(x, 'base64url'))],
        [cborInt(-3), cborBytes(Buffer.from(y, 'base64url'))],
      )
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key])
      const attestation = cborMap(
        [cborText('fmt'), cborText('none')],
        [cborText('attStmt'), cborMap()],
        [cborText('authData'), cborBytes(authData(one, attested))],
      )
      const response = {
        clientDataJSON: text(clientData('webauthn.create', challenge, one)),
        attestationObject: text(attestation),
        transports: ['internal'],
      }
      return JSON.stringify({ id: text(id), type: 'public-key', response })
    },
    get: (options, one = {}) => {
      counter++
      const { challenge } = JSON.parse(options)
      const data = clientData('webauthn.get', challenge, one)
      const auth = authData(one)
      const signature = createSign('sha256')
        .update(Buffer.concat([auth, sha256(data)]))
        .sign(privateKey)
      const response = {
        clientDataJSON: text(data),
        authenticatorData: text(auth),
        signature: text(one.signature ?? signature),
        userHandle: one.userHandle ?? userHandle,
      }
      return JSON.stringify({ id: text(id), type: 'public-key', response })
    },
  }
}
