import { type Static, Type } from 'typebox'
import { Anschrift } from './anschrift.ts'
import { Datum, Firmenname, FremdId, Id, Knr, ref, Sha256, Text } from './common.ts'
import { Verstoss } from './problem.ts'
import { Dokumentart, Kammerart } from './vertrag-codes.ts'
import { Empfangsnachweis, Vertragsdokument } from './vertragsabfassung.ts'
import { CreateVertragsaenderung, CreateVertragsaufloesung } from './vertragsaenderung.ts'
import { Vertragsantrag } from './vertragsantrag.ts'

export type Eintragungsnummer = Static<typeof Eintragungsnummer>
export const Eintragungsnummer = Type.String({
  $id: 'Eintragungsnummer',
  description: 'Number under which a chamber registered a contract; unique per chamber, without gaps.',
  pattern: '^[0-9A-Za-z][0-9A-Za-z.-]*$',
  minLength: 1,
  maxLength: 40,
  examples: ['2026-153-000417'],
})

export type Vertragsverweis = Static<typeof Vertragsverweis>
export const Vertragsverweis = Type.Object(
  {
    vertragId: Type.Optional(ref(Id, 'Id of the contract at the gateway.')),
    eintragungsnummer: Type.Optional(ref(Eintragungsnummer)),
    fremdId: Type.Optional(ref(FremdId, "The sender's own key of the contract.")),
  },
  {
    $id: 'Vertragsverweis',
    description: 'Names a contract, by at least one of these; where there are several, all have to name the same.',
    minProperties: 1,
    additionalProperties: false,
  },
)

const verweis = ref(Vertragsverweis, 'The contract that the message speaks of.')
const dokumente = (description: string) =>
  Type.Optional(Type.Array(ref(Vertragsdokument), { maxItems: 60, description, 'x-xml': { element: 'dokument' } }))

export type Vertragsantragsnachricht = Static<typeof Vertragsantragsnachricht>
export const Vertragsantragsnachricht = Type.Object(
  {
    fremdId: ref(FremdId, "The sender's own key of the contract; the same one is one contract."),
    eingangAm: Type.Optional(
      ref(Datum, 'Day on which an application on paper came in, where a chamber passes it on (DV-09).'),
    ),
    vertrag: ref(Vertragsantrag),
  },
  {
    $id: 'Vertragsantragsnachricht',
    description: 'Application for the registration of a contract (BBiG § 36 Abs. 1; DV-02).',
    additionalProperties: false,
  },
)

export type CreateVertragsbescheid = Static<typeof CreateVertragsbescheid>
export const CreateVertragsbescheid = Type.Object(
  {
    vollstaendig: Type.Boolean({ description: 'Whether everything is there that the registration needs.' }),
    verstoesse: Type.Optional(
      Type.Array(ref(Verstoss), { maxItems: 1000, description: 'Findings that stand, without overridden ones.' }),
    ),
    dokumentarten: Type.Optional(
      Type.Array(ref(Dokumentart), {
        maxItems: 30,
        description: 'Documents that are missing.',
        'x-xml': { element: 'dokumentart' },
      }),
    ),
    hinweis: Type.Optional(ref(Text, 'What the chamber wants to say besides.')),
  },
  {
    $id: 'CreateVertragsbescheid',
    description: 'Notice whether an application is complete (DV-03).',
    additionalProperties: false,
  },
)

export type Vertragsbescheidsnachricht = Static<typeof Vertragsbescheidsnachricht>
export const Vertragsbescheidsnachricht = Type.Object(
  { verweis, ...CreateVertragsbescheid.properties },
  {
    $id: 'Vertragsbescheidsnachricht',
    description: 'Result of the check of an application, with its findings.',
    additionalProperties: false,
  },
)

