import { execFile, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { idOf, nachrichten } from '@berichtsheft/core'
import { readXml } from '@berichtsheft/core/xml'
import { checkContract } from '@berichtsheft/sdk'
import { beforeAll, describe, expect, it } from 'vitest'
import { readerXsdFile, renderReaderXsdModule } from '../packages/core/src/xml/contract-artifacts.ts'
import type { Break } from './contract/compare-schema.ts'
import {
  type ContractFiles,
  compareContracts,
  listReleases,
  readFiles,
  renderSums,
  sumsFile,
} from './contract/releases.ts'
import { clientTypesFile, renderClientTypes } from './render-client.ts'
import { renderContract } from './render-contract.ts'

const run = promisify(execFile)
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0

const root = path.resolve(import.meta.dirname, '..')
const folder = path.join(root, 'openapi')
const releases = path.join(folder, 'released')

let rendered: ContractFiles
beforeAll(async () => {
  rendered = await renderContract()
}, 60_000)

describe('the published contract', () => {
  it('is what the schemas say; "pnpm openapi" writes it', () => {
    const published = new Map([...readFiles(folder)].filter(([name]) => !name.startsWith('released/')))
    expect([...published.keys()].sort()).toEqual([...rendered.keys()].sort())
    for (const [name, text] of rendered)
      expect(published.get(name) === text, `openapi/${name} is out of date`).toBe(true)
  })

  it('is what the types of the client are made from', async () => {
    const types = readFileSync(path.join(root, clientTypesFile), 'utf8')
    const expected = await renderClientTypes(rendered.get('openapi.json') ?? '')
    expect(types === expected, `${clientTypesFile} is out of date; "pnpm openapi" writes it`).toBe(true)
  })

  it('is what XML is validated against', () => {
    const read = readFileSync(path.join(root, readerXsdFile), 'utf8')
    expect(read === renderReaderXsdModule(), `${readerXsdFile} is out of date; "pnpm openapi" writes it`).toBe(true)
  })

  it('is linted without a warning', async () => {
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const redocly = path.join(root, 'node_modules', '.bin', 'redocly')
    const linted = await run(redocly, ['lint', '--format=json'], { cwd: root, env }).catch(
      (error: unknown) => error as { stdout: string },
    )
    const { totals, problems } = JSON.parse(linted.stdout) as { totals: object; problems: object[] }
    expect(problems).toEqual([])
    expect(totals).toEqual({ errors: 0, warnings: 0, ignored: 0 })
  }, 60_000)
})

/** Breaks of a kind that are accepted wherever they are found, and have to be found somewhere. */
const acceptedKinds: readonly { readonly place: RegExp; readonly reason: RegExp; readonly why: string }[] = [
  {
    place: /\b(knr|kontext)\b|Knr/,
    reason: /^(the pattern changed|maxLength was raised|maxLength is 5 now)$/,
    why: 'Chambers of crafts have numbers of five digits; whoever works with chambers of industry only never meets one.',
  },
  {
    place: /^GET \/v1\/ereignisse/,
    reason: /^there is a new value: berichtsheft\.verknuepft, vertrag\./,
    why: 'Events of contracts reach only who files or registers contracts; a kind that is not known is passed over.',
  },
]

/**
 * Breaks of the newest release that are accepted, each with its reason, until the next major version. One that is not found
 * any more fails the test.
 */
const accepted: readonly (Break & { readonly why: string })[] = [
  {
    place: 'POST /v1/ausbildungsnachweise/pruefung header Idempotency-Key',
    reason: 'was removed',
    why: 'Nothing is stored, so the key never had a meaning; it may still be sent.',
  },
  {
    place: 'POST /v1/lieferungen/strom header Idempotency-Key',
    reason: 'was removed',
    why: 'It was never minded: books and reports have their fremdId; it may still be sent.',
  },
  {
    place: 'POST /v1/nachrichten header Idempotency-Key',
    reason: 'was removed',
    why: 'It was never minded: the nachrichtenUUID is the key of a message; it may still be sent.',
  },
  {
    place: 'GET /v1/regeln 200/regeln/*/gegenstand',
    reason: 'there is a new value: ausbildungsvertrag',
    why: 'The catalogue is for reading; whoever knows books only passes the rules about contracts over.',
  },
]

describe('the last released contract (MI-60)', () => {
  const newest = listReleases(releases).at(-1)

  it('is there', () => {
    expect(newest).toBeDefined()
  })

  it('is not broken: whoever works with it can go on', () => {
    const found = compareContracts(readFiles(path.join(releases, newest ?? '')), rendered)
    const isOf = (one: Break) => (kind: (typeof acceptedKinds)[number]) =>
      kind.place.test(one.place) && kind.reason.test(one.reason)
    for (const kind of acceptedKinds) expect(found.some((one) => isOf(one)(kind))).toBe(true)
    const breaks = found.filter((one) => !acceptedKinds.some(isOf(one)))
    expect(breaks).toEqual(accepted.map(({ place, reason }) => ({ place, reason })))
  })
})

describe.each(listReleases(releases))('release %s', (version) => {
  it('is as it was released', () => {
    const { [sumsFile]: sums, ...files } = Object.fromEntries(readFiles(path.join(releases, version)))
    const lines = (text: string | undefined) => (text ?? '').split('\n').sort()
    expect(lines(renderSums(new Map(Object.entries(files))))).toEqual(lines(sums))
  })
})

describe('the examples', () => {
  const names = readdirSync(path.join(folder, 'beispiele'))
  const elements = Object.values(nachrichten).map(({ element }) => element)
  const read = (name: string) => readFileSync(path.join(folder, 'beispiele', name), 'utf8')

  it('are there for every message, in both forms', () => {
    expect(names.sort()).toEqual(elements.flatMap((element) => [`${element}.json`, `${element}.xml`]).sort())
  })

  it.each(Object.values(nachrichten).map(({ element, schema }) => [element, idOf(schema)] as const))(
    '%s is valid, and the same in JSON and XML',
    (element, id) => {
      const value: unknown = JSON.parse(read(`${element}.json`))
      expect(checkContract(id, value)).toEqual([])
      expect(readXml(read(`${element}.xml`))).toEqual({ element, value })
    },
  )

  it.skipIf(!hasXmllint)('are valid for another XML Schema validator [needs xmllint]', async () => {
    const schema = path.join(folder, 'xsd', 'berichtsheft.xsd')
    const files = elements.map((element) => path.join(folder, 'beispiele', `${element}.xml`))
    const { stderr } = await run('xmllint', ['--noout', '--nonet', '--schema', schema, ...files])
    expect(stderr.trim().split('\n').sort()).toEqual(files.map((file) => `${file} validates`).sort())
    // The validator is one: a document of another schema is refused.
    const foreign = path.join(folder, 'codelisten', 'zweck_1.xml')
    await expect(run('xmllint', ['--noout', '--nonet', '--schema', schema, foreign])).rejects.toThrow(
      'fails to validate',
    )
  })
})
