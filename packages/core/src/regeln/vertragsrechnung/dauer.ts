import type { Datum } from '../../contract/common.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import type { Rechenschritt } from '../../contract/vertragspruefung.ts'
import { type Bruch, floorBruch } from '../../domain/bruch.ts'
import { letzterTagNach } from '../../domain/monate.ts'
import { toBruchtext, toDeutschesDatum, toMonate, toMonths } from '../text.ts'
import { seit } from '../werte/geltung.ts'
import { verkuerzungsempfehlung } from '../werte/verkuerzungsempfehlung.ts'
import { isTeilzeit } from './teilzeitanteil.ts'
import { computeTeilzeitdauer } from './teilzeitdauer.ts'

/** Part-time in the computation of the duration. */
export interface Teilzeitrechnung {
  /** Whole months before the bound. */
  readonly ungedeckelt: number
  /** Bound: one and a half times the duration of the ordinance. */
  readonly deckel: number
  /** The smaller one of both. */
  readonly monate: number
  readonly anteil?: Bruch
  readonly durchgehend: boolean
}

/** The duration of a training with every value on the way, in months. */
export interface Dauerrechnung {
  /** By the ordinance. */
  readonly regeldauer: number
  /** After what is credited. */
  readonly nachAnrechnung: number
  readonly teilzeit?: Teilzeitrechnung
  /** Sum of the shortenings. */
  readonly verkuerzung: number
  /** The duration before it is set to that of full-time (BBiG § 8 Abs. 1 Satz 2). */
  readonly vorAngleichung: number
  readonly angeglichen: boolean
  readonly monate: number
  /** Last day; absent while the begin is not known, and when nothing is left of the training. */
  readonly ende?: Datum
  readonly schritte: readonly Rechenschritt[]
}

const angleichungsfrist = 6

/** A computed day; `undefined` after the last one that the contract can write. */
export const toWritableTag = (tag: Datum): Datum | undefined => (tag < '2200-01-01' ? tag : undefined)

interface Posten {
  readonly monate?: number
}

/** Sum of months; `undefined` when one is not known. */
const sumMonate = (posten: readonly Posten[] | undefined): number | undefined => {
  let summe = 0
  for (const { monate } of posten ?? []) {
    if (monate === undefined) return undefined
    summe += monate
  }
  return summe
}

/** The part of the shortenings that keeps to the recommendation: only that one is set to the duration of full-time. */
const sumEmpfohlen = ({ verkuerzungen }: Vertragsentwurf): number =>
  (verkuerzungen ?? []).reduce(
    (summe, { grund, monate = 0 }) =>
      summe + Math.min(monate, (grund && verkuerzungsempfehlung[grund]?.monate) ?? monate),
    0,
  )

const setToVollzeit = (monate: number, vollzeit: number): number =>
  monate > vollzeit && monate <= vollzeit + angleichungsfrist ? vollzeit : monate

const computeTeilzeit = (
  vertrag: Vertragsentwurf,
  regeldauer: number,
  monate: number,
): Teilzeitrechnung | undefined => {
  const dauer = computeTeilzeitdauer(vertrag, monate)
  if (dauer === undefined) return undefined
  const { genau, ...rest } = dauer
  const ungedeckelt = floorBruch(genau)
  const deckel = Math.floor((regeldauer * 3) / 2)
  return { ungedeckelt, deckel, monate: Math.min(ungedeckelt, deckel), ...rest }
}

/**
 * Computes duration and end in the order of the law: the duration of the ordinance, less what is credited, divided by the
 * share of part-time in whole months and up to one and a half times the ordinance, less the shortening; in part-time, what
 * is then at most six months longer than full-time is set to that.
 *
 * @param verordnungMonate the duration of the ordinance; without it the one that the contract names
 * @returns `undefined` while a value that it needs is not known
 * @see BBiG §§ 5, 7, 7a, 8; HwO §§ 26, 27a to 27c; BGB §§ 187, 188; DAV-070 to DAV-086
 */
export const computeDauer = (
  vertrag: Vertragsentwurf,
  verordnungMonate: number | undefined,
): Dauerrechnung | undefined => {
  const regeldauer = verordnungMonate ?? vertrag.dauerMonate
  const anrechnung = sumMonate(vertrag.anrechnungen)
  const verkuerzung = sumMonate(vertrag.verkuerzungen)
  if (regeldauer === undefined || anrechnung === undefined || verkuerzung === undefined) return undefined
  const nachAnrechnung = Math.max(0, regeldauer - anrechnung)
  const inTeilzeit = isTeilzeit(vertrag)
  const teilzeit = inTeilzeit ? computeTeilzeit(vertrag, regeldauer, nachAnrechnung) : undefined
  if (inTeilzeit && teilzeit === undefined) return undefined
  const lang = teilzeit?.monate ?? nachAnrechnung
  const vorAngleichung = Math.max(0, lang - verkuerzung)
  // A shortening beyond the recommendation shortens by itself, but does not bring about the setting.
  const monate =
    teilzeit === undefined || verkuerzung === 0 || (vertrag.beginn !== undefined && vertrag.beginn < seit.bvadig)
      ? vorAngleichung
      : Math.min(vorAngleichung, setToVollzeit(Math.max(0, lang - sumEmpfohlen(vertrag)), nachAnrechnung))
  const ende =
    vertrag.beginn === undefined || monate === 0 ? undefined : toWritableTag(letzterTagNach(vertrag.beginn, monate))
  const rechnung = {
    regeldauer,
    nachAnrechnung,
    ...(teilzeit && { teilzeit }),
    verkuerzung,
    vorAngleichung,
    angeglichen: monate < vorAngleichung,
    monate,
    ...(ende !== undefined && { ende }),
  }
  return { ...rechnung, schritte: explain(vertrag, rechnung, verordnungMonate !== undefined) }
}

