import type { Migration } from './index.ts'

/** Who handed a change of a contract in: nobody decides as a clerk about what he handed in himself. */
export const noteWhoHandsInChanges: Migration = {
  name: '20261120174300_note_who_hands_in_changes',
  up: `
alter table vertragsaenderung add column eingereicht_von uuid;
`,
}
