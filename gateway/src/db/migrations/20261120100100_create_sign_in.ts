import type { Migration } from './index.ts'

/**
 * How people sign in: passwords, links that are good once, second factors, counters that slow down guessing, and the mails
 * that carry the links.
 */
export const createSignIn: Migration = {
  name: '20261120100100_create_sign_in',
  up: `
create table kontogeheimnis (
  konto_id uuid primary key references konto (id) on delete cascade,
  -- Argon2id in PHC form; null until a migrated person has set one (BH-28).
  passwort text,
  gesetzt_am timestamptz
);

-- Which information notice was accepted, and when (MI-21).
create table kontozustimmung (
  konto_id uuid not null references konto (id) on delete cascade,
  version text not null,
  zeitpunkt timestamptz not null,
  primary key (konto_id, version)
);

-- Links that are good once. Only the hash of what is mailed is kept; 'inhalt' holds what the link brings about.
create table kontotoken (
  hash bytea primary key,
  konto_id uuid not null references konto (id) on delete cascade,
  zweck text not null check (zweck in ('bestaetigung', 'emailWechsel', 'passwort', 'entsperrung')),
  inhalt jsonb not null,
  erstellt_am timestamptz not null,
  ablauf timestamptz not null,
  verbraucht_am timestamptz
);
create index kontotoken_konto on kontotoken (konto_id, zweck);
create index kontotoken_ablauf on kontotoken (ablauf);

-- Second factors; 'geheimnis' is wrapped by the key of the gateway and bound to the id.
create table kontofaktor (
  id uuid primary key,
  konto_id uuid not null references konto (id) on delete cascade,
  art text not null check (art in ('totp', 'passkey')),
  name text not null,
  geheimnis text not null,
  -- The last time step that was used (TOTP) or the signature counter (passkey): what was used is not good again.
  zaehler bigint not null,
  erstellt_am timestamptz not null
);
create index kontofaktor_konto on kontofaktor (konto_id);

-- Attempts within a window of time, by the hash of whom they are counted for.
create table anmeldeversuch (
  schluessel bytea primary key,
  anzahl integer not null,
  fenster_bis timestamptz not null
);
create index anmeldeversuch_fenster on anmeldeversuch (fenster_bis);

-- Secrets of the whole gateway, wrapped by its key: what signs the cookies of the sign-in.
create table geheimnis (
  zweck text primary key,
  wert text not null,
  erstellt_am timestamptz not null
);

-- Mails: written in the transaction of what they tell, delivered by a job. The values go once the mail is delivered.
create table mail (
  id uuid primary key default gen_random_uuid(),
  konto_id uuid,
  an text,
  text text not null,
  werte jsonb not null,
  sprache text check (sprache in ('de', 'en')),
  status text not null default 'offen' check (status in ('offen', 'versendet', 'unzustellbar')),
  versuche integer not null default 0,
  naechster_versuch timestamptz default current_setting('app.jetzt')::timestamptz,
  letzter_fehler text,
  erstellt_am timestamptz not null default current_setting('app.jetzt')::timestamptz,
  beendet_am timestamptz,
  check ((konto_id is null) <> (an is null))
);
create index mail_faellig on mail (naechster_versuch) where status = 'offen';
create index mail_konto on mail (konto_id) where konto_id is not null;
create index mail_beendet on mail (beendet_am) where beendet_am is not null;

-- Sessions, codes and refresh tokens of people are found by whom they belong to.
create index oidc_artefakt_konto on oidc_artefakt ((inhalt ->> 'accountId')) where inhalt ->> 'accountId' is not null;
create index oidc_artefakt_bewilligung on oidc_artefakt ((inhalt ->> 'grantId')) where inhalt ->> 'grantId' is not null;
create index oidc_artefakt_uid on oidc_artefakt ((inhalt ->> 'uid')) where inhalt ->> 'uid' is not null;
create index oidc_artefakt_geraet on oidc_artefakt ((inhalt ->> 'userCode')) where inhalt ->> 'userCode' is not null;

do $do$
declare
  t text;
begin
  foreach t in array array['kontogeheimnis', 'kontozustimmung', 'kontotoken', 'kontofaktor', 'anmeldeversuch', 'geheimnis', 'mail'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to berichtsheft_app', t);
    execute format('create policy system on %I to berichtsheft_app using (app_mandant() = ''system'')', t);
  end loop;
  -- A person reaches what belongs to the own account while working for nobody else.
  foreach t in array array['kontogeheimnis', 'kontozustimmung', 'kontotoken', 'kontofaktor'] loop
    execute format('create policy eigenes on %I to berichtsheft_app using (app_art() = ''konto'' and konto_id = app_konto())', t);
  end loop;
end
$do$;
-- Whoever works may have a mail sent; nobody reads what others were sent.
create policy schreiben on mail for insert to berichtsheft_app with check (app_mandant() is not null);
`,
}
