import type { Migration } from './index.ts'

/** Maintenance windows of the operator (BH-25), and deadlines that pause in them. */
export const createMaintenance: Migration = {
  name: '20261120100500_create_maintenance',
  up: `
create table wartungsfenster (
  id uuid primary key,
  von timestamptz not null,
  bis timestamptz not null check (bis > von),
  grund text not null,
  abgesagt_am timestamptz,
  erstellt_am timestamptz not null
);
create index wartungsfenster_zeit on wartungsfenster (von);
alter table wartungsfenster enable row level security;
grant select, insert, update, delete on wartungsfenster to berichtsheft_app;
create policy lesen on wartungsfenster for select to berichtsheft_app using (true);
create policy betreiber on wartungsfenster to berichtsheft_app using (app_mandant() in ('betreiber', 'system'));

-- The last day of a deadline, moved on by one day for each legal day (Europe/Berlin) of its time that a maintenance window touched;
-- days that come in by moving it count as well. A window that was called off counts until then.
create function frist_mit_wartung(p_beginn date, p_frist date) returns date language plpgsql stable set search_path = public, pg_temp as
$$
declare
  v_ende date := p_frist;
  v_tage integer;
begin
  loop
    select count(distinct t.tag) into v_tage
      from wartungsfenster w
     cross join lateral generate_series(
       greatest(p_beginn, (w.von at time zone 'Europe/Berlin')::date)::timestamp,
       least(v_ende, ((least(w.bis, coalesce(w.abgesagt_am, w.bis)) - interval '1 microsecond') at time zone 'Europe/Berlin')::date)::timestamp,
       interval '1 day') t (tag)
     where w.abgesagt_am is null or w.abgesagt_am > w.von;
    if p_frist + v_tage = v_ende then
      return v_ende;
    end if;
    v_ende := p_frist + v_tage;
  end loop;
end
$$;
grant execute on function frist_mit_wartung(date, date) to berichtsheft_app;
`,
}
