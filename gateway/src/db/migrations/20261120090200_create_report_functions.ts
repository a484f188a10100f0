import type { Migration } from './index.ts'

/**
 * One round trip per write of reports: `nachweise_anlegen` checks the caller, locks the chains, and writes reports,
 * events, outbox rows and idempotency records, or raises and leaves nothing.
 *
 * Lists travel as one text per column, joined by U+001E: canonical JSON escapes control characters, so the separator can
 * not occur, and PostgreSQL splits it in C, which costs a quarter of an array literal of texts.
 *
 * Errors: BH403 caller locked · BH404 book unknown or closed · BH409 key of the vendor taken · BH200 idempotency key known.
 */
export const createReportFunctions: Migration = {
  name: '20261120090200_create_report_functions',
  up: `
create function nachweise_anlegen(
  p_client uuid, p_jetzt timestamptz, p_anzahl integer,
  p_ids text, p_hefte text, p_fremd text, p_von text, p_bis text, p_jahr text, p_status text,
  p_hash text, p_salz text, p_kopf text, p_inhalt text, p_verlauf text, p_kommentare text, p_ereignis text,
  p_schluessel text, p_koerper text, p_antwort text
) returns void language plpgsql set search_path = public, pg_temp as
$$
declare
  sep constant text := chr(30);
  v_anbieter uuid;
  v_mandant text;
  v_ids uuid[] := string_to_array(p_ids, sep)::uuid[];
  v_hefte uuid[] := string_to_array(p_hefte, sep)::uuid[];
  v_fremd text[] := string_to_array(p_fremd, sep);
  v_ereignis text[] := string_to_array(p_ereignis, sep);
  v_nrs bigint[] := array_fill(0::bigint, array[p_anzahl]);
  v_hashes bytea[] := array_fill(''::bytea, array[p_anzahl]);
  v_treffer integer := 0;
  v_gezaehlt integer;
  k record;
begin
  v_mandant := mandant_setzen(p_client, p_jetzt);
  v_anbieter := app_anbieter();
  if v_anbieter is null then
    raise exception 'only vendors write reports' using errcode = 'BH403';
  end if;

  if p_schluessel is not null then
    insert into idempotenz (mandant, schluessel, vorgang, koerper_hash, status, antwort, erstellt_am)
    select v_mandant, s.schluessel, 'createAusbildungsnachweis', decode(s.koerper, 'hex'), 201, s.antwort, p_jetzt
      from unnest(string_to_array(p_schluessel, sep), string_to_array(p_koerper, sep), string_to_array(p_antwort, sep)) s (schluessel, koerper, antwort)
     where s.schluessel <> ''
     order by s.schluessel
    on conflict do nothing;
    get diagnostics v_gezaehlt = row_count;
    if v_gezaehlt <> (select count(*) from unnest(string_to_array(p_schluessel, sep)) s where s <> '') then
      raise exception 'idempotency key known' using errcode = 'BH200';
    end if;
  end if;

  for k in
    select e.aggregat_id, e.nr, e.hash, e.anzahl
      from kette e
     where e.aggregat_id = any (v_hefte)
       and exists (select from berichtsheft b where b.id = e.aggregat_id and b.anbieter_id = v_anbieter and b.status = 'aktiv')
     order by e.aggregat_id
       for update
  loop
    v_gezaehlt := 0;
    for i in 1 .. p_anzahl loop
      if v_hefte[i] = k.aggregat_id then
        k.nr := k.nr + 1;
        k.hash := sha256(k.hash || int8send(k.nr) || convert_to(v_ereignis[i], 'UTF8'));
        v_nrs[i] := k.nr;
        v_hashes[i] := k.hash;
        v_gezaehlt := v_gezaehlt + 1;
      end if;
    end loop;
    v_treffer := v_treffer + v_gezaehlt;
    update kette set nr = k.nr, hash = k.hash, anzahl = k.anzahl + v_gezaehlt where aggregat_id = k.aggregat_id;
  end loop;
  if v_treffer <> p_anzahl then
    raise exception 'book unknown' using errcode = 'BH404';
  end if;

  insert into fremdschluessel (anbieter_id, art, fremd_id, id)
  select v_anbieter, 'n', f.fremd_id, f.id from unnest(v_fremd, v_ids) f (fremd_id, id) order by f.fremd_id
  on conflict do nothing;
  get diagnostics v_gezaehlt = row_count;
  if v_gezaehlt <> p_anzahl then
    raise exception 'key of the vendor taken' using errcode = 'BH409';
  end if;

  insert into ausbildungsnachweis (fach, id, berichtsheft_id, anbieter_id, fremd_id, version, status, von, bis, ausbildungsjahr, hash, salz, kopf, inhalt, verlauf, kommentare, erstellt_am, geaendert_am)
  select fach_von(n.heft), n.id, n.heft, v_anbieter, n.fremd, 1, n.status, n.von, n.bis, n.jahr, decode(n.hash, 'hex'), decode(n.salz, 'hex'), n.kopf, n.inhalt, n.verlauf, n.kommentare, p_jetzt, p_jetzt
    from unnest(v_ids, v_hefte, v_fremd, string_to_array(p_status, sep, ''), string_to_array(p_von, sep)::date[], string_to_array(p_bis, sep)::date[],
                string_to_array(p_jahr, sep, '')::smallint[], string_to_array(p_hash, sep), string_to_array(p_salz, sep), string_to_array(p_kopf, sep), string_to_array(p_inhalt, sep),
                string_to_array(p_verlauf, sep), string_to_array(p_kommentare, sep))
         n (id, heft, fremd, status, von, bis, jahr, hash, salz, kopf, inhalt, verlauf, kommentare);

  insert into ereignis (fach, aggregat_id, nr, inhalt, hash)
  select fach_von(e.heft), e.heft, e.nr, e.inhalt, e.hash from unnest(v_hefte, v_nrs, v_ereignis, v_hashes) e (heft, nr, inhalt, hash);

  insert into ausgang (aggregat_id, nr) select e.heft, e.nr from unnest(v_hefte, v_nrs) e (heft, nr);
end
$$;

-- Appends one event to the chain of an aggregate and to the outbox; makes the chain when it is new. Answers the number.
create function ereignis_anhaengen(p_aggregat uuid, p_inhalt text) returns bigint language plpgsql set search_path = public, pg_temp as
$$
declare
  k record;
begin
  insert into kette (aggregat_id, nr, hash) values (p_aggregat, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
  select e.nr + 1 as nr, e.hash into k from kette e where e.aggregat_id = p_aggregat for update;
  k.hash := sha256(k.hash || int8send(k.nr) || convert_to(p_inhalt, 'UTF8'));
  update kette set nr = k.nr, hash = k.hash where aggregat_id = p_aggregat;
  insert into ereignis (fach, aggregat_id, nr, inhalt, hash) values (fach_von(p_aggregat), p_aggregat, k.nr, p_inhalt, k.hash);
  insert into ausgang (aggregat_id, nr) values (p_aggregat, k.nr);
  return k.nr;
end
$$;

-- Instants as the contract writes them.
create function als_zeitpunkt(p timestamptz) returns text language sql immutable parallel safe as
  $$ select to_char(p at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

-- A report as the contract serves it: stored texts joined, nothing parsed.
create function nachweis_dokument(p_kopf text, p_inhalt text, p_verlauf text, p_kommentare text) returns text language sql immutable parallel safe as
$$
  select p_kopf || p_inhalt || case when p_verlauf = '[]' then '' else ',"verlauf":' || p_verlauf end
      || case when p_kommentare = '[]' then '' else ',"kommentare":' || p_kommentare end || '}'
$$;

grant execute on all functions in schema public to berichtsheft_app;
`,
}
