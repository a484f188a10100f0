import type { Pool } from 'pg'
import { arbeitstabellen } from './arbeitstabellen.ts'
import { inTransaction } from './speicher.ts'
import { namensvektor, suchtabellen, teilvektoren } from './suchtabellen.ts'

/** One step of the schema, forward only; never changed once it is merged. */
export interface Migration {
  readonly name: string
  readonly up: string
}

/**
 * The tables of the knowledge base, in a schema of their own. The log is append-only, and the database holds the line: nothing
 * is deleted, no head and no place of a change is altered. Contents may go (redaction) and may come (a copy that says more),
 * but only those whose salted hash stands in the log.
 */
export const migrationen: readonly Migration[] = [
  {
    name: '20261120161500_create_knowledge_log',
    up: `
create schema if not exists bq;
create sequence bq.stand;

create table bq.satz (
  folge bigint generated always as identity primary key,
  id text collate "C" not null unique check (id ~ '^[0-9a-f]{64}$'),
  knoten text collate "C" not null,
  nr integer not null check (nr > 0),
  -- Canonical JSON: its SHA-256 is the id.
  kopf text not null check (encode(sha256(convert_to(kopf, 'UTF8')), 'hex') = id),
  signatur text not null,
  -- Whether it counts: granted key, unbroken chain, before any fork.
  aktiv boolean not null default false,
  -- Moves with every new copy, so that other processes see what is new to them.
  stand bigint not null default nextval('bq.stand')
);
create index satz_kette on bq.satz (knoten, nr);
create index satz_reihe on bq.satz (nr, folge);
create index satz_stand on bq.satz (stand);

create table bq.aenderung (
  satz bigint not null references bq.satz (folge),
  index smallint not null,
  -- The leaf of a hidden change; the others tell theirs by their parts.
  blatt text,
  slot text collate "C",
  ersetzt text[],
  angaben text,
  inhalt text,
  salz text,
  wert text,
  primary key (satz, index),
  check ((blatt is null) = (slot is not null)),
  check ((slot is null) = (ersetzt is null) and (slot is null) = (inhalt is null)),
  check ((salz is null) = (wert is null)),
  check (wert is null or inhalt = encode(sha256(convert_to(salz || ':' || wert, 'UTF8')), 'hex'))
);
create index aenderung_slot on bq.aenderung (slot);

-- How each slot stands: one line per view, as the hash of the state has it.
create table bq.slot (
  slot text collate "C" primary key,
  profil text collate "C" not null,
  arbeit text not null,
  oeffentlich text not null
);
create index slot_profil on bq.slot (profil);

create function bq.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log of the knowledge base is append-only' using errcode = 'BQ001';
end $$;

create function bq.check_change() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'satz' then
    if (new.folge, new.id, new.knoten, new.nr, new.kopf, new.signatur)
      is distinct from (old.folge, old.id, old.knoten, old.nr, old.kopf, old.signatur) then
      raise exception 'a stored changeset does not change' using errcode = 'BQ001';
    end if;
  elsif old.slot is not null and (new.satz, new.index, new.slot, new.ersetzt, new.angaben, new.inhalt)
      is distinct from (old.satz, old.index, old.slot, old.ersetzt, old.angaben, old.inhalt) then
    raise exception 'a stored change keeps its place' using errcode = 'BQ001';
  end if;
  return new;
end $$;

create trigger satz_bleibt before delete or truncate on bq.satz execute function bq.refuse_change();
create trigger aenderung_bleibt before delete or truncate on bq.aenderung execute function bq.refuse_change();
create trigger satz_gleich before update of folge, id, knoten, nr, kopf, signatur on bq.satz
  for each row execute function bq.check_change();
create trigger aenderung_gleich before update on bq.aenderung for each row execute function bq.check_change();
`,
  },
  {
    name: '20261120177000_read_by_profile',
    up: `
-- Set while the views do not show yet what the changeset changed; grows, so that what comes while they are made is told apart.
alter table bq.satz add column offen bigint default nextval('bq.stand');
-- Something of it is missing that was not redacted.
alter table bq.satz add column unvollstaendig boolean not null default false;
create index satz_offen on bq.satz (offen) where offen is not null;
create index satz_unvollstaendig on bq.satz (folge) where unvollstaendig;

-- Which changesets verdicts and redactions speak of.
create table bq.bezug (
  ziel text collate "C" not null,
  satz bigint not null,
  index smallint not null,
  primary key (ziel, satz, index)
);
insert into bq.bezug
  select distinct left(z.id, 64), a.satz, a.index from bq.aenderung a, jsonb_array_elements_text(
    case a.slot when 'pruefvermerk' then a.angaben::jsonb -> 'ziele' else jsonb_build_array(a.angaben::jsonb -> 'ziel') end) as z (id)
    where a.slot in ('pruefvermerk', 'schwaerzung') and a.angaben is not null;

-- How a slot reads in each view, the lowest level that sees a value of it (0 to 3), and heads that wait for a review.
alter table bq.slot add column zustand_arbeit text, add column zustand_oeffentlich text,
  add column stufe_arbeit smallint, add column stufe_oeffentlich smallint, add column offen smallint not null default 0;
create index slot_konflikt on bq.slot (profil) where zustand_arbeit = 'konflikt' or zustand_oeffentlich = 'konflikt';
create index slot_vorschlag on bq.slot (profil) where offen > 0;

-- The version of the program that made the views.
create table bq.sichtversion (version integer not null);

-- The log deletes nothing, so what refers to it needs no check per row.
alter table bq.aenderung drop constraint aenderung_satz_fkey;
`,
  },
  { name: '20261120178000_create_search', up: suchtabellen },
  { name: '20261120178100_search_names_first', up: namensvektor },
  { name: '20261120175100_create_work', up: arbeitstabellen },
  { name: '20261120178200_search_vectors_of_parts', up: teilvektoren },
  { name: '20261120178300_references_by_changeset', up: 'create index bezug_satz on bq.bezug (satz);' },
]

/** Key of the advisory lock of a migration, the same in every version ever released. */
const lockKey = 7_236_114_522

/**
 * Brings the tables of a database to the newest form, as the user of the pool; several processes wait for each other.
 *
 * @returns the names of the migrations that ran
 * @throws Error when the database was migrated by a newer version
 */
export const migrateWissen = (pool: Pool): Promise<readonly string[]> =>
  inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [lockKey])
    await client.query('create schema if not exists bq')
    await client.query(
      'create table if not exists bq.schema_migration (name text primary key, am timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string }>('select name from bq.schema_migration')
    const applied = new Set(rows.map(({ name }) => name))
    const unknown = [...applied].find((name) => !migrationen.some((migration) => migration.name === name))
    if (unknown !== undefined) throw new Error(`The knowledge base was migrated by a newer version: ${unknown}`)
    const open = migrationen.filter(({ name }) => !applied.has(name))
    for (const { name, up } of open) {
      await client.query(up)
      await client.query('insert into bq.schema_migration (name) values ($1)', [name])
    }
    return open.map(({ name }) => name)
  })
