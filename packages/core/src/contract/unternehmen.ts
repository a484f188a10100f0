import { type Static, Type } from 'typebox'
import { Anschrift, HrNummer, Identnummer } from './anschrift.ts'
import {
  defineCodeliste,
  Firmenname,
  Id,
  IdParams,
  Knr,
  nullable,
  ref,
  seitenParameter,
  seiteOf,
  Text,
  Zeitpunkt,
} from './common.ts'
import { Elsterabgleich } from './elster.ts'
import { defineOperation } from './operation.ts'

export type Unternehmensstatus = Static<typeof Unternehmensstatus>
export const Unternehmensstatus = defineCodeliste('Unternehmensstatus', 'State of a company (MI-24 to MI-52).', [
  { code: 'beantragt', name: 'Beantragt', beschreibung: 'Registered; waits for a clerk of its chamber.' },
  { code: 'inPruefung', name: 'In Prüfung', beschreibung: 'A clerk has taken it and compares it with the register.' },
  { code: 'rueckfrage', name: 'Rückfrage', beschreibung: 'The chamber asked back; the registrant answers.' },
  { code: 'freigegeben', name: 'Freigegeben', beschreibung: 'Approved; the letter waits to be posted.' },
  {
    code: 'briefVersendet',
    name: 'Brief versendet',
    beschreibung: 'The letter with the activation password is on its way.',
  },
  { code: 'aktiv', name: 'Aktiv', beschreibung: 'Activated; its people work with it.' },
  { code: 'abgelehnt', name: 'Abgelehnt', beschreibung: 'Refused by the chamber; end state.' },
  { code: 'gesperrt', name: 'Gesperrt', beschreibung: 'Too many wrong activation tries; a new letter opens it again.' },
  {
    code: 'loeschungBeantragt',
    name: 'Löschung beantragt',
    beschreibung: 'Works on; the chamber decides on the deletion.',
  },
  {
    code: 'loeschungFreigegeben',
    name: 'Löschung freigegeben',
    beschreibung: 'Works on until the day of its deletion, which may be revoked.',
  },
  { code: 'geloescht', name: 'Gelöscht', beschreibung: 'Deleted; end state.' },
])

export type CreateUnternehmen = Static<typeof CreateUnternehmen>
export const CreateUnternehmen = Type.Object(
  {
    name: ref(Firmenname, 'Name of the company as in its imprint (Impressum).'),
    anschrift: ref(Anschrift, 'Address of the company.'),
    identnummer: Type.Optional(
      ref(Identnummer, 'Mitgliedsnummer (= Identnummer); helps the chamber to find the company.'),
    ),
    hrNummer: Type.Optional(ref(HrNummer, 'Entry in the commercial register; helps the chamber to find the company.')),
    knr: Type.Optional(
      ref(Knr, 'The chamber; needed only where it does not follow from the address. The answer then says so.'),
    ),
  },
  { $id: 'CreateUnternehmen', description: 'Registration of a company (MI-24, MI-25).', additionalProperties: false },
)

export type UpdateUnternehmen = Static<typeof UpdateUnternehmen>
export const UpdateUnternehmen = Type.Object(
  {
    name: Type.Optional(ref(Firmenname, 'Name of the company.')),
    anschrift: Type.Optional(ref(Anschrift, 'Address of the company.')),
    identnummer: Type.Optional(
      nullable(ref(Identnummer, 'Mitgliedsnummer; only before the approval, which takes it from the register.')),
    ),
    hrNummer: Type.Optional(nullable(ref(HrNummer, 'Entry in the commercial register.'))),
    antwort: Type.Optional(ref(Text, "Answer to the chamber's question; ends the state rueckfrage.")),
  },
  {
    $id: 'UpdateUnternehmen',
    description: 'Change of a registration by the registrant, or of a company by its administrator (MI-13).',
    minProperties: 1,
    additionalProperties: false,
  },
)

