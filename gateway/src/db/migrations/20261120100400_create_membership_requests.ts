import type { Migration } from './index.ts'

/**
 * How people come into companies and get roles: invitations, requests to join and for roles. Roles count only while their
 * application is plugged in and has them in its catalogue.
 */
export const createMembershipRequests: Migration = {
  name: '20261120100400_create_membership_requests',
  up: `
create table einladung (
  id uuid primary key,
  unternehmen_id uuid not null references unternehmen (id),
  email text not null,
  anwendung text not null,
  rolle text not null,
  gueltig_bis date,
  status text not null check (status in ('versendet', 'angenommen', 'genehmigt', 'zurueckgezogen', 'abgelaufen')),
  version integer not null,
  -- SHA-256 of what the mailed link carries; gone once it was used.
  token_hash bytea,
  ablauf timestamptz not null,
  eingeladen_von uuid not null references konto (id),
  konto_id uuid references konto (id),
  versendet_am timestamptz not null,
  angenommen_am timestamptz,
  genehmigt_am timestamptz,
  genehmigt_von uuid references konto (id),
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create unique index einladung_einmal on einladung (unternehmen_id, lower(email)) where status in ('versendet', 'angenommen');
create unique index einladung_token on einladung (token_hash) where token_hash is not null;
create index einladung_unternehmen on einladung (unternehmen_id, geaendert_am, id);
create index einladung_email on einladung (lower(email)) where status in ('versendet', 'angenommen');
create index einladung_ablauf on einladung (ablauf) where status = 'versendet';

create table mitgliedsanfrage (
  id uuid primary key,
  art text not null check (art in ('beitritt', 'rolle')),
  unternehmen_id uuid not null references unternehmen (id),
  konto_id uuid not null references konto (id),
  anwendung text not null,
  rolle text not null,
  gueltig_bis date,
  nachricht text,
  status text not null check (status in ('offen', 'inBearbeitung', 'genehmigt', 'abgelehnt', 'zurueckgezogen')),
  version integer not null,
  zugewiesen_an uuid references konto (id),
  zugewiesen_am timestamptz,
  entschieden_am timestamptz,
  grund text,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null,
  check ((status = 'inBearbeitung') <= (zugewiesen_an is not null))
);
create unique index mitgliedsanfrage_einmal on mitgliedsanfrage (unternehmen_id, konto_id, art, anwendung, rolle) where status in ('offen', 'inBearbeitung');
create index mitgliedsanfrage_unternehmen on mitgliedsanfrage (unternehmen_id, geaendert_am, id);
create index mitgliedsanfrage_konto on mitgliedsanfrage (konto_id, geaendert_am, id);

alter table anwendung add column version integer not null default 1;
create index rollenzuweisung_vertritt on rollenzuweisung (vertritt) where entzogen_am is null and vertritt is not null;
create index rollenzuweisung_kammer on rollenzuweisung (knr, vergeben_am, id) where knr is not null;

-- Roles that hold: of applications that are plugged in and have the role in their catalogue (MI-15, MI-17).
drop function person_rollen(uuid, timestamptz);
create function person_rollen(p_konto uuid, p_jetzt timestamptz) returns table (zuweisung uuid, bereich text, anwendung text, rolle text)
  language sql stable security definer set search_path = public, pg_temp as
$$
  select r.id, case when r.unternehmen_id is not null then 'unternehmen:' || r.unternehmen_id when r.knr is not null then 'kammer:' || r.knr else 'betreiber' end, r.anwendung, r.rolle
    from konto k
    join rollenzuweisung r on r.konto_id = k.id
    join anwendung a on a.kennung = r.anwendung and a.status = 'angebunden' and jsonb_exists(a.rollen, r.rolle)
    left join mitgliedschaft m on m.unternehmen_id = r.unternehmen_id and m.konto_id = r.konto_id
    left join unternehmen u on u.id = r.unternehmen_id
   where k.id = p_konto and k.status = 'aktiv' and r.entzogen_am is null
     and (p_jetzt at time zone 'Europe/Berlin')::date between r.gueltig_von and coalesce(r.gueltig_bis, 'infinity')
     and (r.unternehmen_id is null or (m.status = 'aktiv' and u.status in ('aktiv', 'loeschungBeantragt', 'loeschungFreigegeben')))
$$;
-- The same in one area, found by the index rollenzuweisung_einmal: however many companies a person works for (BH-21).
create function person_rollen_in(p_konto uuid, p_bereich text, p_jetzt timestamptz) returns table (zuweisung uuid, bereich text, anwendung text, rolle text)
  language sql stable security definer set search_path = public, pg_temp as
$$
  select r.id, case when r.unternehmen_id is not null then 'unternehmen:' || r.unternehmen_id when r.knr is not null then 'kammer:' || r.knr else 'betreiber' end, r.anwendung, r.rolle
    from konto k
    join rollenzuweisung r on r.konto_id = k.id
    join anwendung a on a.kennung = r.anwendung and a.status = 'angebunden' and jsonb_exists(a.rollen, r.rolle)
    left join mitgliedschaft m on m.unternehmen_id = r.unternehmen_id and m.konto_id = r.konto_id
    left join unternehmen u on u.id = r.unternehmen_id
   where k.id = p_konto and k.status = 'aktiv' and r.entzogen_am is null
     and coalesce(r.unternehmen_id::text, r.knr, '') = split_part(p_bereich, ':', 2)
     and (r.unternehmen_id is not null) = (p_bereich like 'unternehmen:%') and (r.knr is not null) = (p_bereich like 'kammer:%')
     and (p_jetzt at time zone 'Europe/Berlin')::date between r.gueltig_von and coalesce(r.gueltig_bis, 'infinity')
     and (r.unternehmen_id is null or (m.status = 'aktiv' and u.status in ('aktiv', 'loeschungBeantragt', 'loeschungFreigegeben')))
$$;

-- As before, and where the caller names 'arten' (application/role), one of these must hold.
create or replace function aufrufer_setzen(p_ausweis text, p_jetzt timestamptz) returns text
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
    if v_bereich = 'unternehmen:*' then
      select array_agg(p.zuweisung), array_agg(distinct p.bereich) into v_zuweisungen, v_bereiche
        from person_rollen(v_konto, p_jetzt) p
       where p.bereich like 'unternehmen:%' and p.rolle = any (v_rollen)
         and (a -> 'arten' is null or p.anwendung || '/' || p.rolle in (select json_array_elements_text(a -> 'arten')));
    else
      select array_agg(p.zuweisung), array_agg(distinct p.bereich) into v_zuweisungen, v_bereiche
        from person_rollen_in(v_konto, v_bereich, p_jetzt) p
       where p.rolle = any (v_rollen)
         and (a -> 'arten' is null or p.anwendung || '/' || p.rolle in (select json_array_elements_text(a -> 'arten')));
    end if;
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

-- Whoever takes roles or memberships of a company away does it alone, so that an administrator stays (MI-35). Take this lock
-- before any other of the transaction.
create function unternehmen_sperren(p_unternehmen uuid) returns void language sql set search_path = public, pg_temp as
$$
  select pg_advisory_xact_lock(7236114, hashtext(p_unternehmen::text))
$$;
-- Whether a company has an administrator without end, of an active account, besides this one.
create function unternehmen_hat_administrator(p_unternehmen uuid, p_ohne uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from rollenzuweisung r
    join konto k on k.id = r.konto_id and k.status = 'aktiv'
    join mitgliedschaft m on m.unternehmen_id = r.unternehmen_id and m.konto_id = r.konto_id and m.status = 'aktiv'
   where r.unternehmen_id = p_unternehmen and r.rolle = 'unternehmensadministrator' and r.entzogen_am is null
     and r.gueltig_bis is null and r.vertritt is null and r.gueltig_von <= app_heute() and r.konto_id <> p_ohne)
$$;

-- Walls ---------------------------------------------------------------------------------------------------------------

-- The confirmed address of the person who works for the own account.
create function app_email() returns text language sql stable security definer set search_path = public, pg_temp as
$$
  select lower(k.email) from konto k where k.id = app_konto() and k.status = 'aktiv'
$$;
-- Whether the person asked the company or is invited by it: then its name is known to that person.
create function person_steht_vor(p_unternehmen uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from einladung e where e.unternehmen_id = p_unternehmen and (e.konto_id = app_konto() or (e.status in ('versendet', 'abgelaufen') and lower(e.email) = app_email())))
      or exists (select from mitgliedsanfrage a where a.unternehmen_id = p_unternehmen and a.konto_id = app_konto())
$$;
-- Whether a person asked one of the companies, or accepted an invitation of one.
create function person_steht_vor_uns(p_konto uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from einladung e where e.konto_id = p_konto and e.unternehmen_id = any (app_unternehmen()))
      or exists (select from mitgliedsanfrage a where a.konto_id = p_konto and a.unternehmen_id = any (app_unternehmen()))
$$;
-- Whether a person holds or held a role at the chamber that works, or for the operator when the operator works.
create function person_arbeitet_hier(p_konto uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from rollenzuweisung r where r.konto_id = p_konto and r.unternehmen_id is null
    and case app_art() when 'kammer' then r.knr = app_knr() when 'betreiber' then r.knr is null or r.rolle = 'kammeradministration' else false end)
$$;

do $do$
declare
  t text;
begin
  foreach t in array array['einladung', 'mitgliedsanfrage'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to berichtsheft_app', t);
    execute format('create policy system on %I to berichtsheft_app using (app_mandant() = ''system'')', t);
    execute format('create policy verwaltung on %I to berichtsheft_app using (unternehmen_id = any (app_unternehmen()))', t);
  end loop;
end
$do$;
create policy eingeladen on einladung for select to berichtsheft_app
  using (app_art() = 'konto' and (konto_id = app_konto() or (status in ('versendet', 'angenommen', 'abgelaufen') and lower(email) = app_email())));
create policy annahme on einladung for update to berichtsheft_app
  using (app_art() = 'konto' and status = 'versendet' and lower(email) = app_email()) with check (konto_id = app_konto());
create policy eigene on mitgliedsanfrage to berichtsheft_app using (app_art() = 'konto' and konto_id = app_konto());
create policy anfragende on konto for select to berichtsheft_app using (app_art() = 'unternehmen' and person_steht_vor_uns(id));
create policy personal on konto for select to berichtsheft_app using (app_art() in ('kammer', 'betreiber') and person_arbeitet_hier(id));
create policy bekannt on unternehmen for select to berichtsheft_app using (app_art() = 'konto' and person_steht_vor(id));
-- Whoever leaves ends the own membership and the own roles.
create policy austritt on mitgliedschaft for update to berichtsheft_app using (app_art() = 'konto' and konto_id = app_konto()) with check (status = 'entfernt');
create policy austritt on rollenzuweisung for update to berichtsheft_app using (app_art() = 'konto' and konto_id = app_konto()) with check (entzogen_am is not null);

grant execute on all functions in schema public to berichtsheft_app;
`,
}
