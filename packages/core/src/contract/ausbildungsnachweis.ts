import { type Static, Type } from 'typebox'
import {
  Bezeichnung,
  Datum,
  defineCodeliste,
  FremdId,
  Id,
  IdParams,
  JsonZeiger,
  Personenname,
  ref,
  Sha256,
  seitenParameter,
  seiteOf,
  Text,
  Zeitpunkt,
  Zeitraum,
} from './common.ts'
import { defineOperation } from './operation.ts'
import { Verstoss } from './problem.ts'

export type Taetigkeitsart = Static<typeof Taetigkeitsart>
export const Taetigkeitsart = defineCodeliste(
  'Taetigkeitsart',
  'Place and kind of an activity or absence; illness is a category only (AN-011, AN-023).',
  [
    { code: 'betrieb', name: 'Betrieb', beschreibung: 'Work in the company.' },
    {
      code: 'unterweisung',
      name: 'Unterweisung',
      beschreibung: 'Instruction, lessons in the company, training outside of it.',
    },
    { code: 'schule', name: 'Berufsschule', beschreibung: 'Lessons at the vocational school.' },
    { code: 'urlaub', name: 'Urlaub', beschreibung: 'Leave.' },
    { code: 'krank', name: 'Krank', beschreibung: 'Illness, without any detail.' },
    { code: 'feiertag', name: 'Feiertag', beschreibung: 'Public holiday.' },
    { code: 'sonstigeAbwesenheit', name: 'Sonstige Abwesenheit', beschreibung: 'Any other absence.' },
  ],
)

export type Berichtsart = Static<typeof Berichtsart>
export const Berichtsart = defineCodeliste('Berichtsart', 'The period that one report covers (AN-020).', [
  { code: 'tag', name: 'Tagesbericht', beschreibung: 'One day.' },
  { code: 'woche', name: 'Wochenbericht', beschreibung: 'One week or a part of it.' },
])

export type Nachweisstatus = Static<typeof Nachweisstatus>
export const Nachweisstatus = defineCodeliste('Nachweisstatus', 'State of a report (BH-10 … BH-13, BH-23).', [
  { code: 'entwurf', name: 'Entwurf', beschreibung: 'The apprentice is writing it.' },
  { code: 'eingereicht', name: 'Eingereicht', beschreibung: 'It was handed in for approval.' },
  { code: 'stufe1Freigegeben', name: 'Stufe 1 freigegeben', beschreibung: 'The first of two approvals was given.' },
  { code: 'freigegeben', name: 'Freigegeben', beschreibung: 'The trainer approved it.' },
  { code: 'zurueckgewiesen', name: 'Zurückgewiesen', beschreibung: 'It was sent back with a comment.' },
  {
    code: 'wiederGeoeffnet',
    name: 'Wieder geöffnet',
    beschreibung: 'An approved report was opened again, with a reason.',
  },
])

export type Beteiligtenrolle = Static<typeof Beteiligtenrolle>
export const Beteiligtenrolle = defineCodeliste('Beteiligtenrolle', 'In which role somebody took a step.', [
  { code: 'auszubildende', name: 'Auszubildende', beschreibung: 'The apprentice.' },
  { code: 'ausbilder', name: 'Ausbilder', beschreibung: 'The trainer (BBiG § 28).' },
  {
    code: 'ausbildungsbeauftragter',
    name: 'Ausbildungsbeauftragter',
    beschreibung: 'A person who trains for a section.',
  },
  { code: 'unternehmen', name: 'Unternehmen', beschreibung: 'The training company (Ausbildende).' },
  { code: 'gesetzlicheVertretung', name: 'Gesetzliche Vertretung', beschreibung: 'A legal representative.' },
  { code: 'kammer', name: 'Kammer', beschreibung: 'Staff of a chamber.' },
  { code: 'anbieter', name: 'Anbieter', beschreibung: 'The vendor of the report book, by its system.' },
  { code: 'system', name: 'System', beschreibung: 'The gateway itself, by a rule.' },
])

