import { canonicalize, sha256 } from '@berichtsheft/core/signatur'
import { type Static, Type } from 'typebox'
import { formen } from '../vorlage/feld.ts'
import { grenzen } from './grenzen.ts'
import { merkleRoot } from './merkle.ts'
import { aenderungIdPattern, schluesselPattern } from './slot.ts'

const hash = (description: string) => ({ ...formen.hash, description })
const kammer = Type.String({
  description: 'Chamber, by its KNR or another registered number.',
  pattern: '^[0-9A-Z]{3,12}$',
})

/** The role in which a changeset was made; it decides what may be in it. */
export type Wissensrolle = (typeof wissensrollen)[number]
export const wissensrollen = ['bearbeiter', 'pruefer', 'redaktion', 'netzadministration'] as const

/** Pattern of the name of a chain: of a node, or of a key of the network administration. */
export const knotenPattern = '^(?:[a-z0-9][a-z0-9-]{0,62}(?:\\.[1-9][0-9]{0,3})?|netz\\.[A-Za-z0-9_-]{43})$'

export type Satzkopf = Static<typeof Satzkopf>
export const Satzkopf = Type.Object(
  {
    v: Type.Literal(1, { description: 'Version of the form.' }),
    netz: hash('The network, by the hash of its founding document.'),
    knoten: Type.String({ description: 'The chain: a node, with an epoch after a new begin.', pattern: knotenPattern }),
    nr: Type.Integer({ description: 'Number in the chain, from 1.', minimum: 1, maximum: 1_000_000_000 }),
    vorgaenger: Type.Union([hash('The changeset before.'), Type.Null()], {
      description: 'Id of the one before; null for the first.',
    }),
    kammer,
    autor: Type.String({ description: 'Public key of the author (Ed25519, base64url).', pattern: schluesselPattern }),
    rolle: Type.Unsafe<Wissensrolle>({ type: 'string', enum: [...wissensrollen], description: 'Role of the author.' }),
    zugang: Type.Unsafe<'oeffentlich' | 'kammern'>({
      type: 'string',
      enum: ['oeffentlich', 'kammern'],
      description: 'Whether anything of it may leave the nodes of chambers.',
    }),
    erstelltAm: Type.String({
      description: 'When it was made, for display; nothing is decided by it.',
      pattern: '^(?:20|21)[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,3})?Z$',
    }),
    anzahl: Type.Integer({ description: 'Number of its changes.', minimum: 1, maximum: grenzen.aenderungen }),
    wurzel: hash('Root of the hash tree over its changes (RFC 9162).'),
  },
  { description: 'Head of a changeset: its SHA-256 is the id, which the author signs.', additionalProperties: false },
)

const slot = Type.String({ description: 'The place that it changes.', minLength: 1, maxLength: 240 })
const ersetzt = Type.Array(Type.String({ pattern: aenderungIdPattern, description: 'Id of a change.' }), {
  description: 'The heads of the slot that the author saw and replaces.',
  maxItems: grenzen.ersetzt,
  uniqueItems: true,
})
const angaben = Type.Optional(Type.Unknown({ description: 'What the network has to know for good; never redacted.' }))

export type OffeneAenderung = Static<typeof OffeneAenderung>
/** A change with its content. */
export const OffeneAenderung = Type.Object(
  {
    slot,
    ersetzt,
    angaben,
    salz: Type.String({ description: '16 random bytes, hexadecimal.', pattern: '^[0-9a-f]{32}$' }),
    wert: Type.Unknown({ description: 'The content.' }),
  },
  { description: 'A change.', additionalProperties: false },
)

export type GeschwaerzteAenderung = Static<typeof GeschwaerzteAenderung>
/** A change whose content was redacted: place and succession stay, the salted hash keeps the tree whole. */
export const GeschwaerzteAenderung = Type.Object(
  { slot, ersetzt, angaben, inhalt: hash('Salted hash of the content.') },
  { description: 'A redacted change.', additionalProperties: false },
)

