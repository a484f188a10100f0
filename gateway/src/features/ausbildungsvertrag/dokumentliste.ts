import {
  type CreateVertragsbescheid,
  Dokumentart,
  nameOfCode,
  type Vertragsbescheid,
  type Vertragspruefung,
} from '@berichtsheft/core'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

/** Documents that the registration needs and the contract does not have, each once. */
export const fehlendeDokumente = ({ berechnung }: Vertragspruefung): Dokumentart[] => [
  ...new Set(berechnung.dokumente.flatMap(({ art, pflicht, vorhanden }) => (pflicht && !vorhanden ? [art] : []))),
]

/** What a document is called. */
export const dokumentname = (art: Dokumentart): string => nameOfCode(Dokumentart, art)

/** Documents as a list for people, as the slots are called. */
export const listDokumentnamen = (arten: readonly Dokumentart[]): string =>
  arten.map((art) => `– ${dokumentname(art)}`).join('\n')

/** A notice whether an application is complete, as it is stored. */
export const toBescheid = (
  { aufrufer, now }: { readonly aufrufer: Angemeldeter; readonly now: Date },
  bescheid: CreateVertragsbescheid,
): Vertragsbescheid => ({ ...bescheid, durch: aufrufer.clientId, zeitpunkt: now.toISOString() })