export type Beteiligter = Static<typeof Beteiligter>
export const Beteiligter = Type.Object(
  {
    name: Type.Optional(ref(Personenname, 'Name, where the source knows it.')),
    rolle: Type.Optional(ref(Beteiligtenrolle, 'Role, where the source knows it.')),
    kennung: Type.Optional(ref(FremdId, "The source's key of this person, where no name is known.")),
  },
  { $id: 'Beteiligter', description: 'Who took a step; unknown parts stay absent.', additionalProperties: false },
)

export type Rahmenplanposition = Static<typeof Rahmenplanposition>
export const Rahmenplanposition = Type.Object(
  {
    kennung: ref(FremdId, 'Key of the position in its plan.'),
    bezeichnung: Type.Optional(ref(Bezeichnung, 'Title of the position.')),
    rahmenplan: Type.Optional(
      ref(FremdId, 'Key of the plan (Ausbildungsrahmenplan) or of the vendor catalogue that holds the position.'),
    ),
  },
  {
    $id: 'Rahmenplanposition',
    description: 'A position of the Ausbildungsrahmenplan that an activity served (BH-17, K7).',
    additionalProperties: false,
  },
)

export type Eintrag = Static<typeof Eintrag>
export const Eintrag = Type.Object(
  {
    art: Type.Optional(ref(Taetigkeitsart, 'Kind of the activity; absent where the source does not say it.')),
    text: ref(Text, 'What was done or taught, as keywords or sentences; empty only for absences.'),
    minuten: Type.Optional(Type.Integer({ minimum: 0, maximum: 1440, description: 'Duration in minutes.' })),
    positionen: Type.Optional(
      Type.Array(ref(Rahmenplanposition), {
        maxItems: 50,
        description: 'Positions of the plan that were served.',
        'x-xml': { element: 'position' },
      }),
    ),
  },
  { $id: 'Eintrag', description: 'One activity, lesson or absence.', additionalProperties: false },
)

export type Tag = Static<typeof Tag>
export const Tag = Type.Object(
  {
    datum: ref(Datum, 'The day.'),
    art: Type.Optional(
      ref(Taetigkeitsart, 'Kind of the whole day, where the source says it for the day and not for the entries.'),
    ),
    minuten: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1440,
        description: 'Training time of the day in minutes, where the source gives it for the day.',
      }),
    ),
    eintraege: Type.Array(ref(Eintrag), {
      maxItems: 100,
      description: 'Entries of the day in their order.',
      'x-xml': { element: 'eintrag' },
    }),
  },
  { $id: 'Tag', description: 'One day of a report.', additionalProperties: false },
)

export type Wochentexte = Static<typeof Wochentexte>
export const Wochentexte = Type.Object(
  {
    betrieb: Type.Optional(ref(Text, 'Work in the company.')),
    unterweisung: Type.Optional(ref(Text, 'Instruction, lessons in the company, other training.')),
    schule: Type.Optional(ref(Text, 'Topics of the vocational school.')),
    ohneArt: Type.Optional(ref(Text, 'Text whose kind the source does not say.')),
    leerGrund: Type.Optional(ref(Text, 'Why a section stays empty, in words (AN-023).')),
  },
  {
    $id: 'Wochentexte',
    description: 'Texts for the whole period, where the vendor keeps no days. They are never split into invented days.',
    additionalProperties: false,
  },
)

export type Anhang = Static<typeof Anhang>
export const Anhang = Type.Object(
  {
    dateiname: Type.String({
      description: 'File name in ASCII without path.',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._ -]{0,119}$',
      minLength: 1,
      maxLength: 120,
      examples: ['schaltplan.pdf'],
    }),
    medientyp: Type.String({
      description: 'Media type (RFC 6838).',
      pattern: '^[a-z]+/[a-z0-9.+-]+$',
      minLength: 3,
      maxLength: 100,
      examples: ['application/pdf'],
    }),
    groesse: Type.Integer({ minimum: 0, maximum: 26_214_400, description: 'Size in bytes, at most 25 MiB.' }),
    sha256: ref(Sha256, 'Hash of the bytes; binds the file to the report.'),
    beschreibung: Type.Optional(ref(Bezeichnung, 'What it shows.')),
  },
  {
    $id: 'Anhang',
    description: 'A file that belongs to a report, named by the hash of its bytes.',
    additionalProperties: false,
  },
)

