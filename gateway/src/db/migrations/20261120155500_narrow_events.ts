import type { Migration } from './index.ts'

/**
 * People write events and read none: what is told of them comes from the gateway itself. The wall now says so, in place of
 * one that left the chains of all companies open to every person's transaction.
 */
export const narrowEvents: Migration = {
  name: '20261120155500_narrow_events',
  up: `
drop policy person on ereignis;
drop policy person on ausgang;
create policy person on ereignis for insert to berichtsheft_app with check (app_art() in ('konto', 'unternehmen', 'betreiber'));
create policy person on ausgang for insert to berichtsheft_app with check (app_art() in ('konto', 'unternehmen', 'betreiber'));
`,
}
