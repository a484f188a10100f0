import type { Datum } from '../contract/common.ts'
import type { Schwere, Verstoss } from '../contract/problem.ts'
import type { Regel } from '../contract/regel.ts'
import type { Regelkonfig } from './konfig.ts'
import type { Buchobjekt, Nachweisobjekt } from './objekt.ts'

/** What rules look at, by the name that the catalogue uses. */
export interface Gegenstaende {
  readonly ausbildungsnachweis: Nachweisobjekt
  readonly berichtsheft: Buchobjekt
}
export type Gegenstand = keyof Gegenstaende

/** `ablehnung`: what breaks the rule is not stored. `befund`: it is stored and the finding is reported. */
export type Wirkung = 'ablehnung' | 'befund'

/** Everything that a check may depend on besides the object. The day is an argument, never today. */
export interface Pruefkontext {
  readonly stichtag: Datum
  readonly konfig: Regelkonfig
  /** Who reads the findings; a chamber is not told confidential ones by default. Absent means the company. */
  readonly empfaenger?: 'betrieb' | 'kammer'
}

/** A message in both languages, made from typed values. */
export interface Meldung<W> {
  readonly de: (werte: W) => string
  readonly en: (werte: W) => string
}

/** Declares a message; the type of its values is inferred from the German text. */
export const meldung = <W extends object = object>(
  de: (werte: W) => string,
  en: (werte: NoInfer<W>) => string,
): Meldung<W> => ({ de, en })

/** Makes the finding of a rule from one of its messages. Without `schwere` it weighs what the rule weighs. */
export type Verstossgeber<T> = <K extends keyof T>(text: K, pfad: string, werte: T[K], schwere?: Schwere) => Verstoss

/** A rule as data with its check. */
export interface Regeldefinition<G extends Gegenstand> {
  readonly id: string
  /** The rule as a requirement in kebab case; names its file. */
  readonly name: string
  /** Weight of a violation, or of its worst one. */
  readonly schwere: Schwere
  readonly gegenstand: G
  readonly wirkung: Wirkung
  readonly rechtsgrundlage: string
  /** First and last day (of the reference day of a check) on which the rule holds. */
  readonly gueltigVon: Datum
  readonly gueltigBis?: Datum
  /** Chambers are told violations only where they have asked for it (K4). */
  readonly vertraulich?: boolean
  readonly beschreibung: { readonly de: string; readonly en: string }
  /** All violations, with JSON Pointers into the object: a report, or a delivery (`berichtsheft`, `ausbildungsnachweise`). */
  readonly check: (objekt: Gegenstaende[G], kontext: Pruefkontext) => readonly Verstoss[]
}

/** Any rule of the catalogue. */
export type Katalogregel = Regeldefinition<'ausbildungsnachweis'> | Regeldefinition<'berichtsheft'>

/** The answer of a rule that finds nothing; shared, because rules run on every write. */
export const keine: readonly Verstoss[] = Object.freeze([])

/**
 * Declares a rule with its messages. The check receives a maker of findings that knows the messages of the rule.
 *
 * @example
 * const abteilungIstKurz = defineRegel({
 *   id: 'BN-099',
 *   name: 'abteilung-ist-kurz',
 *   schwere: 'hinweis',
 *   gegenstand: 'ausbildungsnachweis',
 *   wirkung: 'befund',
 *   rechtsgrundlage: 'Plausibilität',
 *   gueltigVon: '2026-01-01',
 *   beschreibung: { de: 'Die Abteilung passt in eine Zeile.', en: 'The department fits into a line.' },
 *   texte: {
 *     zuLang: meldung<{ zeichen: number }>(
 *       ({ zeichen }) => `Die Abteilung hat ${zeichen} Zeichen.`,
 *       ({ zeichen }) => `The department has ${zeichen} characters.`,
 *     ),
 *   },
 *   check: ({ nachweis }, _kontext, verstoss) => {
 *     const zeichen = nachweis.inhalt.abteilung?.length ?? 0
 *     return zeichen > 80 ? [verstoss('zuLang', '/inhalt/abteilung', { zeichen })] : keine
 *   },
 * })
 */
export const defineRegel = <G extends Gegenstand, T>(
  regel: Omit<Regeldefinition<G>, 'check'> & {
    readonly texte: { readonly [K in keyof T]: Meldung<T[K]> }
    readonly check: (objekt: Gegenstaende[G], kontext: Pruefkontext, verstoss: Verstossgeber<T>) => readonly Verstoss[]
  },
): Regeldefinition<G> => {
  const { texte, check, ...rest } = regel
  const verstoss: Verstossgeber<T> = (text, pfad, werte, schwere = regel.schwere) => ({
    regel: regel.id,
    schwere,
    pfad,
    rechtsgrundlage: regel.rechtsgrundlage,
    text: texte[text].de(werte),
    textEnglisch: texte[text].en(werte),
  })
  return { ...rest, check: (objekt, kontext) => check(objekt, kontext, verstoss) }
}

/** Whether a rule holds on a day. */
export const giltAm = (regel: Pick<Katalogregel, 'gueltigVon' | 'gueltigBis'>, stichtag: Datum): boolean =>
  regel.gueltigVon <= stichtag && (regel.gueltigBis === undefined || stichtag <= regel.gueltigBis)

/**
 * Checks an object against rules and returns all violations, worst first; violations of one weight keep the order of
 * the rules and, within a rule, of the places.
 */
export const evaluate = <G extends Gegenstand>(
  regeln: readonly Regeldefinition<G>[],
  objekt: Gegenstaende[G],
  kontext: Pruefkontext,
): Verstoss[] => {
  const verstoesse: Verstoss[] = []
  for (const regel of regeln) {
    if (!giltAm(regel, kontext.stichtag)) continue
    if (regel.vertraulich && kontext.empfaenger === 'kammer' && !kontext.konfig.arbeitszeitAnKammer) continue
    for (const verstoss of regel.check(objekt, kontext)) verstoesse.push(verstoss)
  }
  return sortVerstoesse(verstoesse)
}

const gewicht: Record<Schwere, number> = { fehler: 0, warnung: 1, hinweis: 2 }

/** Sorts findings in place, worst first, and returns them; the order within a weight stays. */
export const sortVerstoesse = (verstoesse: Verstoss[]): Verstoss[] =>
  verstoesse.length > 1 ? verstoesse.sort((a, b) => gewicht[a.schwere] - gewicht[b.schwere]) : verstoesse

/** The published form of a rule. */
export const toRegel = (regel: Katalogregel): Regel => ({
  id: regel.id,
  name: regel.name,
  schwere: regel.schwere,
  wirkung: regel.wirkung,
  gegenstand: regel.gegenstand,
  beschreibung: regel.beschreibung.de,
  beschreibungEnglisch: regel.beschreibung.en,
  rechtsgrundlage: regel.rechtsgrundlage,
  gueltigVon: regel.gueltigVon,
  ...(regel.gueltigBis === undefined ? {} : { gueltigBis: regel.gueltigBis }),
})