export type Ableitung = Static<typeof Ableitung>
export const Ableitung = Type.Object(
  {
    pfad: ref(JsonZeiger, 'Which value was derived.'),
    verfahren: ref(Bezeichnung, 'How: the rule in one line.'),
  },
  {
    $id: 'Ableitung',
    description: 'Mark of a value that does not stand in the source but was derived from it.',
    additionalProperties: false,
  },
)

export type Quelle = Static<typeof Quelle>
export const Quelle = Type.Object(
  {
    system: ref(Bezeichnung, 'Name of the vendor system.'),
    format: Type.Optional(ref(Bezeichnung, 'Format it was read from, with version.')),
    adapter: Type.Optional(ref(Bezeichnung, 'Adapter that read it, with version.')),
    stelle: Type.Optional(ref(Bezeichnung, 'File and line, cell or path of the record.')),
  },
  { $id: 'Quelle', description: 'Where a report comes from.', additionalProperties: false },
)

export type Nachweisinhalt = Static<typeof Nachweisinhalt>
export const Nachweisinhalt = Type.Object(
  {
    zeitraum: ref(Zeitraum, 'Berichtszeitraum: the days that the report covers, at most 31 (AN-022).'),
    berichtsart: ref(Berichtsart),
    azubi: ref(Personenname, 'Name of the apprentice, on every report (AN-022).'),
    ausbildungsjahr: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 5, description: 'Year of training, from 1 (AN-022).' }),
    ),
    abteilung: Type.Optional(ref(Bezeichnung, 'Department or section (AN-022).')),
    tage: Type.Optional(
      Type.Array(ref(Tag), {
        maxItems: 31,
        description: 'Days in their order; absent where the vendor keeps no days.',
        'x-xml': { element: 'tag' },
      }),
    ),
    wochentexte: Type.Optional(ref(Wochentexte)),
    anhaenge: Type.Optional(
      Type.Array(ref(Anhang), { maxItems: 20, description: 'Attached files.', 'x-xml': { element: 'anhang' } }),
    ),
    quelle: Type.Optional(ref(Quelle)),
    abgeleitet: Type.Optional(
      Type.Array(ref(Ableitung), {
        maxItems: 200,
        description: 'Values that were derived.',
        'x-xml': { element: 'ableitung' },
      }),
    ),
  },
  {
    $id: 'Nachweisinhalt',
    description: 'The text of a report: what is hashed, signed and transferred. Kept as canonical JSON (RFC 8785).',
    additionalProperties: false,
  },
)

export type Schritt = Static<typeof Schritt>
export const Schritt = Type.Object(
  {
    vorgang: ref(Nachweisstatus, 'The state that the step led to.'),
    datum: Type.Optional(ref(Datum, 'Day of the step, where no instant is known.')),
    zeitpunkt: Type.Optional(ref(Zeitpunkt, 'Instant of the step, where the source knows it (AN-026).')),
    durch: Type.Optional(ref(Beteiligter, 'Who took it.')),
    kommentar: Type.Optional(ref(Text, 'Comment; mandatory when a report is sent back or opened again (BH-13).')),
  },
  {
    $id: 'Schritt',
    description: 'One step in the life of a report: who, when, to which state.',
    additionalProperties: false,
  },
)

export type Kommentar = Static<typeof Kommentar>
export const Kommentar = Type.Object(
  {
    text: ref(Text, 'What was said.'),
    von: Type.Optional(ref(Beteiligter, 'Who said it.')),
    datum: Type.Optional(ref(Datum, 'Day, where no instant is known.')),
    zeitpunkt: Type.Optional(ref(Zeitpunkt, 'Instant, where it is known.')),
    bezug: Type.Optional(ref(JsonZeiger, 'The part of the report that is spoken of.')),
  },
  { $id: 'Kommentar', description: 'A remark in the dialogue about a report (BH-05).', additionalProperties: false },
)

