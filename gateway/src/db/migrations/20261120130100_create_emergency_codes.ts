import type { Migration } from './index.ts'

/** Codes that let a person in who has lost the second factor, each good once; kept as hashes. */
export const createEmergencyCodes: Migration = {
  name: '20261120130100_create_emergency_codes',
  up: `
create table kontonotcode (
  konto_id uuid not null references konto (id) on delete cascade,
  hash bytea not null,
  erstellt_am timestamptz not null,
  verbraucht_am timestamptz,
  primary key (konto_id, hash)
);
alter table kontonotcode enable row level security;
grant select, insert, update, delete on kontonotcode to berichtsheft_app;
create policy system on kontonotcode to berichtsheft_app using (app_mandant() = 'system');
`,
}
