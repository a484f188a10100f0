import type { Migration } from './index.ts'

/** Who withdrew a request or a release and why; and the work that jobs look for, so that they find it without a scan. */
export const extendRequests: Migration = {
  name: '20261120090400_extend_requests',
  up: `
alter table anforderung add column ruecknahmegrund text, add column zurueckgezogen_durch text;
alter table freigabe add column widerrufen_durch text;
create index sammelanforderung_offen on sammelanforderung (erstellt_am) where status = 'inArbeit';
create index export_offen on export (erstellt_am) where status = 'angefordert';
create index export_heft on export (berichtsheft_id);
`,
}
