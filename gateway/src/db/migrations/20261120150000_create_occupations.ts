import type { Migration } from './index.ts'

/**
 * The catalogue of occupations. An entry is one occupation under one ordinance; its facts and its plan are kept as canonical
 * JSON beside the few values that it is found by, and every form that it had stays readable under its version.
 */
export const createOccupations: Migration = {
  name: '20261120150000_create_occupations',
  up: `
create table beruf (
  id uuid primary key,
  schluessel text not null unique,
  bjnr text not null,
  name_form text not null,
  -- All names in the form that is compared, with a blank before each word.
  suchtext text not null,
  -- First and last day on which a contract may begin; null is unknown, or without end.
  gilt_ab date,
  gilt_bis date,
  version integer not null check (version > 0),
  pruefsumme text not null,
  mitgeliefert boolean not null,
  fassung text not null,
  rahmenplan text,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create unique index beruf_verordnung on beruf (bjnr, name_form);
create index beruf_aenderung on beruf (geaendert_am, id);

create table beruf_version (
  beruf_id uuid not null references beruf (id) on delete cascade,
  version integer not null check (version > 0),
  fassung text not null,
  rahmenplan text,
  seit timestamptz not null,
  primary key (beruf_id, version)
);

alter table beruf enable row level security;
grant select, insert, update on beruf to berichtsheft_app;
create policy lesen on beruf for select to berichtsheft_app using (true);
create policy pflege on beruf to berichtsheft_app using (app_mandant() in ('betreiber', 'system'));

alter table beruf_version enable row level security;
grant select, insert on beruf_version to berichtsheft_app;
create policy lesen on beruf_version for select to berichtsheft_app using (true);
create policy pflege on beruf_version to berichtsheft_app using (app_mandant() in ('betreiber', 'system'));
`,
}
