import { type Static, Type } from 'typebox'
import { Bezeichnung, Datum, FremdId, JsonZeiger, ref, Sha256, Zeitpunkt } from './common.ts'
import { Dokumentart, Empfangsform, Vertragspartei } from './vertrag-codes.ts'

const vertreterNummer = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: 9,
    description: 'Which legal representative, by its place in `vertreter` from 0; needed of them only.',
  }),
)

export type Empfangsnachweis = Static<typeof Empfangsnachweis>
export const Empfangsnachweis = Type.Object(
  {
    partei: ref(Vertragspartei),
    vertreterNummer,
    zeitpunkt: Type.Optional(ref(Zeitpunkt, 'When the receipt was confirmed by a link.')),
    datum: Type.Optional(ref(Datum, 'Day of the receipt, where no instant is known.')),
    form: ref(Empfangsform),
    abfassung: Type.Optional(ref(Sha256, 'Hash of the text that was received, where it is known.')),
  },
  {
    $id: 'Empfangsnachweis',
    description: 'Proof that a party received the text of the contract (BBiG § 11 Abs. 2 Satz 3; DAV-017).',
    additionalProperties: false,
  },
)

export type Vertragsunterschrift = Static<typeof Vertragsunterschrift>
export const Vertragsunterschrift = Type.Object(
  {
    partei: ref(Vertragspartei),
    vertreterNummer,
    datum: Type.Optional(ref(Datum, 'Day of the signature.')),
  },
  {
    $id: 'Vertragsunterschrift',
    description: 'A signature on the printed contract (DF-54; DV-18).',
    additionalProperties: false,
  },
)

export type Vertragsdokument = Static<typeof Vertragsdokument>
export const Vertragsdokument = Type.Object(
  {
    art: ref(Dokumentart),
    kennung: Type.Optional(ref(FremdId, 'Key of the file at the sender or at the gateway.')),
    dateiname: Type.Optional(ref(Bezeichnung, 'Name of the file, for people.')),
    sha256: Type.Optional(ref(Sha256, 'Hash of the bytes.')),
    bezug: Type.Optional(ref(JsonZeiger, 'The part of the contract that it belongs to, as `/verkuerzungen/0`.')),
    datum: Type.Optional(ref(Datum, 'Day of the document.')),
  },
  { $id: 'Vertragsdokument', description: 'A document that belongs to the contract.', additionalProperties: false },
)

export type Ausbildungsplan = Static<typeof Ausbildungsplan>
export const Ausbildungsplan = Type.Object(
  {
    beigefuegt: Type.Optional(Type.Boolean({ description: 'Whether it is attached (DF-11, DF-52).' })),
    liegtVor: Type.Optional(
      Type.Boolean({ description: 'Whether the chamber already holds it (BBiG § 36 Abs. 1 Satz 3).' }),
    ),
    verweis: Type.Optional(ref(FremdId, 'Key under which the chamber holds it.')),
  },
  {
    $id: 'Ausbildungsplan',
    description: 'The plan of contents and times (BBiG § 11 Abs. 1 Nr. 2; DAV-005).',
    additionalProperties: false,
  },
)

export type Vertragstext = Static<typeof Vertragstext>
export const Vertragstext = Type.Object(
  {
    vorlage: Type.Optional(
      Type.String({
        description: 'Key and version of the template whose clauses are part of the contract (DV-17).',
        pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
        minLength: 1,
        maxLength: 60,
        examples: ['ausbildungsvertrag-2025'],
      }),
    ),
    ueberstundenregelung: Type.Optional(
      Type.Boolean({ description: 'Whether an own text says how overtime is paid or balanced (DAV-011).' }),
    ),
    kuendigungsregelung: Type.Optional(
      Type.Boolean({ description: 'Whether an own text names the conditions of termination (DAV-013).' }),
    ),
  },
  {
    $id: 'Vertragstext',
    description: 'Which clauses the contract has beside its data: those of a template, or an own text.',
    additionalProperties: false,
  },
)

export type Aushaendigung = Static<typeof Aushaendigung>
export const Aushaendigung = Type.Object(
  {
    ausbildungsordnungAm: Type.Optional(
      ref(Datum, 'Day on which the ordinance was handed over (BBiG § 14 Abs. 1 Nr. 4).'),
    ),
    ausbildungsplanAm: Type.Optional(ref(Datum, 'Day on which the training plan was handed over.')),
  },
  {
    $id: 'Aushaendigung',
    description: 'What the apprentice was given when the contract was concluded (DV-16).',
    additionalProperties: false,
  },
)

export type Untersuchung = Static<typeof Untersuchung>
export const Untersuchung = Type.Object(
  {
    datum: ref(Datum, 'Day of the examination (DAV-056).'),
    vorgelegtAm: Type.Optional(ref(Datum, 'Day on which the certificate was shown.')),
  },
  {
    $id: 'Untersuchung',
    description: 'A medical examination of a minor (JArbSchG §§ 32, 33): days only, never findings.',
    additionalProperties: false,
  },
)
