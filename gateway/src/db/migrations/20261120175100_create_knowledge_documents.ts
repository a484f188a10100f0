import type { Migration } from './index.ts'

/** Documents behind citations of the knowledge base: curricula and certificates, with licence and level, in the safe. */
export const createKnowledgeDocuments: Migration = {
  name: '20261120175100_create_knowledge_documents',
  up: `
create table wissensdokument (
  dokument_id uuid primary key references tresordokument (id) on delete cascade,
  sha256 bytea not null unique,
  profil text not null,
  titel text not null,
  lizenz text not null,
  stufe text not null check (stufe in ('oeffentlich', 'unternehmen', 'kammern', 'redaktion')),
  medientyp text not null,
  groesse bigint not null,
  knr text not null,
  erstellt_am timestamptz not null
);
create index wissensdokument_profil on wissensdokument (profil, erstellt_am);
create trigger tresordokument_loeschen after delete on wissensdokument
  for each row execute function tresordokument_loeschen();
alter table wissensdokument enable row level security;
create policy system on wissensdokument to berichtsheft_app using (app_mandant() = 'system');
grant select, insert, delete on wissensdokument to berichtsheft_app;
`,
}
