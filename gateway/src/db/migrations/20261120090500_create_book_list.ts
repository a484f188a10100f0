import type { Migration } from './index.ts'

/**
 * Lists the reports of a book in one round trip: caller checked, texts joined in the database. A chamber system that
 * fetches a book asks for this; other filters go the ordinary way.
 */
export const createBookList: Migration = {
  name: '20261120090500_create_book_list',
  up: `
create function heft_auflisten(p_client uuid, p_jetzt timestamptz, p_heft uuid, p_nach_von date, p_nach_id uuid, p_limit integer, p_trenner text)
  returns table (text text, letztes_von date, letzte_id uuid, weitere boolean) language plpgsql set search_path = public, pg_temp as
$$
begin
  perform mandant_setzen(p_client, p_jetzt);
  return query
    with seite as materialized (
      select n.von, n.id, nachweis_json(n) as dokument, row_number() over (order by n.von, n.id) as nr
        from (select * from ausbildungsnachweis a
               where a.fach = fach_von(p_heft) and a.berichtsheft_id = p_heft
                 and (p_nach_id is null or (a.von, a.id) > (p_nach_von, p_nach_id))
               order by a.von, a.id limit p_limit + 1) n
    )
    select string_agg(s.dokument, p_trenner order by s.nr) filter (where s.nr <= p_limit),
           (array_agg(s.von order by s.nr desc) filter (where s.nr <= p_limit))[1],
           (array_agg(s.id order by s.nr desc) filter (where s.nr <= p_limit))[1],
           coalesce(max(s.nr) > p_limit, false)
      from seite s;
end
$$;
grant execute on function heft_auflisten(uuid, timestamptz, uuid, date, uuid, integer, text) to berichtsheft_app;
`,
}
