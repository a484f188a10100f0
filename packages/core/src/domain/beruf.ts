import type { Berufsfassung } from '../contract/beruf.ts'
import type { Rahmenplan } from '../contract/rahmenplan.ts'
import { addTage, minDatum, toDatum, toTageszahl } from './kalender.ts'

/** Days on which a contract may begin under an ordinance: first and last, both included. */
export interface Berufsgeltung {
  /** Absent when the first day is not known. */
  readonly von?: string
  /** A day on which it was in force, where the first one is not known. */
  readonly spaetestensVon?: string
  /** Absent while no end is known. */
  readonly bis?: string
}

/**
 * The days on which an ordinance is in force. A repeal names the first day without it, a term the last day with it; the
 * earlier one ends it.
 *
 * @see BBiG § 4 (1)
 */
export const geltungOf = ({ verordnung, geltendAm, aufgehobenZum, befristetBis }: Berufsfassung): Berufsgeltung => {
  const repeal = aufgehobenZum === undefined ? undefined : addTage(aufgehobenZum, -1)
  const bis =
    repeal === undefined || befristetBis === undefined ? (repeal ?? befristetBis) : minDatum(repeal, befristetBis)
  return {
    ...(verordnung.gueltigAb === null ? {} : { von: verordnung.gueltigAb }),
    ...(verordnung.gueltigAb === null && geltendAm !== undefined ? { spaetestensVon: geltendAm } : {}),
    ...(bis === undefined ? {} : { bis }),
  }
}

/** What is sought: an occupation under one ordinance by its key, or any by its name in one of its forms. */
export type Berufssuche = { readonly schluessel: string } | { readonly name: string }

/**
 * What a catalogue knows about an occupation on a day. `unbekannt` is never an answer about the law: it says that the
 * catalogue cannot tell, and why.
 *
 * - `beruf`: no such key or name · `datum`: no day, or the ordinance's first day is not known
 * - `mehrdeutig`: several occupations of this name are in force · `vorKatalog`: an older ordinance may have held
 */
export type Berufsauskunft =
  | { readonly art: 'gefunden'; readonly beruf: Berufsfassung }
  | {
      readonly art: 'nichtInKraft'
      /** The ordinance that held last. */
      readonly beruf: Berufsfassung
      /** Occupations of the ordinances that took its place and are in force on the day. */
      readonly nachfolger: readonly Berufsfassung[]
    }
  | {
      readonly art: 'unbekannt'
      readonly grund: 'beruf' | 'datum' | 'mehrdeutig' | 'vorKatalog'
      readonly moegliche: readonly Berufsfassung[]
    }

/** The form of a name that is compared: small letters, blanks and the signs between words do not matter. */
export const berufsnameForm = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s/(),;:–-]+/g, ' ')
    .trim()

const formsOf = ({ bezeichnung, bezeichnungWeiblich, bezeichnungKombiniert }: Berufsfassung): string[] =>
  [bezeichnung, bezeichnungWeiblich, bezeichnungKombiniert].flatMap((name) =>
    name === null ? [] : [berufsnameForm(name)],
  )

type Lage = 'in' | 'vor' | 'nach' | 'unbekannt'

const lageOf = (fassung: Berufsfassung, stichtag: string): Lage => {
  const { von, spaetestensVon, bis } = geltungOf(fassung)
  if (bis !== undefined && stichtag > bis) return 'nach'
  if (von === undefined) return spaetestensVon !== undefined && stichtag >= spaetestensVon ? 'in' : 'unbekannt'
  return stichtag < von ? 'vor' : 'in'
}

const dayPattern = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** Whether a text is a day of the calendar; 31 February has the form of one. */
const isTag = (text: string): boolean => dayPattern.test(text) && toDatum(toTageszahl(text)) === text

