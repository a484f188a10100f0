import { type Static, Type } from 'typebox'
import type { Aussage } from '../kern/aussage.ts'
import { formOf } from '../kern/inhaltspruefung.ts'
import { findFeld } from '../vorlage/vorlage.ts'
import { citeQuellen, type Quellenverzeichnis } from './quelle.ts'
import { type Importbefund, type Importinhalt, type Importzeile, known, toZeile } from './zeile.ts'

const zeit = Type.Optional(Type.String())

/** The profile of a country as single statements with validity and sources. */
export type Laenderprofildatei = Static<typeof Laenderprofildatei>
export const Laenderprofildatei = Type.Object({
  _meta: Type.Object({ titel: Type.String(), land: Type.String({ pattern: '^[A-Z]{2}(?:[A-Z]{2})?$' }) }),
  abschnitte: Type.Record(
    Type.String(),
    Type.Array(
      Type.Object({
        id: Type.String(),
        feld: Type.String(),
        wert: Type.Unknown(),
        belege: Type.Array(Type.String()),
        gueltigVon: zeit,
        gueltigBis: zeit,
        stand: zeit,
        bemerkung: zeit,
      }),
    ),
  ),
})

type Eintrag = Laenderprofildatei['abschnitte'][string][number]

/**
 * The statements of a profile. What its template has no field for goes to the further facts of the section, with the name of the
 * field before it; what does not even go there is reported with its place.
 */
export const readLaenderprofil = (
  { _meta, abschnitte }: Laenderprofildatei,
  register: Quellenverzeichnis,
): Importinhalt => {
  const zeilen: Importzeile[] = []
  const befunde: Importbefund[] = []
  for (const [abschnitt, eintraege] of Object.entries(abschnitte)) {
    for (const [index, eintrag] of eintraege.entries()) {
      const placed = placeEintrag(_meta.land, abschnitt, eintrag)
      if ('de' in placed) befunde.push({ stelle: `/abschnitte/${abschnitt}/${index}`, ...placed })
      else {
        const { feld, werte } = placed
        const belege = citeQuellen(register, eintrag.belege, _meta)
        zeilen.push(
          toZeile(
            [`land:${_meta.land}`, abschnitt, feld],
            ['laenderprofil', `${_meta.land}/${eintrag.id}`],
            werte,
            belege,
          ),
        )
      }
    }
  }
  return { zeilen, befunde }
}

const placeEintrag = (
  land: string,
  abschnitt: string,
  { feld, wert, bemerkung, gueltigVon, gueltigBis, stand }: Eintrag,
): { feld: string; werte: readonly Aussage[] } | { de: string; en: string } => {
  const { wert: inner, bemerkung: beside } = splitRemark(wert)
  const note = [bemerkung, beside].filter((text) => text !== undefined).join('; ')
  const rest = known({ gueltigVon, gueltigBis, stand, bemerkung: note === '' ? undefined : note })
  const found = findFeld(`land:${land}`, abschnitt, feld)
  if (found) {
    const werte = found.slottyp === 'menge' && Array.isArray(inner) ? (inner as unknown[]) : [inner]
    const form = formOf(found)
    return werte.every((value) => form.has(value))
      ? { feld, werte: werte.map((value) => ({ wert: value, ...rest })) }
      : {
          de: `Der Wert hat nicht die Form des Feldes ${feld}.`,
          en: `The value has not the form of the field ${feld}.`,
        }
  }
  return findFeld(`land:${land}`, abschnitt, 'weiteres')
    ? { feld: 'weiteres', werte: [{ wert: `${feld}: ${toText(inner)}`, ...rest }] }
    : { de: `Kein Feld ${abschnitt}/${feld}.`, en: `No field ${abschnitt}/${feld}.` }
}

/** What is not known is left out, and a remark inside of the value stands beside it. */
const splitRemark = (wert: unknown): { wert: unknown; bemerkung?: string | undefined } => {
  if (typeof wert !== 'object' || wert === null || Array.isArray(wert)) return { wert }
  const { bemerkung, ...members } = wert as Record<string, unknown>
  return { wert: known(members), bemerkung: typeof bemerkung === 'string' ? bemerkung : undefined }
}

const toText = (wert: unknown): string =>
  typeof wert === 'string'
    ? wert
    : typeof wert === 'object' && wert !== null && !Array.isArray(wert)
      ? Object.entries(wert)
          .map(([name, value]) => `${name}: ${toText(value)}`)
          .join('; ')
      : JSON.stringify(wert)
