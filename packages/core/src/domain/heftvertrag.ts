import type { CreateBerichtsheft, Nachweisform } from '../contract/berichtsheft.ts'
import type { Datum, Zeitraum } from '../contract/common.ts'
import type { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import { minDatum } from './kalender.ts'

/** A registered contract as it held from a day on. */
export interface Vertragsfassung {
  /** First day; the first version holds from the begin, whatever stands here. */
  readonly gueltigAb: Datum
  readonly vertrag: Vertragsentwurf
}

/** The registered contract that a book belongs to: what was agreed when, so that each week is measured by its own. */
export interface Heftvertrag {
  /** In the order of their first days, one at least. */
  readonly fassungen: readonly [Vertragsfassung, ...Vertragsfassung[]]
  /** Last day of the training, where the contract was dissolved or deleted before its end. */
  readonly endetAm?: Datum
}

/** Minutes of training that are agreed; what is absent is not known. */
export interface VereinbarteZeit {
  readonly minutenTaeglich?: number
  readonly minutenWoechentlich?: number
}

/** The contract as it was in force on a day. */
export const vertragAm = ({ fassungen }: Heftvertrag, tag: Datum): Vertragsentwurf =>
  (fassungen.findLast(({ gueltigAb }) => gueltigAb <= tag) ?? fassungen[0]).vertrag

const holdsOn = ({ von, bis }: { readonly von?: Datum; readonly bis?: Datum }, tag: Datum): boolean =>
  (von === undefined || von <= tag) && (bis === undefined || tag <= bis)

/** Minutes in part-time, where only the share is agreed: rounded up, because a started minute is none too many. */
const shareOf = (
  minuten: number | undefined,
  { zaehler, nenner }: { readonly zaehler: number; readonly nenner: number },
): number | undefined => (minuten === undefined ? undefined : Math.ceil((minuten * zaehler) / nenner))

const timeOf = (minutenTaeglich: number | undefined, minutenWoechentlich: number | undefined): VereinbarteZeit => ({
  ...(minutenTaeglich === undefined ? {} : { minutenTaeglich }),
  ...(minutenWoechentlich === undefined ? {} : { minutenWoechentlich }),
})

/**
 * The training time that is agreed for a day: that of part-time where it holds, else that of full-time.
 *
 * @see BBiG § 11 Abs. 1 Satz 2 Nr. 5, § 7a; K4
 */
export const ausbildungszeitAm = (heftvertrag: Heftvertrag, tag: Datum): VereinbarteZeit => {
  const { zeitmodell, teilzeit = [], arbeitszeiten = [] } = vertragAm(heftvertrag, tag)
  const voll = arbeitszeiten.find((angabe) => holdsOn(angabe, tag))
  const teil = zeitmodell === 'vollzeit' ? undefined : teilzeit.find((angabe) => holdsOn(angabe, tag))
  if (teil === undefined) return timeOf(voll?.minutenTaeglich, voll?.minutenWoechentlich)
  const { anteil } = teil
  // Part-time may be fewer days as well as shorter ones, so a share says nothing about a single day.
  return timeOf(
    teil.minutenTaeglich,
    teil.minutenWoechentlich ?? (anteil && shareOf(voll?.minutenWoechentlich, anteil)),
  )
}

/** Days of leave that are agreed for a calendar year, with the additional ones, as the contract says last (K5). */
export const urlaubstageIm = ({ fassungen }: Heftvertrag, kalenderjahr: number): number | undefined => {
  const { vertrag } = fassungen.findLast(({ gueltigAb }) => gueltigAb <= `${kalenderjahr}-12-31`) ?? fassungen[0]
  const urlaub = vertrag.urlaub?.find((zeile) => zeile.kalenderjahr === kalenderjahr)
  return urlaub?.tage === undefined ? undefined : urlaub.tage + (urlaub.zusatztage ?? 0)
}

/** How the book is to be kept on a day, as agreed (K8). */
export const nachweisformAm = (heftvertrag: Heftvertrag, tag: Datum): Nachweisform | undefined =>
  vertragAm(heftvertrag, tag).nachweisform

/** Names of the trainers who are responsible on a day; none when the contract names none. */
export const listAusbilderAm = (heftvertrag: Heftvertrag, tag: Datum): string[] =>
  (vertragAm(heftvertrag, tag).ausbilder ?? []).flatMap((ausbilder) => {
    const name = [ausbilder.vorname, ausbilder.familienname].filter((part) => part !== undefined).join(' ')
    return name !== '' && holdsOn(ausbilder, tag) ? [name] : []
  })

/**
 * The days of the training: by the registered contract with its lengthenings and its dissolution, else by the head of the
 * book. An end that is not known stays absent.
 */
export const ausbildungszeitraumOf = (
  { ausbildungsbeginn, ausbildungsende }: Pick<CreateBerichtsheft, 'ausbildungsbeginn' | 'ausbildungsende'>,
  heftvertrag: Heftvertrag | undefined,
): Partial<Zeitraum> => {
  const last = heftvertrag?.fassungen.at(-1)?.vertrag
  const von = last?.beginn ?? ausbildungsbeginn
  const agreed = last?.ende ?? ausbildungsende
  const { endetAm } = heftvertrag ?? {}
  const bis = agreed === undefined || endetAm === undefined ? (endetAm ?? agreed) : minDatum(endetAm, agreed)
  return { ...(von === undefined ? {} : { von }), ...(bis === undefined ? {} : { bis }) }
}
