import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sha256 } from '@berichtsheft/core/signatur'
import { describe, expect, it } from 'vitest'
import { isSoak, report } from '../testing/laufzahl.ts'
import type { Aenderungssatz, Blatt } from './aenderungssatz.ts'
import { aenderungIdOf, deriveAussageId, type ProfilId, slotOf } from './slot.ts'
import { listKonflikte } from './slotstand.ts'
import { addSatz, createWissensstand, headsOf } from './stand.ts'
import { standHash } from './standhash.ts'

/** The size to plan for is 6,500 profiles of 30 statements in 3 versions; the short form is a thirteenth of it. */
const profile = isSoak ? 6_500 : 500
const aussagen = 30
const fassungen = 3
/** Changes of one changeset, as an import or a day's work has them. */
const jeSatz = 30
/** What the full size may take, in MB, and the share of the short form. */
const budget = (300 * profile) / 6_500

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
}
const heapMb = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed / 1_048_576
}

const profilOf = (i: number): ProfilId => `qual:${deriveAussageId('menge', `${i}`)}`
const slotsOf = (i: number): string[] =>
  Array.from({ length: aussagen }, (_, j) =>
    slotOf(profilOf(i), 'inhalte', 'faecher', deriveAussageId('menge', `${i}/${j}`)),
  )

/** Changesets of all versions, made while they are read, as a log gives them: texts parsed one by one. */
function* makeLog(): Generator<Aenderungssatz> {
  for (let i = 0; i < profile; i++) {
    const slots = slotsOf(i)
    let before: string[][] = slots.map(() => [])
    for (let fassung = 0; fassung < fassungen; fassung++) {
      const id = sha256(`${i}/${fassung}`)
      const aenderungen = slots.map((slot, j) => ({
        slot,
        ersetzt: before[j] ?? [],
        salz: '00112233445566778899aabbccddeeff',
        wert: { wert: { nameDe: `Fach ${i}/${j}`, stunden: fassung * 40 + j }, gueltigVon: '2010' },
      }))
      before = slots.map((slot, j) => [aenderungIdOf(id, j, slot)])
      const kopf = { knoten: `ihk-${100 + (i % 80)}`, nr: fassung + 1, kammer: '101', zugang: 'oeffentlich' }
      yield JSON.parse(JSON.stringify({ id, kopf, aenderungen: aenderungen satisfies Blatt[] })) as Aenderungssatz
    }
  }
}

describe('T16: the fold of a large log', () => {
  it(`holds ${profile * aussagen * fassungen} changes in less than ${Math.round(budget)} MB`, () => {
    const start = heapMb()
    const stand = createWissensstand()
    const cpu = process.cpuUsage()
    for (const satz of makeLog()) addSatz(stand, satz, 'p')
    const folded = process.cpuUsage(cpu)
    const mb = heapMb() - start
    const since = process.cpuUsage()
    let heads = 0
    for (const ort of stand.slots.values()) heads += headsOf(ort).length
    const konflikte = listKonflikte(stand, 'arbeit').length
    const read = process.cpuUsage(since)
    const hashSince = process.cpuUsage()
    const hash = standHash(stand, 'arbeit')
    const hashed = process.cpuUsage(hashSince)
    const ms = ({ user, system }: NodeJS.CpuUsage) => Math.round((user + system) / 1_000)
    report(
      `T16: ${profile * aussagen * fassungen} changes in ${stand.slots.size} slots, changesets of ${jeSatz}: ${Math.round(mb)} MB; ` +
        `CPU: log and fold ${ms(folded)} ms, all heads and conflicts ${ms(read)} ms, state hash ${ms(hashed)} ms`,
    )
    expect([heads, konflikte, hash.length]).toEqual([profile * aussagen, 0, 64])
    expect(mb).toBeLessThan(budget)
  }, 600_000)
})