export type Unternehmen = Static<typeof Unternehmen>
export const Unternehmen = Type.Object(
  {
    id: ref(Id),
    knr: ref(Knr, 'The chamber of its seat.'),
    name: ref(Firmenname, 'Name of the company.'),
    anschrift: ref(Anschrift, 'Address of the company.'),
    identnummer: Type.Optional(ref(Identnummer)),
    hrNummer: Type.Optional(ref(HrNummer)),
    status: ref(Unternehmensstatus),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every change; the ETag is this number in quotes.',
    }),
    elster: ref(Elsterabgleich),
    zugewiesenAn: Type.Optional(ref(Id, 'Account of the clerk who has taken it; shown to the chamber.')),
    zugewiesenAm: Type.Optional(ref(Zeitpunkt, 'When the clerk took it.')),
    rueckfrage: Type.Optional(ref(Text, 'What the chamber wants to know.')),
    antwort: Type.Optional(ref(Text, 'What the registrant answered last.')),
    grund: Type.Optional(ref(Text, 'Why it was refused.')),
    stammsatzId: Type.Optional(ref(Id, 'The record of the register that it was approved as; shown to the chamber.')),
    aktivierbarBis: Type.Optional(ref(Zeitpunkt, 'Until when the password of the letter is valid.')),
    erstelltAm: ref(Zeitpunkt, 'When it was registered.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
  },
  { $id: 'Unternehmen', description: 'A company, from its registration on.' },
)

export type UnternehmenSeite = Static<typeof UnternehmenSeite>
export const UnternehmenSeite = seiteOf(Unternehmen, 'Unternehmen')

export type UnternehmenFilter = Static<typeof UnternehmenFilter>
export const UnternehmenFilter = Type.Object(
  {
    ...seitenParameter,
    status: Type.Optional(ref(Unternehmensstatus)),
    identnummer: Type.Optional(ref(Identnummer, 'The company with this number.')),
    zugewiesen: Type.Optional(
      Type.Unsafe<'mir' | 'niemandem'>({
        type: 'string',
        enum: ['mir', 'niemandem'],
        description:
          'Those that the calling clerk has taken ("Meine Anfragen"), or that nobody has ("Offene Anfragen").',
      }),
    ),
  },
  { $id: 'UnternehmenFilter', description: 'Filter of a list of companies.', additionalProperties: false },
)

const prozent = (description: string) => Type.Integer({ minimum: 0, maximum: 100, description })

export type Feldvergleich = Static<typeof Feldvergleich>
export const Feldvergleich = Type.Object(
  {
    feld: Type.Unsafe<'name' | 'strasse' | 'hausnummer' | 'plz' | 'ort' | 'identnummer' | 'hrNummer'>({
      type: 'string',
      enum: ['name', 'strasse', 'hausnummer', 'plz', 'ort', 'identnummer', 'hrNummer'],
      description: 'Name of the field.',
    }),
    eingabe: Type.Optional(Type.String({ description: 'What the registrant entered.' })),
    register: Type.Optional(Type.String({ description: 'What the register holds.' })),
    aehnlichkeit: Type.Optional(prozent('How alike both are, in percent; absent when one side has no value.')),
  },
  { $id: 'Feldvergleich', description: 'A field of a registration and of the register, side by side.' },
)

export type Abgleichstreffer = Static<typeof Abgleichstreffer>
export const Abgleichstreffer = Type.Object(
  {
    stammsatzId: ref(Id, 'The company of the register.'),
    gesamt: prozent('How alike both are as a whole, in percent.'),
    vorschlag: Type.Unsafe<'uebereinstimmung' | 'pruefen' | 'keine'>({
      type: 'string',
      enum: ['uebereinstimmung', 'pruefen', 'keine'],
      description: 'What the comparison proposes; the clerk decides.',
    }),
    felder: Type.Array(ref(Feldvergleich), { description: 'Field by field.' }),
  },
  { $id: 'Abgleichstreffer', description: 'A company of the register that a registration may mean.' },
)

export type Unternehmensabgleich = Static<typeof Unternehmensabgleich>
export const Unternehmensabgleich = Type.Object(
  {
    unternehmenId: ref(Id, 'The registration.'),
    treffer: Type.Array(ref(Abgleichstreffer), { description: 'Candidates, the likeliest first, at most ten.' }),
  },
  { $id: 'Unternehmensabgleich', description: 'A registration beside what the register holds (MI-29).' },
)

export type CreateUnternehmensentscheidung = Static<typeof CreateUnternehmensentscheidung>
export const CreateUnternehmensentscheidung = Type.Object(
  {
    ergebnis: Type.Unsafe<'freigegeben' | 'abgelehnt' | 'rueckfrage'>({
      type: 'string',
      enum: ['freigegeben', 'abgelehnt', 'rueckfrage'],
      description: 'Approved, refused or asked back.',
    }),
    stammsatzId: Type.Optional(
      ref(
        Id,
        'The company of the register; needed for the approval. Its Identnummer is taken over, the letter goes to its address.',
      ),
    ),
    grund: Type.Optional(ref(Text, 'Why, or the question; needed unless approved. The registrant reads it.')),
  },
  {
    $id: 'CreateUnternehmensentscheidung',
    description: 'Decision of the chamber about a registration (MI-29).',
    additionalProperties: false,
  },
)

