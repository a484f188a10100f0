import { canonicalize, createForm, KanonischError } from '@berichtsheft/core/signatur'
import { maySee } from '../vorlage/feld.ts'
import { type Ablehnung, refuse } from './ablehnung.ts'
import {
  Aenderungssatz,
  type Blatt,
  isOffen,
  isVerhuellt,
  satzIdOf,
  signedTextOf,
  type Wissensrolle,
  wurzelOf,
} from './aenderungssatz.ts'
import { grenzen } from './grenzen.ts'
import { checkInhalt, fieldOf } from './inhaltspruefung.ts'
import { type Anfrageangaben, angabenformen, type Beitragsangaben, rollenslots } from './netzangaben.ts'
import { verifyText, verifyTextAside } from './schluessel.ts'
import { sichtbarkeitOfSlot } from './sichtbarkeit.ts'
import { isProfilId, parseAenderungId, parseSlot, type Slotangabe, slotkennung } from './slot.ts'

/** Result of a check: the changeset with its type, or the first thing that is wrong with it. */
export type Satzpruefung =
  | { readonly gueltig: true; readonly satz: Aenderungssatz }
  | { readonly gueltig: false; readonly ablehnung: Ablehnung }

const satzform = createForm(Aenderungssatz)

/** One line of an exchange or a bundle as a value; what is too long is refused before it is parsed. */
export const parseSatz = (zeile: string): { wert: unknown } | Ablehnung => {
  if (Buffer.byteLength(zeile) > grenzen.satz) return refuse('zu-gross')
  try {
    return { wert: JSON.parse(zeile) }
  } catch {
    return refuse('zeichen-falsch')
  }
}

/**
 * Everything about a changeset that can be told from itself: size, form, hashes, signature, places, values, citations, texts.
 * Every node comes to the same result at any time, whatever it knows. Checked in this order: the first violation is named. Simulations
 * whose changesets nobody forges may pass a cheaper `verify`.
 */
export const checkSatz = (wert: unknown, verify = verifyText): Satzpruefung => {
  const before = checkForm(wert) ?? checkHash(wert as Aenderungssatz)
  if (before) return { gueltig: false, ablehnung: before }
  const { id, kopf, signatur } = wert as Aenderungssatz
  return toPruefung(wert as Aenderungssatz, verify(kopf.autor, signedTextOf(id), signatur))
}

/** As {@link checkSatz}; the signature is verified on another core, so that many changesets are checked in less time. */
export const checkSatzAside = async (wert: unknown): Promise<Satzpruefung> => {
  const before = checkForm(wert) ?? checkHash(wert as Aenderungssatz)
  if (before) return { gueltig: false, ablehnung: before }
  const { id, kopf, signatur } = wert as Aenderungssatz
  return toPruefung(wert as Aenderungssatz, await verifyTextAside(kopf.autor, signedTextOf(id), signatur))
}

const toPruefung = (satz: Aenderungssatz, holds: boolean): Satzpruefung => {
  const ablehnung = holds ? (checkKopf(satz) ?? checkAenderungen(satz)) : refuse('sig-falsch', '/signatur')
  return ablehnung ? { gueltig: false, ablehnung } : { gueltig: true, satz }
}

const checkForm = (wert: unknown): Ablehnung | undefined => {
  try {
    const text = canonicalize(wert)
    if (text.length > grenzen.satz || Buffer.byteLength(text) > grenzen.satz) return refuse('zu-gross')
    // One value alone cannot be too large when the whole is not.
    if (text.length * 3 > grenzen.wert) return checkSizes(wert)
  } catch (error) {
    if (error instanceof KanonischError) return refuse('zeichen-falsch', error.pfad)
    throw error
  }
  return checkSchema(wert)
}

/** The size of each value, before anything else is asked of it. */
const checkSizes = (wert: unknown): Ablehnung | undefined => {
  const { aenderungen } = wert as { aenderungen?: unknown }
  const tooLarge = Array.isArray(aenderungen)
    ? aenderungen.findIndex((blatt) => Buffer.byteLength(canonicalize(blatt?.wert ?? null)) > grenzen.wert)
    : -1
  return tooLarge >= 0 ? refuse('zu-gross', `/aenderungen/${tooLarge}/wert`) : checkSchema(wert)
}

const checkSchema = (wert: unknown): Ablehnung | undefined => {
  const version = (wert as { kopf?: { v?: unknown } } | null)?.kopf?.v
  if (typeof version === 'number' && version !== 1) return refuse('version-unbekannt', '/kopf/v')
  const fehler = satzform.check(wert)
  return fehler ? refuse('form-falsch', fehler.pfad) : undefined
}

