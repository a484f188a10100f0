import { type Static, Type } from 'typebox'
import { Firmenname, ref } from './common.ts'
import { ortsnamePattern } from './din91379.ts'

export type Plz = Static<typeof Plz>
export const Plz = Type.String({
  $id: 'Plz',
  description: 'German postal code; a string, 5 digits, leading zeros kept.',
  pattern: '^[0-9]{5}$',
  minLength: 5,
  maxLength: 5,
  examples: ['68161'],
})

export type Identnummer = Static<typeof Identnummer>
export const Identnummer = Type.String({
  $id: 'Identnummer',
  description:
    'Number of a company at its chamber (IHK-Firmenident-Nr., Mitgliedsnummer); unique only together with the KNR, leading zeros kept (DAV-043).',
  pattern: '^[0-9A-Za-z-]{1,20}$',
  minLength: 1,
  maxLength: 20,
  examples: ['0001234567'],
})

export type HrNummer = Static<typeof HrNummer>
export const HrNummer = Type.String({
  $id: 'HrNummer',
  description: 'Entry in the commercial register: court, section and number as the company writes them.',
  pattern: ortsnamePattern,
  minLength: 1,
  maxLength: 100,
  examples: ['Amtsgericht Mannheim HRB 721054'],
})

export type Anschrift = Static<typeof Anschrift>
export const Anschrift = Type.Object(
  {
    strasse: ref(Firmenname, 'Street without number; a post box is written out.'),
    hausnummer: Type.Optional(
      Type.String({
        description: 'House number with its suffix.',
        pattern: ortsnamePattern,
        minLength: 1,
        maxLength: 20,
        examples: ['12a'],
      }),
    ),
    plz: ref(Plz),
    ort: ref(Firmenname, 'Town.'),
  },
  { $id: 'Anschrift', description: 'A postal address in Germany.', additionalProperties: false },
)
