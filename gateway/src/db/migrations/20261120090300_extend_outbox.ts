import type { Migration } from './index.ts'

/**
 * What the dispatcher and the delivery of webhooks need: outbox rows that somebody must be told of are marked, so that
 * the others, which are nearly all, are removed without being looked at; deliveries know their place in the order of
 * their aggregate; webhooks know when they may be tried again.
 */
export const extendOutbox: Migration = {
  name: '20261120090300_extend_outbox',
  up: `
alter table ausgang add column meldepflichtig boolean not null default false;
create index ausgang_meldepflichtig on ausgang (id) where meldepflichtig;
-- Emptied as fast as it is filled, so it is vacuumed by number and not by share.
alter table ausgang set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);

-- Told ones wake the dispatcher. The others do not: notifying takes a lock of the whole server at commit.
create or replace function ereignis_anhaengen(p_aggregat uuid, p_inhalt text) returns bigint language plpgsql set search_path = public, pg_temp as
$$
declare
  k record;
  v_melden constant boolean := p_inhalt like '%"empfaenger":[%';
begin
  insert into kette (aggregat_id, nr, hash) values (p_aggregat, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
  select e.nr + 1 as nr, e.hash into k from kette e where e.aggregat_id = p_aggregat for update;
  k.hash := sha256(k.hash || int8send(k.nr) || convert_to(p_inhalt, 'UTF8'));
  update kette set nr = k.nr, hash = k.hash where aggregat_id = p_aggregat;
  insert into ereignis (fach, aggregat_id, nr, inhalt, hash) values (fach_von(p_aggregat), p_aggregat, k.nr, p_inhalt, k.hash);
  insert into ausgang (aggregat_id, nr, meldepflichtig) values (p_aggregat, k.nr, v_melden);
  if v_melden then
    perform pg_notify('berichtsheft_ausgang', '');
  end if;
  return k.nr;
end
$$;

alter table meldung add column aggregat_id uuid not null;

alter table webhook add column fehlschlaege integer not null default 0;
alter table webhook add column pause_bis timestamptz;

alter table zustellung add column aggregat_id uuid not null;
alter table zustellung add column folge bigint not null;
-- Step of the schedule; begins anew when a delivery is replayed, while versuche goes on.
alter table zustellung add column stufe smallint not null default 0;
-- False once it was replayed by hand: then it neither waits for earlier ones nor holds up later ones.
alter table zustellung add column geordnet boolean not null default true;
-- When it is given up, however few attempts it had.
alter table zustellung add column aufgeben_am timestamptz not null;
alter table zustellung add column beendet_am timestamptz;
create index zustellung_naechste on zustellung (webhook_id, naechster_versuch, id) where status = 'offen';
create index zustellung_reihe on zustellung (webhook_id, aggregat_id, folge) where status = 'offen' and geordnet;
create index zustellung_ende on zustellung (beendet_am) where status <> 'offen';

`,
}
