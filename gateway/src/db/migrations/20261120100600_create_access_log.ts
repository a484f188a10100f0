import type { Migration } from './index.ts'

/** Who read whose report book, when and with which result; no text of a report stands in it. */
export const createAccessLog: Migration = {
  name: '20261120100600_create_access_log',
  up: `
create table zugriff (
  id bigint generated always as identity primary key,
  zeitpunkt timestamptz not null,
  wer text not null,
  mandant text not null,
  vorgang text not null,
  status smallint not null,
  hefte uuid[] not null
);
create index zugriff_hefte on zugriff using gin (hefte);
create index zugriff_zeit on zugriff using brin (zeitpunkt);
alter table zugriff enable row level security;
grant select, insert, delete on zugriff to berichtsheft_app;
-- Rows are locked before they are removed, which needs this right; the column itself cannot be changed.
grant update (id) on zugriff to berichtsheft_app;
grant usage, select on sequence zugriff_id_seq to berichtsheft_app;
create policy system on zugriff to berichtsheft_app using (app_mandant() = 'system');

-- The book that an id belongs to: its own, or the one of a report, a transfer or an export.
create function heft_von(p_id uuid) returns uuid language sql stable security definer set search_path = public, pg_temp as
$$
  select coalesce(
    (select b.id from berichtsheft b where b.id = p_id),
    (select n.berichtsheft_id from ausbildungsnachweis n where n.fach = fach_von(p_id) and n.id = p_id),
    (select u.berichtsheft_id from uebermittlung u where u.id = p_id),
    (select e.berichtsheft_id from export e where e.id = p_id))
$$;

-- Writes many entries: [{zeitpunkt, wer, mandant, vorgang, status, objekte}].
create function zugriffe_schreiben(p_eintraege json) returns void language sql security definer set search_path = public, pg_temp as
$$
  insert into zugriff (zeitpunkt, wer, mandant, vorgang, status, hefte)
  select e.zeitpunkt, e.wer, e.mandant, e.vorgang, e.status,
         coalesce((select array_agg(distinct h.heft) from (select heft_von(o.id::uuid) as heft from json_array_elements_text(e.objekte) o (id)) h where h.heft is not null), '{}')
    from json_to_recordset(p_eintraege) e (zeitpunkt timestamptz, wer text, mandant text, vorgang text, status smallint, objekte json)
$$;
grant execute on function heft_von(uuid), zugriffe_schreiben(json) to berichtsheft_app;
`,
}
