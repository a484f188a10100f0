import type { Migration } from './index.ts'

/**
 * People and books: accounts are linked to single books, apprentices are assigned to Ausbildungsbeauftragte for some time,
 * and the people of a company write, approve and release. Row level security minds the role by which a person works: who
 * trains in the company sees its books, whoever is linked to a book sees that one, and examiners see what was asked for an exam.
 */
export const createBookParticipation: Migration = {
  name: '20261120140000_create_book_participation',
  up: `
alter table konto add column benachrichtigungen boolean not null default true;

create table beteiligung (
  id uuid primary key,
  unternehmen_id uuid not null references unternehmen (id),
  berichtsheft_id uuid not null,
  konto_id uuid not null references konto (id),
  art text not null check (art in ('azubi', 'gesetzlicheVertretung', 'berufsschule')),
  status text not null check (status in ('vorgeschlagen', 'aktiv', 'beendet')),
  vorgeschlagen_von uuid not null references konto (id),
  zugestimmt_am timestamptz,
  beendet_am timestamptz,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create unique index beteiligung_einmal on beteiligung (berichtsheft_id, konto_id, art) where status <> 'beendet';
-- A book of a company has one apprentice.
create unique index beteiligung_azubi on beteiligung (berichtsheft_id, unternehmen_id) where art = 'azubi' and status <> 'beendet';
create index beteiligung_konto on beteiligung (konto_id, geaendert_am, id);
create index beteiligung_unternehmen on beteiligung (unternehmen_id, geaendert_am, id);

create table einsatz (
  id uuid primary key,
  unternehmen_id uuid not null references unternehmen (id),
  berichtsheft_id uuid not null,
  konto_id uuid not null references konto (id),
  von date not null,
  bis date not null check (bis >= von),
  abteilung text not null,
  abschnitt text,
  parallel boolean not null,
  version integer not null,
  abgesagt_am timestamptz,
  geplant_von uuid not null references konto (id),
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create index einsatz_heft on einsatz (berichtsheft_id, von, id);
create index einsatz_konto on einsatz (konto_id, von, id);
create index einsatz_unternehmen on einsatz (unternehmen_id, von, id);

create table freigabeverfahren (
  unternehmen_id uuid primary key references unternehmen (id),
  stufen smallint not null check (stufen in (1, 2)),
  verschiedene_personen boolean not null,
  geaendert_am timestamptz not null
);

-- The books of a company, and the few reports that wait for a person.
create index berichtsheft_unternehmen on berichtsheft (knr, identnummer) where identnummer is not null;
create index ausbildungsnachweis_wartend on ausbildungsnachweis (berichtsheft_id) where status in ('eingereicht', 'stufe1Freigegeben', 'zurueckgewiesen');

-- Who works -----------------------------------------------------------------------------------------------------------

-- The roles for report books by which the person works in this transaction: '<company>/<role>'.
create function app_rollen() returns text[] language sql stable parallel safe as
  $$ select string_to_array(nullif(current_setting('app.rollen', true), ''), ',') $$;

-- As before; it also notes the roles for report books (app.rollen), and whether a person works for a chamber as nothing but an
-- examiner (app.pruefung).
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
  v_heftrollen text[];
  v_pruefung boolean;
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
      select array_agg(p.zuweisung), array_agg(distinct p.bereich),
             array_agg(distinct substr(p.bereich, 13) || '/' || p.rolle) filter (where p.anwendung = 'berichtsheft')
        into v_zuweisungen, v_bereiche, v_heftrollen
        from person_rollen(v_konto, p_jetzt) p
       where p.bereich like 'unternehmen:%' and p.rolle = any (v_rollen)
         and (a -> 'arten' is null or p.anwendung || '/' || p.rolle in (select json_array_elements_text(a -> 'arten')));
    else
      select array_agg(p.zuweisung), array_agg(distinct p.bereich),
             array_agg(distinct substr(p.bereich, 13) || '/' || p.rolle) filter (where p.anwendung = 'berichtsheft'),
             bool_and(p.rolle = 'pruefungsausschuss')
        into v_zuweisungen, v_bereiche, v_heftrollen, v_pruefung
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
      select array_agg(z.id), array_agg(distinct z.unternehmen_id || '/' || z.rolle) filter (where z.anwendung = 'berichtsheft'),
             bool_and(z.rolle = 'pruefungsausschuss')
        into v_zuweisungen, v_heftrollen, v_pruefung
        from (select r.id, r.unternehmen_id, r.anwendung, r.rolle
                from rollenzuweisung r where r.id = any (v_zuweisungen) and r.entzogen_am is null order by r.id for share) z;
      if v_zuweisungen is null then
        raise exception 'account % has none of these roles', v_konto using errcode = 'BH403';
      end if;
    end if;
  end if;
  perform set_config('app.mandant', v_bereich, true), set_config('app.konto', v_konto::text, true), set_config('app.jetzt', p_jetzt::text, true),
    set_config('app.unternehmen', case when v_bereich like 'unternehmen:%' then (select string_agg(substr(b, 13), ',') from unnest(v_bereiche) b) else '' end, true),
    set_config('app.rollen', case when v_bereich like 'unternehmen:%' then coalesce(array_to_string(v_heftrollen, ','), '') else '' end, true),
    set_config('app.pruefung', case when v_bereich like 'kammer:%' and v_pruefung then 'ja' else '' end, true);
  return v_bereich;
end
$$;

-- Whether the person works for a company by one of these roles for report books.
create function person_hat_rolle(p_unternehmen uuid, p_rollen text[]) returns boolean language sql stable parallel safe as
$$
  select exists (select from unnest(p_rollen) r where p_unternehmen || '/' || r = any (app_rollen()))
$$;

-- Walls of books ------------------------------------------------------------------------------------------------------

-- Who trains in a company sees its books: same chamber, same number.
create or replace function unternehmen_sieht(p_knr text, p_identnummer text) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from unternehmen u where u.id = any (app_unternehmen()) and u.knr = p_knr and u.identnummer = p_identnummer
    and person_hat_rolle(u.id, array['ausbildungsadministrator', 'ausbilder', 'ausbildungsbeauftragter']))
$$;
-- Whoever is linked to a book sees it, while the book belongs to that company and the role is held there; who represents an
-- apprentice by law only until the day of the 18th birthday.
create function konto_ist_beteiligt(p_heft uuid, p_knr text, p_identnummer text, p_geburtsdatum date) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from beteiligung t join unternehmen u on u.id = t.unternehmen_id
    where t.berichtsheft_id = p_heft and t.konto_id = app_konto() and t.status = 'aktiv'
      and u.knr = p_knr and u.identnummer = p_identnummer and person_hat_rolle(u.id, array[t.art])
      and (t.art <> 'gesetzlicheVertretung' or extract(year from age(app_heute(), p_geburtsdatum)) < 18))
$$;
create or replace function unternehmen_sieht_heft(p_heft uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from berichtsheft b where b.id = p_heft
    and (unternehmen_sieht(b.knr, b.identnummer) or konto_ist_beteiligt(b.id, b.knr, b.identnummer, b.geburtsdatum)))
$$;
-- Whether the person works in the company of a book by one of these roles.
create function person_arbeitet_an(p_heft uuid, p_rollen text[]) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from berichtsheft b join unternehmen u on u.knr = b.knr and u.identnummer = b.identnummer
    where b.id = p_heft and u.id = any (app_unternehmen()) and person_hat_rolle(u.id, p_rollen))
$$;
-- Whether the person is the apprentice of a book that the role of an apprentice is held for in this transaction.
create function azubi_schreibt(p_heft uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from berichtsheft b
      join beteiligung t on t.berichtsheft_id = b.id and t.konto_id = app_konto() and t.art = 'azubi' and t.status = 'aktiv'
      join unternehmen u on u.id = t.unternehmen_id and u.knr = b.knr and u.identnummer = b.identnummer
    where b.id = p_heft and person_hat_rolle(u.id, array['azubi']))
$$;

drop policy unternehmen on berichtsheft;
create policy unternehmen on berichtsheft for select to berichtsheft_app
  using (app_art() = 'unternehmen' and (unternehmen_sieht(knr, identnummer) or konto_ist_beteiligt(id, knr, identnummer, geburtsdatum)));
-- People change reports through the table, not through its partitions.
create policy unternehmen_legt_an on ausbildungsnachweis for insert to berichtsheft_app
  with check (app_art() = 'unternehmen' and azubi_schreibt(berichtsheft_id));
create policy unternehmen_aendert on ausbildungsnachweis for update to berichtsheft_app
  using (app_art() = 'unternehmen' and (azubi_schreibt(berichtsheft_id) or person_arbeitet_an(berichtsheft_id, array['ausbilder', 'ausbildungsbeauftragter'])));
-- Keys of reports that people write have the book in them, so that nobody learns of another's.
create policy unternehmen_legt_an on fremdschluessel for insert to berichtsheft_app
  with check (app_art() = 'unternehmen' and art = 'n' and fremd_id like 'person/%' and azubi_schreibt(split_part(fremd_id, '/', 2)::uuid));
create policy unternehmen_legt_an on freigabesignatur for insert to berichtsheft_app
  with check (app_art() = 'unternehmen' and person_arbeitet_an(berichtsheft_id, array['ausbilder', 'ausbildungsbeauftragter']));

-- A book is presented to the chamber by the company (BBiG § 43 Abs. 1 Nr. 2).
create policy unternehmen on freigabe to berichtsheft_app
  using (app_art() = 'unternehmen' and person_arbeitet_an(berichtsheft_id, array['ausbildungsadministrator', 'ausbilder']));
create policy unternehmen on anforderung for select to berichtsheft_app
  using (app_art() = 'unternehmen' and person_arbeitet_an(berichtsheft_id, array['ausbildungsadministrator', 'ausbilder']));
create policy unternehmen_aendert on anforderung for update to berichtsheft_app
  using (app_art() = 'unternehmen' and person_arbeitet_an(berichtsheft_id, array['ausbildungsadministrator', 'ausbilder']));

-- Examiners see what was asked for or released for an exam.
create function ist_pruefungszweck(p_zweck text) returns boolean language sql immutable parallel safe as
  $$ select p_zweck in ('zwischenpruefung', 'teil1', 'teil2', 'abschlusspruefung', 'vorzeitigeZulassung') $$;
create or replace function kammer_sieht_heft(p_knr text, p_heft uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from anforderung f where f.berichtsheft_id = p_heft and f.knr = p_knr and f.status <> 'zurueckgezogen'
                  and (current_setting('app.pruefung', true) is distinct from 'ja' or ist_pruefungszweck(f.zweck)))
      or exists (select from freigabe f where f.berichtsheft_id = p_heft and f.knr = p_knr and f.status = 'erteilt' and f.gueltig_bis >= app_heute()
                  and (current_setting('app.pruefung', true) is distinct from 'ja' or ist_pruefungszweck(f.zweck)))
$$;
create or replace function kammer_sieht_zeitraum(p_knr text, p_heft uuid, p_von date, p_bis date) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from freigabe f
    where f.berichtsheft_id = p_heft and f.knr = p_knr and f.status = 'erteilt' and f.gueltig_bis >= app_heute()
      and (f.von is null or p_bis is null or p_bis >= f.von) and (f.bis is null or p_von is null or p_von <= f.bis)
      and (current_setting('app.pruefung', true) is distinct from 'ja' or ist_pruefungszweck(f.zweck)))
$$;
do $do$
declare
  t text;
begin
  foreach t in array array['anforderung', 'freigabe', 'uebermittlung'] loop
    execute format('create policy pruefung on %I as restrictive for select to berichtsheft_app using (current_setting(''app.pruefung'', true) is distinct from ''ja'' or ist_pruefungszweck(zweck))', t);
  end loop;
end
$do$;

-- Walls of links and assignments --------------------------------------------------------------------------------------

do $do$
declare
  t text;
begin
  foreach t in array array['beteiligung', 'einsatz', 'freigabeverfahren'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to berichtsheft_app', t);
    execute format('create policy system on %I to berichtsheft_app using (app_mandant() = ''system'')', t);
  end loop;
end
$do$;

-- Whether a person is the apprentice of a book, in whatever capacity he works.
create function konto_ist_azubi(p_heft uuid, p_unternehmen uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from beteiligung t where t.berichtsheft_id = p_heft and t.unternehmen_id = p_unternehmen and t.konto_id = app_konto() and t.art = 'azubi' and t.status = 'aktiv')
$$;
-- Whether an account is linked to the person's own book, or proposed to be.
create function konto_teilt_heft(p_konto uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from beteiligung t where t.konto_id = p_konto and konto_ist_azubi(t.berichtsheft_id, t.unternehmen_id))
$$;
-- The name of the company of a link, also for who belongs to it no more; which links are seen is up to their walls.
create function beteiligung_unternehmen(p_beteiligung uuid) returns text language sql stable security definer set search_path = public, pg_temp as
$$
  select u.name from beteiligung t join unternehmen u on u.id = t.unternehmen_id where t.id = p_beteiligung
$$;
-- Whether an assignment is the person's own, or of somebody for whom he stands in.
create function einsatz_ist_eigener(p_konto uuid, p_unternehmen uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from rollenzuweisung r
    where r.konto_id = app_konto() and r.unternehmen_id = p_unternehmen and r.anwendung = 'berichtsheft' and r.rolle = 'ausbildungsbeauftragter'
      and r.entzogen_am is null and app_heute() between r.gueltig_von and coalesce(r.gueltig_bis, 'infinity') and coalesce(r.vertritt, r.konto_id) = p_konto)
$$;

create policy eigene on beteiligung for select to berichtsheft_app using (konto_id = app_konto() or (app_art() = 'konto' and konto_ist_azubi(berichtsheft_id, unternehmen_id)));
create policy entscheidung on beteiligung for update to berichtsheft_app
  using (app_art() = 'konto' and (konto_id = app_konto() or konto_ist_azubi(berichtsheft_id, unternehmen_id)));
create policy verwaltung on beteiligung to berichtsheft_app
  using (app_art() = 'unternehmen' and person_hat_rolle(unternehmen_id, array['ausbildungsadministrator']));
-- Who works in a company sees who is linked to the books that he sees.
create policy beteiligte on beteiligung for select to berichtsheft_app
  using (app_art() = 'unternehmen' and unternehmen_id = any (app_unternehmen()) and unternehmen_sieht_heft(berichtsheft_id));
create policy beteiligte on konto for select to berichtsheft_app using (app_art() = 'konto' and konto_teilt_heft(id));

create policy planung on einsatz to berichtsheft_app
  using (app_art() = 'unternehmen' and person_hat_rolle(unternehmen_id, array['ausbildungsadministrator', 'ausbilder']));
create policy beauftragter on einsatz for select to berichtsheft_app
  using (app_art() = 'unternehmen' and person_hat_rolle(unternehmen_id, array['ausbildungsbeauftragter']) and einsatz_ist_eigener(konto_id, unternehmen_id));
create policy azubi on einsatz for select to berichtsheft_app
  using (app_art() = 'unternehmen' and person_hat_rolle(unternehmen_id, array['azubi']) and konto_ist_azubi(berichtsheft_id, unternehmen_id));

create policy lesen on freigabeverfahren for select to berichtsheft_app using (unternehmen_id = any (app_unternehmen()));
create policy verwaltung on freigabeverfahren to berichtsheft_app
  using (app_art() = 'unternehmen' and person_hat_rolle(unternehmen_id, array['ausbildungsadministrator']));

-- What hangs on a role in a company ends with it: links to books, with those that the apprentice agreed to, and assignments. Call it
-- for the person, the company or the gateway itself.
create function heftrollen_beenden(p_konto uuid, p_unternehmen uuid, p_rolle text, p_jetzt timestamptz) returns table (art text, id uuid)
  language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  if app_mandant() is distinct from 'system' and app_konto() is distinct from p_konto and not coalesce(p_unternehmen = any (app_unternehmen()), false) then
    raise exception 'roles of company % are not ended by this caller', p_unternehmen using errcode = 'BH403';
  end if;
  return query
    update beteiligung t set status = 'beendet', beendet_am = p_jetzt, geaendert_am = p_jetzt
     where t.unternehmen_id = p_unternehmen and t.status <> 'beendet'
       and ((t.konto_id = p_konto and t.art = p_rolle)
         or (p_rolle = 'azubi' and t.art <> 'azubi' and exists (select from beteiligung z
              where z.berichtsheft_id = t.berichtsheft_id and z.unternehmen_id = p_unternehmen and z.konto_id = p_konto and z.art = 'azubi' and z.status <> 'beendet')))
    returning 'beteiligung.beendet', t.id;
  if p_rolle = 'ausbildungsbeauftragter' then
    return query
      update einsatz e set abgesagt_am = case when e.von > app_heute() then p_jetzt end, bis = case when e.von > app_heute() then e.bis else app_heute() end,
                           version = e.version + 1, geaendert_am = p_jetzt
       where e.unternehmen_id = p_unternehmen and e.konto_id = p_konto and e.abgesagt_am is null and e.bis > app_heute()
      returning 'einsatz.beendet', e.id;
  end if;
end
$$;
-- Whether the person is the apprentice of a book, or is assigned to the apprentice in days of a report; what says so stays as it is until
-- the end of the transaction, so that its end comes wholly before or wholly after the step.
create function azubi_halten(p_heft uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  if not azubi_schreibt(p_heft) then
    return false;
  end if;
  perform from beteiligung t where t.berichtsheft_id = p_heft and t.konto_id = app_konto() and t.art = 'azubi' and t.status = 'aktiv' for share;
  return found;
end
$$;
create function einsatz_halten(p_heft uuid, p_von date, p_bis date) returns boolean language plpgsql security definer set search_path = public, pg_temp as
$$
begin
  perform from einsatz e
    where e.berichtsheft_id = p_heft and e.abgesagt_am is null and e.von <= p_bis and e.bis >= p_von
      and person_hat_rolle(e.unternehmen_id, array['ausbildungsbeauftragter']) and einsatz_ist_eigener(e.konto_id, e.unternehmen_id)
      for share;
  return found;
end
$$;

grant execute on all functions in schema public to berichtsheft_app;
`,
}
