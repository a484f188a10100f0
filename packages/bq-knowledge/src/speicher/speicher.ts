import { canonicalize } from '@berichtsheft/core/signatur'
import type { ClientBase, Pool } from 'pg'
import { type Aenderungssatz, type Blatt, isVerhuellt } from '../kern/aenderungssatz.ts'
import type { Pruefvermerk, Schwaerzung } from '../kern/netzangaben.ts'
import { parseAenderungId } from '../kern/slot.ts'
import type { Speicher } from '../kern/speicher.ts'
import { type Satzzeile, toBlattzeile, toSatz } from './zeile.ts'

/** Whatever runs a statement: the pool, or a connection with a transaction. */
export type Verbindung = Pick<ClientBase, 'query'>

/** Changesets that are read at once when many are. */
const page = 200

const columns = `s.folge, s.id, s.kopf, s.signatur, (
  select json_agg(json_build_object('blatt', a.blatt, 'slot', a.slot, 'ersetzt', a.ersetzt, 'angaben', a.angaben,
    'inhalt', a.inhalt, 'salz', a.salz, 'wert', a.wert) order by a.index)
  from bq.aenderung a where a.satz = s.folge) as blaetter`

interface Zeile extends Satzzeile {
  readonly folge: string
}

/** The stored changesets with these ids. */
export const findSaetze = async (db: Verbindung, ids: readonly string[]): Promise<Map<string, Aenderungssatz>> => {
  const { rows } = await db.query<Zeile>(`select ${columns} from bq.satz s where s.id = any($1::text[])`, [ids])
  return new Map(rows.map((row) => [row.id, toSatz(row)]))
}

/** Every stored changeset, in an order in which each comes after its predecessor. */
export const listSaetze = async function* (db: Verbindung): AsyncGenerator<Aenderungssatz> {
  for (let last = ['0', '0']; ; ) {
    const { rows } = await db.query<Zeile & { nr: number }>(
      `select s.nr, ${columns} from bq.satz s where (s.nr, s.folge) > ($1::integer, $2::bigint) order by s.nr, s.folge limit ${page}`,
      last,
    )
    const end = rows.at(-1)
    if (!end) return
    last = [String(end.nr), end.folge]
    for (const row of rows) yield toSatz(row)
  }
}

/** The newest mark of the log. */
export const readMark = async (db: Verbindung): Promise<string> => {
  const { rows } = await db.query<{ stand: string }>('select coalesce(max(stand), 0)::text as stand from bq.satz')
  return rows[0]?.stand ?? '0'
}

/** What the log keeps beside a changeset. */
export interface Satzlage {
  readonly aktiv: boolean
  readonly unvollstaendig: boolean
}

/** Stores changesets, or their better copies, with three statements for all of them. The views are open for them afterwards. */
export const writeSaetze = async (
  db: Verbindung,
  saetze: readonly Aenderungssatz[],
  lageOf: (satz: Aenderungssatz) => Satzlage,
): Promise<void> => {
  if (saetze.length === 0) return
  const lagen = saetze.map(lageOf)
  const { rows } = await db.query<{ id: string; folge: string }>(
    `insert into bq.satz (id, knoten, nr, kopf, signatur, aktiv, unvollstaendig)
      select id, knoten, nr, kopf, signatur, aktiv, unvollstaendig
        from unnest($1::text[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::boolean[], $7::boolean[])
          with ordinality as t (id, knoten, nr, kopf, signatur, aktiv, unvollstaendig, reihe) order by reihe
      on conflict (id) do update set stand = nextval('bq.stand'), offen = nextval('bq.stand'),
        aktiv = excluded.aktiv, unvollstaendig = excluded.unvollstaendig
      returning id, folge`,
    [
      saetze.map(({ id }) => id),
      saetze.map(({ kopf }) => kopf.knoten),
      saetze.map(({ kopf }) => kopf.nr),
      saetze.map(({ kopf }) => canonicalize(kopf)),
      saetze.map(({ signatur }) => signatur),
      lagen.map(({ aktiv }) => aktiv),
      lagen.map(({ unvollstaendig }) => unvollstaendig),
    ],
  )
  const folge = new Map(rows.map((row) => [row.id, row.folge]))
  const zeilen = saetze.flatMap(({ id, aenderungen }) =>
    aenderungen.map((blatt, index) => ({ satz: folge.get(id), index, ...toBlattzeile(blatt) })),
  )
  const column = <K extends keyof (typeof zeilen)[number]>(name: K) => zeilen.map((zeile) => zeile[name])
  await db.query(
    `insert into bq.aenderung (satz, index, blatt, slot, ersetzt, angaben, inhalt, salz, wert)
      select satz, index, blatt, slot, string_to_array(ersetzt, ' '), angaben, inhalt, salz, wert
        from unnest($1::bigint[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
          as t (satz, index, blatt, slot, ersetzt, angaben, inhalt, salz, wert)
      on conflict (satz, index) do update set blatt = excluded.blatt, slot = excluded.slot, ersetzt = excluded.ersetzt,
        angaben = excluded.angaben, inhalt = excluded.inhalt, salz = excluded.salz, wert = excluded.wert
      where (aenderung.blatt, aenderung.salz) is distinct from (excluded.blatt, excluded.salz)`,
    [
      column('satz'),
      column('index'),
      column('blatt'),
      column('slot'),
      zeilen.map(({ ersetzt }) => ersetzt?.join(' ') ?? null),
      column('angaben'),
      column('inhalt'),
      column('salz'),
      column('wert'),
    ],
  )
  await writeBezuege(db, saetze, folge)
}