/** The steps of the computation for people, each with the rule and the paragraph behind it. */
const explain = (
  { rechtsgrundlage, beginn }: Vertragsentwurf,
  rechnung: Omit<Dauerrechnung, 'schritte'>,
  ausVerordnung: boolean,
): Rechenschritt[] => {
  const { regeldauer, nachAnrechnung, teilzeit, verkuerzung, vorAngleichung, angeglichen, monate, ende } = rechnung
  const schritte: Rechenschritt[] = []
  const add = (regel: string, [bbig, hwo]: readonly [string, string], stand: number, text: string, englisch: string) =>
    schritte.push({
      regel,
      rechtsgrundlage: rechtsgrundlage === 'hwo' ? hwo : bbig,
      monate: stand,
      text,
      textEnglisch: englisch,
    })
  add(
    'DAV-070',
    ['BBiG § 5 Abs. 1 Satz 1 Nr. 2', 'HwO § 26 Abs. 1 Satz 1 Nr. 2'],
    regeldauer,
    ausVerordnung
      ? `Nach der Ausbildungsordnung dauert die Ausbildung ${regeldauer} Monate.`
      : `Nach der Angabe im Vertrag dauert die Ausbildung ${regeldauer} Monate; die Ausbildungsordnung war nicht zur Hand.`,
    ausVerordnung
      ? `By its ordinance the training lasts ${regeldauer} months.`
      : `As the contract says the training lasts ${regeldauer} months; its ordinance was not at hand.`,
  )
  if (nachAnrechnung !== regeldauer) {
    const angerechnet = regeldauer - nachAnrechnung
    add(
      'DAV-071',
      ['BBiG § 7', 'HwO § 27a'],
      nachAnrechnung,
      `Angerechnet werden ${toMonate(angerechnet)}: ${regeldauer} − ${angerechnet} = ${nachAnrechnung}.`,
      `Credited are ${toMonths(angerechnet)}: ${regeldauer} − ${angerechnet} = ${nachAnrechnung}.`,
    )
  }
  if (teilzeit) {
    const anteil = teilzeit.anteil && toBruchtext(teilzeit.anteil)
    const { ungedeckelt, deckel, durchgehend } = teilzeit
    add(
      durchgehend ? 'DAV-081' : 'DAV-082',
      ['BBiG § 7a Abs. 2', 'HwO § 27b Abs. 2'],
      ungedeckelt,
      durchgehend && anteil !== undefined
        ? `Teilzeit mit ${anteil} der Vollzeit: ${nachAnrechnung} ÷ ${anteil}, auf ganze Monate abgerundet ${ungedeckelt}.`
        : `Teilzeit für einen Teil der Ausbildung: Jeder Monat zählt mit seinem Anteil der Vollzeit, abgerundet ${toMonate(ungedeckelt)}.`,
      durchgehend && anteil !== undefined
        ? `Part-time of ${anteil} of full-time: ${nachAnrechnung} ÷ ${anteil}, rounded down to whole months ${ungedeckelt}.`
        : `Part-time for a part of the training: each month counts with its share of full-time, rounded down ${toMonths(ungedeckelt)}.`,
    )
    if (deckel < ungedeckelt)
      add(
        'DAV-081',
        ['BBiG § 7a Abs. 2', 'HwO § 27b Abs. 2'],
        deckel,
        `Höchstens das Eineinhalbfache von ${regeldauer}: ${deckel} Monate.`,
        `At most one and a half times ${regeldauer}: ${deckel} months.`,
      )
  }
  if (verkuerzung > 0)
    add(
      'DAV-074',
      ['BBiG § 8 Abs. 1 Satz 1', 'HwO § 27c Abs. 1 Satz 1'],
      vorAngleichung,
      `Verkürzung um ${toMonate(verkuerzung)}: ${teilzeit?.monate ?? nachAnrechnung} − ${verkuerzung} = ${vorAngleichung}.`,
      `Shortened by ${toMonths(verkuerzung)}: ${teilzeit?.monate ?? nachAnrechnung} − ${verkuerzung} = ${vorAngleichung}.`,
    )
  if (angeglichen)
    add(
      'DAV-083',
      ['BBiG § 8 Abs. 1 Satz 2', 'HwO § 27c Abs. 1 Satz 2'],
      monate,
      `Die Ausbildung endete höchstens ${angleichungsfrist} Monate nach der in Vollzeit; sie dauert deshalb ${toMonate(monate)}.`,
      `The training would end at most ${angleichungsfrist} months after the one in full-time; so it lasts ${toMonths(monate)}.`,
    )
  if (beginn !== undefined && ende !== undefined)
    add(
      'DAV-086',
      ['BGB § 187 Abs. 2, § 188 Abs. 2 und 3', 'BGB § 187 Abs. 2, § 188 Abs. 2 und 3'],
      monate,
      `${toMonate(monate)} vom ${toDeutschesDatum(beginn)} an: Der letzte Tag ist der ${toDeutschesDatum(ende)}.`,
      `${toMonths(monate)} from ${beginn} on: the last day is ${ende}.`,
    )
  return schritte
}
