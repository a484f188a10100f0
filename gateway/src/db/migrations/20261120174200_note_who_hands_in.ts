import type { Migration } from './index.ts'

/** Who handed a contract in: nobody decides as a clerk about what he handed in himself. */
export const noteWhoHandsIn: Migration = {
  name: '20261120174200_note_who_hands_in',
  up: `
alter table ausbildungsvertrag add column eingereicht_von uuid;
`,
}
