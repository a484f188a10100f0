import type { Urlaubseinheit } from '../../contract/vertrag-codes.ts'
import type { Urlaubsanspruch, Urlaubsschritt } from '../../contract/vertragspruefung.ts'
import {
  addBruch,
  type Bruch,
  bruchOf,
  compareBruch,
  multiplyBruch,
  roundBruch,
  toBruchzahl,
} from '../../domain/bruch.ts'
import { toBruchtext, toDecimaltext, toDezimaltext } from '../text.ts'
import type { Vertragsobjekt } from '../vertragsobjekt.ts'
import { werktageJeWoche } from '../werte/urlaub.ts'
import type { Urlaubsjahrart, Urlaubsrechnung } from './urlaub.ts'

const namen: Record<Urlaubseinheit, { readonly de: string; readonly en: string }> = {
  werktage: { de: 'Werktage', en: 'Werktage (Monday to Saturday)' },
  arbeitstage: { de: 'Arbeitstage', en: 'working days' },
}

/** The unit of leave in German: `Werktage`, `Arbeitstage`. */
export const toEinheit = (einheit: Urlaubseinheit): string => namen[einheit].de

/** The unit of leave in English. */
export const toUnit = (einheit: Urlaubseinheit): string => namen[einheit].en

/** The share of a week that a working day stands for, against a Werktag; 1 where the unit is Werktage. */
const anteilDerWoche = ({ einheit, woche }: Urlaubsrechnung): Bruch =>
  einheit === 'werktage' || woche === undefined
    ? bruchOf(1)
    : bruchOf(woche.halbeTage, 2 * werktageJeWoche * woche.jeTage)

const faktorenOf = (rechnung: Urlaubsrechnung): string => {
  const { werktage, zwoelftel } = rechnung
  const woche = anteilDerWoche(rechnung)
  return [
    `${werktage}`,
    ...(woche.zaehler === woche.nenner ? [] : [toBruchtext(woche)]),
    ...(zwoelftel === 12 ? [] : [`${zwoelftel}/12`]),
  ].join(' × ')
}

/** How the leave of a year follows from the law, without the days for work underground: `24 × 5/6 × 5/12 = 8,33`. */
export const toFormel = (rechnung: Urlaubsrechnung): string =>
  `${faktorenOf(rechnung)} = ${toDezimaltext(rechnung.mindestens)}`

/** The same with the decimal point. */
export const toFormula = (rechnung: Urlaubsrechnung): string =>
  `${faktorenOf(rechnung)} = ${toDecimaltext(rechnung.mindestens)}`

const teiljahre: Record<
  Exclude<Urlaubsjahrart, 'voll'>,
  { readonly regel: string; readonly rechtsgrundlage: string; readonly de: string; readonly en: string }
> = {
  beginn: {
    regel: 'DAV-143',
    rechtsgrundlage: 'BUrlG § 5 Abs. 1 Buchst. a',
    de: 'Die Ausbildung beginnt nach dem 30. Juni',
    en: 'The training begins after 30 June',
  },
  ende: {
    regel: 'DAV-144',
    rechtsgrundlage: 'BUrlG § 5 Abs. 1 Buchst. c',
    de: 'Die Ausbildung endet vor dem 1. Juli',
    en: 'The training ends before 1 July',
  },
  wartezeit: {
    regel: 'DAV-144',
    rechtsgrundlage: 'BUrlG § 5 Abs. 1 Buchst. b',
    de: 'Die Ausbildung dauert nicht länger als die Wartezeit von sechs Monaten',
    en: 'The training does not last longer than the waiting time of six months',
  },
}

