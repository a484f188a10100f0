import { canonicalize } from '@berichtsheft/core/signatur'
import { type Aussagenansicht, readProfil } from '../kern/ansicht.ts'
import type { Aussage, Beleg } from '../kern/aussage.ts'
import type { ProfilId } from '../kern/slot.ts'
import type { Wissensstand } from '../kern/stand.ts'
import { type Lizenzklasse, lizenzklasseOfAll } from './lizenz.ts'

/** A published statement as open data: what it says, since when, on which sources, under which licences. No person is named. */
export interface Ausgabezeile {
  readonly art: 'aussage'
  readonly profil: ProfilId
  readonly abschnitt: string
  readonly feld: string
  readonly aussage: string
  /** Approved values; several of a set, or where chambers do not agree. */
  readonly werte: readonly (Omit<Aussage, 'grund' | 'pruefenBis'> & { readonly kammern: readonly string[] })[]
  readonly strittig: boolean
  readonly inPruefung: boolean
  readonly belege: readonly Beleg[]
  readonly lizenzen: readonly string[]
  readonly lizenzklasse: Lizenzklasse
}

/** The published statements of a profile that anybody may read, in the order of their slots, of one class of licences. */
export const listAusgabe = (stand: Wissensstand, profil: ProfilId, klasse: Lizenzklasse): Ausgabezeile[] =>
  readProfil(stand, profil, { sicht: 'oeffentlich', stufe: 'oeffentlich' })
    .filter(({ belege }) => lizenzklasseOfAll(belege) === klasse)
    .sort((a, b) => (a.slot < b.slot ? -1 : a.slot > b.slot ? 1 : 0))
    .flatMap((ansicht) => toZeile(profil, klasse, ansicht))

const toZeile = (profil: ProfilId, lizenzklasse: Lizenzklasse, ansicht: Aussagenansicht): Ausgabezeile[] => {
  const { abschnitt, feld, aussageId, stand, inPruefung, belege } = ansicht
  const werte = ansicht.werte.flatMap(({ wert, kammern }) => {
    const aussage = wert as Aussage | null | undefined
    if (!aussage || aussage.wert === null) return []
    const { grund: _grund, pruefenBis: _pruefenBis, ...shown } = aussage
    return [{ ...shown, kammern }]
  })
  if (werte.length === 0) return []
  const sorted = [...belege].sort((a, b) => (canonicalize(a) < canonicalize(b) ? -1 : 1))
  return [
    {
      art: 'aussage',
      profil,
      abschnitt,
      feld,
      aussage: aussageId,
      werte,
      strittig: stand === 'konflikt',
      inPruefung,
      belege: sorted,
      lizenzen: [...new Set(belege.map(({ lizenz }) => lizenz ?? 'ohne Angabe'))].sort(),
      lizenzklasse,
    },
  ]
}

/** Columns of the table form. */
export const ausgabespalten = [
  'profil',
  'abschnitt',
  'feld',
  'aussage',
  'wert',
  'gueltigVon',
  'gueltigBis',
  'stand',
  'strittig',
  'kammern',
  'quellen',
  'fundstellen',
  'lizenzen',
] as const

/** A cell that no spreadsheet takes for a formula, in quotes where it has to be (RFC 4180). */
export const toCsvzelle = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const toText = (wert: unknown): string =>
  typeof wert === 'object' && wert !== null ? canonicalize(wert) : String(wert ?? '')

/** The rows of a statement in table form, one per value. */
export const toCsv = (zeile: Ausgabezeile): string =>
  zeile.werte
    .map((aussage) =>
      [
        zeile.profil,
        zeile.abschnitt,
        zeile.feld,
        zeile.aussage,
        toText(aussage.wert),
        aussage.gueltigVon ?? '',
        aussage.gueltigBis ?? '',
        aussage.stand ?? '',
        String(zeile.strittig),
        aussage.kammern.join(' '),
        zeile.belege.map(({ titel }) => titel).join(' | '),
        zeile.belege.map(({ adresse, fundstelle }) => adresse ?? fundstelle ?? '').join(' | '),
        zeile.lizenzen.join(' | '),
      ]
        .map(toCsvzelle)
        .join(','),
    )
    .map((row) => `${row}\r\n`)
    .join('')