const nachweisFelder = {
  fremdId: ref(FremdId, 'Key of the report in the vendor system; unique per vendor.'),
  inhalt: ref(Nachweisinhalt),
  verlauf: Type.Optional(
    Type.Array(ref(Schritt), {
      maxItems: 200,
      description:
        'Steps taken so far, oldest first; the last one gives the state. Absent where the source knows no state.',
      'x-xml': { element: 'schritt' },
    }),
  ),
  kommentare: Type.Optional(
    Type.Array(ref(Kommentar), {
      maxItems: 200,
      description: 'Dialogue, oldest first.',
      'x-xml': { element: 'kommentar' },
    }),
  ),
}

export type Nachweislieferung = Static<typeof Nachweislieferung>
export const Nachweislieferung = Type.Object(nachweisFelder, {
  $id: 'Nachweislieferung',
  description: 'A report as a vendor delivers it within a book.',
  additionalProperties: false,
})

export type CreateAusbildungsnachweis = Static<typeof CreateAusbildungsnachweis>
export const CreateAusbildungsnachweis = Type.Object(
  { berichtsheftId: ref(Id, 'The book that the report belongs to.'), ...nachweisFelder },
  { $id: 'CreateAusbildungsnachweis', description: 'A new report of a book.', additionalProperties: false },
)

export type UpdateAusbildungsnachweis = Static<typeof UpdateAusbildungsnachweis>
export const UpdateAusbildungsnachweis = Type.Object(
  { inhalt: ref(Nachweisinhalt, 'The new text; allowed while the report is not approved or handed in.') },
  { $id: 'UpdateAusbildungsnachweis', description: 'A new text of a report.', additionalProperties: false },
)

export type Ausbildungsnachweis = Static<typeof Ausbildungsnachweis>
export const Ausbildungsnachweis = Type.Object(
  {
    id: ref(Id),
    berichtsheftId: ref(Id, 'The book that the report belongs to.'),
    fremdId: ref(FremdId, 'Key of the report in the vendor system.'),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version of the report, raised by every change; the ETag is this number in quotes.',
    }),
    status: Type.Optional(ref(Nachweisstatus, 'State; absent while the source has not told any.')),
    hash: ref(Sha256, 'SHA-256 of the canonical text of `inhalt`.'),
    erstelltAm: ref(Zeitpunkt, 'When the gateway stored it first.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
    inhalt: ref(Nachweisinhalt),
    verlauf: Type.Optional(
      Type.Array(ref(Schritt), {
        maxItems: 200,
        description: 'Steps taken so far, oldest first.',
        'x-xml': { element: 'schritt' },
      }),
    ),
    kommentare: Type.Optional(
      Type.Array(ref(Kommentar), {
        maxItems: 200,
        description: 'Dialogue, oldest first.',
        'x-xml': { element: 'kommentar' },
      }),
    ),
  },
  { $id: 'Ausbildungsnachweis', description: 'A report of a report book as the gateway holds it.' },
)

export type AusbildungsnachweisAngelegt = Static<typeof AusbildungsnachweisAngelegt>
export const AusbildungsnachweisAngelegt = Type.Object(
  {
    id: ref(Id),
    version: Type.Integer({ minimum: 1, description: 'Version after the write.' }),
    hash: ref(Sha256, 'SHA-256 of the stored text.'),
    verstoesse: Type.Optional(
      Type.Array(ref(Verstoss), { description: 'Findings that do not prevent storing.', maxItems: 1000 }),
    ),
  },
  { $id: 'AusbildungsnachweisAngelegt', description: 'Answer to a stored report.' },
)

export type Pruefung = Static<typeof Pruefung>
export const Pruefung = Type.Object(
  { verstoesse: Type.Array(ref(Verstoss), { description: 'All findings, worst first.', maxItems: 10_000 }) },
  { $id: 'Pruefung', description: 'Result of a check that stores nothing.' },
)

