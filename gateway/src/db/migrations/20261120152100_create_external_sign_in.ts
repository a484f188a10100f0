import type { Migration } from './index.ts'

/** Which account a person of an external issuer has here. */
export const createExternalSignIn: Migration = {
  name: '20261120152100_create_external_sign_in',
  up: `
create table fremdanmeldung (
  aussteller text not null,
  -- What the issuer calls the person; never the address, which it may give to somebody else later.
  subjekt text not null,
  konto_id uuid not null references konto (id) on delete cascade,
  erstellt_am timestamptz not null,
  primary key (aussteller, subjekt),
  -- One person of an issuer per account: an address that moved on at the issuer opens nobody else's account.
  unique (konto_id, aussteller)
);
alter table fremdanmeldung enable row level security;
grant select, insert, update, delete on fremdanmeldung to berichtsheft_app;
create policy system on fremdanmeldung to berichtsheft_app using (app_mandant() = 'system');
`,
}