/**
 * Looks an occupation up in a catalogue, on the day on which a contract begins. Of several ordinances for the same name the
 * one in force on that day answers. Where the catalogue cannot tell, the answer is `unbekannt`, never the nearest entry.
 *
 * @param katalog is indexed at the first look-up and must not change afterwards
 * @param stichtag the day, `YYYY-MM-DD`; anything else is answered with `datum`
 * @see BBiG § 4 (1)–(3)
 */
export const findBeruf = (
  katalog: readonly Berufsfassung[],
  suche: Berufssuche,
  stichtag: string | undefined,
): Berufsauskunft => {
  const { jeSchluessel, jeName } = verzeichnisOf(katalog)
  const named =
    ('schluessel' in suche ? jeSchluessel.get(suche.schluessel) : jeName.get(berufsnameForm(suche.name))) ?? []
  if (named.length === 0) return { art: 'unbekannt', grund: 'beruf', moegliche: [] }
  if (stichtag === undefined || !isTag(stichtag)) return { art: 'unbekannt', grund: 'datum', moegliche: named }
  const at = (lage: Lage) => named.filter((fassung) => lageOf(fassung, stichtag) === lage)
  const inForce = at('in')
  const [only] = inForce
  if (inForce.length > 1) return { art: 'unbekannt', grund: 'mehrdeutig', moegliche: inForce }
  // One whose first day is not known may hold as well; then the answer is not certain.
  if (at('unbekannt').length > 0)
    return { art: 'unbekannt', grund: 'datum', moegliche: [...inForce, ...at('unbekannt')] }
  if (only) return { art: 'gefunden', beruf: only }
  const last = at('nach').sort((a, b) => ((geltungOf(a).bis ?? '') < (geltungOf(b).bis ?? '') ? 1 : -1))[0]
  if (!last) return { art: 'unbekannt', grund: 'vorKatalog', moegliche: named }
  return { art: 'nichtInKraft', beruf: last, nachfolger: findNachfolger(katalog, last, stichtag) }
}

interface Verzeichnis {
  readonly jeSchluessel: ReadonlyMap<string, readonly Berufsfassung[]>
  readonly jeName: ReadonlyMap<string, readonly Berufsfassung[]>
}

/** A catalogue is searched for every contract, so its names are brought into the form that is compared once. */
const verzeichnisse = new WeakMap<readonly Berufsfassung[], Verzeichnis>()

const verzeichnisOf = (katalog: readonly Berufsfassung[]): Verzeichnis => {
  const known = verzeichnisse.get(katalog)
  if (known) return known
  const jeName = new Map<string, Berufsfassung[]>()
  for (const fassung of katalog)
    for (const form of new Set(formsOf(fassung))) {
      const named = jeName.get(form)
      if (named) named.push(fassung)
      else jeName.set(form, [fassung])
    }
  const verzeichnis = { jeName, jeSchluessel: Map.groupBy(katalog, ({ schluessel }) => schluessel) }
  verzeichnisse.set(katalog, verzeichnis)
  return verzeichnis
}

const findNachfolger = (
  katalog: readonly Berufsfassung[],
  { bezeichnung, ersetztDurch = [] }: Berufsfassung,
  stichtag: string,
): Berufsfassung[] => {
  const inForce = katalog.filter((fassung) => lageOf(fassung, stichtag) === 'in')
  const same = inForce.filter((fassung) => fassung.bezeichnung === bezeichnung)
  return same.length > 0 ? same : inForce.filter((fassung) => ersetztDurch.includes(fassung.verordnung.jurabk))
}

/** Names of the Wahlqualifikationen of a plan, in its order: the parts of the profile that are a choice. */
export const wahlqualifikationenOf = ({ positionen }: Pick<Rahmenplan, 'positionen'>): string[] => [
  ...new Set(
    positionen.flatMap(({ bereich, berufsbildposition }) =>
      bereich === 'wahl' && berufsbildposition !== null ? [berufsbildposition] : [],
    ),
  ),
]
