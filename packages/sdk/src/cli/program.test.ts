import { spawn } from 'node:child_process'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { generateKey } from '@berichtsheft/core/signatur'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodeOf } from './errors.ts'
import { CliError, exitCodes, exitCodeTexts } from './exit-codes.ts'
import { createMemoryBench, type MemoryBench } from './testing/memory-io.ts'

let bench: MemoryBench
beforeAll(async () => {
  bench = await createMemoryBench()
})
afterAll(() => bench?.close())

const commandsOf = (help: string): string[] =>
  [...help.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].flatMap(([, name]) =>
    name && !['vendor', 'chamber', 'help'].includes(name) ? [name] : [],
  )

describe('help', () => {
  it('lists every command, every exit code, and the way of a book', async () => {
    const { code, out } = await bench.run(['--help'])
    expect(code).toBe(0)
    expect(commandsOf(out).sort()).toEqual(
      'adapters admin answer berufe convert events export import key list login push request validate verify vertrag whoami'.split(
        ' ',
      ),
    )
    for (const [name, number] of Object.entries(exitCodes)) {
      expect(out).toContain(`  ${String(number).padStart(3)}  ${exitCodeTexts[name as keyof typeof exitCodes]}`)
    }
  })

  it('of every command says what it does, explains its options and gives examples that name it', async () => {
    const { out } = await bench.run(['--help'])
    for (const name of commandsOf(out)) {
      const help = await bench.run([name, '--help'])
      expect(help.code, name).toBe(0)
      expect(help.out, name).toMatch(new RegExp(`^Usage: berichtsheft ${name} `))
      const [, examples = ''] = help.out.split('\nExamples:\n')
      expect(examples, name).toMatch(new RegExp(`^ {2}\\$ berichtsheft .*${name}`, 'm'))
      const undescribed = help.out
        .split('\n')
        .filter((line) => /^ {2}-[-a-z]/.test(line) && !/ {2,}\S/.test(line.slice(3)))
      expect(
        undescribed.filter((line) => line.length < 40),
        name,
      ).toEqual([])
    }
  })

  it('loads nothing but the parser of arguments', async () => {
    const main = fileURLToPath(new URL('./main.ts', import.meta.url))
    const hook = `import { registerHooks } from 'node:module'; registerHooks({ resolve(s, c, next) { const r = next(s, c); console.error(r.url); return r } })`
    const child = spawn(process.execPath, [
      '--conditions=source',
      '--import',
      `data:text/javascript,${encodeURIComponent(hook)}`,
      main,
      '--help',
    ])
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
    expect(out).toContain('Usage: berichtsheft')
    const loaded = err.split('\n').filter((url) => url.startsWith('file:'))
    expect(loaded.length).toBeGreaterThan(5)
    expect(loaded.filter((url) => !/\/sdk\/src\/cli\/[a-z-]+\.ts$|\/commander\//.test(url))).toEqual([])
  })
})

describe('wrong calls', () => {
  it.each([
    ['no command', [], /Usage: berichtsheft/],
    ['an unknown command', ['fly'], /unknown command 'fly'/],
    ['an unknown option', ['validate', 'a.json', '--fast'], /unknown option '--fast'/],
    ['a missing argument', ['validate'], /missing required argument 'files'/],
    ['a wrong choice', ['convert', 'a', '-a', 'ihk', '--to', 'pdf'], /Allowed choices are xml, json, ndjson/],
    ['no gateway', ['list', 'berichtshefte'], /--gateway <url>, or sign in once/],
    ['nobody who calls', ['list', 'berichtshefte', '--gateway', 'http://localhost:1'], /--client-id and --key/],
    [
      'an address without its scheme',
      ['list', 'berichtshefte', '--gateway', 'localhost:8080'],
      /localhost:8080 is no address/,
    ],
    ['a profile that is not there', ['list', 'berichtshefte', '-p', 'nobody'], /there is no profile nobody/],
    ['a profile with a wrong name', ['list', 'berichtshefte', '-p', '..'], /is no name of a profile/],
    ['a list that is not there', ['list', 'pakete'], /there is no list pakete; there are berichtshefte/],
    [
      'a filter that the list does not have',
      ['list', 'anbieter', '--beruf', 'x'],
      /anbieter cannot be filtered by --beruf/,
    ],
    [
      'a request without its conditions',
      ['request', '--vertragsnummer', '1'],
      /needs --zweck, --rechtsgrundlage, --frist/,
    ],
    ['a request for nothing', ['request'], /name either one book/],
    ['a request for one and for many', ['request', '--vertragsnummer', '1', '--beruf', 'x'], /name either one book/],
    [
      'half a period',
      ['request', '--beruf', 'x', '--zweck', 'a', '--rechtsgrundlage', 'b', '--frist', 'c', '--von', 'd'],
      /both --von and --bis/,
    ],
    [
      'signing in with an id and no key',
      ['login', '--gateway', 'http://localhost:1', '--client-id', 'x'],
      /either --key/,
    ],
    [
      'signing in in two ways',
      ['login', '--gateway', 'http://localhost:1', '--kammer', '153', '--anbieter', 'A'],
      /either --key/,
    ],
    ['--json without a file', ['convert', 'a', '-a', 'ihk', '--json'], /-o buch\.xml/],
  ])('%s: exit code 2 and what to do', async (_name, words, expected) => {
    const { code, out, err } = await bench.run(words)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(expected)
  })
})

describe('who calls', () => {
  const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' }
  const list = (...words: string[]) => ['list', 'berichtshefte', ...words]

  it.each([
    ['is no JSON', 'nothing', /key\.json is not JSON/],
    ['is public', JSON.stringify({ ...jwk, d: undefined }), /holds no private key as JWK/],
    ['is a list', '[]', /holds no private key as JWK/],
  ])('cannot be told by a key that %s: exit code 3', async (_name, text, expected) => {
    await bench.write('key.json', text)
    const { code, err } = await bench.run(
      list('--gateway', 'http://localhost:1', '--client-id', 'c', '--key', 'key.json'),
    )
    expect([code, err]).toEqual([3, expect.stringMatching(expected)])
  })

  it('is said when others can read the file of a profile', async () => {
    await bench.write('open.json', JSON.stringify({ gateway: 'http://localhost:1', clientId: 'c', privateJwk: jwk }))
    await chmod(join(bench.folder, 'open.json'), 0o644)
    const { err } = await bench.run(list('-p', 'open.json'))
    expect(err).toMatch(/others can read .*open\.json; run: chmod 600/)
  })

  it('is told by options before the environment, and by both before the profile', async () => {
    const { privateJwk } = await generateKey('ES256')
    await bench.write('key.json', JSON.stringify({ clientId: 'from-key', ...privateJwk }))
    await bench.write(
      'profile.json',
      JSON.stringify({ gateway: 'http://profile.example', clientId: 'from-profile', privateJwk }),
    )
    for (const name of ['key.json', 'profile.json']) await chmod(join(bench.folder, name), 0o600)
    const callerOf = async (words: string[], env: Record<string, string>) => {
      const calls: string[] = []
      const fetch: typeof globalThis.fetch = async (url, init) => {
        const assertion = new URLSearchParams(String(init?.body)).get('client_assertion') ?? ''
        calls.push(`${new URL(String(url)).host} ${decodeJwt(assertion).sub}`)
        return Response.json({ error: 'invalid_client' }, { status: 401 })
      }
      expect((await bench.run(list(...words), { env: { HOME: bench.folder, ...env }, fetch })).code).toBe(4)
      return calls[0]
    }
    const profile = { BERICHTSHEFT_PROFILE: './profile.json' }
    expect(await callerOf([], profile)).toBe('profile.example from-profile')
    expect(await callerOf(['--client-id', 'c'], profile)).toBe('profile.example c')
    expect(await callerOf([], { ...profile, BERICHTSHEFT_GATEWAY: 'http://env.example' })).toBe(
      'env.example from-profile',
    )
    const env = { BERICHTSHEFT_GATEWAY: 'http://env.example', BERICHTSHEFT_KEY: 'key.json' }
    expect(await callerOf([], env)).toBe('env.example from-key')
    expect(await callerOf(['--gateway', 'http://option.example'], env)).toBe('option.example from-key')
  })
})

describe('commands of other packages', () => {
  const install = async (name: string, source: string) => {
    const folder = join(bench.folder, 'node_modules', name)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name, type: 'module', exports: './index.js' }))
    await writeFile(join(folder, 'index.js'), source)
  }

  it('are found by their name', async () => {
    await install(
      'berichtsheft-command-hello',
      `export const command = { summary: 'say hello', define: (program, io, finish) => {
        program.argument('<name>').action((name) => finish(async () => { await io.out('Hello ' + name); return 7 })) } }`,
    )
    expect(await bench.run(['hello', 'world'])).toEqual({ code: 7, out: 'Hello world', err: '' })
    expect((await bench.run(['hello', '--help'])).out).toContain('Usage: berichtsheft hello')
  })

  it.each([
    ['broken', 'throw new Error("kaputt")', /berichtsheft-command-broken does not load: Error: kaputt/],
    ['empty', 'export const other = 1', /does not export a command/],
  ])('that are %s say so', async (name, source, expected) => {
    await install(`berichtsheft-command-${name}`, source)
    const { code, err } = await bench.run([name])
    expect(code).toBe(3)
    expect(err).toMatch(expected)
  })
})

describe('exit codes of errors', () => {
  const { signal } = new AbortController()
  const named = (name: string) => Object.assign(new Error('x'), { name })
  it.each([
    [new CliError('paket', 'x'), 6],
    [named('ProblemError'), 4],
    [named('ConnectionError'), 5],
    [named('AdapterError'), 3],
    [new TypeError('x'), 70],
    ['x', 70],
  ])('%s', (error, code) => {
    expect(exitCodeOf(error, signal)).toBe(code)
  })

  it('are 130 after Ctrl-C, whatever broke then', () => {
    expect(exitCodeOf(named('ConnectionError'), AbortSignal.abort())).toBe(130)
  })

  it('are all different and all explained', () => {
    expect(new Set(Object.values(exitCodes)).size).toBe(Object.keys(exitCodes).length)
    expect(Object.keys(exitCodeTexts)).toEqual(Object.keys(exitCodes))
  })
})
