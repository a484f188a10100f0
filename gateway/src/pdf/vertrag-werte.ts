import {
  type Anschrift,
  type Datum,
  type Entwurf,
  type Kontaktdaten,
  nameOfCode,
  toDeutschesDatum,
  toEuro,
  toMonate,
  toStunden,
  type Vertragsentwurf,
  type Vertreter,
} from '@berichtsheft/core'
import type { Angabe, Tabelle } from './tagged-page.ts'
import type { Zweisprachig } from './texts.ts'

/** A part of a section: facts in columns, a table, or a text of any length. */
export type Abschnittsteil =
  | { readonly art: 'angaben'; readonly angaben: readonly Angabe[]; readonly spalten: number }
  | { readonly art: 'tabelle'; readonly tabelle: Tabelle; readonly titel: Zweisprachig }
  | { readonly art: 'text'; readonly titel: Zweisprachig; readonly text: string | undefined }

/** A section of the contract with its heading. */
export interface Abschnitt {
  readonly titel: Zweisprachig
  readonly teile: readonly Abschnittsteil[]
}

export const text = (de: string, en: string): Zweisprachig => ({ de, en })

/** A fact; an unknown value stays unknown. */
export const angabe = (de: string, en: string, value: string | undefined): Angabe => ({ label: text(de, en), value })

export const angaben = (spalten: number, ...liste: readonly Angabe[]): Abschnittsteil => ({
  art: 'angaben',
  angaben: liste,
  spalten,
})

/** A table; absent is a row of empty cells. */
export const tabelle = (
  titel: Zweisprachig,
  spalten: Tabelle['spalten'],
  zeilen: Tabelle['zeilen'] | undefined,
): Abschnittsteil => ({ art: 'tabelle', titel, tabelle: { spalten, zeilen: zeilen ?? [] } })

export const spalte = (de: string, en: string, anteil = 1) => ({ label: text(de, en), anteil })

/** Applies a form to a value that may be absent. */
export const map = <T>(value: T | undefined, form: (value: T) => string): string | undefined =>
  value === undefined ? undefined : form(value)

export const tag = (datum: Datum | undefined): string | undefined => map(datum, toDeutschesDatum)
export const euro = (cent: number | undefined): string | undefined => map(cent, toEuro)
export const monate = (zahl: number | undefined): string | undefined => map(zahl, toMonate)
export const stunden = (minuten: number | undefined): string | undefined => map(minuten, (m) => `${toStunden(m)} Std.`)
export const jaNein = (value: boolean | undefined): string | undefined => map(value, (is) => (is ? 'ja' : 'nein'))
export const code = (liste: object, value: string | undefined): string | undefined =>
  map(value, (one) => nameOfCode(liste, one))

/** Parts in one line; `undefined` when there is none. */
export const join = (teile: readonly (string | undefined)[], zwischen = ', '): string | undefined => {
  const known = teile.filter((teil) => teil !== undefined && teil !== '')
  return known.length === 0 ? undefined : known.join(zwischen)
}

/** From and to; what is absent is what the whole training has. */
export const zeitraum = (von: Datum | undefined, bis: Datum | undefined): string =>
  von === undefined && bis === undefined
    ? 'gesamte Ausbildung'
    : (join([map(tag(von), (day) => `ab ${day}`), map(tag(bis), (day) => `bis ${day}`)], ' ') ?? '')

export const anschrift = (value: Entwurf<Anschrift> | undefined): string | undefined =>
  value && join([join([value.strasse, value.hausnummer], ' '), join([value.plz, value.ort], ' ')])

export const kontakt = (value: Entwurf<Kontaktdaten> | undefined): string | undefined =>
  value && join([value.email, value.telefon, value.mobil])

export const personenname = (person: { readonly vorname?: string; readonly familienname?: string } | undefined) =>
  person && join([person.vorname, person.familienname], ' ')

export const vertretername = ({ einrichtung, ...person }: Entwurf<Vertreter>): string | undefined =>
  einrichtung ?? personenname(person)

/** Who signs or confirms: name of the party, from the contract. */
export const parteiname = (
  { ausbildender, azubi, vertreter }: Vertragsentwurf,
  partei: 'ausbildender' | 'azubi' | 'vertreter' | undefined,
  nummer = 0,
): string | undefined => {
  if (partei === 'ausbildender') return ausbildender?.name
  if (partei === 'azubi') return personenname(azubi)
  const one = partei === undefined ? undefined : vertreter?.[nummer]
  return one && vertretername(one)
}
