import type { Satzkopf } from '../kern/aenderungssatz.ts'
import { personOf } from '../kern/knoten.ts'
import { addKopf, createNetz, type Gruendung, isAktiv, type Netz, toKopfeintrag } from '../kern/netz.ts'
import { addBlaetter, type Wissensstand } from '../kern/stand.ts'
import { findSaetze, readMark, type Verbindung } from './speicher.ts'

/** What one process holds of a network in memory: heads and votes, and what is incomplete. */
export interface Netzbestand {
  readonly netz: Netz
  readonly unvollstaendig: Set<string>
  /** How far the log was read. */
  readonly stand: string
}

interface Kopfzeile {
  readonly folge: string
  readonly stand: string
  readonly id: string
  readonly knoten: string
  readonly kopf: string
  readonly aktiv: boolean
}

/** Heads that are read at once. */
const page = 1_000

/** Heads whose copy is newer than a mark, in the order of storing, page by page. */
const listKoepfe = async function* (db: Verbindung, seit: string): AsyncGenerator<readonly Kopfzeile[]> {
  for (let last = '0'; ; ) {
    const { rows } = await db.query<Kopfzeile>(
      `select folge, stand, id, knoten, kopf, aktiv from bq.satz where folge > $1::bigint and stand > $2::bigint order by folge limit ${page}`,
      [last, seit],
    )
    if (rows.length > 0) yield rows
    if (rows.length < page) return
    last = rows.at(-1)?.folge ?? last
  }
}

const listUnvollstaendige = async (db: Verbindung): Promise<Set<string>> => {
  const { rows } = await db.query<{ id: string }>('select id from bq.satz where unvollstaendig order by folge')
  return new Set(rows.map(({ id }) => id))
}

const addKoepfe = async (db: Verbindung, netz: Netz, rows: readonly Kopfzeile[]): Promise<void> => {
  const stimmen = await findSaetze(
    db,
    rows.filter(({ knoten }) => knoten.startsWith('netz.')).map(({ id }) => id),
  )
  for (const { id, kopf } of rows) {
    const satz = stimmen.get(id) ?? { id, kopf: JSON.parse(kopf) as Satzkopf, aenderungen: [] }
    addKopf(netz, toKopfeintrag(satz))
  }
}

/** Reads the heads of a log; which changesets count is written down anew where it is not what the heads say. */
export const loadNetz = async (db: Verbindung, gruendung: Gruendung): Promise<Netzbestand> => {
  const netz = createNetz(gruendung)
  const stand = await readMark(db)
  for await (const rows of listKoepfe(db, '0')) await addKoepfe(db, netz, rows)
  const falsch: string[] = []
  for await (const rows of listKoepfe(db, '0')) {
    for (const { id, kopf, aktiv } of rows) {
      if (isAktiv(netz, { id, kopf: JSON.parse(kopf) as Satzkopf }) !== aktiv) falsch.push(id)
    }
  }
  if (falsch.length > 0) {
    await db.query(`update bq.satz set aktiv = not aktiv, offen = nextval('bq.stand') where id = any($1::text[])`, [
      falsch,
    ])
  }
  return { netz, unvollstaendig: await listUnvollstaendige(db), stand }
}

/** Reads what other processes have stored since. */
export const followNetz = async (db: Verbindung, bestand: Netzbestand): Promise<Netzbestand> => {
  const stand = await readMark(db)
  if (stand === bestand.stand) return bestand
  for await (const rows of listKoepfe(db, bestand.stand)) await addKoepfe(db, bestand.netz, rows)
  return { netz: bestand.netz, unvollstaendig: await listUnvollstaendige(db), stand }
}

/** Brings the redactions that concern changesets into a fold that does not hold everything. Each is asked for once. */
export const createRecall = (
  db: Verbindung,
  netz: Netz,
  stand: Wissensstand,
): ((ids: readonly string[]) => Promise<void>) => {
  const recalled = new Set<string>()
  return async (ids) => {
    const fresh = ids.filter((id) => !recalled.has(id))
    if (fresh.length === 0) return
    for (const id of fresh) recalled.add(id)
    const { rows } = await db.query<{ id: string; kopf: string; index: number; angaben: string }>(
      `select s.id, s.kopf, a.index, a.angaben from bq.bezug b join bq.satz s on s.folge = b.satz
        join bq.aenderung a on a.satz = b.satz and a.index = b.index
        where b.ziel = any($1::text[]) and a.slot = 'schwaerzung'`,
      [fresh],
    )
    for (const { id, kopf: line, index, angaben } of rows) {
      const kopf = JSON.parse(line) as Satzkopf
      if (!isAktiv(netz, { id, kopf })) continue
      const blatt = { slot: 'schwaerzung', ersetzt: [], angaben: JSON.parse(angaben) as unknown, inhalt: '' }
      addBlaetter(stand, { id, kopf }, [[index, blatt]], personOf({ netz }, kopf))
    }
  }
}
