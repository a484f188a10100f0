/** What is wrong with a value, as a keyword of JSON Schema with its parameters. XML knows further keywords. */
export interface Formfehler {
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

type Text = (params: Readonly<Record<string, unknown>>) => readonly [deutsch: string, englisch: string]

const texts: Readonly<Record<string, Text>> = {
  required: () => ['Diese Angabe fehlt.', 'is missing'],
  additionalProperties: () => ['Diese Angabe gibt es hier nicht.', 'must not be given here'],
  type: ({ type }) => [`Erwartet wird ein Wert der Art ${String(type)}.`, `must be ${String(type)}`],
  enum: ({ allowedValues }) => [`Erlaubt sind: ${join(allowedValues)}.`, `must be one of ${join(allowedValues)}`],
  const: ({ allowedValue }) => [`Erlaubt ist nur ${String(allowedValue)}.`, `must be ${String(allowedValue)}`],
  pattern: () => [
    'Der Wert hat nicht die vorgeschriebene Form oder enthält unerlaubte Zeichen.',
    'does not have the prescribed form or holds characters that are not allowed',
  ],
  format: ({ format }) => [
    `Der Wert hat nicht die Form ${String(format)}.`,
    `does not have the form ${String(format)}`,
  ],
  minLength: ({ limit }) => [
    `Der Wert ist kürzer als ${String(limit)} Zeichen.`,
    `is shorter than ${String(limit)} characters`,
  ],
  maxLength: ({ limit }) => [
    `Der Wert ist länger als ${String(limit)} Zeichen.`,
    `is longer than ${String(limit)} characters`,
  ],
  minimum: ({ limit }) => [`Der Wert ist kleiner als ${String(limit)}.`, `is less than ${String(limit)}`],
  maximum: ({ limit }) => [`Der Wert ist größer als ${String(limit)}.`, `is greater than ${String(limit)}`],
  minItems: ({ limit }) => [
    `Die Liste hat weniger als ${String(limit)} Einträge.`,
    `has fewer than ${String(limit)} entries`,
  ],
  maxItems: ({ limit }) => [
    `Die Liste hat mehr als ${String(limit)} Einträge.`,
    `has more than ${String(limit)} entries`,
  ],
  minProperties: ({ limit }) => [
    `Mindestens ${String(limit)} Angabe ist nötig.`,
    `needs at least ${String(limit)} of its properties`,
  ],
  order: () => ['Dieses Element steht nicht an seinem Platz.', 'does not stand in its place'],
  repeated: () => ['Dieses Element kommt mehr als einmal vor.', 'occurs more than once'],
  xml: () => ['Das XML ist an dieser Stelle nicht gültig.', 'is not valid XML of the contract'],
}

const join = (values: unknown): string => (Array.isArray(values) ? values.join(', ') : String(values))

/** The text of a fault of form in both languages, the same whether JSON or XML was read. */
export const describeFormfehler = ({ keyword, params }: Formfehler): { text: string; textEnglisch: string } => {
  const [text, textEnglisch] = texts[keyword]?.(params) ?? [
    'Der Wert passt nicht zum Schema.',
    'does not match the schema',
  ]
  return { text, textEnglisch }
}
