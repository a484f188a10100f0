import type { Datum } from '../../contract/common.ts'
import type { Urlaubseinheit } from '../../contract/vertrag-codes.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { type Bruch, bruchOf } from '../../domain/bruch.ts'
import { alterAm, maxDatum, minDatum } from '../../domain/kalender.ts'
import { countVolleMonate, letzterTagNach, listKalenderjahre } from '../../domain/monate.ts'
import { wertAm } from '../historie.ts'
import { type Urlaubswerte, urlaubswerte, werktageJeWoche } from '../werte/urlaub.ts'
import { type Wochenschnitt, wochenschnittOf } from './arbeitstage.ts'

/** Why a calendar year gives its twelfths: a whole year, the one of the begin, of the end, or less than the waiting time. */
export type Urlaubsjahrart = 'voll' | 'beginn' | 'ende' | 'wartezeit'

/** The leave of a calendar year with every value on the way. */
export interface Urlaubsrechnung {
  readonly kalenderjahr: number
  /** Completed years of life on 1 January. */
  readonly alter: number
  /** Werktage of a whole year by age. */
  readonly werktage: number
  /** Werktage on top for work underground. */
  readonly bergbau: number
  readonly jahresart: Urlaubsjahrart
  /** Twelfths of the year that count; 12 is all of it. */
  readonly zwoelftel: number
  /** Days of a week; absent while not known, which Werktage do not need. */
  readonly woche?: Wochenschnitt
  readonly einheit: Urlaubseinheit
  /** What the contract has at least, in this unit, without the days for work underground. */
  readonly mindestens: Bruch
  /** The same with them. */
  readonly mitBergbau: Bruch
  /** What comes on top for a severely disabled apprentice. */
  readonly zusatz?: Bruch
}

const wartezeitMonate = 6

/** The part of a calendar year in which the training takes place. */
interface Jahresteil {
  readonly jahr: number
  readonly von: Datum
  readonly bis: Datum
}

/**
 * The twelfths of a calendar year that give leave. Who begins in the first half and fulfils the waiting time gets all of the
 * year, and so does who leaves after it in the second half; else it is a twelfth for every full month.
 *
 * @see BUrlG §§ 4, 5 Abs. 1; DAV-143, DAV-144
 */
const zwoelftelOf = (
  { jahr, von, bis }: Jahresteil,
  beginn: Datum,
): Pick<Urlaubsrechnung, 'jahresart' | 'zwoelftel'> => {
  const mitte = `${jahr}-07-01`
  const inDerErstenHaelfte = bis < mitte
  const beginntSpaet = beginn >= mitte
  const zwoelftel = Math.min(12, countVolleMonate({ von, bis }))
  if (beginntSpaet) return { jahresart: 'beginn', zwoelftel }
  if (inDerErstenHaelfte) return { jahresart: 'ende', zwoelftel }
  // Ended after 30 June of the year of the begin, before it has lasted more than six months.
  if (letzterTagNach(beginn, wartezeitMonate) >= bis) return { jahresart: 'wartezeit', zwoelftel }
  return { jahresart: 'voll', zwoelftel: 12 }
}

/** Days a year as days of the unit: a share of the year, and a share of a week where the unit is Arbeitstage. */
export const inEinheit = (
  werktage: number,
  zwoelftel: number,
  einheit: Urlaubseinheit,
  woche: Wochenschnitt | undefined,
): Bruch =>
  einheit === 'werktage' || woche === undefined
    ? bruchOf(werktage * zwoelftel, 12)
    : bruchOf(werktage * zwoelftel * woche.halbeTage, 12 * 2 * werktageJeWoche * woche.jeTage)

/** Months within the year in which the status of a severely disabled person held, or the twelfths of the year itself. */
const zwoelftelMitStatus = ({ von, bis, jahr }: Jahresteil, seit: Datum | undefined, zwoelftel: number): number => {
  if (seit === undefined || seit <= `${jahr}-01-01`) return zwoelftel
  return Math.min(12, countVolleMonate({ von: maxDatum(von, seit), bis }))
}

