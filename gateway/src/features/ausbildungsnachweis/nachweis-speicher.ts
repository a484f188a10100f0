import { limits } from '@berichtsheft/core'
import type pg from 'pg'
import { busyError, lockTimeoutFrom, refuseGone, type Wartender } from '../../db/wartezeit.ts'
import { createGruppe } from '../../gruppe.ts'
import type { Listeneintrag } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Cursor } from '../../seite.ts'
import { kopfText, type Nachweissatz, nachweisEreignis } from './nachweis-satz.ts'

/** A new report on its way into the database. */
export interface NeuerNachweis {
  readonly berichtsheftId: string
  readonly satz: Nachweissatz
  /** Key, hash of the request body (hexadecimal) and answer of a request with Idempotency-Key. */
  readonly idempotenz?: { readonly schluessel: string; readonly koerperHash: string; readonly antwort: string }
}

/** A report as it is served: its version and the finished JSON. */
export interface GelesenerNachweis {
  readonly version: number
  readonly dokument: string
}

const separator = '\u001e'
const join = (values: readonly (string | number | undefined)[]): string =>
  values.map((value) => value ?? '').join(separator)

/** Statement that stores reports with their events in one round trip; see the migration of the report functions. */
export const nachweiseAnlegenSql = `select nachweise_anlegen(${Array.from({ length: 20 }, (_, i) => `$${i + 1}`).join(', ')})`

/** Who stores new reports, when, how many, and their columns: one text per column, joined by U+001E. */
export const nachweisWerte = (
  clientId: string,
  zeitpunkt: Date,
  neue: readonly Pick<NeuerNachweis, 'berichtsheftId' | 'satz'>[],
): unknown[] => {
  const saetze = neue.map(({ satz }) => satz)
  const instant = zeitpunkt.toISOString()
  return [
    clientId,
    zeitpunkt,
    neue.length,
    join(saetze.map(({ id }) => id)),
    join(neue.map(({ berichtsheftId }) => berichtsheftId)),
    join(saetze.map(({ fremdId }) => fremdId)),
    join(saetze.map(({ von }) => von)),
    join(saetze.map(({ bis }) => bis)),
    join(saetze.map(({ ausbildungsjahr }) => ausbildungsjahr)),
    join(saetze.map(({ status }) => status)),
    join(saetze.map(({ hash }) => hash)),
    join(saetze.map(({ salz }) => salz)),
    join(
      neue.map(({ berichtsheftId, satz }) =>
        kopfText({ ...satz, berichtsheftId, version: 1, erstelltAm: instant, geaendertAm: instant }),
      ),
    ),
    join(saetze.map(({ inhalt }) => inhalt)),
    join(saetze.map(({ verlauf }) => verlauf)),
    join(saetze.map(({ kommentare }) => kommentare)),
    join(saetze.map((satz) => nachweisEreignis('nachweis.angelegt', { ...satz, version: 1 }, zeitpunkt, clientId))),
  ]
}

/** Values of `nachweiseAnlegenSql`. */
export const anlegenValues = (clientId: string, zeitpunkt: Date, neue: readonly NeuerNachweis[]): unknown[] => {
  const mitSchluessel = neue.some(({ idempotenz }) => idempotenz !== undefined)
  return [
    ...nachweisWerte(clientId, zeitpunkt, neue),
    mitSchluessel ? join(neue.map(({ idempotenz }) => idempotenz?.schluessel)) : null,
    mitSchluessel ? join(neue.map(({ idempotenz }) => idempotenz?.koerperHash)) : null,
    mitSchluessel ? join(neue.map(({ idempotenz }) => idempotenz?.antwort)) : null,
  ]
}

/** Partition of an id: the last hexadecimal digit of its third group. */
const fachOf = (id: string): number => Number.parseInt(id.charAt(17), 16)

// The tenant is set before a row is looked at, because the look depends on it (`m.mandant is not null`, `offset 0`); were it not,
// row level security would show nothing. Naming the partition spares PostgreSQL to open all sixteen.
const readStatements = Array.from({ length: 16 }, (_, fach) => ({
  name: `nachweis_lesen_${fach}`,
  text: `select n.id, n.version, n.dokument
    from aufrufer_setzen($1, $2) m (mandant)
    cross join lateral (select a.id, a.version, nachweis_dokument(a.kopf, a.inhalt, a.verlauf, a.kommentare) as dokument
      from ausbildungsnachweis_${fach} a where a.fach = ${fach} and a.id = any ($3::uuid[]) and m.mandant is not null offset 0) n`,
}))

// Several at once pay for opening all partitions together, and each id is looked up in its own only.
const readManyStatement = {
  name: 'nachweise_lesen',
  text: `select n.id, n.version, n.dokument
    from aufrufer_setzen($1, $2) m (mandant)
    cross join lateral (select a.id, a.version, nachweis_dokument(a.kopf, a.inhalt, a.verlauf, a.kommentare) as dokument
      from unnest($3::uuid[]) p (id) join ausbildungsnachweis a on a.fach = fach_von(p.id) and a.id = p.id
      where m.mandant is not null offset 0) n`,
}

const listStatements = Array.from({ length: 16 }, (_, fach) => ({
  name: `heft_auflisten_${fach}`,
  text: `select n.von as wert, n.id, n.dokument as json
    from aufrufer_setzen($1, $2) m (mandant)
    cross join lateral (select a.von, a.id, nachweis_dokument(a.kopf, a.inhalt, a.verlauf, a.kommentare) as dokument
      from ausbildungsnachweis_${fach} a
      where a.fach = ${fach} and a.berichtsheft_id = $3 and ($5::uuid is null or (a.von, a.id) > ($4::date, $5)) and m.mandant is not null
      order by a.von, a.id limit $6) n order by n.von, n.id`,
}))

