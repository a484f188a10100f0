import type { Slotort, Wissensstand } from '../kern/stand.ts'
import { listLaender } from '../laender/laenderliste.ts'
import { listSuchteile, type Suchteil, suchtexte } from '../suche/suchteil.ts'
import { sichtbarkeiten } from '../vorlage/feld.ts'
import type { Verbindung } from './speicher.ts'

/** Lines and profiles that are written with one statement; the vectors of so many profiles are sorted in the memory of a connection. */
const page = { zeilen: 5_000, profile: 40 } as const

/** What is to be brought up to date: statements by their slots, or whole profiles. */
export type Suchbereich = { readonly slots: readonly string[] } | { readonly profile: readonly string[] }

/**
 * Brings the search up to date in the transaction of the views. The fold holds the statements with their citations; what is not in it
 * any more is not found any more. Of single statements the words are read that are new in them; of whole profiles all of them.
 */
export const writeSuche = async (db: Verbindung, stand: Wissensstand, bereich: Suchbereich): Promise<void> => {
  if ('profile' in bereich) {
    const teile = listTeile(stand, stand.slots.values())
    const gone = await db.query<Teilort>(
      'delete from bq.suchteil where profil = any($1::text[]) returning gegenstand',
      [bereich.profile],
    )
    await writeTeile(db, teile)
    return writeGegenstaende(db, [...gone.rows, ...teile])
  }
  const teile = listTeile(
    stand,
    bereich.slots.flatMap((slot) => stand.slots.get(slot) ?? []),
  )
  await writeTeile(db, teile)
  const gone = await db.query<Teilort>(
    `delete from bq.suchteil where slot = any($1::text[])
      and (slot, nr) not in (select * from unnest($2::text[], $3::smallint[])) returning gegenstand`,
    [bereich.slots, teile.map(({ slot }) => slot), teile.map(({ nr }) => nr)],
  )
  await writeGegenstaende(db, [...gone.rows, ...teile])
}

interface Teilort {
  readonly gegenstand: string
}

type Teilzeile = Suchteil & { readonly nr: number }

const listTeile = (stand: Wissensstand, orte: Iterable<Slotort>): Teilzeile[] =>
  [...orte].flatMap((ort) => listSuchteile(stand, ort).map((teil, nr) => ({ ...teil, nr })))

/** Writes the parts of statements. A text that the statement had before keeps its vectors. */
const writeTeile = async (db: Verbindung, alle: readonly Teilzeile[]): Promise<void> => {
  for (let start = 0; start < alle.length; start += page.zeilen) {
    const teile = alle.slice(start, start + page.zeilen)
    const column = <T>(read: (teil: Teilzeile) => T) => teile.map((teil) => read(teil) ?? null)
    await db.query(
      `insert into bq.suchteil (slot, nr, profil, gegenstand, arbeit, oeffentlich, a, b, c, d, anzeige, titel, marken, von, bis,
          vektor, namen_vektor, trigramme)
        select t.slot, t.nr, split_part(t.slot, '/', 1), t.gegenstand, t.arbeit, t.oeffentlich, t.a, t.b, t.c, t.d, t.anzeige, t.titel,
            string_to_array(t.marken, ' '), t.von, t.bis, coalesce(alt.vektor, neu.vektor), coalesce(alt.namen_vektor, neu.namen_vektor),
            coalesce(alt.trigramme, neu.trigramme)
          from unnest($1::text[], $2::smallint[], $3::text[], $4::smallint[], $5::smallint[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::text[], $11::text[], $12::text[], $13::smallint[], $14::smallint[])
            as t (slot, nr, gegenstand, arbeit, oeffentlich, a, b, c, d, anzeige, titel, marken, von, bis)
          left join lateral (
            select v.vektor, v.namen_vektor, v.trigramme from bq.suchteil v
              where v.slot = t.slot and (v.a, v.b, v.c, v.d) is not distinct from (t.a, t.b, t.c, t.d) limit 1
          ) alt on true
          left join lateral (
            select setweight(a_simple, 'A') || coalesce(setweight(to_tsvector('simple', t.b), 'B'), '')
                || coalesce(setweight(to_tsvector('simple', t.c), 'C'), '') || coalesce(to_tsvector('simple', t.d), '')
                || a_german || coalesce(to_tsvector('german', t.d), '') as vektor,
                a_simple || a_german as namen_vektor,
                case when t.a is null or t.gegenstand like 'klass:%' then '{}' else bq.trigramme(t.a) end as trigramme
              -- With an offset both are made once, not wherever they are used.
              from (select coalesce(to_tsvector('simple', t.a), '') as a_simple, coalesce(to_tsvector('german', t.a), '') as a_german
                where alt.vektor is null offset 0) namen
          ) neu on true
        on conflict (slot, nr) do update set arbeit = excluded.arbeit, oeffentlich = excluded.oeffentlich, a = excluded.a, b = excluded.b,
          c = excluded.c, d = excluded.d, anzeige = excluded.anzeige, titel = excluded.titel, marken = excluded.marken, von = excluded.von,
          bis = excluded.bis, vektor = excluded.vektor, namen_vektor = excluded.namen_vektor, trigramme = excluded.trigramme`,
      [
        column(({ slot }) => slot),
        column(({ nr }) => nr),
        column(({ gegenstand }) => gegenstand),
        column(({ arbeit }) => arbeit),
        column(({ oeffentlich }) => oeffentlich),
        column(({ texte }) => texte.a),
        column(({ texte }) => texte.b),
        column(({ texte }) => texte.c),
        column(({ texte }) => texte.d),
        column(({ anzeige }) => anzeige),
        column(({ titel }) => titel),
        column(({ marken }) => marken.join(' ')),
        column(({ von }) => von),
        column(({ bis }) => bis),
      ],
    )
  }
}

