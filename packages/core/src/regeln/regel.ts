import type { Datum } from '../contract/common.ts'
import type { Schwere, Verstoss } from '../contract/problem.ts'
import type { Regel } from '../contract/regel.ts'
import type { Regelkonfig } from './konfig.ts'
import type { Buchobjekt, Nachweisobjekt } from './objekt.ts'
import type { Dokumentslot, Vertragsbeispiel, Vertragsobjekt } from './vertragsobjekt.ts'

/** What rules look at, by the name that the catalogue uses. */
export interface Gegenstaende {
  readonly ausbildungsnachweis: Nachweisobjekt
  readonly berichtsheft: Buchobjekt
  readonly ausbildungsvertrag: Vertragsobjekt
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
  /** Also tell the notes that hold for every contract (`merkblatt`). */
  readonly merkblatt?: boolean
}

type Werttext<W> = string | ((werte: W) => string)

/** What a finding tells beside its text. */
export interface Meldungszusatz<W> {
  /** The value that was found and the one that was expected, in German notation: `649,00 €`, `31.07.2029`. */
  readonly gefunden?: (werte: W) => string
  readonly erwartet?: (werte: W) => string
  /** What to do about it. */
  readonly abhilfe?: { readonly de: Werttext<W>; readonly en: Werttext<W> }
}

/** A message in both languages, made from typed values. */
export interface Meldung<W> extends Meldungszusatz<W> {
  readonly de: (werte: W) => string
  readonly en: (werte: W) => string
}

/** Declares a message; the type of its values is inferred from the German text. */
export const meldung = <W extends object = object>(
  de: (werte: W) => string,
  en: (werte: NoInfer<W>) => string,
  zusatz: Meldungszusatz<NoInfer<W>> = {},
): Meldung<W> => ({ de, en, ...zusatz })

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
  /** The paragraph for contracts of the crafts, where the Handwerksordnung has one of its own. */
  readonly rechtsgrundlageHwo?: string
  /** First and last day (of the reference day of a check) on which the rule holds. */
  readonly gueltigVon: Datum
  readonly gueltigBis?: Datum
  /** Chambers are told violations only where they have asked for it (K4). */
  readonly vertraulich?: boolean
  /** A note that holds for every contract: always published, told by a check only where asked for. */
  readonly merkblatt?: boolean
  readonly beschreibung: { readonly de: string; readonly en: string }
  /** The fields that it looks at: JSON Pointers, `*` for the items of a list. Contract rules have them. */
  readonly felder?: readonly string[]
  /** The smallest draft that breaks it. Contract rules have one. */
  readonly beispiel?: Vertragsbeispiel
  /** The documents that it asks for; each becomes a slot of the contract. */
  readonly dokumente?: (objekt: Gegenstaende[G]) => readonly Dokumentslot[]
  /**
   * All violations, with JSON Pointers into the object: a report, a delivery (`berichtsheft`, `ausbildungsnachweise`), or
   * a contract.
   */
  readonly check: (objekt: Gegenstaende[G], kontext: Pruefkontext) => readonly Verstoss[]
}

/** Any rule of the catalogue. */
export type Katalogregel =
  | Regeldefinition<'ausbildungsnachweis'>
  | Regeldefinition<'berichtsheft'>
  | Regeldefinition<'ausbildungsvertrag'>

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
  const verstossUnder =
    (rechtsgrundlage: string): Verstossgeber<T> =>
    (text, pfad, werte, schwere = regel.schwere) => {
      const { de, en, gefunden, erwartet, abhilfe } = texte[text]
      return {
        regel: regel.id,
        schwere,
        pfad,
        rechtsgrundlage,
        text: de(werte),
        textEnglisch: en(werte),
        ...(gefunden && { gefunden: gefunden(werte) }),
        ...(erwartet && { erwartet: erwartet(werte) }),
        ...(abhilfe && { abhilfe: toText(abhilfe.de, werte), abhilfeEnglisch: toText(abhilfe.en, werte) }),
      }
    }
  const verstoss = verstossUnder(regel.rechtsgrundlage)
  const imHandwerk = verstossUnder(regel.rechtsgrundlageHwo ?? regel.rechtsgrundlage)
  return {
    ...rest,
    check: (objekt, kontext) => check(objekt, kontext, isHandwerk(objekt) ? imHandwerk : verstoss),
  }
}

const toText = <W>(text: Werttext<W>, werte: W): string => (typeof text === 'string' ? text : text(werte))

/** Whether it is a contract under the Handwerksordnung. */
const isHandwerk = (objekt: Gegenstaende[Gegenstand]): boolean =>
  'vertrag' in objekt && objekt.vertrag.rechtsgrundlage === 'hwo'

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
    if (regel.merkblatt && !kontext.merkblatt) continue
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
  ...(regel.rechtsgrundlageHwo === undefined ? {} : { rechtsgrundlageHwo: regel.rechtsgrundlageHwo }),
  ...(regel.felder === undefined ? {} : { felder: [...regel.felder] }),
  ...(regel.beispiel === undefined ? {} : { beispiel: regel.beispiel }),
  gueltigVon: regel.gueltigVon,
  ...(regel.gueltigBis === undefined ? {} : { gueltigBis: regel.gueltigBis }),
})
