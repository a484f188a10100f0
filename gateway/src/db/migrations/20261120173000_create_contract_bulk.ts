import type { Migration } from './index.ts'

/** Many new aggregates in one statement: what bulk messages begin their event chains with. */
export const createContractBulk: Migration = {
  name: '20261120173000_create_contract_bulk',
  up: `
-- Begins the chains of new aggregates with their events, in the order of the list; the events of one aggregate stand together.
-- Texts travel as one, joined by U+001E; see the functions of the reports.
create function ereignisse_beginnen(p_aggregate uuid[], p_inhalte text) returns void language plpgsql set search_path = public, pg_temp as
$$
declare
  v_inhalte constant text[] := string_to_array(p_inhalte, chr(30));
  v_anzahl constant integer := cardinality(p_aggregate);
  v_nrs bigint[] := array_fill(0::bigint, array[v_anzahl]);
  v_hashes bytea[] := array_fill(''::bytea, array[v_anzahl]);
  v_letztes uuid;
  v_nr bigint;
  v_hash bytea;
  e record;
begin
  for e in select * from unnest(p_aggregate, v_inhalte) with ordinality u (aggregat, inhalt, i) loop
    if v_letztes is distinct from e.aggregat then
      v_letztes := e.aggregat;
      v_nr := 0;
      v_hash := decode(repeat('00', 32), 'hex');
    end if;
    v_nr := v_nr + 1;
    v_hash := sha256(v_hash || int8send(v_nr) || convert_to(e.inhalt, 'UTF8'));
    v_nrs[e.i] := v_nr;
    v_hashes[e.i] := v_hash;
  end loop;

  insert into kette (aggregat_id, nr, hash)
  select distinct on (k.aggregat) k.aggregat, k.nr, k.hash
    from unnest(p_aggregate, v_nrs, v_hashes) k (aggregat, nr, hash)
   order by k.aggregat, k.nr desc;

  insert into ereignis (fach, aggregat_id, nr, inhalt, hash)
  select fach_von(n.aggregat), n.aggregat, n.nr, n.inhalt, n.hash
    from unnest(p_aggregate, v_nrs, v_inhalte, v_hashes) n (aggregat, nr, inhalt, hash);

  insert into ausgang (aggregat_id, nr, meldepflichtig)
  select n.aggregat, n.nr, n.inhalt like '%"empfaenger":[%'
    from unnest(p_aggregate, v_nrs, v_inhalte) with ordinality n (aggregat, nr, inhalt, i)
   order by n.i;
  if p_inhalte like '%"empfaenger":[%' then
    perform pg_notify('berichtsheft_ausgang', '');
  end if;
end
$$;
grant execute on function ereignisse_beginnen(uuid[], text) to berichtsheft_app;
`,
}
