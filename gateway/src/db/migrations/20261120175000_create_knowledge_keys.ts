import type { Migration } from './index.ts'

/** The network of the knowledge base that this gateway belongs to, the keys of its authors, and the roles that people hold there. */
export const createKnowledgeKeys: Migration = {
  name: '20261120175000_create_knowledge_keys',
  up: `
update anwendung set rollen = '["bqBearbeitung","bqPruefung","bqRedaktion","bqNetzadministration"]' where kennung = 'bq';

-- Where no file says otherwise, as in the demo: the founding document, kept once for all processes.
create table wissensnetz (
  einzig boolean primary key default true check (einzig),
  gruendung text not null,
  knoten text not null,
  erstellt_am timestamptz not null
);

-- Private keys are wrapped as those of the gateway itself; the public half is the name.
create table wissensschluessel (
  schluessel text primary key,
  privat text not null,
  zweck text not null check (zweck in ('person', 'maschine', 'verwaltung', 'knoten')),
  -- Whose it is: the account, the machine client, or the chamber that administers the network.
  inhaber text not null,
  knr text not null,
  rolle text not null,
  pseudonym text not null,
  erstellt_am timestamptz not null,
  unique (zweck, inhaber, knr, rolle)
);
create index wissensschluessel_knr on wissensschluessel (knr);

do $do$
declare
  t text;
begin
  foreach t in array array['wissensnetz', 'wissensschluessel'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy system on %I to berichtsheft_app using (app_mandant() = ''system'')', t);
    execute format('grant select, insert, delete on %I to berichtsheft_app', t);
  end loop;
end
$do$;
`,
}
