import type { Migration } from './index.ts'

/**
 * Administrations of chambers and of the operator keep their last person as those of companies do; registrations may be
 * worked on by a chamber's system; the role of a vendor's people belongs to an application.
 */
export const extendAdministration: Migration = {
  name: '20261120151000_extend_administration',
  up: `
-- Whether a chamber, or (without a number) the operator, has an administration without end, of an active account, besides this one.
create function bereich_hat_verwaltung(p_knr text, p_ohne uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as
$$
  select exists (select from rollenzuweisung r
    join konto k on k.id = r.konto_id and k.status = 'aktiv'
   where r.unternehmen_id is null and r.knr is not distinct from p_knr
     and r.rolle = case when p_knr is null then 'betreiber' else 'kammeradministration' end
     and r.entzogen_am is null and r.gueltig_bis is null and r.vertritt is null and r.gueltig_von <= app_heute() and r.konto_id <> p_ohne)
$$;

-- A clerk or a machine client of the chamber has it; machine clients are no accounts.
alter table unternehmensregistrierung drop constraint unternehmensregistrierung_zugewiesen_an_fkey;

insert into anwendung (kennung, name, status, rollen, erstellt_am, geaendert_am) values
  ('anbieterzugang', 'Zugang der Anbieter', 'angebunden', '["anbieter"]', now(), now())
  on conflict do nothing;

grant execute on function bereich_hat_verwaltung(text, uuid) to berichtsheft_app;
`,
}
