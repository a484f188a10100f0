import { createSet, createSigner, generateKey, publicJwks, type Schluesselpaar } from '@berichtsheft/core/signatur'
import { Webhook } from 'standardwebhooks'
import { beforeAll, describe, expect, it } from 'vitest'
import { createEreignisVerifier, verifyWebhook, WebhookError } from './webhook.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const inhalt = {
  type: 'anforderung.angelegt',
  timestamp: '2026-11-20T10:00:00.000Z',
  data: { ereignisId: 'e-1', objektId: 'o-1', token: 'a.b.c' },
}
const body = JSON.stringify(inhalt)

const sign = (text: string, { at = new Date(), id = 'z-1', key = secret } = {}) => ({
  'webhook-id': id,
  'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
  'webhook-signature': new Webhook(key).sign(id, at, text),
})

describe('verifyWebhook', () => {
  it('reads a notice that was signed with the secret, from headers of every kind', () => {
    const headers = sign(body)
    const expected = { id: 'z-1', ...inhalt }
    expect(verifyWebhook(headers, body, secret)).toEqual(expected)
    expect(verifyWebhook(new Headers(headers), Buffer.from(body), secret)).toEqual(expected)
    expect(verifyWebhook({ 'Webhook-Id': 'z-1', ...headers }, body, secret)).toEqual(expected)
  })

  it('reads it while secrets are exchanged and it carries two signatures', () => {
    const other = sign(body, { key: `whsec_${Buffer.alloc(32, 8).toString('base64')}` })
    const headers = {
      ...other,
      'webhook-signature': `${other['webhook-signature']} ${sign(body)['webhook-signature']}`,
    }
    expect(verifyWebhook(headers, body, secret).data.objektId).toBe('o-1')
  })

  const minutes = (count: number) => new Date(Date.now() + count * 60_000)
  it.each([
    ['another body', sign(body), `${body} `, secret],
    ['another secret', sign(body), body, `whsec_${Buffer.alloc(32, 8).toString('base64')}`],
    ['another id', { ...sign(body), 'webhook-id': 'z-2' }, body, secret],
    ['a replay after six minutes', sign(body, { at: minutes(-6) }), body, secret],
    ['a time ahead by six minutes', sign(body, { at: minutes(6) }), body, secret],
    ['no headers', {}, body, secret],
    ['two ids', { ...sign(body), 'webhook-id': ['z-1', 'z-2'] }, body, secret],
    ['no JSON', sign('{'), '{', secret],
    ['something else', sign('{"type":1}'), '{"type":1}', secret],
    ['null', sign('null'), 'null', secret],
    ['bytes that are no text', sign(body), Buffer.from([0xff]), secret],
  ])('refuses %s', (_name, headers, text, key) => {
    expect(() => verifyWebhook(headers, text, key)).toThrow(WebhookError)
  })

  it.each([4, -4])('accepts clocks that are %i minutes apart', (offset) => {
    expect(verifyWebhook(sign(body, { at: minutes(offset) }), body, secret).id).toBe('z-1')
  })
})

describe('createEreignisVerifier', () => {
  let first: Schluesselpaar
  let second: Schluesselpaar
  beforeAll(async () => {
    first = await generateKey('ES256')
    second = await generateKey('ES256')
  })
  const at = new Date('2026-11-20T10:00:00Z')
  const token = {
    iss: 'https://gateway.example',
    aud: 'anbieter:a-1',
    jti: 'e-1',
    iat: at.getTime() / 1000,
    zeitpunkt: at.getTime() / 1000,
    txn: 'o-1',
    ereignis: 'https://berichtsheft.example/ereignis/anforderung.angelegt',
    objektId: 'o-1',
    ids: { berichtsheftId: 'h-1' },
  }
  const createToken = async ({ privateJwk }: Schluesselpaar) => createSet(token, await createSigner(privateJwk))

  const createGateway = (empfaenger = 'anbieter:a-1') => {
    const published: Schluesselpaar[] = [first]
    const calls: string[] = []
    const clock = { now: at }
    const verify = createEreignisVerifier({
      baseUrl: 'https://gateway.example/',
      empfaenger,
      now: () => clock.now,
      fetch: async (url) => {
        calls.push(String(url))
        return Response.json(
          publicJwks(published.map(({ publicJwk }) => ({ publicJwk, gueltigVon: '2026-01-01T00:00:00Z' }))),
        )
      },
    })
    return { verify, published, calls, clock }
  }

  it('verifies with the published keys, which it fetches once', async () => {
    const { verify, calls } = createGateway()
    const text = await createToken(first)
    expect(await verify(text)).toEqual(token)
    await verify(text)
    expect(calls).toEqual(['https://gateway.example/jwks'])
  })

  it('looks for a new key again, at most once a minute', async () => {
    const { verify, published, calls, clock } = createGateway()
    await verify(await createToken(first))
    published.push(second)
    const text = await createToken(second)
    await expect(verify(text)).rejects.toMatchObject({ grund: 'schluessel' })
    clock.now = new Date(at.getTime() + 60_000)
    expect(await verify(text)).toEqual(token)
    expect(calls).toHaveLength(2)
  })

  it('refuses what is meant for somebody else', async () => {
    const { verify } = createGateway('kammer:153')
    await expect(verify(await createToken(first))).rejects.toMatchObject({ grund: 'nutzlast' })
  })
})
