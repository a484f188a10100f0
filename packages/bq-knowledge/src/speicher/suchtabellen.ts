/** The tables of the search: what of each statement is searched, and per profile what each level finds. */
export const suchtabellen = `
create table bq.suchteil (
  slot text collate "C" not null,
  nr smallint not null,
  profil text collate "C" not null,
  -- What is found by it: a profile, or an entry of a classification.
  gegenstand text collate "C" not null,
  -- Lowest level that reads it in each view; null where nobody does.
  arbeit smallint,
  oeffentlich smallint,
  -- Search forms by weight: names of the profile, German occupations, other names, prose.
  a text,
  b text,
  c text,
  d text,
  anzeige text not null,
  titel text,
  marken text[] not null,
  von smallint,
  bis smallint,
  primary key (slot, nr)
);
create index suchteil_gegenstand on bq.suchteil (gegenstand);
create index suchteil_profil on bq.suchteil (profil);

create table bq.suche (
  gegenstand text collate "C" not null,
  sicht text not null,
  -- Levels for which this line holds: everything that they see is in it, nothing else.
  ab smallint not null,
  bis smallint not null,
  art text not null,
  titel text not null,
  titel_original text,
  namen text not null,
  vektor tsvector not null,
  trigramme text[] not null,
  marken text[] not null,
  jahr_von smallint,
  jahr_bis smallint,
  aussagen integer not null,
  primary key (gegenstand, sicht, ab)
);
create index suche_vektor on bq.suche using gin (vektor);
create index suche_marken on bq.suche using gin (marken);
create index suche_trigramme on bq.suche using gin (trigramme);
create index suche_liste on bq.suche (art, sicht, lower(titel) collate "C", gegenstand);

-- The pieces of three letters of each word, as pg_trgm cuts them; made here, so that servers without that extension find alike.
create function bq.trigramme(text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct substr('  ' || wort || ' ', i, 3)), '{}')
    from string_to_table($1, ' ') wort, generate_series(1, length(wort) + 1) i
    where wort <> ''
$$;
`

/** Names have a vector of their own: most questions are about names, and the long texts are then not even read. */
export const namensvektor = `
alter table bq.suche add column namen_vektor tsvector not null default '';
create index suche_namen on bq.suche using gin (namen_vektor);
`

/**
 * Each part keeps its own vectors and pieces, and those of a profile are their sum: reading words is what takes the time, and of a change
 * only the words of its statement are then read.
 */
export const teilvektoren = `
alter table bq.suchteil add column vektor tsvector not null default '', add column namen_vektor tsvector not null default '',
  add column trigramme text[] not null default '{}';
create aggregate bq.vektorsumme(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');
create aggregate bq.aneinander(text[]) (sfunc = array_cat, stype = text[], initcond = '{}');

-- As before, but each word is cut once.
create or replace function bq.trigramme(text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct substr('  ' || wort || ' ', i, 3) collate "C"), '{}')
    from (select distinct w from string_to_table($1, ' ') w where w <> '') x (wort), generate_series(1, length(wort) + 1) i
$$;
`
