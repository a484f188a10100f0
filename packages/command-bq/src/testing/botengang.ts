import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Aenderungssatz,
  isCut,
  type Knoten,
  receiveSatz,
  standHash,
  type Vektor,
  writeSatz,
} from '@berichtsheft/bq-knowledge'
import {
  asSchreiber,
  type Besetzung,
  type Darsteller,
  neueAussage,
  openTestknoten,
  testslot,
  testzeit,
} from '@berichtsheft/bq-knowledge/testing'
import { createZufall, type Zufall } from '@berichtsheft/core/testing'
import { callKnoten, carryFile, fetchKnoten, type Knotenprozess, pushKnoten } from './knotenprozess.ts'

/** What happened in all runs together. */
export interface Botenbericht {
  laeufe: number
  saetze: number
  zustellungen: number
  doppelte: number
  abgebrochene: number
  getoetete: number
  gabelungen: number
  dateien: number
  konflikte: number
}

/** Nodes in processes, and one in memory that sees everything: what they have to come to. */
export interface Botenbuehne {
  readonly prozesse: readonly Knotenprozess[]
  readonly alles: Knoten
  /** People without a process of their own; each deceives at most once. */
  readonly auswaertige: Darsteller[]
  readonly bericht: Botenbericht
}

const nichts: Vektor = { netz: '', ketten: {}, gabelungen: [], unvollstaendig: [] }

/** Makes the stage: the nodes know the keys and agree with each other. */
export const openBotenbuehne = async (
  prozesse: readonly Knotenprozess[],
  besetzung: Besetzung,
): Promise<Botenbuehne> => {
  const alles = await openTestknoten(besetzung)
  for (const satz of await fetchKnoten(prozesse[0] as Knotenprozess, nichts)) await receiveSatz(alles, satz)
  return {
    prozesse,
    alles,
    auswaertige: besetzung.leute.slice(prozesse.length).map(([wer]) => wer),
    bericht: {
      laeufe: 0,
      saetze: 0,
      zustellungen: 0,
      doppelte: 0,
      abgebrochene: 0,
      getoetete: 0,
      gabelungen: 0,
      dateien: 0,
      konflikte: 0,
    },
  }
}

/**
 * One run from a seed: nodes edit apart; people elsewhere do, too, and may deceive; what was written is carried from node to node in
 * any order, twice, in part, broken off on the way, into a process that is killed meanwhile. At the end each gets the rest.
 *
 * @returns what each node says of itself, and what the node in memory came to
 */
export const runBotengang = async (buehne: Botenbuehne, seed: number, kill: boolean) => {
  const zufall = createZufall(seed)
  const { prozesse, alles, bericht } = buehne
  const before = await callKnoten<Vektor>(prozesse[0] as Knotenprozess, '/sync/vector')
  const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre', String(zufall.between(0, 40)))
  const schreibende = prozesse.filter(() => zufall.chance(0.7))
  await Promise.all(schreibende.map((prozess) => edit(prozess, slot, zufall.between(0, 29))))
  const saetze: Aenderungssatz[] = []
  for (const prozess of schreibende) saetze.push(...(await fetchKnoten(prozess, before)))
  saetze.push(...(await writeElsewhere(buehne, zufall, slot)))
  bericht.saetze += saetze.length
  const toKill = kill ? zufall.between(0, prozesse.length - 1) : -1
  await Promise.all(
    prozesse.map(async (prozess, i) => {
      await carrySome(buehne, createZufall(seed * 7 + i), prozess, saetze, i === toKill)
    }),
  )
  for (const satz of saetze) await receiveSatz(alles, satz)
  // A gap waits for what closes it, so one round of everything in any order is enough. Now and then it comes as a file.
  const [first, ...others] = prozesse
  const byFile = zufall.chance(0.15) && first !== undefined
  const direct = byFile ? [first] : prozesse
  await Promise.all(direct.map((prozess) => pushKnoten(prozess, shuffle(zufall, saetze))))
  if (byFile) {
    await carryFile(first, others, before)
    bericht.dateien++
  }
  bericht.laeufe++
  return {
    erwartet: {
      arbeit: standHash(alles.stand, 'arbeit'),
      oeffentlich: standHash(alles.stand, 'oeffentlich'),
      schnitte: cutsOf(
        [...alles.netz.ketten].flatMap(([knoten, { gabelung }]) => (gabelung ? [{ knoten, ...gabelung }] : [])),
      ),
    },
    gesagt: await Promise.all(
      prozesse.map(async (prozess) => ({
        ...(await callKnoten<{ arbeit: string; oeffentlich: string }>(prozess, '/sync/stand')),
        schnitte: cutsOf((await callKnoten<Vektor>(prozess, '/sync/vector')).gabelungen),
      })),
    ),
  }
}

