import { dauerformate, encodings } from '@berichtsheft/sdk'
import { type Static, type TSchema, Type } from 'typebox'

const closed = { additionalProperties: false } as const
const enumOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], description })
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)

const Expression = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: 4000, 'x-mark': 'expression' })
const Line = (description: string) => Type.String({ description, minLength: 1, maxLength: 300 })
const identifier = '^[a-z][a-zA-Z0-9]*$'

/** One way to a value. */
export type MappingValue = Static<typeof MappingValue>
export const MappingValue = Type.Object(
  {
    value: optional(Expression('JSONata expression in the context of the record.')),
    constant: optional(
      Type.Union([Type.String({ maxLength: 300 }), Type.Integer()], {
        description: 'A fixed value instead of `value`.',
      }),
    ),
    when: optional(Expression('Condition; where it is false this way is left out.')),
    match: optional(
      Type.String({
        description: 'Regular expression; the first group becomes the value, a text that does not fit is reported.',
        minLength: 1,
        maxLength: 500,
        'x-mark': 'regex',
      }),
    ),
    table: optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]), {
        description: 'Values of the source → codes of the contract; null leaves out on purpose, others are reported.',
      }),
    ),
    date: optional(
      Type.String({
        description:
          'Picture of a day (`dd.MM.yyyy`), or `serial`, `serial1904` (spreadsheets), `instant` (day in Germany).',
        minLength: 1,
        maxLength: 20,
        'x-mark': 'date',
      }),
    ),
    instant: optional(
      enumOf(
        ['iso', 'ortszeit', 'epochSeconds', 'epochMillis'],
        'Form of an instant; `ortszeit` is the German wall clock.',
      ),
    ),
    duration: optional(enumOf(dauerformate, 'Spelling of a duration.')),
    markup: optional(enumOf(['plain', 'html'], 'How a text is written; HTML (also of Quill) becomes plain text.')),
    name: optional(enumOf(['full', 'familyFirst'], 'How a name is written; `familyFirst` is `Familienname, Vorname`.')),
    derived: optional(Line('The value does not stand in the source: how it is derived, in one German line.')),
  },
  { ...closed, description: 'One way to a value.' },
)

/** A value: an expression, one way to it, or several ways of which the first that yields something counts. */
export type MappingField = Static<typeof MappingField>
export const MappingField = Type.Union(
  [
    Expression('JSONata expression.'),
    MappingValue,
    Type.Array(Type.Union([Expression('JSONata expression.'), MappingValue]), { minItems: 1, maxItems: 10 }),
  ],
  { description: 'A value: an expression, one way to it, or several of which the first that yields something counts.' },
)

const texts = {
  text: Line('What is said, in German.'),
  textEnglish: Line('The same in English.'),
}

const Skip = Type.Object(
  { when: Expression('Condition on the record.'), ...texts },
  { ...closed, description: 'Records that are left out on purpose, and why; each is reported.' },
)

const Remark = Type.Object(
  {
    when: Expression('Condition on the record.'),
    severity: enumOf(['fehler', 'warnung', 'hinweis'], 'How much it weighs.'),
    at: optional(Line('Field of the record that is meant.')),
    ...texts,
  },
  { ...closed, description: 'What is doubtful in a record that is imported all the same.' },
)

const select = {
  records: optional(Expression('Where the records are: an input (`$users`) or a path from the record above.')),
  join: optional(
    Type.Record(Type.String({ pattern: '^[^.]+(\\.[^.]+)*$' }), Expression('Value it must equal.'), {
      description: 'Only records whose field equals the value; `records` must be an input.',
    }),
  ),
  when: optional(Expression('Only records for which this is true.')),
  skip: optional(Type.Array(Skip, { maxItems: 50, description: 'Records that are left out on purpose.' })),
  remarks: optional(Type.Array(Remark, { maxItems: 50, description: 'What is doubtful.' })),
}

/** Which records are meant. */
export type MappingSelection = Static<typeof MappingSelection>
export const MappingSelection = Type.Object(select, { ...closed, description: 'Which records a part is about.' })

const PersonParts = Type.Object(
  {
    vorname: optional(MappingField),
    familienname: optional(MappingField),
  },
  { ...closed, description: 'A name whose parts the source keeps apart.' },
)
const PersonField = Type.Union([MappingField, PersonParts], { description: 'A person by name, whole or in parts.' })

