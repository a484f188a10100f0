import type { ClientBase, Pool } from 'pg'
import type { Aenderungssatz } from '../kern/aenderungssatz.ts'
import type { Empfang, Knoten, Netzknoten } from '../kern/knoten.ts'
import type { Gruendung } from '../kern/netz.ts'
import { checkSatz, checkSatzAside, type Satzpruefung } from '../kern/pruefung.ts'
import type { ProfilId } from '../kern/slot.ts'
import type { Sicht } from '../kern/slotstand.ts'
import type { Speicher } from '../kern/speicher.ts'
import type { Wissensstand } from '../kern/stand.ts'
import type { Bereich } from '../kern/teilsicht.ts'
import { type Einsendung, receiveSaetze } from './empfang.ts'
import { followNetz, loadNetz, type Netzbestand } from './netzbestand.ts'
import { policiesAt, type Wissensvektor } from './rueckblick.ts'
import { checkSichtversion, readStandHash, type Sichtquelle } from './sicht.ts'
import { type Arbeitsschritt, findArbeit, hasOffene, planArbeit } from './sichtarbeit.ts'
import { createLesespeicher, createWissensspeicher, inTransaction, readMark, type Verbindung } from './speicher.ts'
import { foldTeil } from './teilstand.ts'
import { createWechsel } from './wechsel.ts'
import { readZeilen } from './zeilenleser.ts'

/**
 * A node over PostgreSQL. In memory it keeps heads, keys and rules; contents are folded from the rows of the profiles that are
 * asked for. Several processes may open the same database: one writes at a time, the others catch up.
 */
export interface Wissensknoten {
  /**
   * Reads the fold of some profiles, whole: statements, citations, verdicts, redactions; with a vector as it was known then.
   * `work` must not ask the same node for something else and wait for it.
   */
  readonly readProfile: <T>(
    profile: readonly ProfilId[],
    work: (knoten: Knoten) => T | Promise<T>,
    vektor?: Wissensvektor,
  ) => Promise<T>
  /** Reads chains, keys and rules; nothing of the contents. */
  readonly readNetz: <T>(work: (knoten: Netzknoten) => T | Promise<T>) => Promise<T>
  /** As {@link Wissensknoten.readNetz}, with the hashes of both views at the same moment. */
  readonly readStand: <T>(
    work: (knoten: Netzknoten, stand: Readonly<Record<Sicht, string>>) => T | Promise<T>,
  ) => Promise<T>
  /** Reads the stored views with SQL, after they were brought up to date. */
  readonly readSichten: <T>(work: (db: Verbindung) => Promise<T>) => Promise<T>
  /**
   * Takes in changesets as one transaction: the answers are given once all of it is durable. Refused ones leave no trace. With
   * `aufschub` the views follow later, when somebody reads them or {@link Wissensknoten.settle} is called: many batches in a row
   * are then seen once.
   *
   * @throws what the database throws; then nothing of the batch was stored
   */
  readonly receive: (werte: readonly unknown[], aufschub?: 'aufschub') => Promise<readonly Empfang[]>
  /** Has a changeset made on the newest state of some profiles and takes it in, before anybody else writes. */
  readonly writeProfile: (
    profile: readonly ProfilId[],
    build: (knoten: Knoten) => Aenderungssatz,
  ) => Promise<Empfang & { readonly satz: Aenderungssatz }>
  /** A transaction over what a node keeps beside the log. */
  readonly beside: <T>(work: (client: ClientBase) => Promise<T>) => Promise<T>
  /** Brings the views up to date, in steps between which others may read and write. */
  readonly settle: () => Promise<void>
  /** The log for one long answer, which reads ahead along the chains. */
  readonly readAhead: () => Speicher
  /** Stored changesets as lines of NDJSON, as a partner may get them. */
  readonly readZeilen: (ids: readonly string[], bereich: Bereich) => AsyncGenerator<string>
}

/** Key of the advisory lock of the one who writes. */
const writerKey = 7_236_114_523

/** How a node checks what comes in. */
export interface Pruefer {
  readonly one: (wert: unknown) => Satzpruefung
  /** As `one`, for many at a time; signatures may be verified on another core. */
  readonly many: (wert: unknown) => Satzpruefung | Promise<Satzpruefung>
}

