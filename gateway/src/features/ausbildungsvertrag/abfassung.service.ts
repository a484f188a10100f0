import type { Vertragseinstellungen, Vertragsentwurf } from '@berichtsheft/core'
import { abfassungOf } from './ausbildungsvertrag.queries.ts'

/** Somebody who has to sign, or to confirm the receipt. */
interface Beteiligtenangabe {
  readonly partei?: string | undefined
  readonly vertreterNummer?: number | undefined
}

/** The apprentice and every legal representative. */
const lernendeOf = ({ vertreter = [] }: Vertragsentwurf): Beteiligtenangabe[] => [
  { partei: 'azubi' },
  ...vertreter.map((_, vertreterNummer) => ({ partei: 'vertreter', vertreterNummer })),
]

/** Whether two name the same party; a representative without number is the first. */
export const isSelbePartei = (a: Beteiligtenangabe, b: Beteiligtenangabe): boolean =>
  a.partei === b.partei && (a.partei !== 'vertreter' || (a.vertreterNummer ?? 0) === (b.vertreterNummer ?? 0))

const isIn = (list: readonly Beteiligtenangabe[]) => (wer: Beteiligtenangabe) =>
  list.some((one) => isSelbePartei(one, wer))

/** Receipts of the text as it is; those of another version prove nothing about it. */
const receiptsOf = (vertrag: Vertragsentwurf) => {
  const abfassung = abfassungOf(vertrag)
  return (vertrag.empfangsnachweise ?? []).filter((receipt) => (receipt.abfassung ?? abfassung) === abfassung)
}

/** Whether the apprentice and every representative have confirmed the receipt of the text. */
export const hasAlleEmpfangsnachweise = (vertrag: Vertragsentwurf): boolean =>
  lernendeOf(vertrag).every(isIn(receiptsOf(vertrag)))

/** Whether everybody who has to has signed, or confirmed the receipt, as the form of the contract and the chamber ask. */
export const isAbfassungVollstaendig = (
  vertrag: Vertragsentwurf,
  { unterschriftNoetig, unterschriftGiltAlsEmpfang = true }: Vertragseinstellungen,
): boolean => {
  const { vertragsform, unterschriften = [] } = vertrag
  const lernende = lernendeOf(vertrag)
  const isSigned =
    (vertragsform !== 'schriftlich' && !unterschriftNoetig) ||
    [{ partei: 'ausbildender' }, ...lernende].every(isIn(unterschriften))
  const receipts = receiptsOf(vertrag)
  return isSigned && lernende.every(isIn(unterschriftGiltAlsEmpfang ? [...receipts, ...unterschriften] : receipts))
}