const zusatzOf = (
  { schwerbehindert, schwerbehindertSeit }: NonNullable<Vertragsentwurf['azubi']>,
  teil: Jahresteil,
  zwoelftel: number,
  { schwerbehindert: { tage, tageJeWoche } }: Urlaubswerte,
  einheit: Urlaubseinheit,
  woche: Wochenschnitt | undefined,
): Bruch | undefined => {
  if (schwerbehindert !== true) return undefined
  const mitStatus = zwoelftelMitStatus(teil, schwerbehindertSeit, zwoelftel)
  if (mitStatus === 0) return undefined
  // The days are given for a week of five days; as Werktage they are those of one of six.
  return inEinheit((tage * werktageJeWoche) / tageJeWoche, mitStatus, einheit, woche)
}

/** The unit that the contract uses for a year, else the one that fits the week. */
const einheitOf = (
  { urlaub }: Vertragsentwurf,
  kalenderjahr: number,
  woche: Wochenschnitt | undefined,
): Urlaubseinheit =>
  urlaub?.find((angabe) => angabe.kalenderjahr === kalenderjahr)?.einheit ??
  (woche === undefined || woche.halbeTage >= 2 * werktageJeWoche * woche.jeTage ? 'werktage' : 'arbeitstage')

const isUnterTage = ({ arbeitszeiten }: Vertragsentwurf, { von, bis }: Jahresteil): boolean =>
  arbeitszeiten?.some(
    (angabe) => angabe.unterTage && (angabe.von === undefined || angabe.von <= bis) && (angabe.bis ?? bis) >= von,
  ) ?? false

const computeJahr = (
  vertrag: Vertragsentwurf,
  { azubi, geburtsdatum, beginn }: { azubi: NonNullable<Vertragsentwurf['azubi']>; geburtsdatum: Datum; beginn: Datum },
  teil: Jahresteil,
): Urlaubsrechnung | undefined => {
  const ersterJanuar = `${teil.jahr}-01-01`
  const werte = wertAm(urlaubswerte, ersterJanuar)
  const woche = wochenschnittOf(vertrag.arbeitszeiten, teil.von, teil.bis)
  const einheit = einheitOf(vertrag, teil.jahr, woche)
  if (werte === undefined || (einheit === 'arbeitstage' && woche === undefined)) return undefined
  const alter = alterAm(geburtsdatum, ersterJanuar)
  const stufe = werte.jugend.find(({ unter }) => alter < unter)
  const werktage = stufe?.tage ?? werte.erwachsen
  const bergbau = stufe !== undefined && isUnterTage(vertrag, teil) ? werte.bergbau : 0
  const { jahresart, zwoelftel } = zwoelftelOf(teil, beginn)
  const mindestens = inEinheit(werktage, zwoelftel, einheit, woche)
  const zusatz = zusatzOf(azubi, teil, zwoelftel, werte, einheit, woche)
  return {
    kalenderjahr: teil.jahr,
    alter,
    werktage,
    bergbau,
    jahresart,
    zwoelftel,
    ...(woche && { woche }),
    einheit,
    mindestens,
    mitBergbau: bergbau === 0 ? mindestens : inEinheit(werktage + bergbau, zwoelftel, einheit, woche),
    ...(zusatz && { zusatz }),
  }
}

/**
 * Computes the leave of every calendar year that the training touches: by the age on 1 January, in proportion to the days of
 * a week, and by twelfths in the first and last year. Exact; nothing is rounded on the way.
 *
 * @returns no entry for a year of which a value is not known; none at all while birth date, begin or end are not known
 * @see JArbSchG § 19 Abs. 2; BUrlG §§ 3 to 5; SGB IX § 208; DAV-140 to DAV-145, DAV-150
 */
export const computeUrlaubsjahre = (vertrag: Vertragsentwurf, ende: Datum | undefined): readonly Urlaubsrechnung[] => {
  const { azubi, beginn } = vertrag
  const geburtsdatum = azubi?.geburtsdatum
  if (azubi === undefined || geburtsdatum === undefined || beginn === undefined || ende === undefined) return []
  const person = { azubi, geburtsdatum, beginn }
  return listKalenderjahre({ von: beginn, bis: ende }).flatMap((jahr) => {
    const teil = { jahr, von: maxDatum(beginn, `${jahr}-01-01`), bis: minDatum(ende, `${jahr}-12-31`) }
    return computeJahr(vertrag, person, teil) ?? []
  })
}
