import type { TSchema } from 'typebox'
import { type Static, Type } from 'typebox'
import { profilPattern } from '../kern/slot.ts'
import { zeitangabePattern } from '../kern/zeit.ts'

/** Who may read: everybody, companies besides, chambers besides, or the Redaktion alone. */
export type Sichtbarkeit = (typeof sichtbarkeiten)[number]
/** The levels from the widest to the narrowest circle. */
export const sichtbarkeiten = ['oeffentlich', 'unternehmen', 'kammern', 'redaktion'] as const

/** Whether somebody of a level may read what is meant for another level. */
export const maySee = (leser: Sichtbarkeit, inhalt: Sichtbarkeit): boolean =>
  sichtbarkeiten.indexOf(leser) >= sichtbarkeiten.indexOf(inhalt)

/** The narrower of two levels. */
export const narrower = (a: Sichtbarkeit, b: Sichtbarkeit): Sichtbarkeit => (maySee(a, b) ? a : b)

/** A name in both languages. */
export interface Name {
  readonly de: string
  readonly en: string
}

/** One field of a profile: what a statement about it holds and how concurrent statements merge. */
export interface Feld {
  readonly feld: string
  readonly name: Name
  /** `register`: one value per statement, different ones conflict. `menge`: a set, additions never conflict. */
  readonly slottyp: 'register' | 'menge'
  /** What a statement's `wert` looks like; of a set one element. */
  readonly wert: TSchema
  /** At any day at most one value is right, so overlapping statements contradict each other. */
  readonly einwertig: boolean
  readonly sichtbarkeit: Sichtbarkeit
}

/** One section of a profile with its fields in their order. */
export interface Abschnitt {
  readonly abschnitt: string
  readonly name: Name
  readonly felder: readonly Feld[]
}

/** All sections of a kind of profile. */
export interface Profilvorlage {
  readonly art: 'land' | 'qual' | 'ref' | 'klass'
  readonly name: Name
  readonly abschnitte: readonly Abschnitt[]
}

/** Declares a section. */
export const abschnitt = (id: string, de: string, en: string, felder: readonly Feld[]): Abschnitt => ({
  abschnitt: id,
  name: { de, en },
  felder,
})

const define =
  (slottyp: Feld['slottyp'], einwertig: boolean) =>
  (id: string, de: string, en: string, wert: TSchema, sichtbarkeit: Sichtbarkeit = 'oeffentlich'): Feld => ({
    feld: id,
    name: { de, en },
    slottyp,
    wert,
    einwertig,
    sichtbarkeit,
  })

/** A field with one right value at a time. */
export const einzelwert = define('register', true)
/** A field with many entries side by side, each a statement: paragraphs of prose, laws, subjects. */
export const eintrag = define('register', false)
/** A field that is a set: names, languages. */
export const menge = define('menge', false)

/** The forms that values of statements have. */
export const formen = {
  zeile: Type.String({ description: 'One line of text.', minLength: 1, maxLength: 500, pattern: '^[^\\n\\t]*$' }),
  absatz: Type.String({ description: 'One paragraph of prose.', minLength: 1, maxLength: 20_000 }),
  anzahl: Type.Integer({ description: 'A number of things.', minimum: 0, maximum: 1_000_000_000 }),
  jahre: Type.Number({ description: 'Years, halves included.', minimum: 0, maximum: 30 }),
  stunden: Type.Number({ description: 'Hours of lessons.', minimum: 0, maximum: 100_000 }),
  prozent: Type.Number({ description: 'Percent.', minimum: 0, maximum: 100 }),
  jahr: Type.Integer({ description: 'A year.', minimum: 1000, maximum: 2199 }),
  zeit: Type.String({ description: 'A day, month or year.', pattern: zeitangabePattern, maxLength: 10 }),
  sprache: Type.String({ description: 'Language, ISO 639.', pattern: '^[a-z]{2,3}$' }),
  schrift: Type.String({ description: 'Script, ISO 15924.', pattern: '^[A-Z][a-z]{3}$' }),
  land: Type.String({
    description: 'Country, ISO 3166-1 alpha-2, or former state, ISO 3166-3.',
    pattern: '^[A-Z]{2}(?:[A-Z]{2})?$',
  }),
  profil: Type.String({ description: 'Another profile.', pattern: profilPattern, maxLength: 50 }),
  jaNein: Type.Boolean({ description: 'Yes or no.' }),
  code: Type.String({ description: 'A code of a classification.', pattern: '^[A-Za-z0-9._-]{1,40}$' }),
  hash: Type.String({ description: 'SHA-256 of a document.', pattern: '^[0-9a-f]{64}$' }),
  adresse: Type.String({ description: 'Address of a public page.', minLength: 8, maxLength: 2000 }),
} as const

/** One of a closed list of words. */
export const auswahl = <const W extends readonly string[]>(description: string, worte: W) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: [...worte], description })

/** An object of named parts, all optional but at least one present: facts are entered as far as they are known. */
export const teile = <const T extends Record<string, TSchema>>(description: string, members: T) =>
  Type.Object(Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, Type.Optional(schema)])), {
    description,
    additionalProperties: false,
    minProperties: 1,
  })

/** A name in the original and what it is called here. */
export const namen = {
  nameOriginal: formen.zeile,
  nameDe: formen.zeile,
  nameEn: formen.zeile,
  sprache: formen.sprache,
  schrift: formen.schrift,
  umschrift: formen.zeile,
  umschriftNorm: formen.zeile,
} as const

/** A value of one of the {@link formen}. */
export type Formwert<K extends keyof typeof formen> = Static<(typeof formen)[K]>