/** The steps of the computation for people, each with its rule and paragraph; `undefined` when a value is too long to write. */
const explain = (rechnung: Urlaubsrechnung): Urlaubsschritt[] | undefined => {
  const { kalenderjahr, alter, werktage, bergbau, jahresart, zwoelftel, einheit, mitBergbau, zusatz } = rechnung
  const schritte: Urlaubsschritt[] = []
  let lesbar = true
  const add = (regel: string, rechtsgrundlage: string, stand: Bruch, text: string, textEnglisch: string): void => {
    const tage = toBruchzahl(stand)
    if (tage) schritte.push({ regel, rechtsgrundlage, tage, text, textEnglisch })
    else lesbar = false
  }
  add(
    'DAV-140',
    alter < 18 ? 'JArbSchG § 19 Abs. 2' : 'BUrlG § 3 Abs. 1',
    bruchOf(werktage),
    `Am 1. Januar ${kalenderjahr} sind ${alter} Lebensjahre vollendet: ${werktage} Werktage im Jahr.`,
    `On 1 January ${kalenderjahr}, ${alter} years of life are completed: ${werktage} Werktage a year.`,
  )
  let stand = bruchOf(werktage + bergbau)
  if (bergbau > 0)
    add(
      'DAV-141',
      'JArbSchG § 19 Abs. 2 Satz 2',
      stand,
      `Für Arbeit unter Tage kommen ${bergbau} Werktage hinzu.`,
      `For work underground, ${bergbau} Werktage come on top.`,
    )
  if (einheit === 'arbeitstage') {
    const woche = anteilDerWoche(rechnung)
    stand = multiplyBruch(stand, woche)
    const tage = toDezimaltext(multiplyBruch(woche, bruchOf(werktageJeWoche)))
    add(
      'DAV-142',
      'BUrlG § 3 Abs. 2',
      stand,
      `Bei ${tage} Arbeitstagen in der Woche zählt ein Werktag ${toBruchtext(woche)} Arbeitstage: ${toDezimaltext(stand)}.`,
      `With ${tage.replace(',', '.')} working days a week a Werktag counts as ${toBruchtext(woche)} of a working day: ${toDecimaltext(stand)}.`,
    )
  }
  if (jahresart !== 'voll') {
    const { regel, rechtsgrundlage, de, en } = teiljahre[jahresart]
    stand = multiplyBruch(stand, bruchOf(zwoelftel, 12))
    add(
      regel,
      rechtsgrundlage,
      stand,
      `${de}: ${zwoelftel}/12 für volle Monate, das sind ${toDezimaltext(stand)}.`,
      `${en}: ${zwoelftel}/12 for full months, that is ${toDecimaltext(stand)}.`,
    )
  }
  const tage = roundBruch(mitBergbau)
  if (compareBruch(bruchOf(tage), mitBergbau) > 0)
    add(
      'DAV-145',
      'BUrlG § 5 Abs. 2',
      bruchOf(tage),
      `Mindestens ein halber Tag wird aufgerundet: ${tage} ${toEinheit(einheit)}.`,
      `At least half a day is rounded up: ${tage} ${toUnit(einheit)}.`,
    )
  else if (mitBergbau.nenner !== 1n)
    add(
      'DAV-145',
      'BUrlG § 5 Abs. 2',
      mitBergbau,
      `Weniger als ein halber Tag wird nicht gerundet und bleibt geschuldet; eingetragen werden mindestens ${tage} ${toEinheit(einheit)}.`,
      `Less than half a day is not rounded and remains owed; at least ${tage} ${toUnit(einheit)} are entered.`,
    )
  if (zusatz) {
    const mehr = roundBruch(zusatz)
    add(
      'DAV-150',
      'SGB IX § 208',
      addBruch(bruchOf(tage), bruchOf(mehr)),
      `Für schwerbehinderte Menschen kommen ${mehr} ${toEinheit(einheit)} hinzu (genau ${toDezimaltext(zusatz)}).`,
      `For severely disabled persons, ${mehr} ${toUnit(einheit)} come on top (exactly ${toDecimaltext(zusatz)}).`,
    )
  }
  return lesbar ? schritte : undefined
}

/**
 * Leave by law of every calendar year of the contract as the answer of a check tells it: exact, as the form takes it, and how
 * it was computed.
 *
 * @returns empty while it cannot be known
 * @see JArbSchG § 19; BUrlG §§ 3 to 5; SGB IX § 208; DAV-140 to DAV-150
 */
export const computeUrlaub = ({ lage: { urlaub } }: Vertragsobjekt): Urlaubsanspruch[] =>
  urlaub.flatMap((rechnung) => {
    const anspruch = toBruchzahl(rechnung.mitBergbau)
    const schritte = explain(rechnung)
    if (anspruch === undefined || schritte === undefined) return []
    const { kalenderjahr, mitBergbau, einheit, zusatz } = rechnung
    return {
      kalenderjahr,
      anspruch,
      tage: roundBruch(mitBergbau),
      einheit,
      ...(zusatz && { zusatztage: roundBruch(zusatz) }),
      schritte,
    }
  })
