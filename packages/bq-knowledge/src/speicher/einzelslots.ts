import type { Satzkopf } from '../kern/aenderungssatz.ts'
import { type AenderungId, aenderungIdOf } from '../kern/slot.ts'
import type { Verbindung } from './speicher.ts'

/** A change of a slot of which each change stands for itself: a contribution, a question, an answer. */
export interface Einzelaenderung {
  readonly id: AenderungId
  readonly satz: string
  readonly slot: 'beitrag' | 'anfrage' | 'antwort'
  readonly kopf: Satzkopf
  readonly angaben: unknown
  /** Absent when it was redacted. */
  readonly text?: string
}

interface Zeile {
  readonly id: string
  readonly kopf: string
  readonly index: number
  readonly slot: Einzelaenderung['slot']
  readonly ersetzt: readonly string[]
  readonly angaben: string
  readonly wert: string | null
}

/**
 * The changes of such slots that count, in the order in which they arrived, without those that somebody has taken back: the own
 * chamber, or the Redaktion.
 *
 * @param zu only those about this statement or profile
 */
export const listEinzelaenderungen = async (
  db: Verbindung,
  slots: readonly Einzelaenderung['slot'][],
  zu?: string,
): Promise<readonly Einzelaenderung[]> => {
  const { rows } = await db.query<Zeile>(
    `select s.id, s.kopf, a.index, a.slot, a.ersetzt, a.angaben, a.wert
       from bq.aenderung a join bq.satz s on s.folge = a.satz
      where s.aktiv and a.slot = any($1::text[]) and ($2::text is null or a.angaben::jsonb ->> 'zu' = $2)
      order by s.folge, a.index`,
    [slots, zu ?? null],
  )
  const all = rows.map((row) => ({ ...toEinzelaenderung(row), ersetzt: row.ersetzt, wert: row.wert }))
  const byId = new Map(all.map((one) => [one.id, one]))
  const gone = new Set(
    all
      .filter(({ wert }) => wert === 'null')
      .flatMap(({ id, kopf, ersetzt }) => [
        id,
        ...ersetzt.filter((ziel) => kopf.rolle === 'redaktion' || byId.get(ziel)?.kopf.kammer === kopf.kammer),
      ]),
  )
  return all.filter(({ id }) => !gone.has(id)).map(({ ersetzt: _ersetzt, wert: _wert, ...one }) => one)
}

const toEinzelaenderung = ({ id, kopf, index, slot, angaben, wert }: Zeile): Einzelaenderung => {
  const text: unknown = wert === null ? undefined : JSON.parse(wert)
  return {
    id: aenderungIdOf(id, index, slot),
    satz: id,
    slot,
    kopf: JSON.parse(kopf) as Satzkopf,
    angaben: JSON.parse(angaben) as unknown,
    ...(typeof text === 'string' ? { text } : {}),
  }
}

/** The changes of statements in some changesets: what was proposed with an answer. */
export const listVorschlaegeIn = async (
  db: Verbindung,
  saetze: readonly string[],
): Promise<ReadonlyMap<string, readonly AenderungId[]>> => {
  if (saetze.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; index: number; slot: string }>(
    `select s.id, a.index, a.slot from bq.satz s join bq.aenderung a on a.satz = s.folge
      where s.id = any($1::text[]) and position(':' in a.slot) > 0 order by s.folge, a.index`,
    [saetze],
  )
  const bySatz = Map.groupBy(rows, ({ id }) => id)
  return new Map([...bySatz].map(([id, some]) => [id, some.map(({ index, slot }) => aenderungIdOf(id, index, slot))]))
}