const cutsOf = (gabelungen: Vektor['gabelungen']): string[] =>
  gabelungen.map(({ knoten, nr }) => `${knoten}@${nr}`).sort()

/** Sets a value where others may set another one at the same time: beside whatever is there. */
const edit = (prozess: Knotenprozess, slot: string, wert: number): Promise<unknown> =>
  callKnoten(prozess, '/aenderungssaetze', { nebeneinander: true, aenderungen: neueAussage(slot, { wert }) })

/** Somebody without a process writes one to three changesets; now and then two continuations of the same chain. */
const writeElsewhere = async (
  { alles, auswaertige, bericht }: Botenbuehne,
  zufall: Zufall,
  slot: string,
): Promise<Aenderungssatz[]> => {
  const wer = auswaertige[zufall.between(0, auswaertige.length - 1)]
  if (!wer || isCut(alles.netz, wer.knoten, Number.MAX_SAFE_INTEGER)) return []
  const write = (wert: number) =>
    writeSatz(alles.netz, asSchreiber(wer, 'bearbeiter'), neueAussage(slot, { wert }), { erstelltAm: testzeit })
  const saetze: Aenderungssatz[] = []
  for (let i = zufall.between(0, 2); i >= 0; i--) {
    const satz = write(zufall.between(0, 29))
    // Two heads of the same number: both go out, to whomever.
    const isFork = zufall.chance(0.04)
    if (isFork) saetze.push(write(zufall.between(0, 29)))
    await receiveSatz(alles, satz)
    saetze.push(satz)
    if (isFork) {
      bericht.gabelungen++
      break
    }
  }
  return saetze
}

const shuffle = <T>(zufall: Zufall, werte: readonly T[]): T[] =>
  werte
    .map((wert) => [zufall.between(0, 1_000_000), wert] as const)
    .sort(([a], [b]) => a - b)
    .map(([, wert]) => wert)

/** Carries a part of what was written to a node: disordered, doubled, perhaps broken off, perhaps into its end. */
const carrySome = async (
  { bericht }: Botenbuehne,
  zufall: Zufall,
  prozess: Knotenprozess,
  saetze: readonly Aenderungssatz[],
  kill: boolean,
): Promise<void> => {
  const some = shuffle(zufall, saetze).filter(() => zufall.chance(0.6))
  const twice = some.filter(() => zufall.chance(0.3))
  bericht.zustellungen += some.length + twice.length
  bericht.doppelte += twice.length
  const controller = new AbortController()
  const pushing = pushKnoten(prozess, [...some, ...twice], () => undefined, controller.signal)
  if (kill) {
    bericht.getoetete++
    await Promise.all([pushing.catch(() => undefined), sleep(zufall.between(0, 20)).then(() => prozess.end('SIGKILL'))])
    await prozess.start(0)
  } else if (zufall.chance(0.2)) {
    bericht.abgebrochene++
    await sleep(zufall.between(0, 8))
    controller.abort()
    await pushing.catch(() => undefined) // broken off, that is the test
  } else await pushing
}
