import type { Datum } from '../../contract/common.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import {
  addBruch,
  type Bruch,
  bruchOf,
  compareBruch,
  divideBruch,
  multiplyBruch,
  subtractBruch,
} from '../../domain/bruch.ts'
import { addTage, maxDatum } from '../../domain/kalender.ts'
import { countVolleMonate } from '../../domain/monate.ts'
import { anteilAm, anteileOf } from './teilzeitanteil.ts'

const null0 = bruchOf(0)
const eins = bruchOf(1)
const haelfte = bruchOf(1, 2)

/** How long a training lasts because of part-time, before it is cut to whole months and to its bound. */
export interface Teilzeitdauer {
  /** Exact months. */
  readonly genau: Bruch
  /** The share of full-time; absent when sections differ. */
  readonly anteil?: Bruch
  /** One section from the begin to the end; else part-time holds for a period only. */
  readonly durchgehend: boolean
}

interface Abschnitt {
  readonly von: Datum
  /** Absent: to the end of the training. */
  readonly bis?: Datum
  readonly anteil: Bruch
}

/** The sections in their order, or `undefined` when one has no share, or none between half and full. */
const abschnitteOf = (vertrag: Vertragsentwurf, beginn: Datum): Abschnitt[] | undefined => {
  const abschnitte: Abschnitt[] = []
  for (const teil of vertrag.teilzeit ?? []) {
    const anteil = anteilAm(anteileOf(vertrag, teil))
    // A share that the law does not allow (DAV-080) has no duration.
    if (anteil === undefined || compareBruch(anteil, haelfte) < 0 || compareBruch(anteil, eins) > 0) return undefined
    // Who names the end of the contract as the last day means the whole rest, however long it turns out to be.
    const offen = teil.bis === undefined || (vertrag.ende !== undefined && teil.bis >= vertrag.ende)
    abschnitte.push({
      von: maxDatum(teil.von ?? beginn, beginn),
      ...(offen || teil.bis === undefined ? {} : { bis: teil.bis }),
      anteil,
    })
  }
  return abschnitte.sort((a, b) => (a.von < b.von ? -1 : a.von > b.von ? 1 : 0))
}

/**
 * Months that a training of `monate` months in full-time lasts with the sections of part-time of the contract: a month
 * counts with its share of full-time. Sections with a last day count in whole months, one without lasts to the end.
 *
 * @returns `undefined` while the sections, their shares or the begin are not known, and for a share below half or above full
 * @see BBiG § 7a Abs. 1 and 2; HwO § 27b; DAV-081, DAV-082
 */
export const computeTeilzeitdauer = (vertrag: Vertragsentwurf, monate: number): Teilzeitdauer | undefined => {
  const { beginn } = vertrag
  if (beginn === undefined) return undefined
  const abschnitte = abschnitteOf(vertrag, beginn)
  const [erster] = abschnitte ?? []
  if (abschnitte === undefined || erster === undefined) return undefined
  const gleich = abschnitte.every(({ anteil }) => compareBruch(anteil, erster.anteil) === 0)
  let versaeumt = null0
  let frei = beginn
  for (const { von, bis, anteil } of abschnitte) {
    const start = maxDatum(von, frei)
    const davor = bruchOf(countVolleMonate({ von: beginn, bis: addTage(start, -1) }))
    // What is still to be learnt at the begin of the section, in months of full-time, and how long that takes in it.
    const rest = subtractBruch(bruchOf(monate), subtractBruch(davor, versaeumt))
    if (rest.zaehler <= 0n) break
    const bisZumEnde = divideBruch(rest, anteil)
    const laenge = bis === undefined ? bisZumEnde : bruchOf(countVolleMonate({ von: start, bis }))
    if (compareBruch(laenge, bisZumEnde) >= 0)
      return {
        genau: addBruch(davor, bisZumEnde),
        ...(gleich && { anteil }),
        durchgehend: start === beginn,
      }
    versaeumt = addBruch(versaeumt, multiplyBruch(laenge, subtractBruch(eins, anteil)))
    if (bis !== undefined && bis >= frei) frei = addTage(bis, 1)
  }
  return { genau: addBruch(bruchOf(monate), versaeumt), ...(gleich && { anteil: erster.anteil }), durchgehend: false }
}
