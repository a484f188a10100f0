import type { Migration } from './index.ts'

/** Where people begin at an application, and where a sign-in for it may return to. */
export const addApplicationAddresses: Migration = {
  name: '20261120152200_add_application_addresses',
  up: `
alter table anwendung
  add column einstieg text,
  add column rueckkehradressen jsonb not null default '[]';
`,
}
