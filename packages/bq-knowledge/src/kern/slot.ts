import { sha256 } from '@berichtsheft/core/signatur'

/** Name of a profile: a country, a foreign qualification, a German occupation to compare with, or a classification. */
export type ProfilId = `land:${string}` | `qual:${string}` | `ref:${string}` | `klass:${string}`

/** What kind of place a slot is; it decides how concurrent changes merge and who may write there. */
export type Slotart =
  | 'aussage'
  | 'belege'
  | 'sort'
  | 'vermerk'
  | 'gleichAls'
  | 'leitkammer'
  | 'nachricht'
  | 'pruefvermerk'
  | 'schwaerzung'
  | 'beitrag'
  | 'anfrage'
  | 'antwort'
  | 'berechtigung'
  | 'widerruf'
  | 'richtlinie'
  | 'netzschwaerzung'

/** A slot taken apart. Slots of statements name profile, section, field and statement; those of the network name a key or a section. */
export interface Slotangabe {
  readonly art: Slotart
  readonly profil?: ProfilId
  readonly abschnitt?: string
  readonly feld?: string
  readonly aussageId?: string
  /** The key or section that a slot of the network speaks of. */
  readonly gegenstand?: string
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
const profil = `land:[A-Z]{2}(?:[A-Z]{2})?|(?:qual|ref):${uuid}|klass:[a-z][a-z0-9]{1,19}`
const wort = '[a-z][A-Za-z0-9]{0,39}'

/**
 * Pattern of a {@link ProfilId}: ISO 3166-1 alpha-2, ISO 3166-3 alpha-4 for former states, a UUID of version 7 or 8, or the short
 * name of a classification.
 */
export const profilPattern = `^(?:${profil})$`
const profilId = new RegExp(profilPattern)
/** Whether a text is the id of a profile. */
export const isProfilId = (text: string): text is ProfilId => profilId.test(text)
/** Pattern of a public key: the 32 bytes of Ed25519 in base64url, which name the key. */
export const schluesselPattern = '^[A-Za-z0-9_-]{43}$'
/** Pattern of the id of a statement: a UUID of version 7, or of version 8 where it is derived from a source. */
export const aussageIdPattern = `^${uuid}$`

const sachslot = new RegExp(`^(${profil})/(${wort})/(${wort})/(${uuid})(?:/(belege|sort|vermerk))?$`)
const profilslot = new RegExp(`^(${profil})/(gleichAls|leitkammer)$`)
const netzslot = /^netz\/(berechtigung|widerruf|richtlinie)\/([A-Za-z0-9_-]{1,43}|\*)$/

/** Slots of which each change stands for itself; what it speaks of is said by it. */
const einzelslots = ['nachricht', 'pruefvermerk', 'schwaerzung', 'beitrag', 'anfrage', 'antwort'] as const
const isEinzelslot = (slot: string): slot is (typeof einzelslots)[number] => einzelslots.some((one) => one === slot)

/** Takes a slot apart; `undefined` when it has none of the known forms. Whether the field exists is not looked at here. */
export const parseSlot = (slot: string): Slotangabe | undefined => {
  if (isEinzelslot(slot)) return { art: slot }
  if (slot === 'netz/schwaerzung') return { art: 'netzschwaerzung' }
  const sach = sachslot.exec(slot)
  if (sach) {
    return {
      art: (sach[5] ?? 'aussage') as Slotart,
      profil: sach[1] as ProfilId,
      abschnitt: sach[2] as string,
      feld: sach[3] as string,
      aussageId: sach[4] as string,
    }
  }
  const vomProfil = profilslot.exec(slot)
  if (vomProfil) return { art: vomProfil[2] as Slotart, profil: vomProfil[1] as ProfilId }
  const vomNetz = netzslot.exec(slot)
  return vomNetz ? { art: vomNetz[1] as Slotart, gegenstand: vomNetz[2] as string } : undefined
}

/** The slot of a statement; its citations, order and note lie below it. */
export const slotOf = (profilId: ProfilId, abschnitt: string, feld: string, aussageId: string): string =>
  `${profilId}/${abschnitt}/${feld}/${aussageId}`

/** Slots whose changes a person reads, so that they are public, reviewed and part of a profile. */
export const isSachslot = (art: Slotart): boolean =>
  art === 'aussage' || art === 'belege' || art === 'sort' || art === 'vermerk' || art === 'gleichAls'

const kurz = new Map<string, string>()

/** Eight hexadecimal digits that stand for a slot in the ids of its changes, so that a foreign one shows at sight. */
export const slotkennung = (slot: string): string => {
  const known = kurz.get(slot)
  if (known) return known
  const kennung = sha256(slot).slice(0, 8)
  // Bounded: names of slots come from outside.
  if (kurz.size >= 20_000) kurz.clear()
  kurz.set(slot, kennung)
  return kennung
}

/** Id of a change: its changeset, its place in it, and the slot that it belongs to. */
export type AenderungId = string

/** Pattern of an {@link AenderungId}. */
export const aenderungIdPattern = '^[0-9a-f]{64}:(?:0|[1-9][0-9]{0,2}):[0-9a-f]{8}$'

/** The id of the change at a place of a changeset. */
export const aenderungIdOf = (satz: string, index: number, slot: string): AenderungId =>
  `${satz}:${index}:${slotkennung(slot)}`

/** Takes the id of a change apart; its form is known to be right. */
export const parseAenderungId = (id: AenderungId): { satz: string; index: number; kennung: string } => {
  const end = id.indexOf(':', 65)
  return { satz: id.slice(0, 64), index: Number(id.slice(65, end)), kennung: id.slice(end + 1) }
}

/**
 * The id of a statement that comes from a source with keys of its own: a UUID of version 8 made of the SHA-256 of name space
 * and key, so that two nodes that import the same row write the same statement.
 *
 * @see RFC 9562 section 5.8
 */
export const deriveAussageId = (namensraum: string, schluessel: string): string => {
  const h = sha256(`${namensraum}\n${schluessel}`)
  const variant = ((Number.parseInt(h.charAt(16), 16) & 3) | 8).toString(16)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`
}
