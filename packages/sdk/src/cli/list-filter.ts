/** The lists that can be shown, by their name in the address. */
export const listNames = [
  'berichtshefte',
  'ausbildungsnachweise',
  'anforderungen',
  'freigaben',
  'uebermittlungen',
  'exporte',
  'sammelanforderungen',
  'anbieter',
] as const

export type ListName = (typeof listNames)[number]

/** Options for every filter of every list; a test compares them with the contract. */
export const filterFlags: readonly (readonly [string, string])[] = [
  ['--fremd-id <key>', 'the book with this key of the vendor'],
  ['--unternehmen <name>', 'Identnummer or exact name of the company'],
  ['--beruf <name>', 'key or exact name of the occupation'],
  ['--ausbildungsjahr <year>', 'year of training'],
  ['--pruefung-von <date>', 'exam date from'],
  ['--pruefung-bis <date>', 'exam date to'],
  ['--status <code>', 'state'],
  ['--geaendert-seit <instant>', 'changed at this instant or later, as 2026-11-19T00:00:00Z'],
  ['--berichtsheft-id <id>', 'of this book'],
  ['--sammelanforderung-id <id>', 'of this bulk request'],
  ['--anforderung-id <id>', 'of this request'],
  ['--format <code>', 'exports of this form: json, xml or pdf'],
  ['--zweck <code>', 'bulk requests for this purpose'],
  ['--entscheidung <code>', 'decision of the chamber: angenommen or beanstandet'],
  ['--von <date>', 'periods that end on this day or later'],
  ['--bis <date>', 'periods that begin on this day or earlier'],
]

/** The member that an option fills: `--geaendert-seit <instant>` → `geaendertSeit`. */
export const memberOf = (flags: string): string =>
  flags
    .replace(/^--/, '')
    .replace(/ .*$/, '')
    .replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
