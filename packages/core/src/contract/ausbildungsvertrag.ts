import { type Static, Type } from 'typebox'
import { Nummernquelle } from './ausbildungsvertrag-einstellungen.ts'
import {
  Bezeichnung,
  Datum,
  defineCodeliste,
  FremdId,
  Id,
  IdParams,
  JsonZeiger,
  Knr,
  Personenname,
  ref,
  Sha256,
  seitenParameter,
  seiteOf,
  Text,
  Zeitpunkt,
} from './common.ts'
import { defineOperation } from './operation.ts'
import { Vertragspartei } from './vertrag-codes.ts'
import { CreateVertragsaufloesung } from './vertragsaenderung.ts'
import { Vertragsentwurf } from './vertragsantrag.ts'
import { Vertragsbescheid } from './vertragsbescheid.ts'
import { Vertragseinwendung } from './vertragseinwendung.ts'
import { CreateVertragsbeendigung, Vertragsaufloesungsmeldung } from './vertragsende.ts'
import { CreateVertragsnachforderung, Eintragungsnummer } from './vertragsnachricht.ts'
import { Vertragspruefung } from './vertragspruefung.ts'
import { Vertragsstatus } from './vertragsstatus.ts'

export type Vertragsherkunft = Static<typeof Vertragsherkunft>
export const Vertragsherkunft = defineCodeliste('Vertragsherkunft', 'How a training contract came in.', [
  { code: 'online', name: 'Online', beschreibung: 'Written by the company or its system.' },
  { code: 'papier', name: 'Papier', beschreibung: 'On paper, and typed in by the chamber (DV-09).' },
])

export type CreateVertragsuebergehung = Static<typeof CreateVertragsuebergehung>
export const CreateVertragsuebergehung = Type.Object(
  {
    regel: Type.String({
      description: 'Id of the rule.',
      pattern: '^[A-Z][A-Z0-9-]{0,31}$',
      minLength: 1,
      maxLength: 32,
      examples: ['DAV-019'],
    }),
    pfad: ref(JsonZeiger, 'The field of the finding, as the check names it.'),
    grund: ref(Text, 'Why the finding does not stand in the way; not only blanks.'),
  },
  {
    $id: 'CreateVertragsuebergehung',
    description: 'A clerk takes a finding of the check as settled, with the reason.',
    additionalProperties: false,
  },
)

export type Vertragsuebergehung = Static<typeof Vertragsuebergehung>
export const Vertragsuebergehung = Type.Object(
  {
    ...CreateVertragsuebergehung.properties,
    durch: ref(Id, 'Who decided it: account, or machine client.'),
    zeitpunkt: ref(Zeitpunkt, 'When it was decided.'),
  },
  { $id: 'Vertragsuebergehung', description: 'A finding that a clerk has settled.' },
)

export type Vertragsempfaenger = Static<typeof Vertragsempfaenger>
export const Vertragsempfaenger = Type.Object(
  {
    partei: ref(Vertragspartei),
    vertreterNummer: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 9, description: 'Which legal representative, by its place in `vertreter`.' }),
    ),
    name: ref(Personenname, 'Name of the party.'),
    bestaetigtAm: Type.Optional(ref(Zeitpunkt, 'When the receipt was confirmed; absent while it is open.')),
  },
  { $id: 'Vertragsempfaenger', description: 'A party that was sent a link to confirm the receipt of the contract.' },
)