const checkHash = ({ id, kopf, aenderungen }: Aenderungssatz): Ablehnung | undefined => {
  if (satzIdOf(kopf) !== id) return refuse('hash-falsch', '/id')
  if (aenderungen.length !== kopf.anzahl || wurzelOf(aenderungen) !== kopf.wurzel)
    return refuse('wurzel-falsch', '/aenderungen')
  return undefined
}

const checkKopf = ({ kopf }: Aenderungssatz): Ablehnung | undefined => {
  const adminkette = kopf.knoten.startsWith('netz.')
  if (adminkette !== (kopf.rolle === 'netzadministration')) return refuse('rolle-falsch', '/kopf/rolle')
  if (adminkette && kopf.knoten !== `netz.${kopf.autor}`) return refuse('schluessel-fremd', '/kopf/autor')
  return (kopf.nr === 1) === (kopf.vorgaenger === null) ? undefined : refuse('kette-falsch', '/kopf/vorgaenger')
}

const checkAenderungen = ({ kopf, aenderungen }: Aenderungssatz): Ablehnung | undefined => {
  const slots = new Set<string>()
  const belegt = new Set<string>()
  for (const blatt of aenderungen) {
    // A citation that is hidden or was redacted may be there; it supports nothing until somebody can read it.
    if (isVerhuellt(blatt)) belegt.add('*')
    else if (blatt.slot.endsWith('/belege') && !(isOffen(blatt) && blatt.wert === null))
      belegt.add(blatt.slot.slice(0, -7))
  }
  for (const [index, blatt] of aenderungen.entries()) {
    const fehler = checkAenderung(blatt, kopf.rolle, `/aenderungen/${index}`, slots, belegt)
    if (fehler) return fehler
  }
  return undefined
}

const checkAenderung = (
  blatt: Blatt,
  rolle: Wissensrolle,
  pfad: string,
  slots: Set<string>,
  belegt: ReadonlySet<string>,
): Ablehnung | undefined => {
  if (isVerhuellt(blatt)) return undefined
  const slot = parseSlot(blatt.slot)
  if (!slot || (slot.aussageId !== undefined && !fieldOf(slot))) return refuse('slot-unbekannt', `${pfad}/slot`)
  if (!rollenslots[rolle].includes(slot.art)) return refuse('rolle-falsch', `${pfad}/slot`)
  const kennung = slotkennung(blatt.slot)
  const fremd = blatt.ersetzt.findIndex((id) => parseAenderungId(id).kennung !== kennung)
  if (fremd >= 0) return refuse('ersetzt-fremd', `${pfad}/ersetzt/${fremd}`)
  if (isSingle(slot)) {
    if (slots.has(blatt.slot)) return refuse('slot-doppelt', `${pfad}/slot`)
    slots.add(blatt.slot)
  }
  const angaben = checkAngaben(slot, blatt.angaben, pfad) ?? checkGegenstand(slot, blatt.angaben, `${pfad}/angaben/zu`)
  if (angaben || !isOffen(blatt)) return angaben
  const inhalt = checkInhalt(slot, blatt.wert, `${pfad}/wert`)
  if (inhalt) return inhalt
  const istNeu = slot.art === 'aussage' && blatt.ersetzt.length === 0 && (blatt.wert as { wert: unknown }).wert !== null
  return istNeu && !belegt.has(blatt.slot) && !belegt.has('*') ? refuse('beleg-fehlt', pfad) : undefined
}

/** Whether two changes of one changeset in the same slot would be a conflict of its author with themselves. */
const isSingle = (slot: Slotangabe): boolean =>
  slot.art === 'aussage'
    ? fieldOf(slot)?.slottyp === 'register'
    : ['sort', 'vermerk', 'leitkammer', 'nachricht'].includes(slot.art)

/** Chambers talk about what they all may read: a profile, or a statement of a field that is for them. */
const checkGegenstand = (slot: Slotangabe, angaben: unknown, pfad: string): Ablehnung | undefined => {
  if (slot.art !== 'beitrag' && slot.art !== 'anfrage') return undefined
  const { zu } = angaben as Beitragsangaben | Anfrageangaben
  const istBekannt = isProfilId(zu) || parseSlot(zu)?.art === 'aussage'
  return istBekannt && maySee('kammern', isProfilId(zu) ? 'oeffentlich' : sichtbarkeitOfSlot(zu))
    ? undefined
    : refuse('slot-unbekannt', pfad)
}

const checkAngaben = (slot: Slotangabe, angaben: unknown, pfad: string): Ablehnung | undefined => {
  const form = angabenformen[slot.art]
  if (!form) return angaben === undefined ? undefined : refuse('form-falsch', `${pfad}/angaben`)
  const fehler = form(angaben)
  return fehler ? refuse('form-falsch', `${pfad}/angaben${fehler.pfad}`) : undefined
}