export type CreateAktivierung = Static<typeof CreateAktivierung>
export const CreateAktivierung = Type.Object(
  {
    kennwort: Type.String({
      description: 'Activation password of the letter; case, blanks and hyphens do not matter.',
      pattern: '^[0-9A-Za-z -]+$',
      minLength: 1,
      maxLength: 100,
      examples: ['7KQ4T-9XMZ2-HRV6W'],
    }),
    identnummer: ref(Identnummer, 'Number of the company at its chamber, as in the letter.'),
    knr: ref(Knr, 'The chamber, as in the letter.'),
  },
  {
    $id: 'CreateAktivierung',
    description: 'Activation of a company; all three must match (MI-31).',
    additionalProperties: false,
  },
)

const tags = ['Unternehmen'] as const

export const createUnternehmen = defineOperation({
  method: 'POST',
  url: '/v1/unternehmen',
  schema: {
    operationId: 'createUnternehmen',
    tags,
    summary: 'Register a company with the chamber of its seat',
    body: ref(CreateUnternehmen),
    response: { 201: ref(Unternehmen) },
  },
})

export const listUnternehmen = defineOperation({
  method: 'GET',
  url: '/v1/unternehmen',
  schema: {
    operationId: 'listUnternehmen',
    tags,
    summary: 'List companies: the own ones, or those of the chamber',
    querystring: ref(UnternehmenFilter),
    response: { 200: ref(UnternehmenSeite) },
  },
})

export const getUnternehmen = defineOperation({
  method: 'GET',
  url: '/v1/unternehmen/:id',
  schema: {
    operationId: 'getUnternehmen',
    tags,
    summary: 'Read one company',
    params: ref(IdParams),
    response: { 200: ref(Unternehmen) },
  },
})

export const updateUnternehmen = defineOperation({
  method: 'PATCH',
  url: '/v1/unternehmen/:id',
  schema: {
    operationId: 'updateUnternehmen',
    tags,
    summary: 'Change a registration, answer the chamber, or keep the data of a company',
    params: ref(IdParams),
    body: ref(UpdateUnternehmen),
    response: { 200: ref(Unternehmen) },
  },
})

export const getUnternehmensabgleich = defineOperation({
  method: 'GET',
  url: '/v1/unternehmen/:id/abgleich',
  schema: {
    operationId: 'getUnternehmensabgleich',
    tags,
    summary: 'See a registration and the register side by side',
    params: ref(IdParams),
    response: { 200: ref(Unternehmensabgleich) },
  },
})

export const claimUnternehmen = defineOperation({
  method: 'POST',
  url: '/v1/unternehmen/:id/zuweisung',
  schema: {
    operationId: 'claimUnternehmen',
    tags,
    summary: 'Take a registration ("mir zuweisen"); 409 when another clerk has it',
    params: ref(IdParams),
    response: { 200: ref(Unternehmen) },
  },
})

export const releaseUnternehmen = defineOperation({
  method: 'DELETE',
  url: '/v1/unternehmen/:id/zuweisung',
  schema: {
    operationId: 'releaseUnternehmen',
    tags,
    summary: 'Give a registration back',
    params: ref(IdParams),
    response: { 200: ref(Unternehmen) },
  },
})

export const decideUnternehmen = defineOperation({
  method: 'POST',
  url: '/v1/unternehmen/:id/entscheidung',
  schema: {
    operationId: 'decideUnternehmen',
    tags,
    summary: 'Approve or refuse a registration, or ask back',
    params: ref(IdParams),
    body: ref(CreateUnternehmensentscheidung),
    response: { 200: ref(Unternehmen) },
  },
})

export const activateUnternehmen = defineOperation({
  method: 'POST',
  url: '/v1/unternehmen/:id/aktivierung',
  schema: {
    operationId: 'activateUnternehmen',
    tags,
    summary: 'Activate a company with the password of the letter; a refusal does not say what was wrong',
    params: ref(IdParams),
    body: ref(CreateAktivierung),
    response: { 200: ref(Unternehmen) },
  },
})
