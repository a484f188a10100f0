import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { findAbove } from '../../clone.ts'
import { problemsPlugin } from '../../plugins/problems.ts'
import { version } from '../../version.ts'
import { versionRoutes } from './version.routes.ts'
import { parseAenderung, readAusgabe, readVersionen } from './versionen.ts'

const root = mkdtempSync(path.join(tmpdir(), 'versionen-'))
const write = async (file: string, text: string): Promise<void> => {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true })
  await writeFile(path.join(root, file), text)
}
beforeAll(async () => {
  for (const one of ['1.0.0', '1.2.0', '1.10.0']) await write(`openapi/released/${one}/openapi.json`, `{"v":"${one}"}`)
  await write('openapi/released/README.md', 'no version')
  await write('.changeset/README.md', '# Changesets')
  await write('.changeset/b.md', '---\n\'@berichtsheft/core\': minor\n"@berichtsheft/sdk": patch\n---\n\nTwo\nlines.\n')
  await write('packages/core/CHANGELOG.md', '# core\n\n## 1.10.0')
})
afterAll(() => rmSync(root, { recursive: true }))

test.each([
  ["---\n'a': minor\n---\n\nText\n", { pakete: ['a (minor)'], text: 'Text' }],
  ['---\r\n"a": patch\r\n---\r\n\r\nText\r\n', { pakete: ['a (patch)'], text: 'Text' }],
  ['---\n---\n\nNothing to release', { pakete: [], text: 'Nothing to release' }],
  ['# Changesets\n', undefined],
  ['', undefined],
])('the change %j', (file, expected) => {
  expect(parseAenderung(file)).toEqual(expected)
})

it('lists what was released, newest first, and what has changed since', async () => {
  const { ausgaben, aenderungen, verlaeufe } = await readVersionen(root)
  expect(ausgaben.map((one) => one.version)).toEqual(['1.10.0', '1.2.0', '1.0.0'])
  expect(ausgaben[0]?.sha256).toBe(createHash('sha256').update('{"v":"1.10.0"}').digest('hex'))
  expect(aenderungen).toEqual([
    { pakete: ['@berichtsheft/core (minor)', '@berichtsheft/sdk (patch)'], text: 'Two lines.' },
  ])
  expect(verlaeufe).toEqual([{ paket: 'packages/core', text: '# core\n\n## 1.10.0' }])
})

it('knows nothing where nothing lies', async () => {
  expect(await readVersionen(path.join(root, 'openapi'))).toEqual({ ausgaben: [], aenderungen: [], verlaeufe: [] })
})

test.each(['1.1.0', '..', '../..', '1.0.0/..', 'README.md', ''])('there is no version %j', async (name) => {
  expect(await readAusgabe(root, name)).toBeUndefined()
})

describe('the page of versions (MI-60)', () => {
  const clone = findAbove('openapi/released') ?? ''
  const open = async (url: string) => {
    const app = Fastify()
    await app.register(problemsPlugin)
    await app.register(versionRoutes)
    const answer = await app.inject({ url })
    await app.close()
    return answer
  }

  it('names this version, each released one with its contract, and every change since', async () => {
    const { statusCode, body, headers } = await open('/versionen')
    expect([statusCode, headers['content-security-policy']]).toEqual([
      200,
      expect.stringContaining("default-src 'none'"),
    ])
    expect(body).toContain(`<strong>${version}</strong>`)
    const { ausgaben, aenderungen } = await readVersionen(clone)
    expect(ausgaben.length).toBeGreaterThan(0)
    for (const one of ausgaben) expect(body).toContain(`/versionen/${one.version}/openapi.json`)
    expect(body.match(/<li>/g) ?? []).toHaveLength(aenderungen.length)
  })

  it('serves a released contract unchanged, and no other file', async () => {
    const file = readFileSync(path.join(clone, 'openapi/released/1.0.0/openapi.json'))
    const answer = await open('/versionen/1.0.0/openapi.json')
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
    expect(answer.rawPayload.equals(file)).toBe(true)
    for (const name of ['9.9.9', '..', '%2e%2e', '..%2f..'])
      expect((await open(`/versionen/${name}/openapi.json`)).statusCode, name).toBe(404)
  })
})
