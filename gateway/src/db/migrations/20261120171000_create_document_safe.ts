import type { Migration } from './index.ts'

/**
 * The safe for documents: each is encrypted under a key of its own, part by part, and only that key, wrapped by the key of the
 * gateway, stands beside it. Whoever owns a document has a table that refers to it; documents of training contracts are the
 * first. A document goes with what it belongs to, and its key with it.
 */
export const createDocumentSafe: Migration = {
  name: '20261120171000_create_document_safe',
  up: `
create table tresordokument (
  id uuid primary key,
  -- Its own key, wrapped.
  schluessel text not null,
  -- Known once all parts are there.
  groesse bigint check (groesse > 0),
  sha256 bytea,
  medientyp text,
  -- When it was found clean and taken by its owner; before that nobody reads it.
  uebernommen_am timestamptz,
  erstellt_am timestamptz not null
);
create index tresordokument_offen on tresordokument (erstellt_am) where uebernommen_am is null;

create table tresorteil (
  dokument_id uuid not null references tresordokument (id) on delete cascade,
  nummer integer not null check (nummer >= 0),
  -- Encrypted; number, end and owner are bound to it.
  inhalt bytea not null,
  primary key (dokument_id, nummer)
);
-- What is encrypted does not get smaller by packing it.
alter table tresorteil alter column inhalt set storage external;

create table vertragsunterlage (
  dokument_id uuid primary key references tresordokument (id) on delete cascade,
  vertrag_id uuid not null references ausbildungsvertrag (id) on delete cascade,
  art text not null,
  bezug text,
  dateiname text not null,
  datum date,
  seiten integer not null check (seiten > 0),
  -- Marks of printed versions that were read from it, as JSON.
  marken text not null,
  -- Side that uploaded it: the other one cannot remove it.
  seite text not null check (seite in ('antragsteller', 'kammer')),
  durch uuid not null,
  erstellt_am timestamptz not null
);
create index vertragsunterlage_vertrag on vertragsunterlage (vertrag_id, dokument_id);

create function tresordokument_loeschen() returns trigger language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  delete from tresordokument where id = old.dokument_id;
  return null;
end
$$;
create trigger tresordokument_loeschen after delete on vertragsunterlage
  for each row execute function tresordokument_loeschen();

do $do$
declare
  t text;
begin
  foreach t in array array['tresordokument', 'tresorteil', 'vertragsunterlage'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to berichtsheft_app', t);
    execute format('create policy system on %I to berichtsheft_app using (app_mandant() = ''system'')', t);
  end loop;
end
$do$;
-- A document belongs to who sees its contract, and is read by nobody else.
create policy vertrag on vertragsunterlage to berichtsheft_app
  using (app_art() in ('unternehmen', 'anbieter', 'kammer') and exists (select from ausbildungsvertrag v where v.id = vertrag_id));
create policy vertrag on tresordokument for select to berichtsheft_app
  using (app_art() in ('unternehmen', 'anbieter', 'kammer') and exists (select from vertragsunterlage u where u.dokument_id = id));
create policy vertrag on tresorteil for select to berichtsheft_app
  using (app_art() in ('unternehmen', 'anbieter', 'kammer') and exists (select from vertragsunterlage u where u.dokument_id = tresorteil.dokument_id));
`,
}
