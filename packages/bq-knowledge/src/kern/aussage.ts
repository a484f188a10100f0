import { type Static, Type } from 'typebox'
import { auswahl, formen } from '../vorlage/feld.ts'
import { zeitangabePattern } from './zeit.ts'

const zeit = (description: string) =>
  Type.Optional(Type.String({ description, pattern: zeitangabePattern, maxLength: 10 }))

/** How far a source is to be trusted. */
export const belegguete = ['amtlich', 'anerkannt', 'sekundaer', 'unklar'] as const

export type Beleg = Static<typeof Beleg>
export const Beleg = Type.Object(
  {
    art: auswahl('Kind of source.', [
      'gesetz',
      'lehrplan',
      'behoerdenauskunft',
      'urkunde',
      'fachliteratur',
      'webseite',
      'datensatz',
      'eigeneErfahrung',
    ]),
    titel: Type.String({ description: 'Title of the source.', minLength: 1, maxLength: 500 }),
    fundstelle: Type.Optional(Type.String({ description: 'Paragraph, page or section.', maxLength: 300 })),
    adresse: Type.Optional({ ...formen.adresse, description: 'Address of the source, public web only.' }),
    abgerufenAm: zeit('When the address was read.'),
    dokumentHash: Type.Optional({ ...formen.hash, description: 'SHA-256 of the stored document.' }),
    sprache: Type.Optional({ ...formen.sprache, description: 'Language of the source.' }),
    schrift: Type.Optional({ ...formen.schrift, description: 'Script of the title.' }),
    lizenz: Type.Optional(Type.String({ description: 'Licence of the source, as SPDX or in words.', maxLength: 300 })),
    quelle: Type.Optional({ ...formen.code, description: 'Key in the register of sources it was imported from.' }),
    stand: zeit('Version of the source.'),
    guete: auswahl('How far the source is to be trusted.', belegguete),
  },
  { $id: 'Beleg', description: 'A citation: the source of a statement.', additionalProperties: false },
)

export type Aussage = Static<typeof Aussage>
export const Aussage = Type.Object(
  {
    wert: Type.Unknown({ description: 'The value, in the form of its field; null withdraws the statement.' }),
    original: Type.Optional(
      Type.Object(
        {
          text: Type.String({ description: 'The text in its own script.', minLength: 1, maxLength: 5_000 }),
          sprache: { ...formen.sprache, description: 'Its language, ISO 639.' },
          schrift: { ...formen.schrift, description: 'Its script, ISO 15924.' },
          umschrift: Type.Optional(Type.String({ description: 'Transliteration.', minLength: 1, maxLength: 5_000 })),
          umschriftNorm: Type.Optional(
            Type.String({ description: 'Standard of the transliteration.', minLength: 1, maxLength: 100 }),
          ),
        },
        { description: 'The wording in the language of the country.', additionalProperties: false },
      ),
    ),
    gueltigVon: zeit('First day, month or year in which it holds in the country.'),
    gueltigBis: zeit('Last one; absent until further notice.'),
    stand: zeit('Version of the knowledge that it rests on.'),
    bemerkung: Type.Optional(Type.String({ description: 'Remark to the reader.', minLength: 1, maxLength: 5_000 })),
    grund: Type.Optional(
      Type.String({ description: 'Why it was changed or withdrawn.', minLength: 1, maxLength: 2_000 }),
    ),
    pruefenBis: zeit('When it is to be looked at again.'),
  },
  {
    $id: 'Aussage',
    description: 'A statement about one field: value and validity, which never merge apart.',
    additionalProperties: false,
  },
)

export type Vermerk = Static<typeof Vermerk>
export const Vermerk = Type.Object(
  {
    inPruefung: Type.Boolean({ description: 'Whether the statement is under review.' }),
    grund: Type.String({ description: 'Why.', minLength: 1, maxLength: 2_000 }),
  },
  { $id: 'Vermerk', description: 'The Redaktion marks a statement as under review.', additionalProperties: false },
)
