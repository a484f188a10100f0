import type { Datum } from '../../contract/common.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { addTage } from '../../domain/kalender.ts'
import { ersterTagMitAlter, letzterTagNach } from '../../domain/monate.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import { toWritableTag } from '../vertragsrechnung/dauer.ts'
import { computeNachuntersuchung, type Nachuntersuchungsplan } from '../vertragsrechnung/nachuntersuchung.ts'

/** Months after the begin after which the parties are reminded of the second examination. */
export const nachuntersuchungsstufen = [9, 12, 13, 14] as const

/** One of these. */
export type Nachuntersuchungsstufe = (typeof nachuntersuchungsstufen)[number]

/** Where a contract stands with the second examination on a day. */
export interface Nachuntersuchungsstand {
  /** The newest reminder whose day has come. */
  readonly stufe?: Nachuntersuchungsstufe
  /** Day of the next one. */
  readonly naechsteAm?: Datum
  readonly plan: Nachuntersuchungsplan
}

const volljaehrigAb = ({ azubi }: Vertragsentwurf): Datum | undefined =>
  azubi?.geburtsdatum === undefined ? undefined : toWritableTag(ersterTagMitAlter(azubi.geburtsdatum, 18))

/** The plan of the second examination; `undefined` where none is needed. */
export const planOf = (vertrag: Vertragsentwurf): Nachuntersuchungsplan | undefined =>
  computeNachuntersuchung(vertrag.beginn, volljaehrigAb(vertrag))

/** Whether the certificate was shown: its day is told, or it lies with the documents. */
export const isNachuntersuchungVorgelegt = (vertrag: Vertragsentwurf): boolean =>
  vertrag.nachuntersuchung?.datum !== undefined || hasDokument(vertrag, 'nachuntersuchung')

/**
 * Where a contract stands with the second examination; `undefined` when there is nothing to remind of: it is not needed,
 * was shown, or the apprentice is of age by now.
 *
 * @see JArbSchG § 33; DAV-059
 */
export const nachuntersuchungsstand = (
  vertrag: Vertragsentwurf,
  stichtag: Datum,
): Nachuntersuchungsstand | undefined => {
  const plan = planOf(vertrag)
  const { beginn } = vertrag
  const mitVolljaehrigkeit = volljaehrigAb(vertrag)
  if (plan === undefined || beginn === undefined || isNachuntersuchungVorgelegt(vertrag)) return undefined
  if (mitVolljaehrigkeit !== undefined && mitVolljaehrigkeit <= stichtag) return undefined
  const tage = nachuntersuchungsstufen.map((monate) => [monate, addTage(letzterTagNach(beginn, monate), 1)] as const)
  const stufe = tage.findLast(([, tag]) => tag <= stichtag)?.[0]
  const naechsteAm = tage.find(([, tag]) => tag > stichtag)?.[1]
  return { plan, ...(stufe && { stufe }), ...(naechsteAm && { naechsteAm }) }
}