/** Stores which changesets the verdicts and redactions of others speak of. */
const writeBezuege = async (
  db: Verbindung,
  saetze: readonly Aenderungssatz[],
  folge: ReadonlyMap<string, string>,
): Promise<void> => {
  const bezuege = saetze.flatMap(({ id, aenderungen }) =>
    aenderungen.flatMap((blatt, index) => listZiele(blatt).map((ziel) => ({ ziel, satz: folge.get(id), index }))),
  )
  if (bezuege.length === 0) return
  await db.query(
    `insert into bq.bezug (ziel, satz, index) select * from unnest($1::text[], $2::bigint[], $3::smallint[]) on conflict do nothing`,
    [bezuege.map(({ ziel }) => ziel), bezuege.map(({ satz }) => satz), bezuege.map(({ index }) => index)],
  )
}

const listZiele = (blatt: Blatt): string[] => {
  if (isVerhuellt(blatt)) return []
  const { slot, angaben } = blatt
  const ids =
    slot === 'pruefvermerk'
      ? (angaben as Pruefvermerk).ziele
      : slot === 'schwaerzung'
        ? [(angaben as Schwaerzung).ziel]
        : []
  return [...new Set(ids.map((id) => parseAenderungId(id).satz))]
}

/** The log on PostgreSQL as somebody reads it who writes nothing. */
export const createWissensspeicher = (pool: Pool): Speicher => ({
  find: async (id) => (await findSaetze(pool, [id])).get(id),
  put: async () => {
    throw new Error('a changeset is stored outside of a transaction')
  },
  list: () => listSaetze(pool),
})

/**
 * The log for one reader that walks along chains: what comes after a changeset in its chain is read with it. It serves one
 * answer and sees what is stored when it reads.
 */
export const createLesespeicher = (pool: Pool): Speicher => {
  let ahead = new Map<string, Aenderungssatz>()
  return {
    ...createWissensspeicher(pool),
    find: async (id) => {
      const known = ahead.get(id)
      if (known) return known
      const { rows } = await pool.query<Zeile>(
        `select ${columns} from bq.satz start join bq.satz s on s.knoten = start.knoten and s.nr >= start.nr
          where start.id = $1 order by s.nr limit ${page}`,
        [id],
      )
      ahead = new Map(rows.map((row) => [row.id, toSatz(row)]))
      return ahead.get(id)
    },
  }
}

/** Does something in one transaction of one connection. A connection that cannot even roll back is not used again. */
export const inTransaction = async <T>(
  pool: Pool,
  work: (client: ClientBase) => Promise<T>,
  begin: 'begin' | 'begin isolation level repeatable read read only' = 'begin',
): Promise<T> => {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      broken = cause
    })
    throw error
  } finally {
    client.release(broken)
  }
}
