import { canonicalize } from '@berichtsheft/core/signatur'
import type { Aussage } from '../kern/aussage.ts'
import { fieldOf } from '../kern/inhaltspruefung.ts'
import { sichtbarkeitOf } from '../kern/sichtbarkeit.ts'
import { parseSlot, type Slotangabe } from '../kern/slot.ts'
import { readSlot, type Sicht } from '../kern/slotstand.ts'
import { findAenderung, type Slotort, type Wissensstand } from '../kern/stand.ts'
import { suchform } from '../kern/suche.ts'
import { findLand } from '../laender/laenderliste.ts'
import { formen, sichtbarkeiten } from '../vorlage/feld.ts'

/** What of a statement is searched, by its weight: names of the profile, German occupations, other names, prose. */
export type Suchgewicht = 'a' | 'b' | 'c' | 'd'

/** One value of a statement as it is searched. Where both views say the same, it is one. */
export interface Suchteil {
  readonly slot: string
  /** What is found by it: the profile; of a classification the entry itself. */
  readonly gegenstand: string
  /** Lowest level that reads it in the working view and in the published one, as index; absent where nobody does. */
  readonly arbeit: number | undefined
  readonly oeffentlich: number | undefined
  readonly texte: Readonly<Partial<Record<Suchgewicht, string>>>
  /** The wording that is shown where it was found. */
  readonly anzeige: string
  /** The name of the profile that it is. */
  readonly titel: 'de' | 'original' | undefined
  /** Codes for filters: `land:TR`, `esco:…`, `isced:354`, `ref:…`. */
  readonly marken: readonly string[]
  readonly von: number | undefined
  readonly bis: number | undefined
}

const titelfelder: Readonly<Record<string, Readonly<Record<string, 'de' | 'original' | 'beiname'>>>> = {
  qual: {
    'kopf/nameDe': 'de',
    'kopf/nameOriginal': 'original',
    'kopf/umschrift': 'beiname',
    'kopf/synonyme': 'beiname',
    'kopf/abschlussbezeichnungOriginal': 'beiname',
    'kopf/abschlussbezeichnungDe': 'beiname',
  },
  ref: { 'kopf/bezeichnung': 'de', 'kopf/synonyme': 'beiname' },
  land: { 'allgemeines/bezeichnung': 'beiname' },
  klass: { 'eintraege/eintrag': 'beiname' },
}

/** Members that are codes or addresses, which nobody types. */
const codes = new Set(
  'adresse anlage isced iscedF isco08 schrift sprache profil datum alpha3 numerisch m49 wikidata umschriftNorm referenzberuf fassungVom bereich art abdeckung ober code'.split(
    ' ',
  ),
)
const namensfelder = new Set(
  'nameOriginal nameDe nameEn kurzDe kurzEn umschrift bezeichnung titel titelOriginal kuerzel'.split(' '),
)

const umlaute: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' }

/** The forms in which a text is found: without marks, and with umlauts written out, as on keyboards that lack them. */
export const suchtexte = (text: string): string => {
  const plain = suchform(text)
  const lower = text.toLowerCase().normalize('NFC')
  const written = /[äöü]/.test(lower) ? suchform(lower.replaceAll(/[äöü]/g, (u) => umlaute[u] ?? u)) : plain
  return written === plain ? plain : `${plain} ${written}`
}

interface Fund {
  readonly gewicht: Suchgewicht
  readonly text: string
}

const isZeile = (angabe: Slotangabe): boolean => fieldOf(angabe)?.wert === formen.zeile

/** Every text of a value with its weight. */
const textsOf = (angabe: Slotangabe, aussage: Aussage): Fund[] => {
  const art = angabe.profil?.split(':')[0] ?? ''
  const feld = `${angabe.abschnitt}/${angabe.feld}`
  const isTitel = titelfelder[art]?.[feld] !== undefined
  const found: Fund[] = []
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (!codes.has(key)) found.push({ gewicht: weightOf(key), text: value })
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) walk(member, Array.isArray(value) ? key : name)
    }
  }
  const weightOf = (key: string): Suchgewicht => {
    if (isTitel) return 'a'
    if (feld === 'bezug/referenzberufe') return 'b'
    return namensfelder.has(key) || (key === '' && isZeile(angabe)) || key === 'text' ? 'c' : 'd'
  }
  if (!isCode(angabe)) walk(aussage.wert, '')
  if (aussage.original) {
    const { text, umschrift } = aussage.original
    for (const one of [text, umschrift]) if (one !== undefined) found.push({ gewicht: isTitel ? 'a' : 'c', text: one })
  }
  if (aussage.bemerkung !== undefined) found.push({ gewicht: 'd', text: aussage.bemerkung })
  const land = feld === 'kopf/land' || feld === 'kopf/ehemaligerStaat' ? findLand(String(aussage.wert)) : undefined
  if (land) found.push(...[land.nameDe, land.nameEn].map((text): Fund => ({ gewicht: 'c', text })))
  return found
}

