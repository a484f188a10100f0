import type { ClientBase, Pool } from 'pg'
import type { Aenderungssatz } from '../kern/aenderungssatz.ts'
import { type Empfang, type Knoten, type Netzknoten, openKnoten, receiveSatz } from '../kern/knoten.ts'
import type { Gruendung } from '../kern/netz.ts'
import { checkSatz, type Satzpruefung } from '../kern/pruefung.ts'
import type { ProfilId } from '../kern/slot.ts'
import type { Sicht } from '../kern/slotstand.ts'
import type { Speicher } from '../kern/speicher.ts'
import { standHash } from '../kern/standhash.ts'
import { foldProfilAt, type Wissensvektor } from './rueckblick.ts'
import { listAktive, markSicht, readStandHash, rebuildSicht, updateSicht } from './sicht.ts'
import {
  createLesespeicher,
  findSaetze,
  inTransaction,
  listSaetze,
  listSeit,
  readMark,
  type Verbindung,
  writeSaetze,
} from './speicher.ts'

/** A node over PostgreSQL. Several processes may open the same database: one writes at a time, the others catch up. */
export interface Wissensknoten {
  /** Reads what is stored for good. What is read together belongs to one state, as long as nothing is awaited in between. */
  readonly read: <T>(work: (knoten: Knoten) => T | Promise<T>) => Promise<T>
  /**
   * Takes in changesets as one transaction: the answers are given once all of it is durable. Refused ones leave no trace.
   *
   * @throws what the database throws; then nothing of the batch was stored
   */
  readonly receive: (werte: readonly unknown[]) => Promise<readonly Empfang[]>
  /** Has a changeset made on the newest state and takes it in, before anybody else writes. */
  readonly write: (build: (knoten: Knoten) => Aenderungssatz) => Promise<Empfang & { readonly satz: Aenderungssatz }>
  /** Reads the fold of some profiles, whole: statements, citations, verdicts; as it was known at a vector where one is given. */
  readonly readProfile: <T>(
    profile: readonly ProfilId[],
    work: (knoten: Knoten) => T | Promise<T>,
    vektor?: Wissensvektor,
  ) => Promise<T>
  /** Reads chains, keys and rules. */
  readonly readNetz: <T>(work: (knoten: Netzknoten) => T | Promise<T>) => Promise<T>
  /** Reads the stored views with SQL. */
  readonly readSichten: <T>(work: (db: Verbindung) => Promise<T>) => Promise<T>
  /** As `write`, with the fold of some profiles. */
  readonly writeProfile: (
    profile: readonly ProfilId[],
    build: (knoten: Knoten) => Aenderungssatz,
  ) => Promise<Empfang & { readonly satz: Aenderungssatz }>
  /** The log for one long answer, which reads ahead along the chains. */
  readonly readAhead: () => Speicher
}

/** Key of the advisory lock of the one who writes. */
const writerKey = 7_236_114_523

/** What one process holds in memory; thrown away whenever a transaction fails. */
interface Bestand {
  readonly knoten: Knoten
  readonly aktive: Set<string>
  readonly puffer: Puffer
  /** How far the log was folded. */
  readonly stand: string
}

/** The log as the core sees it during a transaction: what is written waits here until all of it is written at once. */
interface Puffer extends Speicher {
  begin: (client: ClientBase) => void
  /** Reads changesets ahead that will be asked for. */
  prefetch: (ids: readonly string[]) => Promise<void>
  /** Says of changesets that are stored that they are still to come. */
  hide: (saetze: readonly Aenderungssatz[]) => void
  readonly written: () => readonly Aenderungssatz[]
  end: () => void
}

const createPuffer = (pool: Pool): Puffer => {
  let client: ClientBase | undefined
  const known = new Map<string, Aenderungssatz | undefined>()
  const written = new Map<string, Aenderungssatz>()
  return {
    find: async (id) =>
      written.get(id) ?? (known.has(id) ? known.get(id) : (await findSaetze(client ?? pool, [id])).get(id)),
    put: async (satz) => {
      if (!client) throw new Error('a changeset is stored outside of a transaction')
      written.set(satz.id, satz)
    },
    list: () => listSaetze(client ?? pool),
    begin: (own) => {
      client = own
    },
    prefetch: async (ids) => {
      const found = await findSaetze(client ?? pool, ids)
      for (const id of ids) known.set(id, found.get(id))
    },
    hide: (saetze) => {
      for (const { id } of saetze) known.set(id, undefined)
    },
    written: () => [...written.values()],
    end: () => {
      client = undefined
      known.clear()
      written.clear()
    },
  }
}

