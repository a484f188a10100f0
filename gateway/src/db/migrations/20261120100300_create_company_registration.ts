import type { Migration } from './index.ts'

/**
 * Registration of companies: what belongs to the check by the chamber, letters with activation passwords, the ELSTER
 * check, and requests to delete a company.
 */
export const createCompanyRegistration: Migration = {
  name: '20261120100300_create_company_registration',
  up: `
create table unternehmensregistrierung (
  unternehmen_id uuid primary key references unternehmen (id),
  -- The account that registered the company and will be its first administrator (MI-32).
  konto_id uuid not null references konto (id),
  zugewiesen_an uuid references konto (id),
  zugewiesen_am timestamptz,
  stammsatz_id uuid references stammsatz (id),
  rueckfrage text,
  antwort text,
  grund text,
  elster_status text not null check (elster_status in ('nichtErforderlich', 'offen', 'abgeglichen', 'abweichung', 'manuell')),
  elster_aehnlichkeit smallint,
  -- Only the result is kept: the pseudonym of the tax number, never the certificate, name or address.
  elster_pseudonym text,
  elster_zeitpunkt timestamptz,
  elster_grund text,
  aktivierbar_bis timestamptz
);
create index unternehmensregistrierung_konto on unternehmensregistrierung (konto_id);
create index unternehmensregistrierung_zugewiesen on unternehmensregistrierung (zugewiesen_an) where zugewiesen_an is not null;
create index unternehmensregistrierung_stammsatz on unternehmensregistrierung (stammsatz_id) where stammsatz_id is not null;

-- The password of the letter that is valid, as a hash; apart from everything that people read.
create table aktivierungskennwort (
  unternehmen_id uuid primary key references unternehmen (id),
  brief_id uuid not null,
  salz bytea not null,
  hash bytea not null,
  versuche integer not null default 0,
  -- Null until the letter was posted.
  gueltig_bis timestamptz
);

create table brief (
  id uuid primary key,
  unternehmen_id uuid not null references unternehmen (id),
  knr text not null,
  status text not null check (status in ('erstellt', 'versandt', 'ungueltig')),
  empfaenger text not null,
  anschrift jsonb not null,
  -- The file, encrypted; removed once it was posted or became invalid, because the password stands in it.
  inhalt text,
  sha256 bytea not null,
  erstellt_am timestamptz not null,
  versandt_am timestamptz,
  geaendert_am timestamptz not null
);
create index brief_kammer on brief (knr, geaendert_am, id);
create index brief_unternehmen on brief (unternehmen_id);

-- The way back of an ELSTER check that is under way.
create table elstervorgang (
  state_hash bytea primary key,
  unternehmen_id uuid not null references unternehmen (id),
  konto_id uuid not null references konto (id),
  nonce text not null,
  code_verifier text not null,
  ablauf timestamptz not null
);

create table loeschantrag (
  id uuid primary key,
  unternehmen_id uuid not null references unternehmen (id),
  knr text not null,
  status text not null check (status in ('entwurf', 'verworfen', 'beantragt', 'freigegeben', 'abgelehnt', 'widerrufen', 'ausgefuehrt')),
  version integer not null,
  grund text not null,
  bestaetigung text,
  beantragt_am timestamptz,
  entschieden_am timestamptz,
  ablehnungsgrund text,
  widerrufbar_bis date,
  termin date,
  erstellt_von uuid not null references konto (id),
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create index loeschantrag_kammer on loeschantrag (knr, geaendert_am, id);
create unique index loeschantrag_offen on loeschantrag (unternehmen_id) where status in ('entwurf', 'beantragt', 'freigegeben');
create index loeschantrag_termin on loeschantrag (termin) where status = 'freigegeben';

-- Which chambers hold a postal code, to find the chamber of a seat.
create index stammsatz_plz_kammer on stammsatz (plz, knr) where art in ('unternehmen', 'betriebsstaette') and not entfallen;

create function ist_antragsteller(p_unternehmen uuid, p_konto uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from unternehmensregistrierung r where r.unternehmen_id = p_unternehmen and r.konto_id = p_konto)
$$;

do $do$
declare
  t text;
begin
  foreach t in array array['unternehmensregistrierung', 'aktivierungskennwort', 'brief', 'elstervorgang', 'loeschantrag'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to berichtsheft_app', t);
    execute format('create policy system on %I to berichtsheft_app using (app_mandant() = ''system'')', t);
  end loop;
end
$do$;

-- Whoever registered a company keeps the registration until the company is active; then its administrators do.
create policy antragsteller on unternehmen for select to berichtsheft_app using (app_art() = 'konto' and ist_antragsteller(id, app_konto()));
create policy aenderung on unternehmen for update to berichtsheft_app using (app_art() = 'konto' and ist_antragsteller(id, app_konto()));
create policy anlegen on unternehmen for insert to berichtsheft_app with check (app_art() = 'konto' and status = 'beantragt');
create policy antragsteller on unternehmensregistrierung to berichtsheft_app using (app_art() = 'konto' and konto_id = app_konto());
create policy kammer on unternehmensregistrierung to berichtsheft_app using (app_art() = 'kammer' and unternehmen_liegt_in(unternehmen_id, app_knr()));
create policy verwaltung on unternehmensregistrierung for select to berichtsheft_app using (unternehmen_id = any (app_unternehmen()));
create policy kammer on brief to berichtsheft_app using (app_mandant() = 'kammer:' || knr);
create policy antragsteller on brief to berichtsheft_app using (app_art() = 'konto' and ist_antragsteller(unternehmen_id, app_konto()));
create policy kammer on loeschantrag to berichtsheft_app using (app_mandant() = 'kammer:' || knr and status not in ('entwurf', 'verworfen'));
create policy verwaltung on loeschantrag to berichtsheft_app using (unternehmen_id = any (app_unternehmen()));

grant execute on all functions in schema public to berichtsheft_app;
`,
}
