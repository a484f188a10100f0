import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts'
import { type CliBench, createCliBench } from './testing/run-cli.ts'

const examples = path.resolve(import.meta.dirname, '../../../examples/berufe')
const ordinance = path.join(examples, 'BJNR999900026.xml')
const katalog = path.join(examples, 'katalog/berufe.json')

let gateway: TestGateway
let bench: CliBench
let betreiber: string
beforeAll(async () => {
  gateway = await startTestGateway()
  bench = await createCliBench()
  betreiber = await bench.writeProfile('betreiber', gateway.address, await gateway.createBetreiber())
})
afterAll(async () => {
  await bench?.close()
  await gateway?.close()
})

const find = async (query: string) => {
  const answer = await fetch(`${gateway.address}/v1/berufe?${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as { eintraege: { id: string; version: number }[] }
}

describe('berichtsheft berufe import', () => {
  it('delivers what an ordinance says, once', async () => {
    const first = await bench.run(['berufe', 'import', ordinance, '-p', betreiber])
    expect([first.code, first.out], first.err).toEqual([
      0,
      'new: 1, changed: 0, there already: 0, refused: 0\n1 file read: 1 occupation, 7 positions\n',
    ])
    const again = await bench.run(['berufe', 'import', katalog, '-p', betreiber])
    expect(again.out).toContain('new: 0, changed: 0, there already: 1, refused: 0')

    const { eintraege } = await find('name=wolkenwartin&stichtag=2026-08-01')
    expect(eintraege).toMatchObject([{ version: 1, fassung: { schluessel: 'wolkenwart' } }])
    expect((await find('name=wolkenwartin&stichtag=2026-07-31')).eintraege).toEqual([])
    const answer = await fetch(`${gateway.address}/v1/berufe/${eintraege[0]?.id}`)
    expect(await answer.json()).toMatchObject({ rahmenplan: { positionen: { length: 7 } } })
  })

  it('tells the lines of the gateway as JSON, and what it refuses', async () => {
    const file = path.join(bench.folder, 'falsch.json')
    await writeFile(file, JSON.stringify({ meta: { stand: '2026-11-20' }, berufe: [{ schluessel: 'x' }] }))
    const run = await bench.run(['berufe', 'import', file, '-p', betreiber, '--json'])
    expect(run.code).toBe(1)
    const lines = run.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ art }) => art).sort()).toEqual(['datei', 'satz', 'zusammenfassung'])
    expect(lines.find(({ art }) => art === 'zusammenfassung')).toMatchObject({ gelesen: 1, abgelehnt: 1 })
  })
})

const whole = path.resolve(import.meta.dirname, '../../../../shared/data/berufe/berufe.json')

// The short form is left to the reader alone (packages/sdk/src/cli/run/berufe.test.ts): storing 26 MB takes its time.
test.runIf(existsSync(whole) && process.env.SOAK === '1')(
  'a catalogue of 342 occupations is stored whole, and nothing of it twice [needs ../shared, long form]',
  async () => {
    const first = await bench.run(['berufe', 'import', whole, '-p', betreiber, '--json'])
    const linesOf = (out: string) =>
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    expect([first.code, first.err]).toEqual([0, ''])
    expect(linesOf(first.out).at(-1)).toMatchObject({ gelesen: 342, abgelehnt: 0 })
    const again = await bench.run(['berufe', 'import', whole, '-p', betreiber, '--json'])
    expect(linesOf(again.out).at(-1)).toMatchObject({ gelesen: 342, neu: 0, geaendert: 0, unveraendert: 342 })
    // The same occupation before and after its new ordinance.
    const keyAt = async (day: string) => {
      const { eintraege } = await find(`name=Maurer&stichtag=${day}`)
      return eintraege.map((eintrag) => (eintrag as unknown as { fassung: { schluessel: string } }).fassung.schluessel)
    }
    expect(await keyAt('2026-07-31')).not.toEqual(await keyAt('2026-08-01'))
  },
  600_000,
)
