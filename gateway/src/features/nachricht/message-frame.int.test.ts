import { randomUUID } from 'node:crypto'
import { limits } from '@berichtsheft/core'
import { writeNachricht } from '@berichtsheft/core/xml'
import { describe, expect, it } from 'vitest'
import { anforderungFor, freigabeFor, get, openScene, pushHeft, unknownId } from '../anforderung/testing/vorgang.ts'
import { message, receiptOf, rejectionOf, send } from './testing/message.ts'

const { app, vendor, other, kammer } = await openScene()

describe('the UUID of a message', () => {
  it('makes it count once: the same message gets the same receipt byte for byte', async () => {
    const heftId = await pushHeft(vendor, 1)
    const xml = message('anforderung', kammer, anforderungFor(heftId))
    const answers = await Promise.all([send(kammer, xml), send(kammer, xml), send(kammer, xml.replace(/></g, '>\n<'))])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    const { eintraege } = await get<{ eintraege: unknown[] }>(kammer, `/v1/anforderungen?berichtsheftId=${heftId}`)
    expect(eintraege).toHaveLength(1)
  })

  it('refuses another message under it, and may be used again after a rejection', async () => {
    const heftId = await pushHeft(vendor, 1)
    const uuid = randomUUID()
    const make = (frist: string) => message('anforderung', kammer, anforderungFor(heftId, { frist }), { uuid })
    expect((await send(kammer, make('2020-01-01'))).statusCode).toBe(422)
    receiptOf(await send(kammer, make('2026-12-15')))
    expect(rejectionOf(await send(kammer, make('2026-12-16')))).toMatchObject({
      status: 422,
      grund: 'T',
      bezugUUID: uuid,
    })
  })

  it('belongs to its sender', async () => {
    const uuid = randomUUID()
    const own = freigabeFor(await pushHeft(vendor, 1))
    receiptOf(await send(vendor, message('freigabe', vendor, own, { uuid })))
    receiptOf(await send(other, message('freigabe', other, freigabeFor(await pushHeft(other, 1)), { uuid })))
  })
})

describe('the header', () => {
  it.each<[string, () => string, object]>([
    [
      'a foreign author',
      () =>
        message('anforderung', kammer, anforderungFor(unknownId), {
          autor: { verzeichnisdienst: 'knr', kennung: '107', name: 'IHK' },
        }),
      { status: 422, findings: ['BH-16 /nachrichtenkopf/autor/kennung'] },
    ],
    [
      'a foreign reader',
      () =>
        message('anforderung', kammer, anforderungFor(unknownId), {
          leser: { verzeichnisdienst: 'gateway', kennung: 'anderes', name: 'Anderes' },
        }),
      { status: 422, findings: ['BH-16 /nachrichtenkopf/leser/kennung'] },
    ],
    [
      'another number',
      () => message('anforderung', kammer, anforderungFor(unknownId), { code: '0102' }),
      { status: 400, grund: 'X', findings: ['SCHEMA /nachrichtenkopf/identifikation/nachrichtentyp/code'] },
    ],
    [
      'the mark of a test',
      () => message('anforderung', kammer, anforderungFor(unknownId), { test: true }),
      { status: 422 },
    ],
    [
      'a message of the other side',
      () => message('freigabe', kammer, freigabeFor(unknownId)),
      { status: 403, grund: 'S' },
    ],
  ])('with %s is refused', async (_what, make, expected) => {
    expect(rejectionOf(await send(kammer, make()))).toMatchObject(expected)
  })

  it('of an answer is not taken', async () => {
    const quittung = receiptOf(
      await send(kammer, message('anforderung', kammer, anforderungFor(await pushHeft(vendor, 1)))),
    )
    expect(rejectionOf(await send(kammer, writeNachricht('quittung', quittung)))).toMatchObject({
      status: 422,
      grund: 'S',
    })
  })

  it('needs the scope of the operation, too', async () => {
    const token = await app.createToken(kammer, { scopes: ['nachricht:senden', 'anforderung:lesen'] })
    const answer = await send(kammer, message('anforderung', kammer, anforderungFor(unknownId)), {
      authorization: `Bearer ${token}`,
    })
    expect(rejectionOf(answer)).toMatchObject({ status: 403, grund: 'S' })
  })
})

describe('hostile bodies', () => {
  const valid = () => message('anforderung', kammer, anforderungFor(unknownId))
  const afterDeclaration = (text: string) => valid().replace('?>', `?>${text}`)
  it.each<[string, () => string | Buffer, number, string]>([
    ['nothing', () => '', 400, 'X'],
    ['no XML', () => 'Guten Tag', 400, 'X'],
    ['JSON', () => '{}', 400, 'X'],
    ['half a message', () => valid().slice(0, 500), 400, 'X'],
    ['another root', () => '<a/>', 400, 'X'],
    ['an external entity', () => afterDeclaration('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), 400, 'V'],
    ['a billion laughs', () => afterDeclaration('<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'), 400, 'V'],
    ['an instruction', () => afterDeclaration('<?xml-stylesheet href="http://127.0.0.1/"?>'), 400, 'V'],
    ['too deep a tree', () => `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`, 413, 'V'],
    ['bytes that are not UTF-8', () => Buffer.concat([Buffer.from(valid()), Buffer.from([0xff])]), 400, 'X'],
    ['a NUL', () => valid().replace('BBiG', 'BB\u0000G'), 400, 'X'],
    ['too many bytes', () => Buffer.alloc(limits.nachricht + 1, 0x20), 413, 'T'],
  ])('%s is refused with its class', async (_what, make, status, grund) => {
    expect(rejectionOf(await send(kammer, make()))).toMatchObject({ status, grund })
  })

  it('other content types are refused as everywhere', async () => {
    for (const type of ['text/xml', 'application/x-ndjson', 'text/plain', 'application/xml-dtd']) {
      const answer = await send(kammer, valid(), { 'content-type': type })
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([
        415,
        'application/problem+json; charset=utf-8',
      ])
    }
  })

  it('callers that are not let in get the problem that every route gives', async () => {
    const answer = await send(kammer, valid(), { authorization: 'Bearer falsch' })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ])
    const token = await app.createToken(kammer, { scopes: ['anforderung:stellen'] })
    const unscoped = await send(kammer, valid(), { authorization: `Bearer ${token}` })
    expect([unscoped.statusCode, unscoped.headers['content-type']]).toEqual([
      403,
      'application/problem+json; charset=utf-8',
    ])
  })
})
