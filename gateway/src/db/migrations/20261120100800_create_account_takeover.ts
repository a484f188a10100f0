import type { Migration } from './index.ts'

/** Accounts of an old system and what became of them (BH-25 … BH-28). */
export const createAccountTakeover: Migration = {
  name: '20261120100800_create_account_takeover',
  up: `
create table kontouebernahme (
  id uuid primary key,
  benutzername text not null unique,
  ergebnis text not null check (ergebnis in ('uebernommen', 'emailDoppelt', 'emailVergeben')),
  konto_id uuid references konto (id),
  ohne_unternehmen text[] not null,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create index kontouebernahme_aenderung on kontouebernahme (geaendert_am, id);
alter table kontouebernahme enable row level security;
grant select, insert, update, delete on kontouebernahme to berichtsheft_app;
create policy betreiber on kontouebernahme to berichtsheft_app using (app_mandant() in ('betreiber', 'system'));
`,
}
