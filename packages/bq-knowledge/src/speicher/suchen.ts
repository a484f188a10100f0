import type { Sicht } from '../kern/slotstand.ts'
import { suchform } from '../kern/suche.ts'
import { suchworte, toPrefixquery } from '../suche/suchanfrage.ts'
import { type Sichtbarkeit, sichtbarkeiten } from '../vorlage/feld.ts'
import type { Verbindung } from './speicher.ts'

/** What kinds of profiles are found. */
export type Suchart = 'land' | 'qual' | 'ref'

/** What is looked for, and who looks. Without words it is a list by title. */
export interface Suchauftrag {
  readonly sicht: Sicht
  readonly stufe: Sichtbarkeit
  readonly arten: readonly Suchart[]
  readonly text?: string
  /** Words of the own names of the profile, or of its German occupations. */
  readonly titel?: string
  readonly referenzberuf?: string
  /** Codes that all have to be there: `land:TR`, `isced:35`, `sprache:tr`, `esco:…`, `ref:…`. */
  readonly marken: readonly string[]
  /** A year in which the qualification was awarded. */
  readonly jahr?: number
  readonly anzahl: number
  readonly ab: number
}

/** A place where words were found. */
export interface Fundstelle {
  readonly slot: string
  readonly text: string
}

/** A profile that was found. */
export interface Suchtreffer {
  readonly profil: string
  readonly titel: string
  readonly titelOriginal: string | undefined
  readonly aussagen: number
  readonly fundstellen: readonly Fundstelle[]
}

/** What was found, best first. */
export interface Suchergebnis {
  readonly treffer: readonly Suchtreffer[]
  readonly gesamt: number
  /** Nothing has the words; these have similar ones. */
  readonly aehnlich: boolean
}

interface Zeile {
  readonly gegenstand: string
  readonly titel: string
  readonly titel_original: string | null
  readonly aussagen: number
  readonly gesamt: string
}

/** Last place of a list that is counted. */
const deepest = 10_000

/**
 * Most profiles that one question finds by their names; how many are counted that only a text leads to, and how many of these are
 * ranked. Texts are looked into as far as the page that is asked for needs them.
 */
const bounds = { namen: 2_000, texte: 200, gewertet: 60 } as const

/** Conditions that every line has to meet: who may see it, kind, codes, year, words of names and occupations. */
const conditions = (auftrag: Suchauftrag, values: unknown[]): string => {
  const bind = (value: unknown): string => `$${values.push(value)}`
  const stufe = bind(sichtbarkeiten.indexOf(auftrag.stufe))
  const parts = [
    `s.sicht = ${bind(auftrag.sicht)}`,
    `s.ab <= ${stufe}::smallint and s.bis >= ${stufe}::smallint`,
    // Of one kind the list comes from its index in order.
    auftrag.arten.length === 1 ? `s.art = ${bind(auftrag.arten[0])}` : `s.art = any(${bind(auftrag.arten)}::text[])`,
  ]
  if (auftrag.marken.length > 0) parts.push(`s.marken @> ${bind(auftrag.marken)}::text[]`)
  if (auftrag.jahr !== undefined) {
    const jahr = bind(auftrag.jahr)
    parts.push(`coalesce(s.jahr_von, 0) <= ${jahr}::integer and coalesce(s.jahr_bis, 9999) >= ${jahr}::integer`)
  }
  for (const [text, gewicht] of [
    [auftrag.titel, 'A'],
    [auftrag.referenzberuf, 'B'],
  ] as const) {
    const worte = suchworte(text ?? '')
    if (worte.length > 0) parts.push(`s.vektor @@ to_tsquery('simple', ${bind(toPrefixquery(worte, gewicht))})`)
  }
  return parts.join(' and ')
}

const columns = 's.gegenstand, s.titel, s.titel_original, s.aussagen'

/** Looks for profiles: every word begins a word of theirs, or has the same German stem; where nothing does, similar names. */
export const searchProfile = async (db: Verbindung, auftrag: Suchauftrag): Promise<Suchergebnis> => {
  const worte = suchworte(auftrag.text ?? '')
  if (auftrag.text !== undefined && auftrag.text.trim() !== '' && worte.length === 0) return nothing
  const rows = worte.length === 0 ? await listByTitle(db, auftrag) : await findByWords(db, auftrag, worte)
  if (rows.length > 0 || worte.length === 0 || auftrag.ab > 0) return toErgebnis(db, auftrag, rows, worte, false)
  return toErgebnis(db, auftrag, await findSimilar(db, auftrag, worte), worte, true)
}

