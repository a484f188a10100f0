import {
  type Berufsfassung,
  type Datum,
  kleinerKatalog,
  pruefeVertrag,
  type Regelkonfig,
  standardRegelkonfig,
  type Verstoss,
  type Vertragsberechnung,
  type Vertragsentwurf,
} from '@berichtsheft/core'
import { checkForm } from '../cli/run/form-check.ts'
import { checkValue } from '../cli/run/validate-value.ts'

/** What a check of contract documents depends on. Only the day is needed; it is an argument, never today. */
export interface Vertragsdokumentoptionen {
  readonly stichtag: Datum
  /** Occupations with their ordinances; without it the small catalogue that comes with the product. */
  readonly katalog?: readonly Berufsfassung[]
  /** Settings of the chamber; without them those of one that has decided nothing. */
  readonly konfig?: Regelkonfig
  /** Also tell the notes that hold for every contract. */
  readonly merkblatt?: boolean
}

/** What was found in one contract. */
export interface Vertragsdokumentpruefung {
  /** Where the contract stands in the document, as JSON Pointer; pointers of findings start at the document, too. */
  readonly pfad: string
  readonly stichtag: Datum
  /** Worst first. Faults of form have the rule `SCHEMA`; while there are any, the rules about content are not asked. */
  readonly verstoesse: readonly Verstoss[]
  /** What follows from the data; absent while the form is wrong. */
  readonly berechnung?: Vertragsberechnung
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const noContract: Verstoss = {
  regel: 'SCHEMA',
  schwere: 'fehler',
  pfad: '',
  text: 'Das ist kein Ausbildungsvertrag und keine Nachricht, die einen enthält.',
  textEnglisch: 'This is no training contract and no message that holds one.',
}

/**
 * Checks a document with training contracts: a contract or a draft of one, `{ vertrag }` as the gateway takes it, a message
 * with a contract (as `ausbildungsvertrag.antragEintragung.0201`), or a list of these. First the form, then all rules about
 * contracts; it also computes what follows from the data. Runs in browsers and needs no gateway; nothing is sent or stored.
 *
 * The form is checked by code that Ajv generates: a page whose Content-Security-Policy forbids `unsafe-eval` checks in a worker.
 *
 * @returns one entry for each contract, in the order of the document; never throws, whatever the document is
 * @example
 * const [pruefung] = pruefeVertragsdokument({ probezeitMonate: 5 }, { stichtag: '2026-05-18' })
 */
export const pruefeVertragsdokument = (
  dokument: unknown,
  optionen: Vertragsdokumentoptionen,
): Vertragsdokumentpruefung[] =>
  Array.isArray(dokument)
    ? dokument.map((value, i) => checkOne(value, `/${i}`, optionen))
    : [checkOne(dokument, '', optionen)]

const checkOne = (value: unknown, pfad: string, optionen: Vertragsdokumentoptionen): Vertragsdokumentpruefung => {
  if (!isObject(value)) return refuse(pfad, optionen, [noContract])
  if ('nachrichtenkopf' in value) return checkMessage(value, pfad, optionen)
  if ('vertrag' in value) {
    const extra = Object.keys(value).filter((name) => name !== 'vertrag' && name !== 'fremdId')
    if (extra.length === 0) return checkContract(value.vertrag, `${pfad}/vertrag`, optionen)
  }
  return checkContract(value, pfad, optionen)
}

const refuse = (
  pfad: string,
  { stichtag }: Vertragsdokumentoptionen,
  verstoesse: readonly Verstoss[],
): Vertragsdokumentpruefung => ({ pfad, stichtag, verstoesse: verstoesse.map((found) => below(pfad, found)) })

const below = (base: string, verstoss: Verstoss): Verstoss => ({ ...verstoss, pfad: `${base}${verstoss.pfad}` })

/** A message is checked as a whole first; its contract has passed the form then. */
const checkMessage = (
  value: Readonly<Record<string, unknown>>,
  pfad: string,
  optionen: Vertragsdokumentoptionen,
): Vertragsdokumentpruefung => {
  const { stichtag, konfig = standardRegelkonfig } = optionen
  const faults = checkValue(value, { stichtag, konfig }).flatMap((schritt) =>
    schritt.art === 'fund' ? [schritt.fund] : [],
  )
  if (faults.length > 0) return refuse(pfad, optionen, faults)
  const { inhalt } = value
  if (!isObject(inhalt) || !('vertrag' in inhalt)) return refuse(pfad, optionen, [noContract])
  const eingang = typeof inhalt.eingangAm === 'string' ? inhalt.eingangAm : undefined
  return checkContract(inhalt.vertrag, `${pfad}/inhalt/vertrag`, optionen, eingang)
}

const checkContract = (
  value: unknown,
  pfad: string,
  optionen: Vertragsdokumentoptionen,
  eingang?: Datum,
): Vertragsdokumentpruefung => {
  const faults = checkForm('Vertragsentwurf', value)
  if (faults.length > 0) return refuse(pfad, optionen, faults)
  const { stichtag, katalog = kleinerKatalog, konfig, merkblatt } = optionen
  const { verstoesse, berechnung } = pruefeVertrag(value as Vertragsentwurf, {
    stichtag,
    katalog,
    ...(konfig && { konfig }),
    ...(merkblatt !== undefined && { merkblatt }),
    ...(eingang !== undefined && { eingang }),
  })
  return { ...refuse(pfad, optionen, verstoesse), berechnung }
}