/** Opens the node of a database: its heads are read, and whatever the views do not show is made when somebody reads them. */
export const openWissensknoten = async (
  pool: Pool,
  gruendung: Gruendung,
  pruefer: Pruefer = { one: checkSatz, many: checkSatzAside },
): Promise<Wissensknoten> => {
  let bestand: Netzbestand | undefined
  const wechsel = createWechsel()
  const speicher = createWissensspeicher(pool)

  const load = async (client: ClientBase): Promise<Netzbestand> => {
    await checkSichtversion(client)
    return loadNetz(client, gruendung)
  }

  /** One transaction of the writer. What was learned in one that fails is forgotten: the next one reads the heads again. */
  const locked = async <T>(work: (client: ClientBase, current: Netzbestand) => Promise<T>): Promise<T> => {
    try {
      const [result, next] = await inTransaction(pool, async (client) => {
        await client.query('select pg_advisory_xact_lock($1)', [writerKey])
        const current = bestand ? await followNetz(client, bestand) : await load(client)
        const answer = await work(client, current)
        return [answer, { ...current, stand: await readMark(client) }] as const
      })
      bestand = next
      return result
    } catch (error) {
      bestand = undefined
      throw error
    }
  }
  const catchUp = () => wechsel.alone(() => locked(async () => undefined))

  const toKnoten = ({ netz, unvollstaendig }: Netzbestand, stand: Wissensstand): Knoten => ({
    speicher,
    netz,
    unvollstaendig,
    stand,
    pruefe: pruefer.one,
  })

  /** Reads heads and rows of the same moment. While nobody else wrote, nothing is locked. */
  const read = async <T>(
    fold: (client: ClientBase, current: Netzbestand) => Promise<T>,
  ): Promise<{ readonly value: T } | undefined> => {
    const current = bestand
    if (!current) return undefined
    return inTransaction(
      pool,
      async (client) =>
        (await readMark(client)) === current.stand ? { value: await fold(client, current) } : undefined,
      'begin isolation level repeatable read read only',
    )
  }
  const reading = async <T, R>(
    fold: (client: ClientBase, current: Netzbestand) => Promise<T>,
    work: (folded: T) => R | Promise<R>,
  ): Promise<R> => {
    for (;;) {
      const done = await wechsel.shared(async () => {
        const folded = await read(fold)
        return folded && { value: await work(folded.value) }
      })
      if (done) return done.value
      await catchUp()
    }
  }

  const take = async (
    client: ClientBase,
    current: Netzbestand,
    einsendungen: readonly Einsendung[],
    aufschub?: 'aufschub',
  ): Promise<readonly Empfang[]> => {
    const answers = await receiveSaetze(client, current, einsendungen)
    const arbeit = aufschub ? undefined : await findArbeit(client)
    // Where very much is touched, as by a new policy, it is made in steps once somebody reads the views.
    if (arbeit && 'slots' in arbeit) await runSteps(client, current, planArbeit(arbeit))
    return answers
  }

  let hashes: { readonly stand: string; readonly value: Record<Sicht, string> } | undefined
  /** The hashes of the views; `undefined` while these do not show everything. They cost a second at full size, so they are kept. */
  const readHashes = async (
    client: ClientBase,
    { netz, unvollstaendig, stand }: Netzbestand,
  ): Promise<readonly [Netzknoten, Record<Sicht, string>] | undefined> => {
    if (await hasOffene(client)) return undefined
    if (hashes?.stand !== stand) {
      const value = {
        arbeit: await readStandHash(client, 'arbeit'),
        oeffentlich: await readStandHash(client, 'oeffentlich'),
      }
      hashes = { stand, value }
    }
    return [{ speicher, netz, unvollstaendig }, hashes.value]
  }

  const settleOnce = async (): Promise<void> => {
    if (!(await hasOffene(pool))) return
    const arbeit = await wechsel.alone(() => locked(findArbeit))
    if (!arbeit) return
    const steps = planArbeit(arbeit)
    if ('slots' in arbeit) return wechsel.alone(() => locked((client, current) => runSteps(client, current, steps)))
    // While one step is written the next one is read. Whatever changes in between stays open: no smaller work closes it before.
    const readAhead = (i: number) => {
      const made = bestand ? steps[i]?.read(pool, bestand) : undefined
      made?.catch(() => undefined) // awaited in its turn, unless the step before it throws
      return made
    }
    let next = readAhead(0)
    for (const [i, step] of steps.entries()) {
      const made = await next
      next = readAhead(i + 1)
      await wechsel.alone(() => locked((client, current) => step.write(client, current, made)))
    }
  }
  let settling: Promise<void> = Promise.resolve()
  const settle = (): Promise<void> => {
    const turn = settling.then(settleOnce)
    settling = turn.catch(() => undefined) // its caller hears of it
    return turn
  }

  await catchUp()
  return {
    beside: (work) => inTransaction(pool, work),
    readProfile: (profile, work, vektor) =>
      reading(async (client, current) => {
        const stand = await foldTeil(client, current.netz, { profile }, vektor)
        if (vektor) stand.richtlinien = policiesAt(current.netz, vektor)
        return toKnoten(current, stand)
      }, work),
    readNetz: (work) =>
      reading(async (_client, { netz, unvollstaendig }) => ({ speicher, netz, unvollstaendig }), work),
    readStand: async (work) => {
      for (;;) {
        await settle()
        const done = await reading(readHashes, async (hashes) => hashes && { value: await work(...hashes) })
        if (done) return done.value
      }
    },
    readSichten: async (work) => {
      await settle()
      return work(pool)
    },
    receive: async (werte, aufschub) => {
      const einsendungen = await Promise.all(
        werte.map(async (wert): Promise<Einsendung> => ({ wert, pruefung: await pruefer.many(wert) })),
      )
      return wechsel.alone(() => locked((client, current) => take(client, current, einsendungen, aufschub)))
    },
    writeProfile: async (profile, build) => {
      const result = await wechsel.alone(() =>
        locked(async (client, current) => {
          const knoten = toKnoten(current, await foldTeil(client, current.netz, { profile }))
          const built = tryBuild(build, knoten)
          if ('error' in built) return built
          const { satz } = built
          const [empfang] = await take(client, current, [{ wert: satz, pruefung: pruefer.one(satz) }])
          if (!empfang) throw new Error('a changeset without an answer')
          return { ...empfang, satz }
        }),
      )
      if ('error' in result) throw result.error
      return result
    },
    settle,
    readAhead: () => createLesespeicher(pool),
    readZeilen: (ids, bereich) => readZeilen(pool, ids, bereich),
  }
}

const runSteps = async (db: Verbindung, quelle: Sichtquelle, steps: readonly Arbeitsschritt[]): Promise<void> => {
  for (const step of steps) await step.write(db, quelle, await step.read(db, quelle))
}

/** A maker that refuses has changed nothing, so what is known may stay. */
const tryBuild = (
  build: (knoten: Knoten) => Aenderungssatz,
  knoten: Knoten,
): { satz: Aenderungssatz } | { error: unknown } => {
  try {
    return { satz: build(knoten) }
  } catch (error) {
    return { error }
  }
}
