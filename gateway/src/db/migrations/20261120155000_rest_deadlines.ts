import type { Migration } from './index.ts'

/** Every deadline of a person rests while the service does (BH-25), by the days that `frist_mit_wartung` counts. */
export const restDeadlines: Migration = {
  name: '20261120155000_rest_deadlines',
  up: `
-- The end of a time that began at an instant, moved on by as many legal days as frist_mit_wartung moves its last day.
create function ablauf_mit_wartung(p_beginn timestamptz, p_ablauf timestamptz) returns timestamptz
  language plpgsql stable set search_path = public, pg_temp as
$$
declare
  v_tag date := (p_ablauf at time zone 'Europe/Berlin')::date;
  v_tage integer := frist_mit_wartung((p_beginn at time zone 'Europe/Berlin')::date, v_tag) - v_tag;
begin
  if v_tage = 0 then
    return p_ablauf;
  end if;
  return ((p_ablauf at time zone 'Europe/Berlin') + v_tage * interval '1 day') at time zone 'Europe/Berlin';
end
$$;
grant execute on function ablauf_mit_wartung(timestamptz, timestamptz) to berichtsheft_app;

-- When the time of an ELSTER check and of a revocation began.
alter table elstervorgang add column begonnen_am timestamptz;
update elstervorgang set begonnen_am = ablauf;
alter table elstervorgang alter column begonnen_am set not null;
alter table loeschantrag add column widerruf_ab date;
update loeschantrag set widerruf_ab = (beantragt_am at time zone 'Europe/Berlin')::date where widerrufbar_bis is not null;
alter table loeschantrag add check ((widerruf_ab is null) = (widerrufbar_bis is null));
`,
}
