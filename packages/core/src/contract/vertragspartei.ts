import { type Static, Type } from 'typebox'
import { Staatsangehoerigkeit } from '../codelisten/staatsangehoerigkeit.ts'
import { Anschrift, HrNummer, Identnummer } from './anschrift.ts'
import { Bezeichnung, Datum, Firmenname, FremdId, Personenname, ref } from './common.ts'
import { Email } from './konto.ts'
import { Staetteneignung } from './vertrag-codes.ts'
import {
  Aevonachweis,
  Ausbildermeldung,
  Berufsvorbereitung,
  Eignungsart,
  Geschlecht,
  Schulabschluss,
  Studienstand,
  Vertreterart,
  Vorausbildungsart,
} from './vertragsperson-codes.ts'

const schluessel = (stellen: number, description: string, beispiel: string) =>
  Type.String({
    description: `${description}; a string, ${stellen} digits, leading zeros kept.`,
    pattern: `^[0-9]{${stellen}}$`,
    minLength: stellen,
    maxLength: stellen,
    examples: [beispiel],
  })

const telefon = (description: string) =>
  Type.String({ description, pattern: '^\\+?[0-9 ()/-]{4,30}$', minLength: 4, maxLength: 31, examples: ['0621 17090'] })

export type Kontaktdaten = Static<typeof Kontaktdaten>
export const Kontaktdaten = Type.Object(
  {
    email: Type.Optional(ref(Email, 'E-mail address (code 01 of urn:de:xoev:codeliste:erreichbarkeit).')),
    telefon: Type.Optional(telefon('Telephone (code 02).')),
    mobil: Type.Optional(telefon('Mobile phone (code 03).')),
  },
  {
    $id: 'Kontaktdaten',
    description: 'Electronic contact data (BBiG § 34 Abs. 2 Nr. 1, 3, 10 and 11).',
    additionalProperties: false,
  },
)

export type Ausbildender = Static<typeof Ausbildender>
export const Ausbildender = Type.Object(
  {
    name: ref(Firmenname, 'Name as in the trade or commercial register (DF-07).'),
    anschrift: ref(Anschrift, 'Postal address (DF-08).'),
    identnummer: ref(
      Identnummer,
      'IHK-Firmenident-Nr. (= Mitgliedsnummer), or number of the company at its HWK (DF-05).',
    ),
    hrNummer: Type.Optional(ref(HrNummer)),
    betriebsnummer: Type.Optional(
      schluessel(8, 'Betriebsnummer of the head office, which a site may not simply repeat (DAV-039)', '09912342'),
    ),
    wirtschaftsIdentnummer: Type.Optional(
      Type.String({
        description: 'Wirtschafts-Identifikationsnummer (W-IdNr.), with its number of the activity.',
        pattern: '^DE[0-9]{9}(-[0-9]{5})?$',
        minLength: 11,
        maxLength: 17,
        examples: ['DE123456789-00001'],
      }),
    ),
    oeffentlicherDienst: Type.Boolean({ description: 'Whether it is an employer of the public service (DF-03).' }),
    kontakt: Type.Optional(ref(Kontaktdaten, 'Electronic contact data of the company.')),
    kindDesAusbildenden: Type.Optional(
      Type.Boolean({ description: 'The apprentice is a child of the company owner (BBiG § 10 Abs. 3; DAV-055).' }),
    ),
    bildetSelbstAus: Type.Optional(
      Type.Boolean({ description: 'The owner trains in person, so that no other trainer is needed (DAV-160).' }),
    ),
  },
  { $id: 'Ausbildender', description: 'The training company, party of the contract.', additionalProperties: false },
)

export type Wirtschaftszweig = Static<typeof Wirtschaftszweig>
export const Wirtschaftszweig = Type.Object(
  {
    schluessel: Type.String({
      description: 'Key of the economic activity, two to five digits without dots.',
      pattern: '^[0-9]{2,5}$',
      minLength: 2,
      maxLength: 5,
      examples: ['62010'],
    }),
    fassung: Type.Unsafe<'wz2008' | 'wz2025'>({
      type: 'string',
      enum: ['wz2008', 'wz2025'],
      description: 'Edition of the classification.',
    }),
  },
  { $id: 'Wirtschaftszweig', description: 'Economic activity of a site (DAV-036).', additionalProperties: false },
)

const anzahl = (description: string) => Type.Integer({ minimum: 0, maximum: 100_000, description })

export type Ausbildungsstaette = Static<typeof Ausbildungsstaette>
export const Ausbildungsstaette = Type.Object(
  {
    name: Type.Optional(ref(Firmenname, 'Name of the site, where it has one.')),
    anschrift: ref(Anschrift, 'Where the training takes place (DF-41).'),
    ags: Type.Optional(schluessel(8, 'Amtlicher Gemeindeschlüssel of the place', '08222000')),
    betriebsnummer: Type.Optional(
      schluessel(8, 'Betriebsnummer of this site (SGB IV § 18i; DAV-036, DAV-038)', '09912342'),
    ),
    wirtschaftszweig: Type.Optional(ref(Wirtschaftszweig)),
    oeffentlicherDienst: Type.Optional(
      Type.Boolean({
        description: 'Whether the site belongs to the public service, where it differs from the company.',
      }),
    ),
    eignung: Type.Optional(ref(Staetteneignung, 'Suitability; absent means suitable (DAV-164).')),
    fachkraefte: Type.Optional(anzahl('Skilled workers of the occupation at the site (BBiG § 27 Abs. 1; DAV-163).')),
    auszubildende: Type.Optional(anzahl('Apprentices of the occupation there, this one included.')),
    von: Type.Optional(ref(Datum, 'First day at this site, where training takes place at several.')),
    bis: Type.Optional(ref(Datum, 'Last day at this site.')),
  },
  { $id: 'Ausbildungsstaette', description: 'A training site (BBiG § 34 Abs. 2 Nr. 10).', additionalProperties: false },
)

