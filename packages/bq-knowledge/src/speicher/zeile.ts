import { canonicalize } from '@berichtsheft/core/signatur'
import {
  type Aenderungssatz,
  type Blatt,
  inhaltOf,
  isOffen,
  isVerhuellt,
  type Satzkopf,
  wertTextOf,
} from '../kern/aenderungssatz.ts'

/** A change as a row has it; `null` where the copy does not say it. */
export interface Blattzeile {
  readonly blatt: string | null
  readonly slot: string | null
  readonly ersetzt: readonly string[] | null
  readonly angaben: string | null
  readonly inhalt: string | null
  readonly salz: string | null
  readonly wert: string | null
}

/** A changeset as a row has it, with its changes in their order. */
export interface Satzzeile {
  readonly id: string
  readonly kopf: string
  readonly signatur: string
  readonly blaetter: readonly Blattzeile[]
}

const hidden: Blattzeile = {
  blatt: null,
  slot: null,
  ersetzt: null,
  angaben: null,
  inhalt: null,
  salz: null,
  wert: null,
}

/** A change as its row. The salted hash is kept beside an open content, so that it stays when the content goes. */
export const toBlattzeile = (blatt: Blatt): Blattzeile => {
  if (isVerhuellt(blatt)) return { ...hidden, blatt: blatt.blatt }
  const { slot, ersetzt, angaben } = blatt
  const place = { blatt: null, slot, ersetzt, angaben: angaben === undefined ? null : canonicalize(angaben) }
  return isOffen(blatt)
    ? { ...place, inhalt: inhaltOf(blatt), salz: blatt.salz, wert: wertTextOf(blatt) }
    : { ...place, inhalt: blatt.inhalt, salz: null, wert: null }
}

const toBlatt = ({ blatt, slot, ersetzt, angaben, inhalt, salz, wert }: Blattzeile): Blatt => {
  if (blatt !== null) return { blatt }
  if (slot === null || ersetzt === null || inhalt === null) throw new Error('a row of a change without its place')
  const place = {
    slot,
    ersetzt: [...ersetzt],
    ...(angaben === null ? {} : { angaben: JSON.parse(angaben) as unknown }),
  }
  return salz === null || wert === null ? { ...place, inhalt } : { ...place, salz, wert: JSON.parse(wert) as unknown }
}

/** The changeset of a row. */
export const toSatz = ({ id, kopf, signatur, blaetter }: Satzzeile): Aenderungssatz => ({
  id,
  kopf: JSON.parse(kopf) as Satzkopf,
  signatur,
  aenderungen: blaetter.map(toBlatt),
})

/** The changeset of a row as canonical JSON, put together from the texts in it, which are canonical already. */
export const toSatztext = ({ id, kopf, signatur, blaetter }: Satzzeile): string =>
  `{"aenderungen":[${blaetter.map(toBlatttext).join(',')}],"id":"${id}","kopf":${kopf},"signatur":"${signatur}"}`

const toBlatttext = ({ blatt, slot, ersetzt, angaben, inhalt, salz, wert }: Blattzeile): string => {
  if (blatt !== null) return `{"blatt":"${blatt}"}`
  const begin = `{${angaben === null ? '' : `"angaben":${angaben},`}"ersetzt":${JSON.stringify(ersetzt)}`
  const place = `"slot":${JSON.stringify(slot)}`
  return wert === null
    ? `${begin},"inhalt":"${inhalt}",${place}}`
    : `${begin},"salz":"${salz}",${place},"wert":${wert}}`
}
