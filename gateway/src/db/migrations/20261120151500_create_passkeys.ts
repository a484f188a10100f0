import type { Migration } from './index.ts'

/** Passkeys beside the codes of an app, and the challenges that browsers answer with them. */
export const createPasskeys: Migration = {
  name: '20261120151500_create_passkeys',
  up: `
-- Of a passkey 'geheimnis' holds the public key (COSE, base64url): what the gateway stores lets nobody in.
alter table kontofaktor
  add column kennung text,
  add column uebertragungen text[] not null default '{}',
  add column benutzt_am timestamptz,
  add constraint kontofaktor_kennung check ((art = 'passkey') = (kennung is not null));
-- An id that an authenticator has made belongs to one account only.
create unique index kontofaktor_kennung_einmal on kontofaktor (kennung) where kennung is not null;

-- Challenges: only the hash is kept, bound to the sign-in or session that it was made for and to what it is for.
create table passkeyfrage (
  hash bytea primary key,
  vorgang text not null,
  zweck text not null check (zweck in ('anmeldung', 'einrichtung')),
  konto_id uuid references konto (id) on delete cascade,
  ablauf timestamptz not null,
  verbraucht_am timestamptz,
  check (zweck = 'anmeldung' or konto_id is not null)
);
create index passkeyfrage_ablauf on passkeyfrage (ablauf);
create index passkeyfrage_konto on passkeyfrage (konto_id) where konto_id is not null;
alter table passkeyfrage enable row level security;
grant select, insert, update, delete on passkeyfrage to berichtsheft_app;
create policy system on passkeyfrage to berichtsheft_app using (app_mandant() = 'system');
`,
}
