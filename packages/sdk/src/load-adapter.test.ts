import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeShape } from './load-adapter.ts'
import { allChecks } from './testing/checks/all.ts'
import { referenceAdapter } from './testing/reference-adapter.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const run = promisify(execFile)

let base: string

/** A folder outside of the workspace, with an adapter installed as `npm install` of its package would do. */
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'berichtsheft-load-'))
  const modules = join(base, 'node_modules')
  await mkdir(join(modules, '@berichtsheft'), { recursive: true })
  await cp(here('../../../examples/adapter-eigenes'), join(modules, 'berichtsheft-adapter-tagebuch'), {
    recursive: true,
  })
  await symlink(here('..'), join(modules, '@berichtsheft/sdk'))
  await writeFile(join(base, 'kein-adapter.mjs'), 'export const adapter = { name: "Kein Adapter" }\n')
  await writeFile(join(base, 'leer.mjs'), 'export const anderes = 1\n')
  await writeFile(join(base, 'kaputt.mjs'), 'throw new Error("beim Laden")\n')
  await writeFile(join(base, 'unvollstaendig.mjs'), 'import "gibt-es-nicht-4711"\nexport const adapter = 1\n')
})

afterAll(() => rm(base, { recursive: true, force: true }))

/** Loads in a process of its own, as the gateway and the command line do; prints what the code logs. */
const inProcess = async (code: string): Promise<unknown> => {
  const script = `import * as sdk from '${here('index.ts')}'
const base = ${JSON.stringify(base)}
const context = { fetch, now: () => new Date(0), logger: { debug() {}, info() {}, warn() {}, error() {} } }
try { console.log(JSON.stringify(await (async () => { ${code} })())) } catch (error) { console.log(JSON.stringify({ error: error.message })) }`
  const { stdout } = await run(process.execPath, ['--conditions=source', '--input-type=module', '--eval', script])
  return JSON.parse(stdout)
}

/** Loads each of them, one after the other in one process, which takes a second to start. */
const loadAll = (...calls: readonly [specifier: string, base?: string][]): Promise<unknown> =>
  inProcess(`
    const answers = []
    for (const [specifier, from = base] of ${JSON.stringify(calls)}) {
      try {
        const { adapter, ...rest } = await sdk.loadAdapter(specifier, from === '' ? {} : { base: from })
        answers.push({ name: adapter.name, ...rest })
      } catch (error) { answers.push({ error: error.message }) }
    }
    return answers`)

const tagebuch = {
  name: 'tagebuch',
  paket: 'berichtsheft-adapter-tagebuch',
  version: '1.0.0',
  faehigkeiten: ['read'],
  konfigurationen: [],
}

