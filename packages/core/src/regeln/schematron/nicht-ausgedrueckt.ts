/** Why the schema does not express a rule. */
export const gruende = {
  katalog: 'needs the catalogue of occupations',
  rechnung: 'needs a duration, a share or an exact fraction that is computed first',
  kammer: 'needs what a chamber knows: its register, its settings, the day of arrival, the contract before a change',
  form: 'asks for what the XSD demands of a whole application, or finds several parts of one place',
  liste: 'needs a list of numbers or values by date that is not part of the XSD, or a check digit',
  wort: 'looks for words in a free text',
} as const

type Grund = keyof typeof gruende

const wegen = (grund: Grund, ...regeln: readonly string[]): (readonly [string, Grund])[] =>
  regeln.map((regel) => [`DAV-${regel}`, grund])

/** The contract rules that the schema does not express, each with its reason. */
export const nichtAusgedrueckt: ReadonlyMap<string, Grund> = new Map([
  ...wegen('katalog', '001', '002', '003', '070'),
  ...wegen(
    'rechnung',
    '052',
    '053',
    '056',
    '059',
    '061',
    '062',
    '075',
    '076',
    '077',
    '078',
    '079',
    '080',
    '081',
    '082',
  ),
  ...wegen(
    'rechnung',
    '083',
    '084',
    '085',
    '086',
    '087',
    '091',
    '100',
    '101',
    '103',
    '104',
    '141',
    '146',
    '147',
    '148',
  ),
  ...wegen('rechnung', '150'),
  ...wegen('kammer', '011', '013', '016', '017', '018', '019', '020', '022', '042', '046', '168'),
  ...wegen(
    'form',
    '004',
    '006',
    '007',
    '009',
    '010',
    '012',
    '015',
    '030',
    '031',
    '033',
    '034',
    '036',
    '037',
    '043',
    '044',
  ),
  ...wegen('liste', '038', '039', '040', '041', '102', '105', '107'),
  ...wegen('wort', '021'),
])
