import { canonicalize } from '@berichtsheft/core/signatur'
import { maySee } from '../vorlage/feld.ts'
import type { Aussage, Beleg } from './aussage.ts'
import type { Entwurf } from './schreiber.ts'
import { sichtbarkeitOfSlot } from './sichtbarkeit.ts'
import type { AenderungId, ProfilId } from './slot.ts'
import { isMenge, readSlot, type Slotwert } from './slotstand.ts'
import type { Slotort, Wissensstand } from './stand.ts'

/** A value in a file that is edited without network, with the heads that say so. */
export interface Fassungswert<T> {
  readonly wert: T
  readonly koepfe: readonly AenderungId[]
}

/** A statement in such a file: one value; several of a set, or while there is a conflict; none when it is withdrawn. */
export interface Fassungsaussage {
  readonly id: string
  readonly werte: readonly Fassungswert<Aussage>[]
  readonly belege: readonly Fassungswert<Beleg>[]
}

/** The statements of a profile at a moment, to be edited without network. `id` is the slot of the statement. */
export interface Profilfassung {
  readonly profil: ProfilId
  readonly aussagen: readonly Fassungsaussage[]
}

/** What somebody made of it: the same without the heads. Statements that are not there were removed. */
export interface BearbeiteteFassung {
  readonly aussagen: readonly {
    readonly id: string
    readonly werte: readonly Aussage[]
    readonly belege: readonly Beleg[]
  }[]
}

const valuesOf = <T>(stand: Wissensstand, ort: Slotort | undefined): Fassungswert<T>[] =>
  ort
    ? readSlot(stand, ort, 'arbeit').werte.flatMap(({ wert, aenderungen }: Slotwert) =>
        wert === undefined || wert === null ? [] : [{ wert: wert as T, koepfe: aenderungen }],
      )
    : []

/**
 * The working state of a profile as a file to edit, for somebody of a chamber or of the Redaktion. What cannot be read, because it
 * was redacted or the field is for a narrower circle, is not in it.
 */
export const exportFassung = (
  stand: Wissensstand,
  profil: ProfilId,
  stufe: 'kammern' | 'redaktion' = 'redaktion',
): Profilfassung => ({
  profil,
  aussagen: (stand.profile.get(profil) ?? [])
    .filter(({ slot }) => maySee(stufe, sichtbarkeitOfSlot(slot)))
    .filter((ort) => ort.art === 'aussage' && readSlot(stand, ort, 'arbeit').stand !== 'zurueckgezogen')
    .map((ort) => ({
      id: ort.slot,
      werte: valuesOf<Aussage>(stand, ort),
      belege: valuesOf<Beleg>(stand, stand.slots.get(`${ort.slot}/belege`)),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
})

const same = (a: unknown, b: unknown): boolean => canonicalize(a) === canonicalize(b)

/** The changes that turn a version into what somebody made of it; each replaces the heads of the version it was made from. */
export const planFassung = (
  stand: Wissensstand,
  basis: Profilfassung,
  meins: BearbeiteteFassung,
  grund: string,
): Entwurf[] => {
  const mine = new Map(meins.aussagen.map((aussage) => [aussage.id, aussage]))
  const known = new Set(basis.aussagen.map(({ id }) => id))
  const none = { werte: [], belege: [] }
  return [
    ...basis.aussagen.flatMap((aussage) => planAussage(stand, aussage, mine.get(aussage.id) ?? none, grund)),
    ...meins.aussagen
      .filter(({ id }) => !known.has(id))
      .flatMap((aussage) => planAussage(stand, { id: aussage.id, ...none }, aussage, grund)),
  ]
}

const planAussage = (
  stand: Wissensstand,
  basis: Fassungsaussage,
  meins: { readonly werte: readonly Aussage[]; readonly belege: readonly Beleg[] },
  grund: string,
): Entwurf[] => {
  const isSet = isMenge(
    stand.slots.get(basis.id) ?? { slot: basis.id, art: 'aussage', profil: undefined, eintraege: [] },
  )
  const istWeg = meins.werte.length === 0
  const werte = isSet
    ? planMenge(basis.id, basis.werte, meins.werte, { wert: null, grund })
    : planRegister(basis, meins.werte, grund)
  // The citations of a statement that was removed stay: they tell what it had rested on.
  return istWeg ? werte : [...werte, ...planMenge(`${basis.id}/belege`, basis.belege, meins.belege, null)]
}

const planRegister = ({ id, werte }: Fassungsaussage, meine: readonly Aussage[], grund: string): Entwurf[] => {
  const unveraendert = werte.length === meine.length && werte.every(({ wert }) => meine.some((m) => same(m, wert)))
  if (unveraendert) return []
  const [value, ...others] = meine
  if (others.length > 0) throw new RangeError(`${id} has one value at a time, not ${meine.length}`)
  const ersetzt = werte.flatMap(({ koepfe }) => koepfe)
  return [{ slot: id, ersetzt, wert: value ?? { wert: null, grund } }]
}

const planMenge = (
  slot: string,
  basis: readonly Fassungswert<unknown>[],
  meine: readonly unknown[],
  entfernt: unknown,
): Entwurf[] => [
  ...basis
    .filter(({ wert }) => !meine.some((m) => same(m, wert)))
    .map(({ koepfe }) => ({ slot, ersetzt: koepfe, wert: entfernt })),
  ...meine.filter((m) => !basis.some(({ wert }) => same(m, wert))).map((wert) => ({ slot, ersetzt: [], wert })),
]

/** What a planned change meets: the state it was made for, the same change by somebody else, or another one. */
export interface Vorschau {
  readonly entwurf: Entwurf
  readonly lage: 'unberuehrt' | 'gleich' | 'konflikt'
  readonly jetzt: readonly Slotwert[]
}

/** How planned changes would meet the state as it is now. Nothing is written. */
export const previewEntwuerfe = (stand: Wissensstand, entwuerfe: readonly Entwurf[]): Vorschau[] =>
  entwuerfe.map((entwurf) => {
    const ort = stand.slots.get(entwurf.slot)
    const jetzt = ort ? readSlot(stand, ort, 'arbeit').werte : []
    const left = jetzt.filter(({ aenderungen }) => !aenderungen.every((id) => entwurf.ersetzt.includes(id)))
    if (left.length === 0 || (ort && isMenge(ort))) return { entwurf, lage: 'unberuehrt', jetzt }
    return { entwurf, lage: left.every(({ wert }) => same(wert ?? null, entwurf.wert)) ? 'gleich' : 'konflikt', jetzt }
  })
