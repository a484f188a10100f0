import type { Migration } from './index.ts'

/**
 * One round trip per new book, alone or with its reports. `heft_anlegen` claims the vendor's key, writes the row of the
 * book and begins its event chain; where the key is taken it writes nothing. `lieferung_anlegen` does the same and adds
 * the reports. Both answer the id of the book that has the key.
 */
export const createBookFunction: Migration = {
  name: '20261120130000_create_book_function',
  up: `
-- The row comes as one value by the names of its columns; the columns are listed, so that those of later releases keep their defaults.
create function heft_anlegen(p_heft jsonb, p_ereignis text) returns uuid language plpgsql set search_path = public, pg_temp as
$$
declare
  h constant berichtsheft := jsonb_populate_record(null::berichtsheft, p_heft);
begin
  insert into fremdschluessel (anbieter_id, art, fremd_id, id) values (h.anbieter_id, 'h', h.fremd_id, h.id) on conflict do nothing;
  if not found then
    return (select f.id from fremdschluessel f where f.anbieter_id = h.anbieter_id and f.art = 'h' and f.fremd_id = h.fremd_id);
  end if;
  insert into berichtsheft (id, anbieter_id, fremd_id, knr, status, version, kopf, azubi, geburtsdatum, azubinummer, vertragsnummer,
                            unternehmen, identnummer, beruf, beruf_kennung, ausbildungsbeginn, pruefungstermin, erstellt_am, geaendert_am)
  values (h.id, h.anbieter_id, h.fremd_id, h.knr, h.status, h.version, h.kopf, h.azubi, h.geburtsdatum, h.azubinummer, h.vertragsnummer,
          h.unternehmen, h.identnummer, h.beruf, h.beruf_kennung, h.ausbildungsbeginn, h.pruefungstermin, h.erstellt_am, h.geaendert_am);
  perform ereignis_anhaengen(h.id, p_ereignis);
  return h.id;
end
$$;

-- A new book with its reports, or nothing where the book's key is taken. Answers the id of the book that has the key.
-- Errors: those of nachweise_anlegen.
create function lieferung_anlegen(
  p_heft jsonb, p_heftereignis text,
  p_client uuid, p_jetzt timestamptz, p_anzahl integer,
  p_ids text, p_hefte text, p_fremd text, p_von text, p_bis text, p_jahr text, p_status text,
  p_hash text, p_salz text, p_kopf text, p_inhalt text, p_verlauf text, p_kommentare text, p_ereignis text
) returns uuid language plpgsql set search_path = public, pg_temp as
$$
declare
  v_id uuid;
begin
  perform mandant_setzen(p_client, p_jetzt);
  v_id := heft_anlegen(p_heft, p_heftereignis);
  if v_id = (p_heft ->> 'id')::uuid and p_anzahl > 0 then
    perform nachweise_anlegen(p_client, p_jetzt, p_anzahl, p_ids, p_hefte, p_fremd, p_von, p_bis, p_jahr, p_status,
      p_hash, p_salz, p_kopf, p_inhalt, p_verlauf, p_kommentare, p_ereignis, null, null, null);
  end if;
  return v_id;
end
$$;

grant execute on function heft_anlegen(jsonb, text) to berichtsheft_app;
grant execute on function lieferung_anlegen(jsonb, text, uuid, timestamptz, integer, text, text, text, text, text, text, text, text, text, text, text, text, text, text) to berichtsheft_app;
`,
}
