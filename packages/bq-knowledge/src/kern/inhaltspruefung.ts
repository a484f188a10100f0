import { createForm } from '@berichtsheft/core/signatur'
import type { TSchema } from 'typebox'
import { type Feld, formen } from '../vorlage/feld.ts'
import { findFeld } from '../vorlage/vorlage.ts'
import { type Ablehnung, refuse } from './ablehnung.ts'
import { checkBelegadresse } from './adresse.ts'
import { Aussage, Beleg, Vermerk } from './aussage.ts'
import { type ProfilId, profilPattern, type Slotangabe } from './slot.ts'
import { checkText, checkTitel } from './text.ts'
import { spanOf } from './zeit.ts'

const hasProfilId = (value: unknown): boolean => typeof value === 'string' && new RegExp(profilPattern).test(value)
const aussageform = createForm(Aussage)
const belegform = createForm(Beleg)
const vermerkform = createForm(Vermerk)
const wertformen = new WeakMap<TSchema, ReturnType<typeof createForm>>()

/** The check of the values of a field, compiled once for all fields of the same form. */
export const formOf = ({ wert }: Feld) => {
  const known = wertformen.get(wert)
  if (known) return known
  const form = createForm(wert)
  wertformen.set(wert, form)
  return form
}

/** The field of a slot; the slot belongs to a statement. */
export const fieldOf = (slot: Slotangabe): Feld | undefined =>
  slot.profil && slot.abschnitt && slot.feld ? findFeld(slot.profil, slot.abschnitt, slot.feld) : undefined

/** What is wrong with the content of a change, by the kind of its slot. */
export const checkInhalt = (slot: Slotangabe, wert: unknown, pfad: string): Ablehnung | undefined => {
  switch (slot.art) {
    case 'aussage':
      return checkAussage(slot, wert, pfad)
    case 'belege':
      return wert === null ? undefined : (checkForm(belegform, wert, pfad) ?? checkStrings(wert, pfad, undefined))
    case 'vermerk':
      return wert === null ? undefined : (checkForm(vermerkform, wert, pfad) ?? checkStrings(wert, pfad, undefined))
    case 'sort':
      return typeof wert === 'number' ? undefined : refuse('wert-falsch', pfad)
    case 'gleichAls':
      return wert === null || hasProfilOfSameKind(slot.profil, wert) ? undefined : refuse('wert-falsch', pfad)
    case 'nachricht':
      return typeof wert === 'string' && wert.length <= 2_000
        ? checkStrings(wert, pfad, undefined)
        : refuse('wert-falsch', pfad)
    case 'beitrag':
    case 'anfrage':
    case 'antwort':
      return wert === null || (typeof wert === 'string' && wert.length > 0 && wert.length <= 10_000)
        ? checkStrings(wert, pfad, undefined)
        : refuse('wert-falsch', pfad)
    case 'pruefvermerk':
      return wert === null || (typeof wert === 'string' && wert.length <= 20_000)
        ? checkStrings(wert, pfad, undefined)
        : refuse('wert-falsch', pfad)
    default:
      return wert === null ? undefined : refuse('wert-falsch', pfad)
  }
}

const hasProfilOfSameKind = (profil: ProfilId | undefined, wert: unknown): boolean =>
  hasProfilId(wert) && profil !== undefined && profil !== wert && String(wert).split(':')[0] === profil.split(':')[0]

const checkForm = (form: { check: ReturnType<typeof createForm>['check'] }, wert: unknown, pfad: string) => {
  const fehler = form.check(wert)
  return fehler ? refuse('wert-falsch', pfad + fehler.pfad) : undefined
}

const checkAussage = (slot: Slotangabe, wert: unknown, pfad: string): Ablehnung | undefined => {
  const feld = fieldOf(slot)
  if (!feld) return refuse('slot-unbekannt', pfad)
  const form = aussageform.check(wert)
  if (form || !aussageform.has(wert)) return refuse('wert-falsch', pfad + (form?.pfad ?? ''))
  if (wert.wert === null) {
    if (wert.grund === undefined) return refuse('grund-fehlt', pfad)
  } else {
    const fehler = checkForm(formOf(feld), wert.wert, `${pfad}/wert`)
    if (fehler) return fehler
  }
  const { von, bis } = spanOf(wert)
  if (von > bis) return refuse('zeitraum-falsch', `${pfad}/gueltigBis`)
  return checkStrings(wert, pfad, feld)
}

const titel = new Set(
  'titel titelOriginal nameOriginal nameDe nameEn bezeichnung kuerzel umschrift stelle abschluss text'.split(' '),
)

/** Looks at every text of a value: addresses, titles, prose, each by its own rule. */
const checkStrings = (wert: unknown, pfad: string, feld: Feld | undefined): Ablehnung | undefined => {
  const schrift = readSchrift(wert)
  const walk = (value: unknown, key: string, at: string, schriftHere: string | undefined): Ablehnung | undefined => {
    if (typeof value === 'string') return checkString(value, key, at, schriftHere)
    if (typeof value !== 'object' || value === null) return undefined
    const inner = readSchrift(value) ?? schriftHere
    for (const [name, member] of Object.entries(value)) {
      const fehler = walk(member, Array.isArray(value) ? key : name, `${at}/${name}`, inner)
      if (fehler) return fehler
    }
    return undefined
  }
  const checkString = (text: string, key: string, at: string, schriftHere: string | undefined) => {
    const istWert = key === 'wert' && feld !== undefined
    if (key === 'adresse' || (istWert && feld.wert === formen.adresse)) {
      return checkBelegadresse(text) ? refuse('adresse-verboten', at) : undefined
    }
    const istTitel = istWert ? feld.wert === formen.zeile : titel.has(key)
    const grund = istTitel ? checkTitel(text, schriftHere) : checkText(text)
    return grund ? refuse(grund, at) : undefined
  }
  return walk(wert, '', pfad, schrift)
}

const readSchrift = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const { schrift, original } = value as { schrift?: unknown; original?: { schrift?: unknown } }
  const named = schrift ?? original?.schrift
  return typeof named === 'string' ? named : undefined
}
