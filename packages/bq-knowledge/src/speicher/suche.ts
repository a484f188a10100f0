import type { Wissensstand } from '../kern/stand.ts'
import { listLaender } from '../laender/laenderliste.ts'
import { listSuchteile, type Suchteil, suchtexte } from '../suche/suchteil.ts'
import { sichtbarkeiten } from '../vorlage/feld.ts'
import type { Verbindung } from './speicher.ts'

/** Lines and profiles that are written with one statement. */
const page = { zeilen: 5_000, profile: 500 } as const

/** What is to be brought up to date: statements by their slots, or whole profiles. */
export type Suchbereich = { readonly slots: readonly string[] } | { readonly profile: readonly string[] }

/**
 * Brings the search up to date in the transaction of the views. The fold holds the statements with their citations; what is not in it
 * any more is not found any more.
 */
export const writeSuche = async (db: Verbindung, stand: Wissensstand, bereich: Suchbereich): Promise<void> => {
  const gone = await ('slots' in bereich
    ? db.query<{ gegenstand: string }>('delete from bq.suchteil where slot = any($1::text[]) returning gegenstand', [
        bereich.slots,
      ])
    : db.query<{ gegenstand: string }>('delete from bq.suchteil where profil = any($1::text[]) returning gegenstand', [
        bereich.profile,
      ]))
  const orte =
    'slots' in bereich ? bereich.slots.flatMap((slot) => stand.slots.get(slot) ?? []) : [...stand.slots.values()]
  const teile = orte.flatMap((ort) => listSuchteile(stand, ort).map((teil, nr) => ({ ...teil, nr })))
  for (let start = 0; start < teile.length; start += page.zeilen)
    await writeTeile(db, teile.slice(start, start + page.zeilen))
  const touched = [...new Set([...gone.rows, ...teile].map(({ gegenstand }) => gegenstand))]
  for (let start = 0; start < touched.length; start += page.profile) {
    await writeGegenstaende(db, touched.slice(start, start + page.profile))
  }
}

const writeTeile = async (db: Verbindung, teile: readonly (Suchteil & { readonly nr: number })[]): Promise<void> => {
  if (teile.length === 0) return
  const column = <T>(read: (teil: (typeof teile)[number]) => T) => teile.map((teil) => read(teil) ?? null)
  await db.query(
    `insert into bq.suchteil (slot, nr, profil, gegenstand, arbeit, oeffentlich, a, b, c, d, anzeige, titel, marken, von, bis,
        vektor, namen_vektor, trigramme)
      select slot, nr, split_part(slot, '/', 1), gegenstand, arbeit, oeffentlich, a, b, c, d, anzeige, titel, string_to_array(marken, ' '), von, bis,
          setweight(a_simple, 'A') || coalesce(setweight(to_tsvector('simple', b), 'B'), '') || coalesce(setweight(to_tsvector('simple', c), 'C'), '')
            || coalesce(to_tsvector('simple', d), '') || a_german || coalesce(to_tsvector('german', d), ''),
          a_simple || a_german, case when a is null or gegenstand like 'klass:%' then '{}' else bq.trigramme(a) end
        from unnest($1::text[], $2::smallint[], $3::text[], $4::smallint[], $5::smallint[], $6::text[], $7::text[], $8::text[],
          $9::text[], $10::text[], $11::text[], $12::text[], $13::smallint[], $14::smallint[])
          as t (slot, nr, gegenstand, arbeit, oeffentlich, a, b, c, d, anzeige, titel, marken, von, bis),
        -- With an offset it is computed once, not where it is used.
        lateral (select coalesce(to_tsvector('simple', a), '') as a_simple, coalesce(to_tsvector('german', a), '') as a_german offset 0) namen`,
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
const writeGegenstaende = async (db: Verbindung, gegenstaende: readonly string[]): Promise<void> => {
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