const Participant = Type.Object(
  { name: optional(MappingField), rolle: optional(MappingField), kennung: optional(MappingField) },
  { ...closed, description: 'Who took a step or said something.' },
)

/** A step in the life of a report. */
export type MappingStep = Static<typeof MappingStep>
export const MappingStep = Type.Object(
  {
    ...select,
    vorgang: MappingField,
    datum: optional(MappingField),
    zeitpunkt: optional(MappingField),
    durch: optional(Participant),
    kommentar: optional(MappingField),
  },
  { ...closed, description: 'A step in the life of a report; records for which it has no `vorgang` make none.' },
)

/** A remark in the dialogue about a report. */
export type MappingComment = Static<typeof MappingComment>
export const MappingComment = Type.Object(
  {
    ...select,
    text: MappingField,
    von: optional(Participant),
    datum: optional(MappingField),
    zeitpunkt: optional(MappingField),
    bezug: optional(Expression('The record of the day or entry that is spoken of.')),
  },
  { ...closed, description: 'A remark in the dialogue about a report.' },
)

/** An entry of a day. */
export type MappingEntry = Static<typeof MappingEntry>
export const MappingEntry = Type.Object(
  {
    ...select,
    art: optional(MappingField),
    text: optional(MappingField),
    minuten: optional(MappingField),
    positionen: optional(
      Type.Object(
        {
          ...select,
          kennung: MappingField,
          bezeichnung: optional(MappingField),
          rahmenplan: optional(MappingField),
        },
        { ...closed, description: 'Positions of the training plan.' },
      ),
    ),
  },
  { ...closed, description: 'An entry; one without text, kind, minutes and positions is left out.' },
)

/** The days of a report. */
export type MappingDays = Static<typeof MappingDays>
export const MappingDays = Type.Object(
  {
    ...select,
    within: optional(
      Type.Boolean({ description: 'Only records whose day lies in the period of the report; others wait for theirs.' }),
    ),
    datum: MappingField,
    art: optional(MappingField),
    minuten: optional(MappingField),
    eintraege: optional(Type.Array(MappingEntry, { minItems: 1, maxItems: 20, description: 'Entries of the day.' })),
  },
  { ...closed, description: 'The days of a report; records of the same day become one.' },
)

/** The reports of a book. */
export type MappingReport = Static<typeof MappingReport>
export const MappingReport = Type.Object(
  {
    ...select,
    group: optional(Expression('Key: records with the same one become one report, as `{ key, rows }`.')),
    fremdId: MappingField,
    zeitraum: Type.Object(
      { von: MappingField, bis: MappingField },
      { ...closed, description: 'Period of the report.' },
    ),
    berichtsart: optional(MappingField),
    ausbildungsjahr: optional(MappingField),
    abteilung: optional(MappingField),
    tage: optional(MappingDays),
    wochentexte: optional(
      Type.Object(
        {
          betrieb: optional(MappingField),
          unterweisung: optional(MappingField),
          schule: optional(MappingField),
          ohneArt: optional(MappingField),
          leerGrund: optional(MappingField),
        },
        { ...closed, description: 'Texts for the whole period.' },
      ),
    ),
    verlauf: optional(Type.Array(MappingStep, { maxItems: 20, description: 'Steps, oldest first.' })),
    kommentare: optional(Type.Array(MappingComment, { maxItems: 10, description: 'Dialogue.' })),
    keepEmpty: optional(
      Type.Boolean({ description: 'Keep drafts without any content, which are left out otherwise.' }),
    ),
  },
  { ...closed, description: 'The reports of a book.' },
)

/** The head data of the books. */
export type MappingBook = Static<typeof MappingBook>
export const MappingBook = Type.Object(
  {
    ...select,
    fremdId: optional(MappingField),
    art: optional(MappingField),
    azubi: optional(PersonField),
    geburtsdatum: optional(MappingField),
    azubinummer: optional(MappingField),
    vertragsnummer: optional(MappingField),
    knr: optional(MappingField),
    unternehmen: optional(
      Type.Object(
        { name: MappingField, identnummer: optional(MappingField) },
        { ...closed, description: 'The company.' },
      ),
    ),
    beruf: optional(
      Type.Object(
        { bezeichnung: MappingField, kennung: optional(MappingField), fachrichtung: optional(MappingField) },
        { ...closed, description: 'The occupation.' },
      ),
    ),
    ausbildungsbeginn: optional(MappingField),
    ausbildungsende: optional(MappingField),
    pruefungstermin: optional(MappingField),
    nachweisform: optional(MappingField),
    ausbilder: optional(PersonField),
    ausbildungszeit: optional(
      Type.Object(
        {
          minutenTaeglich: optional(MappingField),
          minutenWoechentlich: optional(MappingField),
          urlaubstage: optional(MappingField),
        },
        { ...closed, description: 'Training time by contract.' },
      ),
    ),
  },
  { ...closed, description: 'The head data of the books; what is left out comes from the context of the import.' },
)

