import type { Migration } from './index.ts'

/** Trainers whom companies report and chambers check; who was accepted stands in the register of the chamber (DV-15). */
export const createTrainerSuitability: Migration = {
  name: '20261120174100_create_trainer_suitability',
  up: `
create table ausbildereignung (
  id uuid primary key,
  status text not null,
  version integer not null check (version > 0),
  knr text not null,
  unternehmen_id uuid not null references unternehmen (id) on delete cascade,
  -- As the register compares it.
  identnummer text not null,
  fremd_id text not null,
  inhalt text not null,
  anerkannt text,
  -- Account that reported, which is told what becomes of it.
  antragsteller uuid references konto (id),
  zugewiesen_an uuid,
  grund text,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
-- One check of a trainer at a time; the next one begins once the one before was decided.
create unique index ausbildereignung_offen on ausbildereignung (knr, identnummer, fremd_id) where status in ('gemeldet', 'inPruefung');
create index ausbildereignung_kammer on ausbildereignung (knr, geaendert_am, id);
create index ausbildereignung_unternehmen on ausbildereignung (unternehmen_id, geaendert_am, id);
create index ausbildereignung_register on ausbildereignung (knr, identnummer);
alter table ausbildereignung enable row level security;
grant select, insert, update, delete on ausbildereignung to berichtsheft_app;
create policy system on ausbildereignung to berichtsheft_app using (app_mandant() = 'system');
create policy unternehmen on ausbildereignung to berichtsheft_app using (app_art() = 'unternehmen' and unternehmen_id = any (app_unternehmen()));
create policy kammer on ausbildereignung to berichtsheft_app using (app_mandant() = 'kammer:' || knr);
`,
}
