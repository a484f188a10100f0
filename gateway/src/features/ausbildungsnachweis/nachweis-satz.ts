import { canonicalize, type Nachweislieferung } from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import { createSalt } from '../../ids.ts'

/** A report made ready to be stored: the texts that are kept, their hashes, and the columns that queries need. */
export interface Nachweissatz {
  readonly id: string
  readonly fremdId: string
  readonly von: string
  readonly bis: string
  readonly ausbildungsjahr: number | undefined
  readonly status: string | undefined
  /** Canonical JSON (RFC 8785): the very text that is hashed, signed and served. */
  readonly inhalt: string
  /** SHA-256 of `inhalt`, hexadecimal. */
  readonly hash: string
  /** Sixteen random bytes, hexadecimal: events hold only salted hashes, and the salt is erased with the content. */
  readonly salz: string
  readonly verlauf: string
  readonly kommentare: string
}

/** Prepares a report for storing under an id. */
export const toSatz = (id: string, { fremdId, inhalt, verlauf, kommentare }: Nachweislieferung): Nachweissatz => {
  const text = canonicalize(inhalt)
  return {
    id,
    fremdId,
    von: inhalt.zeitraum.von,
    bis: inhalt.zeitraum.bis,
    ausbildungsjahr: inhalt.ausbildungsjahr,
    status: verlauf?.at(-1)?.vorgang,
    inhalt: text,
    hash: sha256(text),
    salz: createSalt(),
    verlauf: verlauf === undefined ? '[]' : canonicalize(verlauf),
    kommentare: kommentare === undefined ? '[]' : canonicalize(kommentare),
  }
}

/** What the begin of the served JSON says; `version` and `geaendertAm` change with every write. */
export interface Nachweiskopf {
  readonly id: string
  readonly berichtsheftId: string
  readonly fremdId: string
  readonly version: number
  readonly status: string | undefined
  readonly hash: string
  readonly erstelltAm: string
  readonly geaendertAm: string
}

/** Begin of the JSON of a report, up to its text. Only the vendor's key needs escaping; the other values are ours. */
export const kopfText = ({
  id,
  berichtsheftId,
  fremdId,
  version,
  status,
  hash,
  erstelltAm,
  geaendertAm,
}: Nachweiskopf): string =>
  `{"id":"${id}","berichtsheftId":"${berichtsheftId}","fremdId":${JSON.stringify(fremdId)},"version":${version},${
    status === undefined ? '' : `"status":"${status}",`
  }"hash":"${hash}","erstelltAm":"${erstelltAm}","geaendertAm":"${geaendertAm}","inhalt":`

/** Hash of personal content as it stands in events: SHA-256 of the salt followed by the content's own hash. */
export const saltedHashOf = ({ salz, hash }: Pick<Nachweissatz, 'salz' | 'hash'>): string => sha256(salz + hash)

/**
 * Text of the event that a report was stored, changed or moved on: ids and salted hashes only. Written out, because all
 * values are ours and need no escaping; the keys stand in canonical order (RFC 8785).
 *
 * @param unterschrift SHA-256 of the signature of an approval, hexadecimal
 */
export const nachweisEreignis = (
  art: 'nachweis.angelegt' | 'nachweis.geaendert' | 'nachweis.schritt' | 'nachweis.kommentiert',
  satz: Pick<Nachweissatz, 'id' | 'salz' | 'hash' | 'status'> & { readonly version: number },
  zeitpunkt: Date,
  clientId: string,
  unterschrift?: string,
): string =>
  `{"art":"${art}","durch":"${clientId}","inhalt":"${saltedHashOf(satz)}","objekt":"${satz.id}",${
    satz.status === undefined ? '' : `"status":"${satz.status}",`
  }${unterschrift === undefined ? '' : `"unterschrift":"${unterschrift}",`}"version":${satz.version},"zeitpunkt":"${zeitpunkt.toISOString()}"}`
