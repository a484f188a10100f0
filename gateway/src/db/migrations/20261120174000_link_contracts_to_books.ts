import type { Migration } from './index.ts'

/** The report book of a registered contract: begun for it, linked, or kept elsewhere (BH-20). */
export const linkContractsToBooks: Migration = {
  name: '20261120174000_link_contracts_to_books',
  up: `
create table vertragsheft (
  vertrag_id uuid primary key references ausbildungsvertrag (id) on delete cascade,
  berichtsheft_id uuid unique references berichtsheft (id) on delete cascade,
  stand text not null check (stand in ('angelegt', 'verknuepft', 'anderswo')),
  durch uuid not null,
  erstellt_am timestamptz not null,
  check ((stand = 'anderswo') = (berichtsheft_id is null))
);
alter table vertragsheft enable row level security;
grant select, insert, update, delete on vertragsheft to berichtsheft_app;
create policy system on vertragsheft to berichtsheft_app using (app_mandant() = 'system');
-- A link is seen by who sees its contract.
create policy vertrag on vertragsheft for select to berichtsheft_app
  using (app_art() in ('unternehmen', 'anbieter', 'kammer') and exists (select from ausbildungsvertrag v where v.id = vertrag_id));
`,
}
