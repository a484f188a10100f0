import type { Satzkopf } from '../kern/aenderungssatz.ts'
import type { Aussage, Beleg } from '../kern/aussage.ts'
import { aenderungIdOf } from '../kern/slot.ts'
import type { Aboeintrag } from './abo.ts'
import type { Verbindung } from './speicher.ts'

/** A change of something that somebody watches. */
export interface Beobachtung {
  readonly abos: readonly string[]
  readonly aenderung: string
  readonly satz: string
  readonly slot: string
  readonly kopf: Satzkopf
}

interface Zeile {
  readonly folge: string | number
  readonly id: string
  readonly kopf: string
  readonly index: number
  readonly slot: string
  readonly wert: string | null
}

/** Changesets that one answer looks through. */
const saetzeAtOnce = 2_000

/**
 * The changes of statements behind a place of the log that belong to entries of a watch list. Each looks through a part of the log
 * and says how far it came, so it costs the same however long somebody was away.
 */
export const listBeobachtetes = async (
  db: Verbindung,
  abos: readonly Aboeintrag[],
  nach: number | undefined,
): Promise<{ readonly eintraege: readonly Beobachtung[]; readonly bis: number; readonly mehr: boolean }> => {
  const start = nach ?? Math.min(...abos.map(({ ab }) => ab))
  const { rows: ends } = await db.query<{ bis: string | number | null; ende: string | number | null }>(
    `select (select max(folge) from (select folge from bq.satz where folge > $1 order by folge limit $2) z) as bis,
            (select max(folge) from bq.satz) as ende`,
    [Number.isFinite(start) ? start : 0, saetzeAtOnce],
  )
  const ende = Number(ends[0]?.ende ?? 0)
  if (abos.length === 0) return { eintraege: [], bis: ende, mehr: false }
  const bis = Number(ends[0]?.bis ?? start)
  const { rows } = await db.query<Zeile>(
    `select s.folge, s.id, s.kopf, a.index, a.slot, a.wert from bq.satz s join bq.aenderung a on a.satz = s.folge
      where s.folge > $1 and s.folge <= $2 and s.aktiv and position(':' in a.slot) > 0 order by s.folge, a.index`,
    [start, bis],
  )
  const laender = await findLaender(db, abos.some(({ art }) => art === 'land') ? rows : [])
  const eintraege = rows.flatMap((row) => {
    const kopf = JSON.parse(row.kopf) as Satzkopf
    const hits = abos.filter((abo) => Number(row.folge) > abo.ab && meets(abo, row, kopf, laender))
    if (hits.length === 0) return []
    const aenderung = aenderungIdOf(row.id, row.index, row.slot)
    return [{ abos: hits.map(({ id }) => id), aenderung, satz: row.id, slot: row.slot, kopf }]
  })
  return { eintraege, bis, mehr: bis < ende }
}

const profilOf = (slot: string): string => slot.split('/', 1)[0] ?? ''

/** The countries that the qualifications among some changes say they are of. */
const findLaender = async (db: Verbindung, rows: readonly Zeile[]): Promise<ReadonlyMap<string, string>> => {
  const profile = [...new Set(rows.map(({ slot }) => profilOf(slot)).filter((profil) => profil.startsWith('qual:')))]
  if (profile.length === 0) return new Map()
  const found = await db.query<{ profil: string; wert: string }>(
    `select p.profil, a.wert from unnest($1::text[]) as p (profil)
       join bq.aenderung a on a.slot >= p.profil || '/kopf/land/' and a.slot < p.profil || '/kopf/land0'
       join bq.satz s on s.folge = a.satz and s.aktiv
      where a.wert is not null and a.slot not like '%/belege' order by s.folge`,
    [profile],
  )
  return new Map(
    found.rows.flatMap(({ profil, wert }) => {
      const land = (JSON.parse(wert) as Aussage | null)?.wert
      return typeof land === 'string' ? [[profil, land] as const] : []
    }),
  )
}

const meets = (
  { art, wert }: Aboeintrag,
  { slot, wert: inhalt }: Zeile,
  { kammer }: Satzkopf,
  laender: ReadonlyMap<string, string>,
): boolean => {
  const profil = profilOf(slot)
  switch (art) {
    case 'land':
      return profil === `land:${wert}` || laender.get(profil) === wert
    case 'profil':
      return profil === wert
    case 'abschnitt':
    case 'feld':
      return slot.startsWith(`${wert}/`)
    case 'kammer':
      return kammer === wert
    case 'quelle':
      return slot.endsWith('/belege') && inhalt !== null && cites(JSON.parse(inhalt) as Beleg | null, wert)
  }
}

const cites = (beleg: Beleg | null, quelle: string): boolean =>
  beleg !== null && (beleg.adresse === quelle || beleg.dokumentHash === quelle)
