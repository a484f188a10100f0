import type { Migration } from './index.ts'

/**
 * Master data of the chambers. A record is kept as its canonical JSON, beside the few values that it is found by; the
 * forms that are compared come from core, so that the database and a match never disagree.
 */
export const createMasterData: Migration = {
  name: '20261120100200_create_master_data',
  up: `
create table stammsatz (
  id uuid primary key,
  knr text not null,
  art text not null check (art in ('unternehmen', 'betriebsstaette', 'ausbilder', 'berufsschule', 'ansprechpartner')),
  -- Key of the record at its chamber: the Identnummer of a company, else its fremdId.
  schluessel text not null,
  inhalt text not null,
  identnummer text,
  name_form text,
  hr_form text,
  plz text,
  entfallen boolean not null,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create unique index stammsatz_schluessel on stammsatz (knr, art, schluessel);
create index stammsatz_aenderung on stammsatz (knr, geaendert_am, id);
create index stammsatz_identnummer on stammsatz (knr, identnummer) where identnummer is not null;
create index stammsatz_name on stammsatz (knr, name_form text_pattern_ops) where name_form is not null;
create index stammsatz_plz on stammsatz (knr, plz text_pattern_ops) where plz is not null;
create index stammsatz_hr on stammsatz (knr, hr_form) where hr_form is not null;

alter table stammsatz enable row level security;
grant select, insert, update, delete on stammsatz to berichtsheft_app;
create policy mandant on stammsatz to berichtsheft_app using (app_mandant() in ('kammer:' || knr, 'system'));
`,
}
