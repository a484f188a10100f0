import type { Migration } from './index.ts'

/**
 * Vendors and releases get a version (ETag), and everything that is listed the instant of its last change. The defaults
 * serve processes of the release before, which know nothing of the columns.
 */
export const addVersions: Migration = {
  name: '20261120125000_add_versions',
  up: `
alter table anbieter
  add column version integer not null default 1,
  add column geaendert_am timestamptz not null default date_trunc('milliseconds', now());
update anbieter set geaendert_am = erstellt_am;
create index anbieter_geaendert on anbieter (geaendert_am, id);

alter table freigabe add column version integer not null default 1;
update freigabe set version = 2 where status <> 'erteilt';

alter table export add column geaendert_am timestamptz not null default date_trunc('milliseconds', now());
update export set geaendert_am = erstellt_am;
create index export_anbieter on export (anbieter_id, geaendert_am, id);
create index export_kammer on export (knr, geaendert_am, id);

alter table sammelanforderung add column geaendert_am timestamptz not null default date_trunc('milliseconds', now());
update sammelanforderung set geaendert_am = erstellt_am;
create index sammelanforderung_kammer on sammelanforderung (knr, geaendert_am, id);
`,
}