export type VerhuellteAenderung = Static<typeof VerhuellteAenderung>
/** A change that the receiver may not see; its hash keeps the tree whole. */
export const VerhuellteAenderung = Type.Object(
  { blatt: hash('Hash of the change.') },
  { description: 'A change that is not for the receiver.', additionalProperties: false },
)

export type Blatt = OffeneAenderung | GeschwaerzteAenderung | VerhuellteAenderung

export type Aenderungssatz = Static<typeof Aenderungssatz>
export const Aenderungssatz = Type.Object(
  {
    id: hash('SHA-256 of the canonical head.'),
    kopf: Satzkopf,
    signatur: Type.String({ description: 'Ed25519 over the id, base64url.', pattern: '^[A-Za-z0-9_-]{86}$' }),
    aenderungen: Type.Array(
      Type.Unsafe<Blatt>(Type.Union([OffeneAenderung, GeschwaerzteAenderung, VerhuellteAenderung])),
      { description: 'The changes.', minItems: 1, maxItems: grenzen.aenderungen },
    ),
  },
  {
    $id: 'Aenderungssatz',
    description: 'Signed changes of one author, linked to the chain of a node.',
    additionalProperties: false,
  },
)

/** Whether a change is there with its content. */
export const isOffen = (blatt: Blatt): blatt is OffeneAenderung => 'salz' in blatt
/** Whether a change is hidden altogether. */
export const isVerhuellt = (blatt: Blatt): blatt is VerhuellteAenderung => 'blatt' in blatt

/** Contents in their canonical form, kept while the change is in use: it is hashed, measured and stored. */
const texte = new WeakMap<
  object,
  { readonly salz: string; readonly wert: unknown; readonly text: string; readonly inhalt: string }
>()

const textOf = (blatt: { salz: string; wert: unknown }) => {
  const known = texte.get(blatt)
  if (known && known.wert === blatt.wert && known.salz === blatt.salz) return known
  const text = canonicalize(blatt.wert)
  const made = { salz: blatt.salz, wert: blatt.wert, text, inhalt: sha256(`${blatt.salz}:${text}`) }
  texte.set(blatt, made)
  return made
}

/** The canonical text of the content of a change. */
export const wertTextOf = (blatt: { salz: string; wert: unknown }): string => textOf(blatt).text

/** The salted hash of the content of a change. PostgreSQL: `encode(sha256(convert_to(salz || ':' || wert, 'UTF8')), 'hex')`. */
export const inhaltOf = (blatt: { salz: string; wert: unknown }): string => textOf(blatt).inhalt

/** The leaf of a change in the hash tree. It is the same whether the change is open, redacted or hidden. */
export const blattHash = (blatt: Blatt): string => {
  if (isVerhuellt(blatt)) return blatt.blatt
  const inhalt = isOffen(blatt) ? inhaltOf(blatt) : blatt.inhalt
  const { angaben, ersetzt, slot } = blatt
  return sha256(
    `\u0000${canonicalize(angaben === undefined ? { ersetzt, inhalt, slot } : { angaben, ersetzt, inhalt, slot })}`,
  )
}

/** The root over the changes of a changeset. */
export const wurzelOf = (blaetter: readonly Blatt[]): string => merkleRoot(blaetter.map(blattHash))

/** The id of a changeset: SHA-256 of its canonical head. */
export const satzIdOf = (kopf: Satzkopf): string => sha256(canonicalize(kopf))

/** What the author signs: the id, marked as that of a changeset, so that the signature serves nothing else. */
export const signedTextOf = (id: string): string => `berichtsheft-bq-aenderungssatz-1:${id}`

/** Puts a changeset together and has its id signed. `sign` gives the signature over the text in base64url. */
export const buildSatz = (
  kopf: Omit<Satzkopf, 'anzahl' | 'wurzel'>,
  aenderungen: readonly OffeneAenderung[],
  sign: (text: string) => string,
): Aenderungssatz => {
  const ganz: Satzkopf = { ...kopf, anzahl: aenderungen.length, wurzel: wurzelOf(aenderungen) }
  const id = satzIdOf(ganz)
  return { id, kopf: ganz, signatur: sign(signedTextOf(id)), aenderungen: [...aenderungen] }
}
