import type { Anschrift } from '../../contract/anschrift.ts'
import type { Entwurf } from '../../contract/entwurf.ts'
import type { Vertragspartei } from '../../contract/vertrag-codes.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import type { Kontaktdaten } from '../../contract/vertragspartei.ts'
import { hasDokument, type Vertragsobjekt } from '../vertragsobjekt.ts'

/** A party of a contract: the company, the apprentice, or one of the legal representatives. */
export interface Vertragsbeteiligter {
  readonly partei: Vertragspartei
  /** Its place in `vertreter`, of a representative. */
  readonly stelle?: number
  /** Where it stands in the contract. */
  readonly pfad: string
}

/** What a party did: a signature or a receipt. */
type Handlung = Pick<NonNullable<Vertragsentwurf['unterschriften']>[number], 'partei' | 'vertreterNummer'>

/** The parts of an address that are missing, as pointers; the whole address where there is none. */
export const listFehlendeAnschrift = (anschrift: Entwurf<Anschrift> | undefined, pfad: string): string[] =>
  anschrift === undefined
    ? [pfad]
    : (['strasse', 'plz', 'ort'] as const).flatMap((teil) => (anschrift[teil] === undefined ? [`${pfad}/${teil}`] : []))

/** Whether there is any electronic way to reach somebody. */
export const isErreichbar = ({ email, telefon, mobil }: Kontaktdaten = {}): boolean =>
  email !== undefined || telefon !== undefined || mobil !== undefined

/** Who has to receive the contract: the apprentice and every legal representative of a minor. */
export const listEmpfaenger = ({ vertrag, lage }: Vertragsobjekt): Vertragsbeteiligter[] => [
  { partei: 'azubi', pfad: '/azubi' },
  ...(lage.minderjaehrigBeiAbschluss ? (vertrag.vertreter ?? []) : []).map((_, stelle) => ({
    partei: 'vertreter' as const,
    stelle,
    pfad: `/vertreter/${stelle}`,
  })),
]

/** Who signs a printed contract: the company and all who receive it. */
const listUnterzeichner = (objekt: Vertragsobjekt): Vertragsbeteiligter[] => [
  { partei: 'ausbildender', pfad: '/ausbildender' },
  ...listEmpfaenger(objekt),
]

/** Whether it was this party; the number of a representative may be left out where there is only one. */
export const isVon = (
  { partei, stelle }: Vertragsbeteiligter,
  { partei: wer, vertreterNummer }: Handlung,
  { vertreter }: Vertragsentwurf,
): boolean =>
  wer === partei && (stelle === undefined || (vertreterNummer ?? (vertreter?.length === 1 ? 0 : undefined)) === stelle)

/** The parties that have not signed. */
export const listFehlendeUnterschriften = (objekt: Vertragsobjekt): Vertragsbeteiligter[] => {
  const { unterschriften = [] } = objekt.vertrag
  return listUnterzeichner(objekt).filter(
    (beteiligter) => !unterschriften.some((unterschrift) => isVon(beteiligter, unterschrift, objekt.vertrag)),
  )
}

/** The parties whose receipt is shown neither by an entry nor by a document. */
export const listFehlendeEmpfangsnachweise = (objekt: Vertragsobjekt): Vertragsbeteiligter[] => {
  const { vertrag } = objekt
  const { empfangsnachweise = [] } = vertrag
  return listEmpfaenger(objekt).filter(
    (beteiligter) =>
      !empfangsnachweise.some((nachweis) => isVon(beteiligter, nachweis, vertrag)) &&
      !hasDokument(vertrag, 'empfangsnachweis', beteiligter.pfad),
  )
}

/** A party in the sentence of a finding, in German. */
export const nameOfPartei = ({ partei, stelle = 0 }: Vertragsbeteiligter): string =>
  partei === 'ausbildender'
    ? 'die Ausbildenden'
    : partei === 'azubi'
      ? 'die oder der Auszubildende'
      : `gesetzliche Vertretung ${stelle + 1}`

/** The same in English. */
export const englishNameOfPartei = ({ partei, stelle = 0 }: Vertragsbeteiligter): string =>
  partei === 'ausbildender'
    ? 'the company'
    : partei === 'azubi'
      ? 'the apprentice'
      : `legal representative ${stelle + 1}`
