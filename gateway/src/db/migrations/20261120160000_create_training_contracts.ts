import type { Migration } from './index.ts'

/**
 * Training contracts. A contract is kept as canonical JSON beside the few values that it is found by. Its company and its
 * vendor see it from the draft on, its chamber once it was handed in. Numbers of registrations come from a counter per chamber
 * and year whose row is locked until the registration is committed, so that none is missing and none stands twice.
 */
export const createTrainingContracts: Migration = {
  name: '20261120160000_create_training_contracts',
  up: `
create table ausbildungsvertrag (
  id uuid primary key,
  herkunft text not null check (herkunft in ('online', 'papier')),
  status text not null,
  version integer not null check (version > 0),
  knr text,
  unternehmen_id uuid references unternehmen (id),
  anbieter_id uuid references anbieter (id),
  fremd_id text,
  -- Account that wrote it, which is told what becomes of it; null where a system did.
  antragsteller uuid references konto (id),
  vertrag text not null,
  -- Values that lists are filtered by.
  beruf_form text,
  beginn date,
  ende date,
  pruefungstermin date,
  -- Same parties and same begin: the same contract.
  doppel text,
  abfassung text,
  eingereicht_am timestamptz,
  -- Legal day on which it came in: for paper the day on which the chamber received it.
  eingang_am date,
  zugewiesen_an uuid,
  zugewiesen_am timestamptz,
  vorgeschlagen_von uuid,
  nachforderung text,
  antwort text,
  grund text,
  uebergehungen text not null default '[]',
  eintragungsnummer text,
  eingetragen_am date,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null,
  check ((eintragungsnummer is null) = (eingetragen_am is null)),
  check (anbieter_id is null or unternehmen_id is null)
);
create unique index ausbildungsvertrag_fremd_id on ausbildungsvertrag (anbieter_id, fremd_id) where fremd_id is not null;
create unique index ausbildungsvertrag_nummer on ausbildungsvertrag (knr, eintragungsnummer) where eintragungsnummer is not null;
create unique index ausbildungsvertrag_doppel on ausbildungsvertrag (knr, doppel)
  where eingereicht_am is not null and status not in ('abgelehnt', 'zurueckgezogen', 'aufgeloest', 'geloescht');
create index ausbildungsvertrag_kammer on ausbildungsvertrag (knr, geaendert_am, id) where eingereicht_am is not null;
create index ausbildungsvertrag_unternehmen on ausbildungsvertrag (unternehmen_id, geaendert_am, id);
create index ausbildungsvertrag_anbieter on ausbildungsvertrag (anbieter_id, geaendert_am, id) where anbieter_id is not null;

-- A link that was mailed to a party of a frozen version.
create table vertragsempfang (
  hash bytea primary key,
  vertrag_id uuid not null references ausbildungsvertrag (id) on delete cascade,
  abfassung text not null,
  partei text not null check (partei in ('azubi', 'vertreter')),
  vertreter_nummer smallint,
  name text not null,
  bestaetigt_am timestamptz,
  -- The version was opened again, so the link is good no longer.
  beendet_am timestamptz,
  erstellt_am timestamptz not null
);
create index vertragsempfang_vertrag on vertragsempfang (vertrag_id);

create table eintragungszaehler (
  knr text not null,
  jahr smallint not null,
  stand integer not null check (stand > 0),
  primary key (knr, jahr)
);

create table vertragseinstellung (
  knr text primary key,
  vier_augen boolean not null,
  unterschrift_noetig boolean not null,
  antragsfrist_wochen smallint not null,
  geaendert_von uuid not null,
  geaendert_am timestamptz not null
);

do $do$
declare
  t text;
begin
  foreach t in array array['ausbildungsvertrag', 'vertragsempfang', 'eintragungszaehler', 'vertragseinstellung'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to berichtsheft_app', t);
    execute format('create policy system on %I to berichtsheft_app using (app_mandant() = ''system'')', t);
  end loop;
end
$do$;
create policy unternehmen on ausbildungsvertrag to berichtsheft_app using (app_art() = 'unternehmen' and unternehmen_id = any (app_unternehmen()));
create policy anbieter on ausbildungsvertrag to berichtsheft_app using (app_mandant() = 'anbieter:' || anbieter_id);
create policy kammer on ausbildungsvertrag to berichtsheft_app using (app_mandant() = 'kammer:' || knr and eingereicht_am is not null);
-- A link belongs to who sees its contract.
create policy vertrag on vertragsempfang to berichtsheft_app
  using (app_art() in ('unternehmen', 'anbieter', 'kammer') and exists (select from ausbildungsvertrag v where v.id = vertrag_id));
create policy kammer on eintragungszaehler to berichtsheft_app using (app_mandant() = 'kammer:' || knr);
create policy kammer on vertragseinstellung to berichtsheft_app using (app_mandant() = 'kammer:' || knr);
`,
}