/** The same with what is left of the wait for locks as last value. */
const schreibenSql = nachweiseAnlegenSql.replace('select ', "select set_config('lock_timeout', $21, true), ")

/** Longest wait of a read for a connection; the other half of the wait is the `lock_timeout` of every connection. */
const readWait = limits.verbindungszeit / 2

/** Who reads or writes. */
export type Schreibender = Wartender & { readonly clientId: string; readonly ausweis: string }

/**
 * Writes and reads single reports. Concurrent requests of one client share a round trip; when one of them cannot be
 * stored, the call leaves nothing and each is tried on its own. Nothing is sent for a client that has gone.
 */
export const createNachweisSpeicher = (pool: pg.Pool, now: () => Date) => {
  const write = async (
    connection: pg.PoolClient,
    clientId: string,
    neue: readonly NeuerNachweis[],
    since: number,
  ): Promise<void> => {
    await connection.query({
      name: 'nachweise_schreiben',
      text: schreibenSql,
      values: [...anlegenValues(clientId, now(), neue), lockTimeoutFrom(since)],
    })
  }

  const writeOne = async (
    connection: pg.PoolClient,
    clientId: string,
    neu: NeuerNachweis,
    since: number,
  ): Promise<true | Error> => {
    try {
      await write(connection, clientId, [neu], since)
      return true
    } catch (error) {
      return toWriteError(error, neu)
    }
  }

  const connections = {
    acquire: () => pool.connect(),
    release: (connection: pg.PoolClient) => connection.release(),
  }

  const createGrouped = createGruppe<NeuerNachweis, true, pg.PoolClient>(
    async ({ key: clientId, items: neue, connection, since }) => {
      const [first] = neue
      if (neue.length === 1 && first) return [await writeOne(connection, clientId, first, since)]
      try {
        await write(connection, clientId, neue, since)
        return neue.map(() => true as const)
      } catch (error) {
        if (!isConflict(error)) throw error
        const results: (true | Error)[] = []
        for (const neu of neue) results.push(await writeOne(connection, clientId, neu, since))
        return results
      }
    },
    { maxItems: 32, maxRunning: 2, maxWait: limits.verbindungszeit, ...connections },
  )

  const readGrouped = createGruppe<string, GelesenerNachweis | 'unbekannt', pg.PoolClient>(
    async ({ key: ausweis, items: ids, connection }) => {
      const [only] = ids
      const single = ids.length === 1 && only !== undefined ? readStatements[fachOf(only)] : undefined
      const { rows } = await connection.query<GelesenerNachweis & { id: string }>({
        ...(single ?? readManyStatement),
        values: [ausweis, now(), ids],
      })
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.map((id) => byId.get(id) ?? 'unbekannt')
    },
    { maxItems: 64, maxRunning: 2, maxWait: readWait, ...connections },
  )

  const withConnection = async <T>(
    wartender: Wartender,
    work: (connection: pg.PoolClient) => Promise<T>,
  ): Promise<T> => {
    const since = performance.now()
    const connection = await pool.connect()
    try {
      refuseGone(wartender)
      if (performance.now() - since > readWait) throw busyError()
      return await work(connection)
    } finally {
      connection.release()
    }
  }

  return {
    /**
     * Stores a new report with its event.
     *
     * @throws ProblemError not-found when the book is unknown or foreign, conflict when the key of the vendor is taken
     * @throws IdempotenzTreffer when the idempotency key is known
     */
    create: (wer: Schreibender, neu: NeuerNachweis): Promise<true> => createGrouped(wer.clientId, neu, wer),
    /** Reads a page of a book's reports, by their period. */
    listHeft: async (
      wer: Schreibender,
      heftId: string,
      after: Cursor | undefined,
      limit: number,
    ): Promise<readonly Listeneintrag[]> => {
      const statement = listStatements[fachOf(heftId)]
      if (!statement) throw new Error(`${heftId} is no id of ours`)
      const { rows } = await withConnection(wer, (connection) =>
        connection.query<Listeneintrag>({
          ...statement,
          values: [wer.ausweis, now(), heftId, after?.wert ?? null, after?.id ?? null, limit],
        }),
      )
      return rows
    },
    /** Reads a report; `undefined` when there is none or the caller may not see it. */
    find: async (wer: Schreibender, id: string): Promise<GelesenerNachweis | undefined> => {
      const found = await readGrouped(wer.ausweis, id, wer)
      return found === 'unbekannt' ? undefined : found
    },
  }
}

/** The idempotency key of a request is known; its answer is looked up and repeated. */
export class IdempotenzTreffer extends Error {
  override readonly name = 'IdempotenzTreffer'
}

const sqlState = (error: unknown): string => String((error as { code?: unknown }).code ?? '')

// Deadlocks are possible when two calls claim the same keys in books of different order; on their own, both succeed or say why not.
const isConflict = (error: unknown): boolean => ['BH404', 'BH409', 'BH200', '40P01'].includes(sqlState(error))

const toWriteError = (error: unknown, neu: NeuerNachweis): Error => {
  switch (sqlState(error)) {
    case 'BH404':
      return new ProblemError('not-found', { detail: `Berichtsheft ${neu.berichtsheftId}` })
    case 'BH409':
      return new ProblemError('conflict', { detail: `The key ${neu.satz.fremdId} is taken by another report` })
    case 'BH200':
      return new IdempotenzTreffer()
    default:
      return error as Error
  }
}
