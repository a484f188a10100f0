/**
 * What a node keeps beside the log, for its own people: watch lists, decisions with their seals, and results of assessments. None
 * of it is exchanged.
 */
export const arbeitstabellen = `
create table bq.abo (
  id uuid primary key,
  -- Who watches, as the server around names the caller.
  kennung text not null,
  art text not null check (art in ('land', 'profil', 'abschnitt', 'feld', 'kammer', 'quelle')),
  wert text not null,
  -- The log up to here is not told.
  ab bigint not null,
  erstellt_am timestamptz not null,
  unique (kennung, art, wert)
);

create table bq.entscheidung (
  kammer text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  aktenzeichen text not null,
  profil text collate "C" not null,
  siegel text not null,
  erstellt_am timestamptz not null,
  primary key (kammer, hash, aktenzeichen)
);

-- One row per assessment; neither day nor person, so that no two rows of a cell can be told apart.
create table bq.ergebnis (
  id uuid primary key,
  kammer text not null,
  qualifikation text collate "C" not null,
  referenzberuf text collate "C" not null,
  ergebnis text not null check (ergebnis in ('voll', 'teilweise', 'keine'))
);
create index ergebnis_zelle on bq.ergebnis (qualifikation, referenzberuf, ergebnis);
`
