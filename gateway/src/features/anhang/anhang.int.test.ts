import { sha256 } from '@berichtsheft/core/signatur'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { makeKopf } from '../../testing/fixtures.ts'

let app: TestApp
let vendor: TestClient
let other: TestClient
let heftId: string
const pdf = Buffer.from('%PDF-1.7\nSchaltplan\n%%EOF')

beforeAll(async () => {
  app = await createTestApp()
  vendor = await app.createVendor()
  other = await app.createVendor('Anderer Anbieter AG')
  heftId = (await vendor.inject({ method: 'POST', url: '/v1/berichtshefte', payload: makeKopf() })).json().id
})

afterAll(() => app.close())

const put = (client: TestClient, bytes: Buffer, hash = sha256(bytes), type = 'application/pdf') =>
  client.inject({
    method: 'PUT',
    url: `/v1/berichtshefte/${heftId}/anhaenge/${hash}`,
    headers: { 'content-type': type },
    payload: bytes,
  })

describe('B12: attachments', () => {
  it('are stored under their hash, once, and come back byte for byte as a download', async () => {
    const first = await put(vendor, pdf)
    expect(first.statusCode, first.body).toBe(200)
    expect(first.json()).toMatchObject({ sha256: sha256(pdf), medientyp: 'application/pdf', groesse: pdf.length })
    expect((await put(vendor, pdf)).json()).toEqual(first.json())
    const read = await vendor.inject({ url: `/v1/berichtshefte/${heftId}/anhaenge/${sha256(pdf)}` })
    expect(read.rawPayload.equals(pdf)).toBe(true)
    expect(read.headers['content-disposition']).toMatch(/^attachment; filename="[0-9a-f]{16}\.pdf"$/)
    expect(read.headers['x-content-type-options']).toBe('nosniff')
  })

  it.each([
    ['bytes of another hash', pdf, sha256('x'), 'application/pdf', 400],
    ['HTML that calls itself PDF', Buffer.from('<html>'), undefined, 'application/pdf', 415],
    ['a PDF that calls itself an image', pdf, undefined, 'image/png', 415],
    ['SVG', Buffer.from('<svg/>'), undefined, 'image/svg+xml', 415],
    ['nothing', Buffer.alloc(0), undefined, 'application/pdf', 400],
  ])('refuses %s', async (_name, bytes, hash, type, status) => {
    expect((await put(vendor, bytes, hash, type)).statusCode).toBe(status)
  })

  it('exist for their vendor only', async () => {
    await put(vendor, pdf)
    expect((await put(other, pdf)).statusCode).toBe(404)
    expect((await other.inject({ url: `/v1/berichtshefte/${heftId}/anhaenge/${sha256(pdf)}` })).statusCode).toBe(404)
  })
})
