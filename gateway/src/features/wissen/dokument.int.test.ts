import { createHash } from 'node:crypto'
import { limits } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson } from '../../testing/people.ts'
import { createWissensperson, type Wissensperson } from './testing/wissensnetz.ts'

/** A picture of one point, and one with another colour. */
const pictures = [
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC',
].map((text) => Buffer.from(text, 'base64'))
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const [zeugnis = Buffer.of(), intern = Buffer.of()] = pictures

let app: TestApp
let anna: Wissensperson
beforeAll(async () => {
  app = await createTestApp({ bq: true })
  anna = await createWissensperson(app, '153', 'bqBearbeitung')
})
afterAll(() => app.close())

const upload = (payload: Buffer, stufe: string, type = 'image/png', titel = 'Zeugnismuster 2004') =>
  anna.inject('kammer:153', {
    method: 'POST',
    url: '/v1/bq/dokumente',
    query: { titel, lizenz: 'CC-BY-4.0', stufe, profil: 'land:TR' },
    headers: { 'content-type': type },
    payload,
  })
const listOpen = async () => (await app.server.inject({ url: '/v1/bq/dokumente?profil=land:TR' })).json().eintraege

describe('documents behind citations', () => {
  it('are kept with licence and level, and are read by whom they are for', async () => {
    const stored = await upload(zeugnis, 'oeffentlich')
    expect(stored.statusCode, stored.body).toBe(201)
    expect(stored.json()).toMatchObject({
      hash: hashOf(zeugnis),
      lizenz: 'CC-BY-4.0',
      kammer: '153',
      profil: 'land:TR',
    })
    expect((await upload(intern, 'kammern', 'image/png', 'Nur für Kammern')).statusCode).toBe(201)
    expect((await listOpen()).map(({ titel }: { titel: string }) => titel)).toEqual(['Zeugnismuster 2004'])
    const file = await app.server.inject({ url: `/v1/bq/dokumente/${hashOf(zeugnis)}/datei` })
    expect([file.statusCode, file.headers['content-type'], file.rawPayload.equals(zeugnis)]).toEqual([
      200,
      'image/png',
      true,
    ])
    const narrow = `/v1/bq/dokumente/${hashOf(intern)}/datei`
    expect((await app.server.inject({ url: narrow })).statusCode).toBe(404)
    const clerk = await createTestPerson(app, { rollen: [{ rolle: 'sachbearbeitung', knr: '107' }] })
    expect((await clerk.inject('kammer:107', { url: narrow })).rawPayload.equals(intern)).toBe(true)
    expect((await clerk.inject(undefined, { url: narrow })).statusCode).toBe(404)
  })

  it('are there once: the same bytes answer with what was said first', async () => {
    const again = await upload(zeugnis, 'redaktion', 'image/png', 'Anderer Titel')
    expect(again.json()).toMatchObject({ titel: 'Zeugnismuster 2004', stufe: 'oeffentlich' })
    expect(await listOpen()).toHaveLength(1)
  })

  it('are refused when they are not what they say, or too large, and leave nothing behind', async () => {
    const before = await listOpen()
    expect(
      (await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'oeffentlich')).statusCode,
    ).toBe(415)
    expect((await upload(zeugnis, 'oeffentlich', 'application/pdf')).statusCode).toBe(415)
    expect((await upload(Buffer.alloc(limits.wissensdokument + 1), 'oeffentlich')).statusCode).toBe(413)
    expect((await upload(zeugnis, 'alle')).statusCode).toBe(400)
    expect(await listOpen()).toEqual(before)
    expect((await app.server.inject({ url: `/v1/bq/dokumente/${'0'.repeat(64)}/datei` })).statusCode).toBe(404)
  })
})