export type Ausbildungsvertrag = Static<typeof Ausbildungsvertrag>
export const Ausbildungsvertrag = Type.Object(
  {
    id: ref(Id),
    status: ref(Vertragsstatus),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every change; the ETag is this number in quotes.',
    }),
    herkunft: ref(Vertragsherkunft),
    knr: Type.Optional(ref(Knr, 'The chamber that is to register it; absent while the draft names none.')),
    unternehmenId: Type.Optional(ref(Id, 'The company, where it has an account here.')),
    fremdId: Type.Optional(ref(FremdId, "The vendor's own key of the contract.")),
    vertrag: ref(Vertragsentwurf, 'The contract; complete in form once it was handed in.'),
    abfassung: Type.Optional(
      ref(
        Sha256,
        'Hash of the frozen version: of the canonical JSON (RFC 8785) of `vertrag` without `unterschriften`, `empfangsnachweise` and `dokumente`.',
      ),
    ),
    empfaenger: Type.Optional(
      Type.Array(ref(Vertragsempfaenger), { description: 'Who was sent a link for the frozen version.' }),
    ),
    eingereichtAm: Type.Optional(ref(Zeitpunkt, 'When it was handed in first.')),
    zugewiesenAn: Type.Optional(ref(Id, 'Who of the chamber has taken it: account, or machine client.')),
    zugewiesenAm: Type.Optional(ref(Zeitpunkt, 'When it was taken.')),
    nachforderung: Type.Optional(ref(CreateVertragsnachforderung, 'What the chamber asked for last.')),
    antwort: Type.Optional(ref(Text, 'What the company answered to that.')),
    bescheid: Type.Optional(ref(Vertragsbescheid)),
    grund: Type.Optional(ref(Text, 'Reason of the last step that needs one: refusal, reopening, return.')),
    uebergehungen: Type.Array(ref(Vertragsuebergehung), { description: 'Findings that the chamber has settled.' }),
    eintragungsnummer: Type.Optional(ref(Eintragungsnummer)),
    eingetragenAm: Type.Optional(ref(Datum, 'Day of the registration.')),
    nummernquelle: Type.Optional(ref(Nummernquelle, 'Who gave the number of the registration.')),
    einwendungen: Type.Optional(
      Type.Array(ref(Vertragseinwendung), {
        maxItems: 100,
        description: 'Objections of the parties to what was registered; absent where there were none.',
      }),
    ),
    maengelfrist: Type.Optional(
      ref(CreateVertragsnachforderung, 'The deadline to mend a defect of the registered contract, while it is set.'),
    ),
    aufloesungsmeldung: Type.Optional(ref(Vertragsaufloesungsmeldung, 'The notice of its end that waits.')),
    aufloesung: Type.Optional(ref(CreateVertragsaufloesung, 'How it ended before its time.')),
    beendigung: Type.Optional(ref(CreateVertragsbeendigung, 'How it ended with its time or the exam.')),
    erstelltAm: ref(Zeitpunkt, 'When it was written down first.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
  },
  { $id: 'Ausbildungsvertrag', description: 'A training contract with its state.' },
)

export type AusbildungsvertragSeite = Static<typeof AusbildungsvertragSeite>
export const AusbildungsvertragSeite = seiteOf(Ausbildungsvertrag, 'Ausbildungsvertrag')

export type CreateAusbildungsvertrag = Static<typeof CreateAusbildungsvertrag>
export const CreateAusbildungsvertrag = Type.Object(
  {
    vertrag: ref(Vertragsentwurf, 'The draft; may be empty.'),
    fremdId: Type.Optional(ref(FremdId, "The vendor's own key of the contract; taken from vendors only.")),
    vorlageId: Type.Optional(
      ref(Id, 'An earlier contract of the caller; what it says of company, occupation and conditions fills the draft.'),
    ),
    eingangAm: Type.Optional(ref(Datum, 'Day on which the paper came in; needed of a chamber, and of nobody else.')),
  },
  { $id: 'CreateAusbildungsvertrag', description: 'A new training contract.', additionalProperties: false },
)

export type UpdateAusbildungsvertrag = Static<typeof UpdateAusbildungsvertrag>
export const UpdateAusbildungsvertrag = Type.Object(
  { vertrag: ref(Vertragsentwurf, 'The contract as it is to be, whole.') },
  { $id: 'UpdateAusbildungsvertrag', description: 'Change of a training contract.', additionalProperties: false },
)

export type AusbildungsvertragFilter = Static<typeof AusbildungsvertragFilter>
export const AusbildungsvertragFilter = Type.Object(
  {
    ...seitenParameter,
    status: Type.Optional(ref(Vertragsstatus)),
    unternehmenId: Type.Optional(ref(Id, 'Contracts of this company only.')),
    beruf: Type.Optional(ref(Bezeichnung, 'Contracts about this occupation; case, blanks and slashes do not matter.')),
    beginnVon: Type.Optional(ref(Datum, 'Begin on this day or later.')),
    beginnBis: Type.Optional(ref(Datum, 'Begin on this day or earlier.')),
    endeVon: Type.Optional(ref(Datum, 'End on this day or later.')),
    endeBis: Type.Optional(ref(Datum, 'End on this day or earlier.')),
    pruefungVon: Type.Optional(ref(Datum, 'Final exam on this day or later.')),
    pruefungBis: Type.Optional(ref(Datum, 'Final exam on this day or earlier.')),
    eintragungsnummer: Type.Optional(ref(Eintragungsnummer, 'The contract with this number.')),
    mirZugewiesen: Type.Optional(Type.Boolean({ description: 'Only contracts that the caller has taken.' })),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Contracts that changed at this instant or later.')),
  },
  {
    $id: 'AusbildungsvertragFilter',
    description: 'Filter of a list of training contracts.',
    additionalProperties: false,
  },
)

