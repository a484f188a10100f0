import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser } from '../features/anmeldung/testing/browser.ts'
import { type Kontenprobe, passwort, startKontenprobe } from '../features/anmeldung/testing/konten.ts'
import { childEnvironment } from '../testing/child-environment.ts'
import { type CliBench, createCliBench } from './testing/run-cli.ts'

const main = fileURLToPath(new URL('../../../packages/sdk/src/cli/main.ts', import.meta.url))

let probe: Kontenprobe
let bench: CliBench
let base: string
let email: string
beforeAll(async () => {
  probe = await startKontenprobe()
  bench = await createCliBench()
  base = probe.gateway.address
  email = await probe.createPerson('terminal')
})
afterAll(async () => {
  await bench?.close()
  await probe?.close()
})

/** A command that waits for a person, and what it says while it does. */
const start = (words: readonly string[]) => {
  const child: ChildProcess = spawn(process.execPath, ['--conditions=source', main, ...words], {
    cwd: bench.folder,
    env: { ...childEnvironment, HOME: bench.folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let out = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8')
  })
  return {
    says: async (pattern: RegExp): Promise<string> => {
      await expect.poll(() => said, { timeout: 20_000, interval: 50 }).toMatch(pattern)
      return pattern.exec(said)?.[1] ?? ''
    },
    ends: async () => {
      const [code] = child.exitCode === null ? await once(child, 'close') : [child.exitCode]
      return { code, out, said }
    },
    kill: () => child.kill('SIGINT'),
  }
}

const signIn = async (address: string) => {
  const browser = createBrowser(base)
  const consent = await browser.submit(await browser.open(address), 'Anmelden', { email, passwort })
  return browser.submit(consent, 'Erlauben')
}

describe('berichtsheft login of a person', () => {
  it('with the browser: only the right answer ends the wait, and the profile is renewed by each use', async () => {
    const login = start(['login', '--gateway', base, '-p', 'ich.json', '--json'])
    const address = await login.says(/^ {2}(http\S+)$/m)
    const loopback = String(new URL(address).searchParams.get('redirect_uri'))
    for (const wrong of [`${loopback}?code=x&state=falsch`, new URL('/', loopback).href]) {
      expect((await fetch(wrong)).status).toBe(404)
    }
    const { url } = await signIn(address)
    expect((await fetch(url)).status).toBe(200)
    const { code, out } = await login.ends()
    expect([code, JSON.parse(out)]).toMatchObject([0, { gateway: base, email, stufe: 'normal' }])
    const file = bench.file('ich.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const before = JSON.parse(await readFile(file, 'utf8'))
    expect(out).not.toContain(before.refreshToken)

    const first = await bench.run(['whoami', '-p', 'ich.json', '--json'])
    expect([first.code, first.json()], first.err).toMatchObject([
      0,
      { art: 'person', email, vorname: 'Tilda', stufe: 'normal' },
    ])
    expect(JSON.parse(await readFile(file, 'utf8')).refreshToken).not.toBe(before.refreshToken)
    const second = await bench.run(['whoami', '-p', 'ich.json'])
    expect([second.code, second.out]).toEqual([0, expect.stringContaining('Tilda Ehrlichmann <terminal@example.org>')])

    const other = await bench.run(['list', 'berichtshefte', '-p', 'ich.json'])
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('sign-in of a person')])
  })

  it('with a code on another device', async () => {
    const login = start(['login', '--gateway', base, '-p', 'geraet.json', '--geraet'])
    const page = await login.says(/Open (http\S+) in a browser/)
    const userCode = await login.says(/^ {2}([A-Z]{4}-[A-Z]{4})$/m)
    const browser = createBrowser(base)
    const check = await browser.submit(await browser.open(page), 'Weiter', { user_code: userCode })
    const consent = await browser.submit(await browser.submit(check, 'Weiter'), 'Anmelden', { email, passwort })
    expect((await browser.submit(consent, 'Erlauben')).title).toBe('Das Gerät ist angemeldet')
    const { code, out } = await login.ends()
    expect([code, out]).toEqual([0, expect.stringContaining(`Signed in at ${base} as Tilda Ehrlichmann`)])
  })

  it('that the person refuses ends with the reason', async () => {
    const login = start(['login', '--gateway', base, '-p', 'nein.json'])
    const browser = createBrowser(base)
    const page = await browser.open(await login.says(/^ {2}(http\S+)$/m))
    await fetch((await browser.submit(page, 'Abbrechen')).url)
    expect(await login.ends()).toMatchObject({ code: 4, said: expect.stringContaining('access_denied') })
  })

  it('that is interrupted ends at once', async () => {
    const login = start(['login', '--gateway', base, '-p', 'nie.json'])
    await login.says(/^ {2}(http\S+)$/m)
    login.kill()
    expect((await login.ends()).code).toBe(130)
  })

  it('is over once the sessions were ended elsewhere', async () => {
    const login = start(['login', '--gateway', base, '-p', 'ende.json'])
    const { url } = await signIn(await login.says(/^ {2}(http\S+)$/m))
    await fetch(url)
    await login.ends()
    await probe.send('POST', '/v1/konten/passwort/anforderung', { email })
    const mail = await probe.mails.next(email, ({ subject }) => subject === 'Neues Passwort')
    const token = new URL(String(/^https?:\/\/\S+$/m.exec(mail.text ?? '')?.[0])).searchParams.get('token')
    await probe.send('POST', '/v1/konten/passwort/ruecksetzung', { token, passwort })
    const run = await bench.run(['whoami', '-p', 'ende.json'])
    expect([run.code, run.err]).toEqual([4, expect.stringContaining('sign in again')])
  })
})

it('whoami of a machine client says it without the gateway', async () => {
  const profile = await bench.writeProfile('maschine', base, await probe.gateway.createKammer())
  const run = await bench.run(['whoami', '-p', profile, '--json'])
  expect([run.code, run.json()]).toMatchObject([0, { art: 'maschine', mandant: 'kammer:153' }])
})