export const AusbildungsnachweisSeite = seiteOf(Ausbildungsnachweis, 'Ausbildungsnachweis')
export type AusbildungsnachweisSeite = Static<typeof AusbildungsnachweisSeite>

export type AusbildungsnachweisFilter = Static<typeof AusbildungsnachweisFilter>
export const AusbildungsnachweisFilter = Type.Object(
  {
    ...seitenParameter,
    berichtsheftId: Type.Optional(ref(Id, 'Reports of this book only.')),
    unternehmen: Type.Optional(Type.String({ maxLength: 300, description: 'Identnummer of the company.' })),
    beruf: Type.Optional(Type.String({ maxLength: 300, description: 'Key or exact name of the occupation.' })),
    ausbildungsjahr: Type.Optional(Type.Integer({ minimum: 1, maximum: 5, description: 'Year of training.' })),
    pruefungVon: Type.Optional(ref(Datum, 'Exam date from.')),
    pruefungBis: Type.Optional(ref(Datum, 'Exam date to.')),
    status: Type.Optional(ref(Nachweisstatus, 'State of the report.')),
    von: Type.Optional(ref(Datum, 'Periods that end on this day or later.')),
    bis: Type.Optional(ref(Datum, 'Periods that begin on this day or earlier.')),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Changed at this instant or later.')),
  },
  { $id: 'AusbildungsnachweisFilter', description: 'Filter of a list of reports.', additionalProperties: false },
)

const tags = ['Ausbildungsnachweise'] as const

export const createAusbildungsnachweis = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsnachweise',
  schema: {
    operationId: 'createAusbildungsnachweis',
    tags,
    summary: 'Store a new report of a book',
    body: ref(CreateAusbildungsnachweis),
    response: { 201: ref(AusbildungsnachweisAngelegt) },
  },
})

export const listAusbildungsnachweise = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsnachweise',
  schema: {
    operationId: 'listAusbildungsnachweise',
    tags,
    summary: 'List reports, as pages or as an NDJSON stream',
    querystring: ref(AusbildungsnachweisFilter),
    response: { 200: ref(AusbildungsnachweisSeite) },
  },
})

export const getAusbildungsnachweis = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsnachweise/:id',
  schema: {
    operationId: 'getAusbildungsnachweis',
    tags,
    summary: 'Read one report',
    params: ref(IdParams),
    response: { 200: ref(Ausbildungsnachweis) },
  },
})

export const updateAusbildungsnachweis = defineOperation({
  method: 'PUT',
  url: '/v1/ausbildungsnachweise/:id',
  schema: {
    operationId: 'updateAusbildungsnachweis',
    tags,
    summary: 'Replace the text of a report that is not approved',
    params: ref(IdParams),
    body: ref(UpdateAusbildungsnachweis),
    response: { 200: ref(AusbildungsnachweisAngelegt) },
  },
})

export const createSchritt = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsnachweise/:id/schritte',
  schema: {
    operationId: 'createSchritt',
    tags,
    summary: 'Hand in, approve, send back or open a report again',
    params: ref(IdParams),
    body: ref(Schritt),
    response: { 201: ref(AusbildungsnachweisAngelegt) },
  },
})

export const createKommentar = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsnachweise/:id/kommentare',
  schema: {
    operationId: 'createKommentar',
    tags,
    summary: 'Add a remark to the dialogue about a report',
    params: ref(IdParams),
    body: ref(Kommentar),
    response: { 201: ref(AusbildungsnachweisAngelegt) },
  },
})

export const checkAusbildungsnachweis = defineOperation({
  method: 'POST',
  url: '/v1/ausbildungsnachweise/pruefung',
  schema: {
    operationId: 'checkAusbildungsnachweis',
    tags,
    summary: 'Check a report against all rules without storing it',
    body: ref(Nachweislieferung),
    response: { 200: ref(Pruefung) },
  },
})