describe('loadAdapter', () => {
  test('finds a package from outside of the workspace by its name, its folder and its file, absolute and relative', async () => {
    const folder = './node_modules/berichtsheft-adapter-tagebuch'
    const places: [string, string?][] = [
      ['berichtsheft-adapter-tagebuch'],
      [folder],
      [`${folder}/index.js`],
      [join(base, folder, 'index.js'), ''],
    ]
    expect(await loadAll(...places)).toEqual(places.map(() => tagebuch))
  })

  test('finds ours by their short names from where they are installed', async () => {
    const gateway = here('../../../gateway')
    expect(await loadAll(['generic', gateway], ['ihk', gateway])).toMatchObject([
      {
        name: 'generic',
        paket: '@berichtsheft/adapter-generic',
        faehigkeiten: ['read'],
        konfigurationen: [
          'backup-json-quill',
          'csv-stundenbuch',
          'json-three-files',
          'xlsx-rows-metadata-sheet',
          'xml-reportlist',
        ],
      },
      { name: 'ihk', faehigkeiten: ['read'] },
    ])
  })

  test('says what is wrong with what is no adapter', async () => {
    const faults: readonly [specifier: string, message: string][] = [
      [
        'berichtsheft-adapter-gibt-es-nicht',
        'adapter berichtsheft-adapter-gibt-es-nicht is not installed; try: npm install',
      ],
      ['./gibt-es-nicht.mjs', 'gibt-es-nicht.mjs'],
      ['./leer.mjs', './leer.mjs is not an adapter: there is no export `adapter`'],
      [
        './kein-adapter.mjs',
        '`name` is not in kebab-case; `configSchema` is no schema; `konfigurationen` is no object; `create` is no function',
      ],
      ['./kaputt.mjs', 'adapter ./kaputt.mjs fails to load: beim Laden'],
      ['./unvollstaendig.mjs', 'misses a dependency'],
    ]
    expect(await loadAll(...faults.map(([specifier]): [string] => [specifier]))).toEqual(
      faults.map(([, message]) => ({ error: expect.stringContaining(message) })),
    )
  })

  test('what it loads works', async () => {
    const result = await inProcess(`
      const { adapter } = await sdk.loadAdapter('berichtsheft-adapter-tagebuch', { base })
      const files = { 'tagebuch.txt': 'Tagebuch von Tilda Ehrlichmann, Nummer 12\\n14.12.2026 | Werkstatt | 7,5 | Gehäuse gefräst\\nunlesbar\\n' }
      const source = sdk.memorySource(files, { knr: '153', art: 'ausbildung' })
      return sdk.collectLieferungen(adapter.create({}, context).read(source))`)
    expect(result).toMatchObject({
      lieferungen: [
        {
          berichtsheft: { fremdId: 'azubi-12', azubi: { name: 'Tilda Ehrlichmann' } },
          ausbildungsnachweise: [
            {
              fremdId: 'azubi-12/2026-12-14',
              inhalt: {
                tage: [{ datum: '2026-12-14', eintraege: [{ art: 'betrieb', text: 'Gehäuse gefräst', minuten: 450 }] }],
              },
            },
          ],
        },
      ],
      bemerkungen: [{ stelle: 'tagebuch.txt:3' }],
    })
  })

  test('what it loads keeps the adapter contract', async () => {
    const result = await inProcess(`
      const { adapter } = await sdk.loadAdapter('berichtsheft-adapter-tagebuch', { base })
      const { runChecks } = await import(${JSON.stringify(here('testing/test-adapter.ts'))})
      const { replaceInSource } = await import(${JSON.stringify(here('testing/subject.ts'))})
      const german = (day) => day.split('-').reverse().join('.')
      const diary = (...lines) => sdk.memorySource(
        { 'tagebuch.txt': ['Tagebuch von Tilda Ehrlichmann, Nummer 12', ...lines, ''].join('\\n') }, { knr: '153', art: 'ausbildung' })
      const source = () => diary('14.12.2026 | Werkstatt | 7,5 | Gehäuse gefräst', '21.12.2026 | Schule | 6 | LF 9', '22.12.2026 | Mond | - | Pause')
      const results = await runChecks({
        adapter, config: {}, source,
        probes: [
          { name: 'hours', source: replaceInSource(source(), 'tagebuch.txt', '7,5', '-'), fremdId: 'azubi-12/2026-12-14', gone: '/inhalt/tage/0/eintraege/0/minuten' },
          { name: 'day', source: replaceInSource(source(), 'tagebuch.txt', '21.12.2026', '32.12.2026'), fremdId: 'azubi-12/2026-12-21', remark: 'tagebuch.txt:3' },
        ],
        textSource: (text) => ({
          source: diary('14.12.2026 | Werkstatt | 1 | ' + text.replaceAll('\\r\\n', '⏎').replaceAll('\\n', '⏎')),
          fremdId: 'azubi-12/2026-12-14', pfad: '/inhalt/tage/0/eintraege/0/text' }),
        weekSource: (montag) => ({ source: diary(german(montag) + ' | Werkstatt | 1 | Ablage'), fremdId: 'azubi-12/' + montag }),
      })
      return results.map(({ id, error }) => (error === undefined ? id : id + ': ' + error.message))`)
    expect(result).toEqual(allChecks.filter(({ needs }) => needs.every((need) => need === 'read')).map(({ id }) => id))
  })
}, 30_000)

test('the shape of an adapter', () => {
  expect(describeShape(referenceAdapter)).toEqual([])
  expect(describeShape({ ...referenceAdapter, name: 'Groß' })).toEqual(['`name` is not in kebab-case'])
  expect(describeShape(undefined)).toEqual(['there is no export `adapter`'])
})
