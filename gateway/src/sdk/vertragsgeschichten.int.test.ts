import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../db/transaktion.ts'
import { ensureBerufe } from '../features/beruf/beruf.service.ts'
import { type Mailserver, startMailserver } from '../mail/testing/mail-server.ts'
import { childEnvironment } from '../testing/child-environment.ts'
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts'

/** The stories of issue 4 as a reader runs them: a process of its own against a demo that listens, with a mail server. */
const program = fileURLToPath(new URL('../../../examples/ausbildungsvertrag/geschichten.ts', import.meta.url))

let folder: string
let mails: Mailserver
let gateway: TestGateway
let lines: readonly string[]

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'vertraege-'))
  await mkdir(path.join(folder, 'mails'))
  mails = await startMailserver(path.join(folder, 'mails'))
  gateway = await startTestGateway({ env: { SMTP_URL: mails.url, DATA_DIR: folder, DEMO: '1' } })
  await ensureBerufe(gateway.deps)
  lines = await play()
}, 180_000)
afterAll(async () => {
  await gateway?.close()
  await mails?.close()
  await rm(folder, { recursive: true, force: true })
})

const play = async (): Promise<readonly string[]> => {
  const words = ['--conditions=source', program, gateway.address, path.join(folder, 'mails')]
  const child = spawn(process.execPath, words, { env: { ...childEnvironment, HOME: folder }, stdio: 'pipe' })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8')
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  expect([code, err], out).toEqual([0, ''])
  return out.trimEnd().split('\n')
}

/** The lines of a story, by its number. */
const story = (nr: number): readonly string[] => {
  const begin = lines.findIndex((line) => line.startsWith(`${nr}. `))
  const end = lines.findIndex((line, i) => i > begin && /^(\d\. |That was all)/.test(line))
  return lines.slice(begin, end)
}
const answered = (nr: number, part: string) => story(nr).filter((line) => line.includes('←') && line.includes(part))

describe('the stories of training contracts', () => {
  it('show each request with its answer, and none of them is refused', () => {
    expect(lines.at(-1)).toBe('That was all.')
    const requests = lines.filter((line) => line.includes(' → '))
    const answers = lines.filter((line) => line.startsWith('  ← '))
    expect(requests.length).toBeGreaterThan(30)
    expect(answers).toHaveLength(requests.length)
    expect(answers.filter((line) => !/← 20[01]/.test(line))).toEqual([])
  })

  it('a minor with two parents: three receipts by mailed links, then the registration', () => {
    expect(story(1).filter((line) => line.includes('confirms the receipt'))).toHaveLength(3)
    expect(answered(1, 'eingetragen').length).toBe(1)
  })

  it('part-time with Abitur: the end is computed and explained step by step', () => {
    const text = story(2).join('\n')
    expect(text).toMatch(/End by law: 20\d\d-07-31, after 36 months/)
    for (const paragraph of ['§ 7a', '§ 8']) expect(text).toContain(paragraph)
    expect(answered(2, 'eingetragen').length).toBe(1)
  })

  it('a contract that follows another one: the third year alone', () => {
    expect(story(3).join('\n')).toMatch(/End by law: 20\d\d-07-31, after 12 months/)
    expect(answered(3, 'eingetragen').length).toBe(1)
  })

  it('another trainer: the contract keeps its number and names the new one', async () => {
    const [number] = /20\d\d-153-\d{6}/.exec(answered(4, 'eingetragen')[0] ?? '') ?? []
    const row = await alsSystem(gateway.deps, (trx) =>
      trx('ausbildungsvertrag')
        .where({ eintragungsnummer: String(number) })
        .first('vertrag', 'status'),
    )
    expect(JSON.parse(row.vertrag).ausbilder).toMatchObject([{ fremdId: 'ausbilder-8', familienname: 'van der Saal' }])
  })

  it('on paper, and dissolved in the probation', () => {
    expect(answered(5, 'eingetragen').length).toBe(1)
    expect(answered(6, 'aufgeloest').length).toBe(1)
  })

  it('a joiner: the Lehrlingsrolle of the chamber of crafts has its own series', () => {
    expect(answered(7, '-00065-000001').length).toBe(1)
  })
})
