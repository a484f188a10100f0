import type { Migration } from './index.ts'

/**
 * People: accounts, companies, memberships and roles. A person works for a company, a chamber or the operator, or for
 * nobody but himself; `aufrufer_setzen` looks up inside every transaction that the account, the membership and one of the
 * roles that the operation asks for still hold.
 */
export const createPeople: Migration = {
  name: '20261120100000_create_people',
  up: `
create table konto (
  id uuid primary key,
  email text not null,
  vorname text not null,
  nachname text not null,
  sprache text not null check (sprache in ('de', 'en')),
  status text not null check (status in ('zurBestaetigung', 'aktiv', 'gesperrt', 'geloescht')),
  version integer not null,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
-- Addresses are compared without regard to case; a deleted account gives its address back.
create unique index konto_email on konto (lower(email)) where status <> 'geloescht';

create table unternehmen (
  id uuid primary key,
  knr text not null,
  name text not null,
  strasse text not null,
  hausnummer text not null,
  plz text not null,
  ort text not null,
  identnummer text,
  hr_nummer text,
  status text not null,
  version integer not null,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
-- A company is registered once at its chamber (MI-33).
create unique index unternehmen_identnummer on unternehmen (knr, identnummer) where identnummer is not null and status not in ('abgelehnt', 'geloescht');
create index unternehmen_kammer on unternehmen (knr, geaendert_am, id);

create table mitgliedschaft (
  unternehmen_id uuid not null references unternehmen (id),
  konto_id uuid not null references konto (id),
  status text not null check (status in ('aktiv', 'entfernt')),
  version integer not null,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null,
  primary key (unternehmen_id, konto_id)
);
create index mitgliedschaft_konto on mitgliedschaft (konto_id, unternehmen_id);

-- Which applications roles are given for; more are plugged in by the operator (MI-17, MI-59).
create table anwendung (
  kennung text primary key,
  name text not null,
  status text not null check (status in ('angebunden', 'abgeschaltet')),
  rollen jsonb not null,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);

-- A role of a person for an application: in a company, at a chamber, or (neither) at the operator.
create table rollenzuweisung (
  id uuid primary key,
  konto_id uuid not null references konto (id),
  unternehmen_id uuid references unternehmen (id),
  knr text,
  anwendung text not null,
  rolle text not null,
  gueltig_von date not null,
  gueltig_bis date,
  -- The person on whose behalf the role is held, for a delegation.
  vertritt uuid references konto (id),
  vergeben_von uuid,
  vergeben_am timestamptz not null,
  entzogen_von uuid,
  entzogen_am timestamptz,
  check (unternehmen_id is null or knr is null),
  check (gueltig_bis is null or gueltig_bis >= gueltig_von)
);
create index rollenzuweisung_konto on rollenzuweisung (konto_id) where entzogen_am is null;
create unique index rollenzuweisung_einmal on rollenzuweisung
  (konto_id, coalesce(unternehmen_id::text, knr, ''), anwendung, rolle, coalesce(vertritt, konto_id)) where entzogen_am is null;
create index rollenzuweisung_unternehmen on rollenzuweisung (unternehmen_id) where entzogen_am is null and unternehmen_id is not null;

-- Who works -----------------------------------------------------------------------------------------------------------

create function app_konto() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.konto', true), '')::uuid $$;
-- The companies that the person works for in this transaction.
create function app_unternehmen() returns uuid[] language sql stable parallel safe as
  $$ select string_to_array(nullif(current_setting('app.unternehmen', true), ''), ',')::uuid[] $$;

-- Roles of an account that hold on the legal day of an instant, by whom they are held for; none when the account is not active.
create function person_rollen(p_konto uuid, p_jetzt timestamptz) returns table (zuweisung uuid, bereich text, rolle text)
  language sql stable security definer set search_path = public, pg_temp as
$$
  select r.id, case when r.unternehmen_id is not null then 'unternehmen:' || r.unternehmen_id when r.knr is not null then 'kammer:' || r.knr else 'betreiber' end, r.rolle
    from konto k
    join rollenzuweisung r on r.konto_id = k.id
    left join mitgliedschaft m on m.unternehmen_id = r.unternehmen_id and m.konto_id = r.konto_id
    left join unternehmen u on u.id = r.unternehmen_id
   where k.id = p_konto and k.status = 'aktiv' and r.entzogen_am is null
     and (p_jetzt at time zone 'Europe/Berlin')::date between r.gueltig_von and coalesce(r.gueltig_bis, 'infinity')
     and (r.unternehmen_id is null or (m.status = 'aktiv' and u.status in ('aktiv', 'loeschungBeantragt', 'loeschungFreigegeben')))
$$;

-- Names the caller of the running transaction, after looking up that he may still do what he asks for. A machine client is
-- named by its id, a person by {konto, bereich, rollen, sperren}: 'bereich' is 'konto:<id>', 'kammer:<knr>', 'unternehmen:<id>',
-- 'unternehmen:*' (all in which he has one of the roles) or 'betreiber'; he must hold one of the roles there. With 'sperren' the
-- assignment is locked until the end of the transaction, so that a removal comes wholly before or wholly after it.
create function aufrufer_setzen(p_ausweis text, p_jetzt timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp as
$$
declare
  a json;
  v_konto uuid;
  v_bereich text;
  v_rollen text[];
  v_zuweisungen uuid[];
  v_bereiche text[];
begin
  if left(p_ausweis, 1) <> '{' then
    perform set_config('app.konto', '', true), set_config('app.unternehmen', '', true);
    return mandant_setzen(p_ausweis::uuid, p_jetzt);
  end if;
  a := p_ausweis::json;
  v_konto := (a ->> 'konto')::uuid;
  v_bereich := a ->> 'bereich';
  if v_bereich = 'konto:' || v_konto then
    if not exists (select from konto k where k.id = v_konto and k.status in ('aktiv', 'zurBestaetigung')) then
      raise exception 'account % may not call', v_konto using errcode = 'BH403';
    end if;
  else
    select array_agg(r #>> '{}') into v_rollen from json_array_elements(a -> 'rollen') r;
    select array_agg(p.zuweisung), array_agg(distinct p.bereich) into v_zuweisungen, v_bereiche
      from person_rollen(v_konto, p_jetzt) p
     where (p.bereich = v_bereich or (v_bereich = 'unternehmen:*' and p.bereich like 'unternehmen:%')) and p.rolle = any (v_rollen);
    if v_zuweisungen is null then
      raise exception 'account % has none of these roles', v_konto using errcode = 'BH403';
    end if;
    if (a ->> 'sperren')::boolean then
      perform from konto k where k.id = v_konto and k.status = 'aktiv' for share;
      if not found then
        raise exception 'account % may not call', v_konto using errcode = 'BH403';
      end if;
      -- What was taken away while this waited is gone.
      select array_agg(z.id) into v_zuweisungen from (
        select r.id from rollenzuweisung r where r.id = any (v_zuweisungen) and r.entzogen_am is null order by r.id for share) z;
      if v_zuweisungen is null then
        raise exception 'account % has none of these roles', v_konto using errcode = 'BH403';
      end if;
    end if;
  end if;
  perform set_config('app.mandant', v_bereich, true), set_config('app.konto', v_konto::text, true), set_config('app.jetzt', p_jetzt::text, true),
    set_config('app.unternehmen', case when v_bereich like 'unternehmen:%' then (select string_agg(substr(b, 13), ',') from unnest(v_bereiche) b) else '' end, true);
  return v_bereich;
end
$$;

-- Walls ---------------------------------------------------------------------------------------------------------------

do $do$
declare
  t text;
begin
  foreach t in array array['konto', 'unternehmen', 'mitgliedschaft', 'anwendung', 'rollenzuweisung'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to berichtsheft_app', t);
    execute format('create policy system on %I to berichtsheft_app using (app_mandant() = ''system'')', t);
  end loop;
end
$do$;

-- A person sees the own account; an administrator those of the members; a chamber none but by the companies of its district.
create function unternehmen_hat_mitglied(p_unternehmen uuid[], p_konto uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from mitgliedschaft m where m.konto_id = p_konto and m.unternehmen_id = any (p_unternehmen))
$$;
create function ist_mitglied(p_unternehmen uuid, p_konto uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from mitgliedschaft m where m.konto_id = p_konto and m.unternehmen_id = p_unternehmen and m.status = 'aktiv')
$$;
create function unternehmen_liegt_in(p_unternehmen uuid, p_knr text) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from unternehmen u where u.id = p_unternehmen and u.knr = p_knr)
$$;
create policy eigenes on konto to berichtsheft_app using (id = app_konto());
create policy mitglieder on konto for select to berichtsheft_app using (app_art() = 'unternehmen' and unternehmen_hat_mitglied(app_unternehmen(), id));
create policy mitglied on unternehmen for select to berichtsheft_app using (ist_mitglied(id, app_konto()));
create policy verwaltung on unternehmen for update to berichtsheft_app using (id = any (app_unternehmen()));
create policy kammer on unternehmen to berichtsheft_app using (app_mandant() = 'kammer:' || knr);
create policy eigene on mitgliedschaft for select to berichtsheft_app using (konto_id = app_konto());
create policy verwaltung on mitgliedschaft to berichtsheft_app using (unternehmen_id = any (app_unternehmen()));
create policy kammer on mitgliedschaft for select to berichtsheft_app using (app_art() = 'kammer' and unternehmen_liegt_in(unternehmen_id, app_knr()));
create policy eigene on rollenzuweisung for select to berichtsheft_app using (konto_id = app_konto());
create policy verwaltung on rollenzuweisung to berichtsheft_app using (unternehmen_id = any (app_unternehmen()));
create policy kammer on rollenzuweisung to berichtsheft_app using (app_mandant() = 'kammer:' || knr);
create policy betreiber on rollenzuweisung to berichtsheft_app using (app_mandant() = 'betreiber');
create policy lesen on anwendung for select to berichtsheft_app using (app_mandant() is not null);
create policy betreiber on anwendung to berichtsheft_app using (app_mandant() = 'betreiber');

-- Chains of accounts and companies are written by their people.
do $do$
declare
  t text;
begin
  foreach t in array array['kette', 'ereignis', 'ausgang'] loop
    execute format('create policy person on %I to berichtsheft_app using (app_art() in (''konto'', ''unternehmen'', ''betreiber''))', t);
  end loop;
end
$do$;

-- The people of a company see the books of their company: same chamber, same number.
create function unternehmen_sieht(p_knr text, p_identnummer text) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from unternehmen u where u.id = any (app_unternehmen()) and u.knr = p_knr and u.identnummer = p_identnummer)
$$;
create function unternehmen_sieht_heft(p_heft uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from berichtsheft b where b.id = p_heft and unternehmen_sieht(b.knr, b.identnummer))
$$;
create policy unternehmen on berichtsheft for select to berichtsheft_app using (app_art() = 'unternehmen' and unternehmen_sieht(knr, identnummer));
create policy unternehmen on anhang for select to berichtsheft_app using (app_art() = 'unternehmen' and unternehmen_sieht_heft(berichtsheft_id));
do $do$
declare
  t text;
begin
  foreach t in array array['ausbildungsnachweis'] || (select array_agg('ausbildungsnachweis_' || i) from generate_series(0, 15) i) loop
    execute format('create policy unternehmen on %I for select to berichtsheft_app using (app_art() = ''unternehmen'' and unternehmen_sieht_heft(berichtsheft_id))', t);
  end loop;
end
$do$;

insert into anwendung (kennung, name, status, rollen, erstellt_am, geaendert_am) values
  ('meine-ihk', 'meine ihk', 'angebunden', '["unternehmensadministrator"]', now(), now()),
  ('berichtsheft', 'Digitales Berichtsheft', 'angebunden', '["ausbildungsadministrator","ausbilder","ausbildungsbeauftragter","azubi","gesetzlicheVertretung","berufsschule"]', now(), now()),
  ('ausbildungsvertrag', 'Digitaler Ausbildungsvertrag', 'angebunden', '["antragsteller","ausbilder","azubi","gesetzlicheVertretung"]', now(), now()),
  ('kammer', 'Kammerverwaltung', 'angebunden', '["kammeradministration","sachbearbeitung","ausbildungsberatung","pruefungsausschuss"]', now(), now()),
  ('bq', 'BQ-Wissensbasis', 'angebunden', '["bqRedaktion","bqPruefung"]', now(), now()),
  ('betrieb', 'Betrieb des Gateways', 'angebunden', '["betreiber"]', now(), now());

grant execute on all functions in schema public to berichtsheft_app;
`,
}
