import type { Migration } from './index.ts'

/** How long a book is kept (AN-033), and who holds it longer: an appeal against the result of an exam, for example. */
export const createRetention: Migration = {
  name: '20261120100700_create_retention',
  up: `
-- A day of the contract's form; a cast of text to date is not immutable, because it depends on a setting.
create function datum_aus(p text) returns date language sql immutable parallel safe as
  $$ select make_date(substr(p, 1, 4)::integer, substr(p, 6, 2)::integer, substr(p, 9, 2)::integer) $$;

-- The day from which a book is kept for a time only: the end of training or the exam, whichever is later.
alter table berichtsheft add column abgeschlossen_ab date
  generated always as (greatest(datum_aus(kopf::json ->> 'ausbildungsende'), datum_aus(kopf::json ->> 'pruefungstermin'))) stored;
create index berichtsheft_aufbewahrung on berichtsheft (abgeschlossen_ab) where abgeschlossen_ab is not null;

create table loeschsperre (
  berichtsheft_id uuid not null,
  mandant text not null,
  grund text not null,
  durch uuid not null,
  erstellt_am timestamptz not null,
  primary key (berichtsheft_id, mandant)
);
alter table loeschsperre enable row level security;
grant select, insert, update, delete on loeschsperre to berichtsheft_app;
create policy mandant on loeschsperre to berichtsheft_app using (app_mandant() in (mandant, 'system'));
`,
}