interface Laendernamen {
  readonly ids: string[]
  readonly titel: string[]
  readonly namen: string[]
}
let laendernamen: Laendernamen | undefined

const readLaendernamen = (): Laendernamen => {
  laendernamen ??= {
    ids: listLaender().map(({ code }) => `land:${code}`),
    titel: listLaender().map(({ nameDe }) => nameDe),
    namen: listLaender().map(({ nameDe, nameEn, weitereNamen }) =>
      suchtexte([nameDe, nameEn, ...weitereNamen].join(' ')),
    ),
  }
  return laendernamen
}

/** A line per profile, view and range of levels that see the same of it, from the parts of its statements. */
const writeGegenstaende = async (db: Verbindung, teile: readonly Teilort[]): Promise<void> => {
  const touched = [...new Set(teile.map(({ gegenstand }) => gegenstand))]
  for (let start = 0; start < touched.length; start += page.profile) {
    await sumUp(db, touched.slice(start, start + page.profile))
  }
}

/** The words were read when the parts were written; a profile is the sum of what its parts have. */
const sumUp = async (db: Verbindung, gegenstaende: readonly string[]): Promise<void> => {
  const { ids, titel, namen } = readLaendernamen()
  await db.query('delete from bq.suche where gegenstand = any($1::text[])', [gegenstaende])
  await db.query(
    `with sichtbar as (
        select t.gegenstand, t.slot, t.nr, t.a, t.anzeige, t.titel, t.marken, t.von, t.bis, t.vektor, t.namen_vektor, t.trigramme, v.sicht, v.stufe
          from bq.suchteil t
          cross join lateral (values ('arbeit', t.arbeit), ('oeffentlich', t.oeffentlich)) v (sicht, stufe)
          where v.stufe is not null and t.gegenstand = any($1::text[])
      ), stufen as (
        select gegenstand, sicht, stufe as ab,
            coalesce(lead(stufe) over (partition by gegenstand, sicht order by stufe), ${sichtbarkeiten.length}) - 1 as bis
          from (select distinct gegenstand, sicht, stufe from sichtbar) x
      ), zeilen as (
        select s.gegenstand, s.sicht, s.ab, s.bis,
            string_agg(t.a, ' ' order by t.slot, t.nr) as a,
            bq.vektorsumme(t.vektor order by t.slot, t.nr) as vektor,
            bq.vektorsumme(t.namen_vektor order by t.slot, t.nr) as namen_vektor,
            bq.aneinander(t.trigramme) as trigramme,
            min(t.anzeige) filter (where t.titel = 'de') as name_de,
            min(t.anzeige) filter (where t.titel = 'original') as name_original,
            min(t.anzeige) filter (where t.a is not null) as irgendein_name,
            min(t.von) as von, max(t.bis) as bis_jahr, count(distinct t.slot) as aussagen,
            string_to_array(string_agg(array_to_string(t.marken, ' '), ' ') filter (where cardinality(t.marken) > 0), ' ') as marken
          from stufen s join sichtbar t on t.gegenstand = s.gegenstand and t.sicht = s.sicht and t.stufe <= s.ab
          group by s.gegenstand, s.sicht, s.ab, s.bis
      ), benannt as (
        select z.*, concat_ws(' ', l.namen, z.a) as namen, l.titel as land, coalesce(to_tsvector('simple', l.namen), '') as land_simple,
            coalesce(to_tsvector('german', l.namen), '') as land_german, coalesce(bq.trigramme(l.namen), '{}') as land_trigramme
          from zeilen z left join unnest($2::text[], $3::text[], $4::text[]) l (id, titel, namen) on l.id = z.gegenstand
      )
      insert into bq.suche (gegenstand, sicht, ab, bis, art, titel, titel_original, namen, namen_vektor, vektor, trigramme, marken, jahr_von, jahr_bis, aussagen)
      select gegenstand, sicht, ab, bis, split_part(gegenstand, ':', 1),
          coalesce(land, name_de, name_original, irgendein_name, gegenstand), name_original, namen,
          land_simple || land_german || namen_vektor, setweight(land_simple, 'A') || vektor || land_german,
          array(select distinct x collate "C" from unnest(trigramme || land_trigramme) x),
          array(select distinct m from unnest(marken || case when split_part(gegenstand, ':', 1) = 'land' then array[gegenstand] else '{}' end) m order by m),
          von, bis_jahr, aussagen
        from benannt`,
    [gegenstaende, ids, titel, namen],
  )
}
