import type { Migration } from './index.ts'

/**
 * Signatures of approvals. They name who approved, so they lie beside the reports and are erased with them; the event chain
 * holds only their hash.
 */
export const createApprovalSignature: Migration = {
  name: '20261120090600_create_approval_signature',
  up: `
create table freigabesignatur (
  folge bigint generated always as identity primary key,
  berichtsheft_id uuid not null,
  nachweis_id uuid not null,
  anbieter_id uuid not null,
  jws text not null,
  erstellt_am timestamptz not null
);
create index freigabesignatur_heft on freigabesignatur (berichtsheft_id, folge);
alter table freigabesignatur enable row level security;
grant select, insert, update, delete on freigabesignatur to berichtsheft_app;
grant usage, select on all sequences in schema public to berichtsheft_app;
create policy anbieter on freigabesignatur to berichtsheft_app using (app_mandant() in ('anbieter:' || anbieter_id, 'system'));
create policy kammer on freigabesignatur for select to berichtsheft_app using (
  app_art() = 'kammer' and kammer_sieht_zeitraum(app_knr(), berichtsheft_id, null, null));
`,
}
