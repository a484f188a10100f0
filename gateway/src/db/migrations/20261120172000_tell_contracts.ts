import type { Migration } from './index.ts'

/**
 * What a contract tells: notices, letters, objections, links to a registration, numbers of a chamber's own series, more settings
 * of a chamber, and its reads in the log of accesses. A letter is kept as what it is drawn from, so it is always the same file.
 */
export const tellContracts: Migration = {
  name: '20261120172000_tell_contracts',
  up: `
alter table ausbildungsvertrag add column bescheid text;
alter table ausbildungsvertrag add column einwendungen text not null default '[]';
alter table ausbildungsvertrag add column einwendung_offen boolean not null default false;
alter table ausbildungsvertrag add column nummernquelle text check (nummernquelle in ('gateway', 'kammer'));
update ausbildungsvertrag set nummernquelle = 'gateway' where eintragungsnummer is not null;
create index ausbildungsvertrag_einwendung on ausbildungsvertrag (knr, geaendert_am, id) where einwendung_offen;

-- Settings that came later, as one canonical JSON object; a new one needs no column.
alter table vertragseinstellung add column weitere text not null default '{}';
-- Municipalities of the district: begins of their keys.
alter table vertragseinstellung add column bezirk text[] not null default '{}';

create table vertragsbrief (
  id uuid primary key,
  vertrag_id uuid not null references ausbildungsvertrag (id) on delete cascade,
  knr text not null,
  art text not null,
  partei text not null check (partei in ('ausbildender', 'azubi', 'vertreter')),
  vertreter_nummer smallint,
  vorlage text not null,
  inhalt text not null,
  tag date not null,
  erstellt_am timestamptz not null
);
create index vertragsbrief_vertrag on vertragsbrief (vertrag_id, id);
create index vertragsbrief_kammer on vertragsbrief (knr, erstellt_am, id);
create index vertragsbrief_tag on vertragsbrief (knr, tag, id);

-- A link that was mailed to a party with the registration: to read it, and to object.
create table vertragslink (
  hash bytea primary key,
  vertrag_id uuid not null references ausbildungsvertrag (id) on delete cascade,
  partei text not null check (partei in ('azubi', 'vertreter')),
  vertreter_nummer smallint,
  name text not null,
  gueltig_bis timestamptz not null,
  erstellt_am timestamptz not null
);
create index vertragslink_vertrag on vertragslink (vertrag_id);

do $do$
declare
  t text;
begin
  foreach t in array array['vertragsbrief', 'vertragslink'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to berichtsheft_app', t);
    execute format('create policy system on %I to berichtsheft_app using (app_mandant() = ''system'')', t);
    execute format('create policy kammer on %I to berichtsheft_app using (app_art() = ''kammer'' and exists (select from ausbildungsvertrag v where v.id = vertrag_id))', t);
  end loop;
end
$do$;
-- The other side sees the letters to the company.
create policy antragsteller on vertragsbrief for select to berichtsheft_app
  using (app_art() in ('unternehmen', 'anbieter') and partei = 'ausbildender' and exists (select from ausbildungsvertrag v where v.id = vertrag_id));

-- Events that people of a company read.
create policy unternehmen on meldung for select to berichtsheft_app
  using (app_art() = 'unternehmen' and mandant = any (select 'unternehmen:' || u from unnest(app_unternehmen()) u));

-- The book or the contract that an id belongs to, for the log of accesses.
create or replace function heft_von(p_id uuid) returns uuid language sql stable security definer set search_path = public, pg_temp as
$$
  select coalesce(
    (select b.id from berichtsheft b where b.id = p_id),
    (select n.berichtsheft_id from ausbildungsnachweis n where n.fach = fach_von(p_id) and n.id = p_id),
    (select u.berichtsheft_id from uebermittlung u where u.id = p_id),
    (select e.berichtsheft_id from export e where e.id = p_id),
    (select v.id from ausbildungsvertrag v where v.id = p_id),
    (select a.vertrag_id from vertragsaenderung a where a.id = p_id),
    (select b.vertrag_id from vertragsbrief b where b.id = p_id))
$$;
`,
}
