import type { Sprache } from '@berichtsheft/core'

/** A part of a mail: a paragraph, or an address to open that stands on a line of its own. */
export type Absatz = string | { readonly verweis: string }

/** What a mail says in one language. */
export interface Mailinhalt {
  readonly betreff: string
  readonly absaetze: readonly Absatz[]
}

/** What a text is filled with. Always text: it is shown as it is and never read as markup, header or template. */
export type Mailwerte = Readonly<Record<string, string>>

/** A mail in both languages; the type refuses a dictionary that lacks one. */
export type Mailtext<W extends Mailwerte> = Readonly<Record<Sprache, (werte: W) => Mailinhalt>>

/**
 * Declares a mail. Each feature keeps its own in `gateway/src/mail/texte/<feature>.ts` and lists them in `texte/index.ts`.
 *
 * @example
 * defineMailtext<{ name: string; verweis: string }>({
 *   de: ({ name, verweis }) => ({ betreff: `Guten Tag ${name}`, absaetze: ['Bitte öffnen Sie:', { verweis }] }),
 *   en: ({ name, verweis }) => ({ betreff: `Hello ${name}`, absaetze: ['Please open:', { verweis }] }),
 * })
 */
export const defineMailtext = <W extends Mailwerte>(text: Mailtext<W>): Mailtext<W> => text
