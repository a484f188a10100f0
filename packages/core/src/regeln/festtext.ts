import { type Meldung, meldung } from './regel.ts'

/** What to do, in both languages. */
export interface Abhilfe {
  readonly de: string
  readonly en: string
}

/** A message that is always the same, as the one about a part that is missing; only a note goes without a remedy. */
export const festeMeldung = (de: string, en: string, abhilfe?: Abhilfe): Meldung<object> =>
  meldung(
    () => de,
    () => en,
    abhilfe ? { abhilfe } : {},
  )