export type Vertragsausbilder = Static<typeof Vertragsausbilder>
export const Vertragsausbilder = Type.Object(
  {
    fremdId: Type.Optional(ref(FremdId, "The chamber's key of the trainer, as its master data name it (DV-21).")),
    vorname: ref(Personenname, 'Given names.'),
    familienname: ref(Personenname, 'Family name.'),
    geburtsjahr: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2199, description: 'Year of birth (DF-09).' })),
    geschlecht: Type.Optional(ref(Geschlecht)),
    kontakt: Type.Optional(ref(Kontaktdaten)),
    eignungsart: Type.Optional(ref(Eignungsart)),
    aevo: Type.Optional(ref(Aevonachweis)),
    hauptamtlich: Type.Optional(Type.Boolean({ description: 'Whether training is the main task (DAV-163).' })),
    auszubildende: Type.Optional(anzahl('Apprentices of this trainer, this one included (DAV-163).')),
    meldung: Type.Optional(ref(Ausbildermeldung, 'What the chamber knows; absent means that nobody has asked yet.')),
    von: Type.Optional(ref(Datum, 'First day as trainer of this contract; absent means its begin (DV-14).')),
    bis: Type.Optional(ref(Datum, 'Last day as trainer of this contract; absent means its end.')),
  },
  {
    $id: 'Vertragsausbilder',
    description: 'A responsible trainer of the contract (BBiG § 34 Abs. 2 Nr. 11).',
    additionalProperties: false,
  },
)

export type Vorausbildung = Static<typeof Vorausbildung>
export const Vorausbildung = Type.Object(
  {
    art: ref(Vorausbildungsart),
    beruf: Type.Optional(ref(Bezeichnung, 'Occupation of that training.')),
    von: Type.Optional(ref(Datum, 'Its first day.')),
    bis: Type.Optional(ref(Datum, 'Its last day.')),
  },
  { $id: 'Vorausbildung', description: 'Vocational training before this one (DF-21).', additionalProperties: false },
)

export type Vertragsazubi = Static<typeof Vertragsazubi>
export const Vertragsazubi = Type.Object(
  {
    vorname: ref(Personenname, 'Given names.'),
    familienname: ref(Personenname, 'Family name.'),
    geburtsname: Type.Optional(ref(Personenname, 'Name at birth, where it differs.')),
    geburtsdatum: ref(Datum, 'Birth date (DF-18).'),
    geschlecht: ref(Geschlecht),
    staatsangehoerigkeiten: Type.Array(ref(Staatsangehoerigkeit), {
      minItems: 1,
      maxItems: 5,
      description: 'Nationalities, all that the person has (DF-19).',
      'x-xml': { element: 'staatsangehoerigkeit' },
    }),
    anschrift: ref(Anschrift, 'Postal address (DF-17).'),
    kontakt: Type.Optional(ref(Kontaktdaten)),
    schulabschluss: ref(Schulabschluss),
    vorausbildungen: Type.Array(ref(Vorausbildung), {
      minItems: 1,
      maxItems: 10,
      description: 'Vocational training before this one; one entry `keine` where there was none (DF-21).',
      'x-xml': { element: 'vorausbildung' },
    }),
    studium: ref(Studienstand, 'Studies before the training (DF-22).'),
    berufsvorbereitung: Type.Array(ref(Berufsvorbereitung), {
      minItems: 1,
      maxItems: 10,
      description: 'Preparation for work and basic training; `keine` where there was none (DF-23).',
      'x-xml': { element: 'massnahme' },
    }),
    schwerbehindert: Type.Optional(
      Type.Boolean({ description: 'Severely disabled; voluntary, never required (SGB IX § 208; DAV-150).' }),
    ),
    schwerbehindertSeit: Type.Optional(ref(Datum, 'First day of that status, where it began during the training.')),
    vollzeitschulpflichtig: Type.Optional(
      Type.Boolean({ description: 'Whether full-time school is still compulsory at the begin (DAV-061).' }),
    ),
  },
  { $id: 'Vertragsazubi', description: 'The apprentice as party of the contract.', additionalProperties: false },
)

export type Vertreter = Static<typeof Vertreter>
export const Vertreter = Type.Object(
  {
    art: ref(Vertreterart),
    vorname: Type.Optional(ref(Personenname, 'Given names of a person.')),
    familienname: Type.Optional(ref(Personenname, 'Family name of a person.')),
    einrichtung: Type.Optional(ref(Firmenname, 'Name of a legal person, for example of the youth welfare office.')),
    anschrift: ref(Anschrift, 'Postal address (DF-25).'),
    kontakt: Type.Optional(ref(Kontaktdaten)),
    alleinsorge: Type.Optional(Type.Boolean({ description: 'Declares to have sole custody (BGB § 1626a; DAV-052).' })),
  },
  { $id: 'Vertreter', description: 'A legal representative of the apprentice.', additionalProperties: false },
)
