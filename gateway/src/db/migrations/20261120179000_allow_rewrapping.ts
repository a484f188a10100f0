import type { Migration } from './index.ts'

/** Private keys of the knowledge base are wrapped anew when the wrapping key is replaced; nothing else of them changes. */
export const allowRewrapping: Migration = {
  name: '20261120179000_allow_rewrapping',
  up: `
grant update (privat) on wissensschluessel to berichtsheft_app;
`,
}
