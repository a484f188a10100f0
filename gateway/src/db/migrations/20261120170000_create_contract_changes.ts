import type { Migration } from './index.ts'

/**
 * What becomes of a registered contract: changes as objects of their own, notices of its end, deadlines and reminders that were
 * told, holds on its erasure, and the archive of the register (BBiG § 34 Abs. 4).
 */
export const createContractChanges: Migration = {
  name: '20261120170000_create_contract_changes',
  up: `
alter table ausbildungsvertrag add column maengelfrist text;
-- Who set it: the second pair of eyes on a deletion is another one.
alter table ausbildungsvertrag add column maengelfrist_von uuid;
alter table ausbildungsvertrag add column aufloesungsmeldung text;
alter table ausbildungsvertrag add column aufloesung text;
alter table ausbildungsvertrag add column beendigung text;
-- Last day of the training, once it has ended; retention counts from it.
alter table ausbildungsvertrag add column ausgeschieden_am date;
-- The deadline whose passing was told, so that each is told once.
alter table ausbildungsvertrag add column frist_gemeldet text;
-- Reminders of the second examination that went out: 0 to 4, 9 when there is nothing to remind of any more.
alter table ausbildungsvertrag add column erinnerungsstufe smallint not null default 0;
-- Day of the next reminder; null before the first look, which comes nine months after the begin.
alter table ausbildungsvertrag add column erinnerung_am date;
-- When its entry left the register; from then on the chamber has what is in the archive.
alter table ausbildungsvertrag add column archiviert_am timestamptz;

create index ausbildungsvertrag_ende on ausbildungsvertrag (ende) where status in ('eingetragen', 'geaendert', 'verlaengert');
create index ausbildungsvertrag_erinnerung on ausbildungsvertrag (coalesce(erinnerung_am, (beginn + interval '9 months')::date))
  where status in ('eingetragen', 'geaendert', 'verlaengert') and erinnerungsstufe < 4;
create index ausbildungsvertrag_nachforderung on ausbildungsvertrag (id) where status = 'nachforderung' or maengelfrist is not null;
create index ausbildungsvertrag_ausgeschieden on ausbildungsvertrag (ausgeschieden_am) where ausgeschieden_am is not null;
create index ausbildungsvertrag_unerledigt on ausbildungsvertrag (geaendert_am) where status in ('entwurf', 'abgelehnt', 'zurueckgezogen');

create table vertragsaenderung (
  id uuid primary key,
  vertrag_id uuid not null references ausbildungsvertrag (id) on delete cascade,
  status text not null,
  version integer not null check (version > 0),
  art text not null,
  -- As of the contract: who sees it.
  knr text not null,
  unternehmen_id uuid,
  anbieter_id uuid,
  fremd_id text,
  antragsteller uuid references konto (id),
  -- What is applied for, with the contract as it is to be.
  antrag text not null,
  wirksam_ab date not null,
  -- The contract that it was written on.
  vorher text not null,
  abfassung text,
  eingereicht_am timestamptz,
  eingang_am date,
  zugewiesen_an uuid,
  zugewiesen_am timestamptz,
  vorgeschlagen_von uuid,
  nachforderung text,
  frist_gemeldet text,
  antwort text,
  grund text,
  uebergehungen text not null default '[]',
  eingetragen_am date,
  -- When it was looked at whether it takes effect by itself.
  wirkung_geprueft_am date,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create index vertragsaenderung_vertrag on vertragsaenderung (vertrag_id, id);
create index vertragsaenderung_kammer on vertragsaenderung (knr, geaendert_am, id) where eingereicht_am is not null;
create index vertragsaenderung_unternehmen on vertragsaenderung (unternehmen_id, geaendert_am, id);
create index vertragsaenderung_anbieter on vertragsaenderung (anbieter_id, geaendert_am, id) where anbieter_id is not null;
create index vertragsaenderung_eingereicht on vertragsaenderung (wirksam_ab) where status = 'eingereicht' and wirkung_geprueft_am is null;
create index vertragsaenderung_nachforderung on vertragsaenderung (id) where status = 'nachforderung';

-- A link may be about a changed text.
alter table vertragsempfang add column aenderung_id uuid references vertragsaenderung (id) on delete cascade;
create index vertragsempfang_aenderung on vertragsempfang (aenderung_id) where aenderung_id is not null;

-- A hold of one party on the erasure of a contract.
create table vertragssperre (
  vertrag_id uuid not null references ausbildungsvertrag (id) on delete cascade,
  mandant text not null,
  grund text not null,
  durch uuid not null,
  erstellt_am timestamptz not null,
  primary key (vertrag_id, mandant)
);

-- What proves a training after its entry has left the register; nothing else is kept.
create table vertragsarchiv (
  id uuid primary key,
  knr text not null,
  eintragungsnummer text not null,
  status text not null,
  ende_am date not null,
  familienname text,
  geburtsdatum date,
  inhalt text not null,
  archiviert_am timestamptz not null
);
create index vertragsarchiv_kammer on vertragsarchiv (knr, archiviert_am, id);
create index vertragsarchiv_nummer on vertragsarchiv (knr, eintragungsnummer);
create index vertragsarchiv_ende on vertragsarchiv (ende_am);

do $do$
declare
  t text;
begin
  foreach t in array array['vertragsaenderung', 'vertragssperre', 'vertragsarchiv'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to berichtsheft_app', t);
    execute format('create policy system on %I to berichtsheft_app using (app_mandant() = ''system'')', t);
  end loop;
end
$do$;
create policy unternehmen on vertragsaenderung to berichtsheft_app using (app_art() = 'unternehmen' and unternehmen_id = any (app_unternehmen()));
create policy anbieter on vertragsaenderung to berichtsheft_app using (app_mandant() = 'anbieter:' || anbieter_id);
create policy kammer on vertragsaenderung to berichtsheft_app using (app_mandant() = 'kammer:' || knr and eingereicht_am is not null);
create policy mandant on vertragssperre to berichtsheft_app using (app_mandant() = mandant);
create policy kammer on vertragsarchiv to berichtsheft_app using (app_mandant() = 'kammer:' || knr);

-- What has left the register is hidden from the chamber.
drop policy kammer on ausbildungsvertrag;
create policy kammer on ausbildungsvertrag to berichtsheft_app
  using (app_mandant() = 'kammer:' || knr and eingereicht_am is not null and archiviert_am is null);

-- Contracts of a person are found by the addresses in them (DSGVO Art. 15): in lower case, one a line.
alter table ausbildungsvertrag add column adressen text;
update ausbildungsvertrag v set adressen = (
  select string_agg(lower(x #>> '{}'), chr(10))
    from (select v.vertrag::json -> 'azubi' -> 'kontakt' -> 'email' as x
          union all
          select e -> 'kontakt' -> 'email' from json_array_elements(coalesce(v.vertrag::json -> 'vertreter', '[]'::json)) e) a
   where x is not null);
create index ausbildungsvertrag_adressen on ausbildungsvertrag using gin (string_to_array(adressen, chr(10))) where adressen is not null;
`,
}