const nothing: Suchergebnis = { treffer: [], gesamt: 0, aehnlich: false }

const listByTitle = async (db: Verbindung, auftrag: Suchauftrag): Promise<Zeile[]> => {
  const values: unknown[] = []
  const where = conditions(auftrag, values)
  const { rows } = await db.query<Zeile>(
    `select ${columns}, (select count(*) from (select 1 from bq.suche s where ${where} limit ${deepest}) z) as gesamt
      from bq.suche s where ${where}
      order by lower(s.titel) collate "C", s.gegenstand offset $${values.push(auftrag.ab)} limit $${values.push(auftrag.anzahl)}`,
    values,
  )
  return rows
}

/**
 * Each word alone begins a word of the text or has its stem. Names go before what names them by an entry of a classification or a German
 * occupation, that before texts; long texts are read of the profiles alone that are ranked by them.
 */
const findByWords = async (db: Verbindung, auftrag: Suchauftrag, worte: readonly string[]): Promise<Zeile[]> => {
  const values: unknown[] = []
  const where = conditions(auftrag, values)
  const frage = worte
    .map((wort) => {
      const [prefix, whole] = [values.push(toPrefixquery([wort])), values.push(wort)]
      return `(to_tsquery('simple', $${prefix}) || to_tsquery('german', $${whole}))`
    })
    .join(' && ')
  const whole = values.push(worte.join(' '))
  const [stufe, sicht] = [values.push(sichtbarkeiten.indexOf(auftrag.stufe)), values.push(auftrag.sicht)]
  const [ab, anzahl] = [values.push(auftrag.ab), values.push(auftrag.anzahl)]
  // As a subquery the words are unknown to the planner, which then always goes by the index. Else it reads and unpacks every long text.
  const shown = 's.gegenstand, s.ab, s.titel, s.titel_original, s.aussagen'
  const { rows } = await db.query<Zeile>(
    `with frage as materialized (select ${frage} as q), ziele as materialized (
        select coalesce(array_agg(distinct m), '{}') as marken
          from (select s.marken from bq.suche s
            where s.namen_vektor @@ (select q from frage) and s.art in ('klass', 'ref') and s.sicht = $${sicht} and s.ab <= $${stufe}::smallint
              and s.bis >= $${stufe}::smallint limit 200) t, unnest(t.marken) m
      ), namen as materialized (
        select ${shown},
            2 + ts_rank(s.namen_vektor, (select q from frage)) + case when (' ' || s.namen || ' ') like ('% ' || $${whole} || ' %') then 1 else 0 end as rang
          from bq.suche s where s.namen_vektor @@ (select q from frage) and ${where} limit ${bounds.namen}
      ), verweise as materialized (
        select ${shown}, 1::real as rang from bq.suche s, ziele
          where s.marken && ziele.marken and s.art = 'qual' and ${where} limit ${bounds.namen}
      ), texte as materialized (
        select s.*, row_number() over () as nr from (
          select ${shown} from bq.suche s where s.vektor @@ (select q from frage) and ${where}
            limit (select case when count(*) > $${ab}::integer + $${anzahl}::integer then 0
              else greatest(${bounds.texte}, $${ab}::integer + $${anzahl}::integer + 1) end
              from (select gegenstand from namen union select gegenstand from verweise) n)) s
      ), gewertet as (
        select t.gegenstand, t.ab, t.titel, t.titel_original, t.aussagen, case when t.nr <= ${bounds.gewertet} then
            (select ts_rank(s.vektor, (select q from frage)) from bq.suche s where s.gegenstand = t.gegenstand and s.sicht = $${sicht} and s.ab = t.ab)
            else 0 end as rang
          from texte t where not exists (select 1 from namen n where n.gegenstand = t.gegenstand)
      ), funde as (
        select gegenstand, ab, titel, titel_original, aussagen, max(rang) as rang
          from (select * from namen union all select * from verweise union all select * from gewertet) f
          group by gegenstand, ab, titel, titel_original, aussagen
      )
      select f.gegenstand, f.titel, f.titel_original, f.aussagen, count(*) over () as gesamt from funde f
        order by f.rang desc, lower(f.titel) collate "C", f.gegenstand offset $${ab}::integer limit $${anzahl}::integer`,
    values,
  )
  return rows
}