export type VertragsvorbelegungFilter = Static<typeof VertragsvorbelegungFilter>
export const VertragsvorbelegungFilter = Type.Object(
  {
    ausbilder: Type.Optional(ref(FremdId, 'Key of the trainer that was chosen, of those that the answer names.')),
    vorlageId: Type.Optional(ref(Id, 'An earlier contract whose company, occupation and conditions are used again.')),
  },
  {
    $id: 'VertragsvorbelegungFilter',
    description: 'What a prefilled draft is made from.',
    additionalProperties: false,
  },
)

export type Vorbelegungsausbilder = Static<typeof Vorbelegungsausbilder>
export const Vorbelegungsausbilder = Type.Object(
  {
    fremdId: ref(FremdId, "The chamber's key of the trainer."),
    name: ref(Personenname, 'Name of the trainer.'),
    berufe: Type.Array(ref(Bezeichnung), { description: 'Occupations that the trainer is recognised for.' }),
  },
  { $id: 'Vorbelegungsausbilder', description: 'A recognised trainer of the company.' },
)

export type Vertragsvorbelegung = Static<typeof Vertragsvorbelegung>
export const Vertragsvorbelegung = Type.Object(
  {
    vertrag: ref(Vertragsentwurf, 'The prefilled draft.'),
    ausbilder: Type.Array(ref(Vorbelegungsausbilder), {
      description: 'Trainers of the company that the chamber recognised (DV-21).',
    }),
    berufe: Type.Array(ref(Bezeichnung), {
      description: 'Occupations that the chosen trainer may train; without one, those of all trainers.',
    }),
  },
  {
    $id: 'Vertragsvorbelegung',
    description: 'What the master data of the chamber say about a company that begins a contract (DV-19 to DV-21).',
  },
)

const tags = ['Ausbildungsvertraege'] as const

export const createAusbildungsvertrag = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsvertraege',
  schema: {
    operationId: 'createAusbildungsvertrag',
    tags,
    summary: 'Begin a training contract: a draft of a company, or a paper that a chamber types in',
    body: ref(CreateAusbildungsvertrag),
    response: { 201: ref(Ausbildungsvertrag) },
  },
})

export const listAusbildungsvertraege = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsvertraege',
  schema: {
    operationId: 'listAusbildungsvertraege',
    tags,
    summary: 'List training contracts; drafts are seen by their company or vendor only',
    querystring: ref(AusbildungsvertragFilter),
    response: { 200: ref(AusbildungsvertragSeite) },
  },
})

export const getVertragsvorbelegung = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsvertraege/vorbelegung',
  schema: {
    operationId: 'getVertragsvorbelegung',
    tags,
    summary: 'Read a draft that is prefilled from the master data of the chamber, and the trainers to choose from',
    querystring: ref(VertragsvorbelegungFilter),
    response: { 200: ref(Vertragsvorbelegung) },
  },
})

export const getAusbildungsvertrag = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsvertraege/:id',
  schema: {
    operationId: 'getAusbildungsvertrag',
    tags,
    summary: 'Read one training contract',
    params: ref(IdParams),
    response: { 200: ref(Ausbildungsvertrag) },
  },
})

export const updateAusbildungsvertrag = defineOperation({
  method: 'PUT',
  url: '/v1/ausbildungsvertraege/:id',
  schema: {
    operationId: 'updateAusbildungsvertrag',
    tags,
    summary: 'Change a draft, or a contract that the chamber has asked back about',
    params: ref(IdParams),
    body: ref(UpdateAusbildungsvertrag),
    response: { 200: ref(Ausbildungsvertrag) },
  },
})

export const getVertragspruefung = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsvertraege/:id/pruefung',
  schema: {
    operationId: 'getVertragspruefung',
    tags,
    summary: 'Check a stored contract with what the gateway knows besides: its register, and the day it was handed in',
    params: ref(IdParams),
    response: { 200: ref(Vertragspruefung) },
  },
})