export type CreateVertragsnachforderung = Static<typeof CreateVertragsnachforderung>
export const CreateVertragsnachforderung = Type.Object(
  {
    frist: ref(Datum, 'Last day for the answer (BBiG § 32 Abs. 2).'),
    text: ref(Text, 'What is missing or wrong, and what is asked for.'),
    dokumentarten: Type.Optional(
      Type.Array(ref(Dokumentart), {
        maxItems: 30,
        description: 'Documents that are missing.',
        'x-xml': { element: 'dokumentart' },
      }),
    ),
  },
  {
    $id: 'CreateVertragsnachforderung',
    description: 'The chamber asks for documents or corrections and sets a deadline.',
    additionalProperties: false,
  },
)

export type Nachforderungsnachricht = Static<typeof Nachforderungsnachricht>
export const Nachforderungsnachricht = Type.Object(
  { verweis, ...CreateVertragsnachforderung.properties },
  {
    $id: 'Nachforderungsnachricht',
    description: 'Request of a chamber about an application.',
    additionalProperties: false,
  },
)

export type CreateVertragsnachreichung = Static<typeof CreateVertragsnachreichung>
export const CreateVertragsnachreichung = Type.Object(
  {
    vertrag: Type.Optional(ref(Vertragsantrag, 'The corrected contract, whole; absent where only documents come.')),
    dokumente: dokumente('Documents that come now, by the hash of their bytes.'),
    antwort: Type.Optional(ref(Text, 'What the company answers.')),
  },
  {
    $id: 'CreateVertragsnachreichung',
    description: 'The company hands in what the chamber asked for.',
    additionalProperties: false,
  },
)

export type Nachreichungsnachricht = Static<typeof Nachreichungsnachricht>
export const Nachreichungsnachricht = Type.Object(
  { verweis, ...CreateVertragsnachreichung.properties },
  { $id: 'Nachreichungsnachricht', description: 'Answer of a company to such a request.', additionalProperties: false },
)

export type Empfangsnachricht = Static<typeof Empfangsnachricht>
export const Empfangsnachricht = Type.Object(
  {
    verweis,
    abfassung: ref(Sha256, 'Hash of the text that was received.'),
    empfangsnachweise: Type.Array(ref(Empfangsnachweis), {
      minItems: 1,
      maxItems: 10,
      description: 'Proofs of receipt, one per party.',
      'x-xml': { element: 'empfangsnachweis' },
    }),
  },
  {
    $id: 'Empfangsnachricht',
    description: 'Proofs that the parties received the contract (BBiG § 11 Abs. 2, § 36 Abs. 1).',
    additionalProperties: false,
  },
)

export type Vertragsaussteller = Static<typeof Vertragsaussteller>
export const Vertragsaussteller = Type.Object(
  {
    kammerart: ref(Kammerart),
    knr: ref(Knr),
    name: ref(Firmenname, 'Name of the chamber.'),
    anschrift: Type.Optional(ref(Anschrift)),
  },
  { $id: 'Vertragsaussteller', description: 'The chamber that registered a contract.', additionalProperties: false },
)

export type Eintragungsnachricht = Static<typeof Eintragungsnachricht>
export const Eintragungsnachricht = Type.Object(
  {
    verweis,
    eintragungsnummer: ref(Eintragungsnummer),
    eingetragenAm: ref(Datum, 'Day of the registration.'),
    aussteller: ref(Vertragsaussteller),
    vertrag: ref(Vertragsantrag, 'The contract as it was registered.'),
  },
  {
    $id: 'Eintragungsnachricht',
    description:
      'Confirmation of the registration (BBiG § 34; HwO § 28); holds what `auszubildender.eintragungsbestaetigung` of XBerufsbildung needs.',
    additionalProperties: false,
  },
)

export type Aenderungsnachricht = Static<typeof Aenderungsnachricht>
export const Aenderungsnachricht = Type.Object(
  { verweis, ...CreateVertragsaenderung.properties },
  {
    $id: 'Aenderungsnachricht',
    description: 'Application for the change of a registered contract.',
    additionalProperties: false,
  },
)

export type Aufloesungsnachricht = Static<typeof Aufloesungsnachricht>
export const Aufloesungsnachricht = Type.Object(
  { verweis, ...CreateVertragsaufloesung.properties },
  {
    $id: 'Aufloesungsnachricht',
    description: 'Notice that a registered contract ended before its time: fact and day.',
    additionalProperties: false,
  },
)