const codefelder = new Set<unknown>([
  formen.land,
  formen.sprache,
  formen.schrift,
  formen.code,
  formen.profil,
  formen.adresse,
  formen.zeit,
])
const isCode = (angabe: Slotangabe): boolean => codefelder.has(fieldOf(angabe)?.wert)

const prefixes = (name: string, code: string): string[] =>
  Array.from({ length: code.length }, (_, i) => `${name}:${code.slice(0, i + 1)}`)

/** The codes of a value by which profiles are filtered. */
const marksOf = ({ profil = 'land:', abschnitt, feld }: Slotangabe, wert: unknown): string[] => {
  const text = typeof wert === 'string' ? wert : ''
  const part = (name: string): string => {
    const value = (wert as Readonly<Record<string, unknown>> | null)?.[name]
    return typeof value === 'string' ? value : ''
  }
  if (profil.startsWith('klass:')) {
    const name = { 'klass:esco': 'esco', 'klass:isced2011': 'isced', 'klass:iscedf2013': 'iscedf' }[profil as string]
    return feld === 'eintrag' && name !== undefined ? [`${name}:${part('code')}`] : []
  }
  if (profil.startsWith('ref:')) return [profil]
  switch (`${abschnitt}/${feld}`) {
    case 'kopf/land':
    case 'kopf/ehemaligerStaat':
      return [`land:${text}`]
    case 'kopf/sprache':
    case 'allgemeines/amtssprachen':
      return [`sprache:${text}`]
    case 'einstufung/isced':
      return prefixes('isced', text)
    case 'bezug/isco08':
      return prefixes('isco08', text)
    case 'inhalte/faecher':
      return prefixes('iscedf', part('iscedF'))
    case 'bezug/esco': {
      const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text)?.[0]
      return id === undefined ? [] : [`esco:${id}`]
    }
    case 'bezug/referenzberufe':
      return part('profil') === '' ? [] : [part('profil')]
    default:
      return []
  }
}

const yearOf = (wert: unknown): number | undefined => (typeof wert === 'string' ? Number(wert.slice(0, 4)) : undefined)

/** Lowest level that may read one of these changes. The working view is for chambers at least. */
const levelOf = (stand: Wissensstand, slot: string, ids: readonly string[], sicht: Sicht): number => {
  const levels = ids.map((id) => {
    const zugang = findAenderung(stand, id)?.satz.urheber?.zugang ?? 'kammern'
    return sichtbarkeiten.indexOf(sichtbarkeitOf(slot, zugang))
  })
  return Math.max(Math.min(...levels), sicht === 'arbeit' ? sichtbarkeiten.indexOf('kammern') : 0)
}

/** What of a statement is searched; nothing of what was redacted or withdrawn. */
export const listSuchteile = (stand: Wissensstand, ort: Slotort): Suchteil[] => {
  const angabe = parseSlot(ort.slot)
  const { profil } = angabe ?? {}
  if (!angabe || profil === undefined || ort.art !== 'aussage') return []
  const stufen = new Map<string, { aussage: Aussage; arbeit?: number; oeffentlich?: number }>()
  for (const sicht of ['arbeit', 'oeffentlich'] as const) {
    for (const { wert, aenderungen } of readSlot(stand, ort, sicht).werte) {
      const aussage = wert as Aussage | null | undefined
      if (!aussage || aussage.wert === null) continue
      const key = canonicalize(aussage)
      stufen.set(key, { ...(stufen.get(key) ?? { aussage }), [sicht]: levelOf(stand, ort.slot, aenderungen, sicht) })
    }
  }
  const isKlasse = profil.startsWith('klass:')
  const feld = `${angabe.abschnitt}/${angabe.feld}`
  const titel = titelfelder[profil.split(':')[0] ?? '']?.[feld]
  return [...stufen.values()].map(({ aussage, arbeit, oeffentlich }): Suchteil => {
    const found = textsOf(angabe, aussage)
    const texte = Object.fromEntries(
      [...Map.groupBy(found, ({ gewicht }) => gewicht)].map(([gewicht, funde]) => [
        gewicht,
        funde.map(({ text }) => suchtexte(text)).join(' '),
      ]),
    )
    return {
      slot: ort.slot,
      gegenstand: isKlasse && angabe.feld === 'eintrag' ? ort.slot : profil,
      arbeit,
      oeffentlich,
      texte,
      anzeige: shorten(found.map(({ text }) => text).join(' · ')),
      titel: titel === 'beiname' ? undefined : titel,
      marken: marksOf(angabe, aussage.wert),
      von: feld === 'geltung/gueltigVon' ? yearOf(aussage.wert) : undefined,
      bis: feld === 'geltung/gueltigBis' ? yearOf(aussage.wert) : undefined,
    }
  })
}

const shorten = (text: string): string => (text.length > 200 ? `${[...text].slice(0, 199).join('')}…` : text)
