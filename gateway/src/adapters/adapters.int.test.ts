import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../testing/create-test-app.ts'
import { loadAdapters } from './adapters.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const name = 'berichtsheft-adapter-tagebuch'
let folder: string
let app: TestApp
let vendor: TestClient

/** Packs the example package and unpacks it where `npm install` would put it, with its peer beside it. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'adapter-von-aussen-'))
  const modules = path.join(folder, 'node_modules')
  const target = path.join(modules, name)
  mkdirSync(path.join(modules, '@berichtsheft'), { recursive: true })
  mkdirSync(target)
  const packed = execFileSync(
    'npm',
    ['pack', path.join(root, 'examples/adapter-eigenes'), '--pack-destination', folder, '--json'],
    {
      encoding: 'utf8',
      cwd: folder,
    },
  )
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }]
  execFileSync('tar', ['-xzf', path.join(folder, filename), '-C', target, '--strip-components=1'])
  symlinkSync(path.join(root, 'packages/sdk'), path.join(modules, '@berichtsheft/sdk'))
  app = await createTestApp({ adapters: path.join(target, 'index.js') })
  vendor = await app.createVendor()
})

afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const upload = (files: Readonly<Record<string, string>>, query: string, key?: string) => {
  const boundary = 'grenze'
  const parts = Object.entries(files).map(([field, content]) =>
    field === 'kontext'
      ? `--${boundary}\r\ncontent-disposition: form-data; name="kontext"\r\n\r\n${content}\r\n`
      : `--${boundary}\r\ncontent-disposition: form-data; name="datei"; filename="${field}"\r\ncontent-type: application/octet-stream\r\n\r\n${content}\r\n`,
  )
  return vendor.inject({
    method: 'POST',
    url: `/v1/importe?${query}`,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    payload: `${parts.join('')}--${boundary}--\r\n`,
  })
}

describe('an adapter that was packed outside of the workspace', () => {
  it('is loaded by the setting alone, and listed', async () => {
    const list = await vendor.inject({ url: '/v1/adapter' })
    expect(list.json().adapter).toEqual([
      expect.objectContaining({ name: 'tagebuch', faehigkeiten: expect.arrayContaining(['read']) }),
    ])
    expect((await loadAdapters(name, folder)).list()).toHaveLength(1)
  })

  it('reads a file that is handed over, and what it read is stored', async () => {
    const tagebuch = 'Tagebuch von Tilda Ehrlichmann, Nummer 12\n14.12.2026 | Werkstatt | 7,5 | Gehäuse gefräst\n'
    const files = { kontext: JSON.stringify({ knr: '153', art: 'ausbildung' }), 'tilda.txt': tagebuch }
    const checked = await upload(files, 'adapter=tagebuch&pruefen=true')
    expect(checked.statusCode, checked.body).toBe(200)
    expect((await vendor.inject({ url: '/v1/berichtshefte' })).json().eintraege).toEqual([])
    const stored = await upload(files, 'adapter=tagebuch')
    expect(stored.statusCode, stored.body).toBe(200)
    expect(stored.json().lieferungen).toEqual([expect.objectContaining({ gespeichert: 2, abgelehnt: 0 })])
    const list = await vendor.inject({ url: '/v1/ausbildungsnachweise' })
    expect(list.json().eintraege[0].inhalt.tage[0].eintraege[0]).toMatchObject({
      art: 'betrieb',
      text: 'Gehäuse gefräst',
      minuten: 450,
    })
  })

  it('stores files once per key, and refuses others under it', async () => {
    const kontext = JSON.stringify({ knr: '153', art: 'ausbildung' })
    const files = (hours: string) => ({
      kontext,
      'ole.txt': `Tagebuch von Ole Brandt, Nummer 13\n15.12.2026 | Werkstatt | ${hours} | Gehäuse lackiert\n`,
    })
    const first = await upload(files('7,5'), 'adapter=tagebuch', 'einmal')
    expect(first.json().lieferungen, first.body).toEqual([expect.objectContaining({ gespeichert: 2, unveraendert: 0 })])
    const again = await upload(files('7,5'), 'adapter=tagebuch', 'einmal')
    expect([again.body, again.headers['idempotent-replayed']]).toEqual([first.body, 'true'])
    const other = await upload(files('8,0'), 'adapter=tagebuch', 'einmal')
    expect([other.statusCode, other.json().type]).toEqual([422, expect.stringMatching(/#idempotency-key-reused$/)])
    const withoutKey = await upload(files('7,5'), 'adapter=tagebuch')
    expect(withoutKey.json().lieferungen).toEqual([expect.objectContaining({ gespeichert: 0, unveraendert: 2 })])
    const bad = await upload(files('7,5'), 'adapter=tagebuch', 'k'.repeat(256))
    expect(bad.statusCode).toBe(400)
  })

  it('refuses two adapters of one name, and one that is not there, at the start', async () => {
    await expect(
      loadAdapters(`${name},${path.join(folder, 'node_modules', name, 'index.js')}`, folder),
    ).rejects.toThrow('tagebuch')
    await expect(loadAdapters('gibt-es-nicht', folder)).rejects.toThrow('gibt-es-nicht')
  })

  it('answers what it cannot read as a problem, and the gateway goes on', async () => {
    const answer = await upload({ 'unsinn.txt': 'kein Tagebuch' }, 'adapter=tagebuch')
    expect([200, 422]).toContain(answer.statusCode)
    if (answer.statusCode === 422) expect(answer.json().type).toContain('adapter-rejected')
    expect((await upload({ 'x.txt': 'x' }, 'adapter=unbekannt')).statusCode).toBe(400)
    expect((await vendor.inject({ url: '/v1/adapter' })).statusCode).toBe(200)
  })
})

describe('an adapter that misbehaves', () => {
  it.each([
    ['loops for ever while it loads', 'while (true) {}', /did not load|ended/],
    ['throws while it loads', 'throw new Error("kaputt")', /kaputt/],
    ['exports something else', 'export const adapter = 7', /adapter/],
  ])('%s and stops the start with its name', async (_name, code, message) => {
    const file = path.join(folder, 'node_modules', `schlecht-${Math.random().toString(36).slice(2)}.mjs`)
    writeFileSync(file, code)
    await expect(loadAdapters(file, folder, { time: 3000 })).rejects.toThrow(message)
  })
})