/** Opens the node of a database: its log is folded once, its views are made anew where they do not agree with the fold. */
export const openWissensknoten = async (
  pool: Pool,
  gruendung: Gruendung,
  pruefe: (wert: unknown) => Satzpruefung = checkSatz,
): Promise<Wissensknoten> => {
  let bestand: Bestand | undefined
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined) // the caller of `turn` hears of it
    return turn
  }

  const load = async (client: ClientBase): Promise<Bestand> => {
    const puffer = createPuffer(pool)
    puffer.begin(client)
    const stand = await readMark(client)
    const knoten = await openKnoten(gruendung, puffer, pruefe)
    await writeSaetze(client, puffer.written())
    const aktive = listAktive(knoten)
    const isStale = async (sicht: Sicht) => (await readStandHash(client, sicht)) !== standHash(knoten.stand, sicht)
    if ((await isStale('arbeit')) || (await isStale('oeffentlich'))) await rebuildSicht(client, knoten, aktive)
    puffer.end()
    return { knoten, aktive, puffer, stand }
  }

  /** Folds in what other processes stored. A copy that was replaced by one that says more or less means folding anew. */
  const catchUp = async (client: ClientBase): Promise<Bestand> => {
    if (!bestand) return load(client)
    const { saetze, stand } = await listSeit(client, bestand.stand)
    if (saetze.length === 0) return bestand
    const { knoten, puffer } = bestand
    const isKnown = ({ id, kopf }: Aenderungssatz) =>
      knoten.netz.koepfe
        .get(kopf.knoten)
        ?.get(kopf.nr)
        ?.some((eintrag) => eintrag.id === id)
    if (saetze.some(isKnown)) return load(client)
    puffer.begin(client)
    puffer.hide(saetze)
    for (const satz of saetze) await receiveSatz(knoten, satz)
    puffer.end()
    return { ...bestand, aktive: listAktive(knoten), stand }
  }

  const locked = async <T>(work: (bestand: Bestand, client: ClientBase) => Promise<T>): Promise<T> => {
    try {
      const [result, next] = await inTransaction(pool, async (client) => {
        await client.query('select pg_advisory_xact_lock($1)', [writerKey])
        const current = await catchUp(client)
        const answer = await work(current, client)
        return [answer, { ...current, stand: await readMark(client) }] as const
      })
      bestand = next
      return result
    } catch (error) {
      // What was folded and not stored is forgotten: the next one folds the log anew.
      bestand = undefined
      throw error
    }
  }

  const take = async (
    { knoten, aktive, puffer }: Bestand,
    client: ClientBase,
    werte: readonly unknown[],
  ): Promise<readonly Empfang[]> => {
    const marke = markSicht(knoten)
    puffer.begin(client)
    await puffer.prefetch([...new Set(werte.flatMap(readIds))])
    const answers: Empfang[] = []
    for (const wert of werte) answers.push(await receiveSatz(knoten, wert))
    await writeSaetze(client, puffer.written())
    puffer.end()
    await updateSicht(
      client,
      knoten,
      marke,
      aktive,
      answers.filter(({ id }) => id !== '').map(({ id }) => id),
    )
    return answers
  }

  const current = async (): Promise<Bestand> => {
    // While nobody else wrote, nothing is locked.
    if (bestand && (await readMark(pool)) === bestand.stand) return bestand
    return locked(async (loaded) => loaded)
  }
  await inTurn(current)
  const read: Wissensknoten['read'] = (work) => inTurn(async () => work((await current()).knoten))
  const write: Wissensknoten['write'] = async (build) => {
    const result = await inTurn(() =>
      locked(async (loaded, client) => {
        const built = tryBuild(build, loaded.knoten)
        if ('error' in built) return built
        const [empfang] = await take(loaded, client, [built.satz])
        if (!empfang) throw new Error('a changeset without an answer')
        return { ...empfang, satz: built.satz }
      }),
    )
    if ('error' in result) throw result.error
    return result
  }
  return {
    receive: (werte) => inTurn(() => locked((loaded, client) => take(loaded, client, werte))),
    read,
    write,
    readNetz: read,
    readProfile: (profile, work, vektor) =>
      read(async (own) => {
        const [profil] = profile
        return work(vektor && profil ? { ...own, stand: await foldProfilAt(own, profil, vektor) } : own)
      }),
    readSichten: (work) => inTurn(async () => current().then(() => work(pool))),
    writeProfile: (_profile, build) => write(build),
    readAhead: () => createLesespeicher(pool),
  }
}

/** A maker that refuses has changed nothing, so what is folded may stay. */
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

const readIds = (wert: unknown): string[] => {
  const id = (wert as { id?: unknown } | null)?.id
  return typeof id === 'string' && /^[0-9a-f]{64}$/.test(id) ? [id] : []
}
