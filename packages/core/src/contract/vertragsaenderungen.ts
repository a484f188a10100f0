import { type Static, Type } from 'typebox'
import { Vertragsempfaenger, Vertragsuebergehung } from './ausbildungsvertrag.ts'
import {
  Datum,
  FremdId,
  Id,
  JsonZeiger,
  Knr,
  ref,
  Sha256,
  seitenParameter,
  seiteOf,
  Text,
  Zeitpunkt,
} from './common.ts'
import { Verstoss } from './problem.ts'
import { CreateVertragsaenderung, Vertragsaenderungsart, Vertragsaenderungsstatus } from './vertragsaenderung.ts'
import { CreateVertragsnachforderung } from './vertragsnachricht.ts'
import { Vertragsberechnung } from './vertragspruefung.ts'

export type Vertragsunterschied = Static<typeof Vertragsunterschied>
export const Vertragsunterschied = Type.Object(
  {
    pfad: ref(JsonZeiger, 'The smallest part that differs.'),
    vorher: Type.Optional(Type.Unknown({ description: 'Its value before; absent where there was none.' })),
    nachher: Type.Optional(Type.Unknown({ description: 'Its value after the change; absent where there is none.' })),
  },
  { $id: 'Vertragsunterschied', description: 'A part of a contract that a change changes.' },
)

const { eingangAm, ...beantragt } = CreateVertragsaenderung.properties

export type Vertragsaenderung = Static<typeof Vertragsaenderung>
export const Vertragsaenderung = Type.Object(
  {
    id: ref(Id),
    vertragId: ref(Id, 'The contract that changes.'),
    status: ref(Vertragsaenderungsstatus),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every change; the ETag is this number in quotes.',
    }),
    knr: ref(Knr, 'The chamber that registered the contract.'),
    unternehmenId: Type.Optional(ref(Id, 'The company, where it has an account here.')),
    fremdId: Type.Optional(ref(FremdId, "The vendor's own key of the contract.")),
    ...beantragt,
    unterschiede: Type.Array(ref(Vertragsunterschied), { description: 'What changes, with old and new values.' }),
    neueAbfassung: Type.Boolean({
      description: 'Whether it needs a new text with signatures or receipts (BBiG § 11 Abs. 3; DAV-022).',
    }),
    abfassung: Type.Optional(ref(Sha256, 'Hash of the frozen version, computed as that of a contract.')),
    empfaenger: Type.Optional(
      Type.Array(ref(Vertragsempfaenger), { description: 'Who was sent a link for the frozen version.' }),
    ),
    eingereichtAm: Type.Optional(ref(Zeitpunkt, 'When it was handed in first.')),
    eingangAm,
    zugewiesenAn: Type.Optional(ref(Id, 'Who of the chamber has taken it: account, or machine client.')),
    zugewiesenAm: Type.Optional(ref(Zeitpunkt, 'When it was taken.')),
    nachforderung: Type.Optional(ref(CreateVertragsnachforderung, 'What the chamber asked for last.')),
    antwort: Type.Optional(ref(Text, 'What the company answered to that.')),
    grund: Type.Optional(ref(Text, 'Reason of the last step that needs one: refusal, reopening, return.')),
    uebergehungen: Type.Array(ref(Vertragsuebergehung), { description: 'Findings that the chamber has settled.' }),
    eingetragenAm: Type.Optional(ref(Datum, 'Day on which the change was registered.')),
    erstelltAm: ref(Zeitpunkt, 'When it was written down first.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
  },
  {
    $id: 'Vertragsaenderung',
    description: 'A change of a registered training contract with its state (DV-12 to DV-14, DV-25).',
  },
)

export type VertragsaenderungSeite = Static<typeof VertragsaenderungSeite>
export const VertragsaenderungSeite = seiteOf(Vertragsaenderung, 'Vertragsaenderung')

export type UpdateVertragsaenderung = Static<typeof UpdateVertragsaenderung>
export const UpdateVertragsaenderung = Type.Object(beantragt, {
  $id: 'UpdateVertragsaenderung',
  description: 'A change as it is to be, whole, written on the contract as it is now.',
  additionalProperties: false,
})

export type VertragsaenderungFilter = Static<typeof VertragsaenderungFilter>
export const VertragsaenderungFilter = Type.Object(
  {
    ...seitenParameter,
    vertragId: Type.Optional(ref(Id, 'Changes of this contract only.')),
    art: Type.Optional(ref(Vertragsaenderungsart)),
    status: Type.Optional(ref(Vertragsaenderungsstatus)),
    mirZugewiesen: Type.Optional(Type.Boolean({ description: 'Only changes that the caller has taken.' })),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Changes that changed at this instant or later.')),
  },
  {
    $id: 'VertragsaenderungFilter',
    description: 'Filter of a list of changes of training contracts.',
    additionalProperties: false,
  },
)

export type Vertragsaenderungspruefung = Static<typeof Vertragsaenderungspruefung>
export const Vertragsaenderungspruefung = Type.Object(
  {
    stichtag: ref(Datum, 'The day that the rules were applied at.'),
    verstoesse: Type.Array(ref(Verstoss), {
      description: 'All findings, worst first; pointers start at the change (`/vertrag/ende`).',
      maxItems: 10_000,
    }),
    berechnung: ref(Vertragsberechnung, 'What follows from the changed contract, among it the end by law.'),
    endeBisher: Type.Optional(ref(Datum, 'Last day before the change.')),
    endeNeu: ref(Datum, 'Last day after it.'),
    endeSpaetestens: Type.Optional(
      ref(Datum, 'Last day that a lengthening for this reason may reach; absent where the law sets none in days.'),
    ),
  },
  { $id: 'Vertragsaenderungspruefung', description: 'Findings and computed values of a change; nothing is stored.' },
)