/** Names of which so many are looked at when nothing has the words. */
const candidates = 1_000

/**
 * Names that share most of their pieces of three letters with the question: what was typed a little wrong. Looked at are those with a word
 * that begins like one of the question, or ends like its longest.
 */
const findSimilar = async (db: Verbindung, auftrag: Suchauftrag, worte: readonly string[]): Promise<Zeile[]> => {
  const values: unknown[] = []
  const where = conditions(auftrag, values)
  const text = values.push(worte.join(' '))
  const begins = values.push(worte.map((wort) => `${[...wort].slice(0, 3).join('')}:*`).join(' | '))
  const longest = [...worte].sort((a, b) => b.length - a.length)[0] ?? ''
  const ending = [...longest].slice(-4).join('')
  const ends = values.push(ending.length < 4 ? [''] : [ending.slice(0, 3), ending.slice(1), `${ending.slice(2)} `])
  const { rows } = await db.query<Zeile>(
    `with frage as materialized (select bq.trigramme($${text}) as t), nahe as materialized (
        select s.gegenstand, s.sicht, s.ab, cardinality(s.trigramme) as laenge,
            (select count(*) from unnest(frage.t) x where x = any(s.trigramme))::real / cardinality(frage.t) as anteil
          from frage, (
            (select s.gegenstand, s.sicht, s.ab, s.trigramme from bq.suche s where s.namen_vektor @@ to_tsquery('simple', $${begins}) and ${where} limit ${candidates})
            union
            (select s.gegenstand, s.sicht, s.ab, s.trigramme from bq.suche s where s.trigramme @> $${ends}::text[] and ${where} limit ${candidates})) s
      )
      select ${columns}, count(*) over () as gesamt from nahe n join bq.suche s using (gegenstand, sicht, ab)
        where n.anteil >= 0.6
        order by n.anteil desc, n.laenge, lower(s.titel) collate "C", s.gegenstand limit $${values.push(Math.min(auftrag.anzahl, 10))}`,
    values,
  )
  return rows
}

const toErgebnis = async (
  db: Verbindung,
  auftrag: Suchauftrag,
  rows: readonly Zeile[],
  worte: readonly string[],
  aehnlich: boolean,
): Promise<Suchergebnis> => {
  const places =
    worte.length === 0 || aehnlich ? new Map<string, Fundstelle[]>() : await findPlaces(db, auftrag, rows, worte)
  return {
    gesamt: Number(rows[0]?.gesamt ?? 0),
    aehnlich: aehnlich && rows.length > 0,
    treffer: rows.map(({ gegenstand, titel, titel_original, aussagen }) => ({
      profil: gegenstand,
      titel,
      titelOriginal: titel_original ?? undefined,
      aussagen,
      fundstellen: places.get(gegenstand) ?? [],
    })),
  }
}

/** Up to three statements of each profile in which most of the words stand. */
const findPlaces = async (
  db: Verbindung,
  { sicht, stufe }: Suchauftrag,
  rows: readonly Zeile[],
  worte: readonly string[],
): Promise<Map<string, Fundstelle[]>> => {
  const { rows: found } = await db.query<{ gegenstand: string; slot: string; anzeige: string }>(
    `select gegenstand, slot, anzeige from (
        select t.gegenstand, t.slot, t.anzeige, row_number() over (partition by t.gegenstand order by w.zahl desc, t.a is null, t.slot) as platz
          from bq.suchteil t, lateral (select count(*) as zahl from unnest($3::text[]) wort
            where (' ' || concat_ws(' ', t.a, t.b, t.c, t.d)) like '% ' || wort || '%') w
          where t.gegenstand = any($1::text[]) and t.${sicht === 'arbeit' ? 'arbeit' : 'oeffentlich'} <= $2::smallint and w.zahl > 0
      ) p where platz <= 3 order by gegenstand, platz`,
    [rows.map(({ gegenstand }) => gegenstand), sichtbarkeiten.indexOf(stufe), worte.map((wort) => suchform(wort))],
  )
  return new Map(
    [...Map.groupBy(found, ({ gegenstand }) => gegenstand)].map(([gegenstand, places]) => [
      gegenstand,
      places.map(({ slot, anzeige }) => ({ slot, text: anzeige })),
    ]),
  )
}
