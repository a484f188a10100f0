import type { Migration } from './index.ts'

/**
 * The second wall: row level security. The application works as berichtsheft_app, and a row is visible only while
 * `mandant_setzen` has named the caller in the running transaction. Without it every table is empty (case A04).
 */
export const createRowSecurity: Migration = {
  name: '20261120090100_create_row_security',
  up: `
-- Two settings of the running transaction say who works: app.mandant ('anbieter:<id>', 'kammer:<knr>', 'betreiber', 'system')
-- and app.jetzt. Policies ask through these functions.
create function app_mandant() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.mandant', true), '') $$;
create function app_art() returns text language sql stable parallel safe as
  $$ select split_part(current_setting('app.mandant', true), ':', 1) $$;
create function app_anbieter() returns uuid language sql stable parallel safe as
  $$ select case when current_setting('app.mandant', true) like 'anbieter:%' then substr(current_setting('app.mandant', true), 10)::uuid end $$;
create function app_knr() returns text language sql stable parallel safe as
  $$ select case when current_setting('app.mandant', true) like 'kammer:%' then substr(current_setting('app.mandant', true), 8) end $$;
-- The legal day of the running transaction, Europe/Berlin; null before a caller is named.
create function app_heute() returns date language sql stable parallel safe as
  $$ select (nullif(current_setting('app.jetzt', true), '')::timestamptz at time zone 'Europe/Berlin')::date $$;

-- The partition number of an id: the last hexadecimal digit of its third group.
create function fach_von(p_id uuid) returns smallint language sql immutable parallel safe as
  $$ select (get_byte(uuid_send(p_id), 7) & 15)::smallint $$;

-- Names the caller for the running transaction, after looking up that it may still call: a lock ends its rights at once.
create function mandant_setzen(p_client uuid, p_jetzt timestamptz) returns text
  language plpgsql security definer set search_path = public, pg_temp as
$$
declare
  v_mandant text;
begin
  v_mandant := (
    select case z.art when 'anbieter' then 'anbieter:' || z.anbieter_id when 'kammer' then 'kammer:' || z.knr else 'betreiber' end
      from zugang z
     where z.client_id = p_client and z.gesperrt_am is null
       and (z.anbieter_id is null or exists (select from anbieter a where a.id = z.anbieter_id and a.status = 'aktiv')));
  if v_mandant is null then
    raise exception 'client % may not call', p_client using errcode = 'BH403';
  end if;
  perform set_config('app.mandant', v_mandant, true), set_config('app.jetzt', p_jetzt::text, true);
  return v_mandant;
end
$$;

-- Jobs of the gateway itself work across tenants.
create function system_setzen(p_jetzt timestamptz) returns void language sql as
$$
  select set_config('app.mandant', 'system', true), set_config('app.jetzt', p_jetzt::text, true);
$$;
alter function system_setzen(timestamptz) set search_path = public, pg_temp;

-- Policies are plain expressions without sub-selects: a sub-select would be set up in every statement, and reading one report
-- would cost several times as much. What a chamber may see is asked by functions, which run only for chambers.
create function kammer_sieht_heft(p_knr text, p_heft uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from anforderung f where f.berichtsheft_id = p_heft and f.knr = p_knr and f.status <> 'zurueckgezogen')
      or exists (select from freigabe f where f.berichtsheft_id = p_heft and f.knr = p_knr and f.status = 'erteilt' and f.gueltig_bis >= app_heute())
$$;
-- Reports are seen while a release holds, as far as its period goes.
create function kammer_sieht_zeitraum(p_knr text, p_heft uuid, p_von date, p_bis date) returns boolean language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from freigabe f
    where f.berichtsheft_id = p_heft and f.knr = p_knr and f.status = 'erteilt' and f.gueltig_bis >= app_heute()
      and (f.von is null or p_bis is null or p_bis >= f.von) and (f.bis is null or p_von is null or p_von <= f.bis))
$$;

do $do$
declare
  t text;
begin
  foreach t in array array['anbieter','zugang','schluessel','oidc_artefakt','berichtsheft','fremdschluessel','ausbildungsnachweis','anhang','kette','ereignis','ausgang',
    'sammelanforderung','anforderung','freigabe','datei','uebermittlung','export','empfaenger','meldung','webhook','zustellung','idempotenz'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to berichtsheft_app', t);
  end loop;
  -- Rows of one vendor, of one chamber, or of both.
  foreach t in array array['fremdschluessel'] loop
    execute format('create policy mandant on %I to berichtsheft_app using (app_mandant() in (''anbieter:'' || anbieter_id, ''system''))', t);
  end loop;
  foreach t in array array['sammelanforderung'] loop
    execute format('create policy mandant on %I to berichtsheft_app using (app_mandant() in (''kammer:'' || knr, ''system''))', t);
  end loop;
  foreach t in array array['anforderung','freigabe','datei','uebermittlung','export'] loop
    execute format('create policy mandant on %I to berichtsheft_app using (app_mandant() in (''anbieter:'' || anbieter_id, ''kammer:'' || knr, ''system''))', t);
  end loop;
  -- Rows of whoever calls.
  foreach t in array array['meldung','webhook','zustellung','idempotenz'] loop
    execute format('create policy mandant on %I to berichtsheft_app using (app_mandant() in (mandant, ''system''))', t);
  end loop;
  -- Chain ends, events and the outbox have no owner column: whoever may reach them came through a row of the aggregate.
  foreach t in array array['kette','ereignis','ausgang'] loop
    execute format('create policy mandant on %I to berichtsheft_app using (app_art() in (''anbieter'', ''kammer'', ''system''))', t);
  end loop;
  foreach t in array array['schluessel','oidc_artefakt','empfaenger'] loop
    execute format('create policy system on %I to berichtsheft_app using (app_mandant() = ''system'')', t);
  end loop;
end
$do$;

-- A vendor writes and reads its books; a chamber reads the head of a book that it requested or that was released to it, and
-- the reports of the period that a release opens to it.
create policy anbieter on berichtsheft to berichtsheft_app using (app_mandant() in ('anbieter:' || anbieter_id, 'system'));
create policy kammer on berichtsheft for select to berichtsheft_app using (app_mandant() = 'kammer:' || knr and kammer_sieht_heft(knr, id));
create policy anbieter on anhang to berichtsheft_app using (app_mandant() in ('anbieter:' || anbieter_id, 'system'));
create policy kammer on anhang for select to berichtsheft_app using (app_art() = 'kammer' and kammer_sieht_zeitraum(app_knr(), berichtsheft_id, null, null));

-- Hot statements name the partition, so each partition has the walls of the whole table.
do $do$
declare
  t text;
begin
  foreach t in array array['ausbildungsnachweis'] || (select array_agg('ausbildungsnachweis_' || i) from generate_series(0, 15) i) loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to berichtsheft_app', t);
    execute format('create policy anbieter on %I to berichtsheft_app using (app_mandant() in (''anbieter:'' || anbieter_id, ''system''))', t);
    execute format('create policy kammer on %I for select to berichtsheft_app using (app_art() = ''kammer'' and kammer_sieht_zeitraum(app_knr(), berichtsheft_id, von, bis))', t);
  end loop;
  for i in 0..15 loop
    execute format('alter table ereignis_%s enable row level security', i);
  end loop;
end
$do$;

-- A vendor reads its own entry; the operator keeps vendors and clients.
create policy anbieter on anbieter for select to berichtsheft_app using (app_mandant() = 'anbieter:' || id);
create policy betreiber on anbieter to berichtsheft_app using (app_mandant() in ('betreiber', 'system'));
create policy anbieter on zugang for select to berichtsheft_app using (app_mandant() = 'anbieter:' || anbieter_id);
create policy betreiber on zugang to berichtsheft_app using (app_mandant() in ('betreiber', 'system'));

grant usage, select on all sequences in schema public to berichtsheft_app;
grant execute on all functions in schema public to berichtsheft_app;
`,
}