/** One kind of file. */
export type MappingInput = Static<typeof MappingInput>
export const MappingInput = Type.Object(
  {
    file: optional(Line('Name of the file; `*` stands for anything but `/`.')),
    pattern: optional(
      Type.String({
        description: 'Regular expression for the name instead; groups become fields of `_datei`.',
        minLength: 1,
        maxLength: 300,
        'x-mark': 'regex',
      }),
    ),
    format: enumOf(['json', 'csv', 'xml', 'xlsx'], 'Format of the file.'),
    optional: optional(Type.Boolean({ description: 'The file may be missing.' })),
    many: optional(Type.Boolean({ description: 'Several files may fit.' })),
    lookup: optional(
      Type.Boolean({ description: 'A table for looking up: records that are not used are not reported.' }),
    ),
    encoding: optional(
      Type.Array(enumOf(encodings, 'Encoding.'), {
        minItems: 1,
        maxItems: 4,
        description: 'Encodings to try, in this order.',
      }),
    ),
    delimiter: optional(
      Type.String({ minLength: 1, maxLength: 3, description: 'CSV: between cells; `;` if left out.' }),
    ),
    quote: optional(Type.String({ minLength: 1, maxLength: 1, description: 'CSV: around cells; `"` if left out.' })),
    comment: optional(
      Type.String({ minLength: 1, maxLength: 3, description: 'CSV: lines that begin so are comments.' }),
    ),
    skipLines: optional(Type.Integer({ minimum: 0, maximum: 1000, description: 'CSV: lines before the header.' })),
    columns: optional(
      Type.Array(Line('Name of a column.'), { maxItems: 1000, description: 'CSV: names where there is no header.' }),
    ),
    sheet: optional(Line('XLSX: name of the sheet; the first one if left out.')),
    header: optional(
      Type.Integer({
        minimum: 0,
        maximum: 1000,
        description: 'XLSX: row of the names, 1 if left out; 0: letters are the names.',
      }),
    ),
    ignore: optional(
      Type.Array(
        Type.Object(
          {
            field: Line('Path of the field, parts joined by a dot.'),
            reason: Line('Why, in German.'),
            reasonEnglish: Line('Why, in English.'),
          },
          closed,
        ),
        { maxItems: 200, description: 'Fields that are left out on purpose, and why.' },
      ),
    ),
  },
  { ...closed, description: 'One kind of file of the source.' },
)

/** A mapping file. */
export type MappingFile = Static<typeof MappingFile>
export const MappingFile = Type.Object(
  {
    version: Type.Unsafe<1>({ type: 'integer', enum: [1], description: 'Version of this language.' }),
    name: Type.String({
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      maxLength: 64,
      description: 'Name of the configuration.',
    }),
    title: Line('What it reads, in one line.'),
    system: Line('Name of the vendor system, for `quelle`.'),
    inputs: Type.Record(Type.String({ pattern: identifier, maxLength: 40 }), MappingInput, {
      minProperties: 1,
      maxProperties: 20,
      description: 'The files, by the name under which expressions know their records.',
    }),
    ignoreFiles: optional(
      Type.Array(
        Type.Object(
          {
            file: Line('Name; `*` stands for anything but `/`.'),
            reason: Line('Why, in German.'),
            reasonEnglish: Line('Why, in English.'),
          },
          closed,
        ),
        { maxItems: 50, description: 'Files that are left out on purpose, and why.' },
      ),
    ),
    berichtsheft: MappingBook,
    ausbildungsnachweis: MappingReport,
  },
  { $id: 'MappingFile', ...closed, description: 'A mapping file: how the files of a vendor become report books.' },
)
