import type { Verstoss, Vertragsaenderungsstatus, Vertragsbedingung, Vertragsstatus } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'

/** A finding about a contract or a step of it that is no rule of the catalogue, in both languages. */
export const befund = (regel: string, pfad: string, text: string, textEnglisch: string): Verstoss => ({
  regel,
  schwere: 'fehler',
  pfad,
  text,
  textEnglisch,
})

/** What refuses with these findings; the first one is the detail. */
export const refusedBefunde = (verstoesse: readonly [Verstoss, ...Verstoss[]]): ProblemError =>
  new ProblemError('rule-violated', { detail: verstoesse[0].textEnglisch, verstoesse: verstoesse.slice(0, 1000) })

/** @throws ProblemError rule-violated with these findings, unless there are none */
export const refuseBefunde = (verstoesse: readonly Verstoss[]): void => {
  const [first, ...rest] = verstoesse
  if (first) throw refusedBefunde([first, ...rest])
}

/** Conditions whose absence somebody can mend, as findings; the others are a matter of the state. */
const saetze: Partial<Record<Vertragsbedingung, Verstoss>> = {
  passenderScan: befund(
    'DV-05',
    '/abfassung',
    'Unterzeichnet wurde eine andere Fassung als die zum Druck freigegebene.',
    'Another version was signed than the one that was released for print.',
  ),
  abfassungVollstaendig: befund(
    'DV-18',
    '/vertragsform',
    'Es fehlen noch Unterschriften oder Empfangsnachweise.',
    'Signatures or proofs of receipt are missing.',
  ),
  ohneOffeneFehler: befund(
    'DV-03',
    '',
    'Es sind noch Fehler offen; beheben oder mit Begründung übergehen.',
    'Errors are open; mend them, or settle them with a reason.',
  ),
  fristAbgelaufen: befund(
    'DV-03',
    '/nachforderung/frist',
    'Die gesetzte Frist ist noch nicht abgelaufen (BBiG § 32 Abs. 2).',
    'The deadline that was set has not passed yet (BBiG § 32 Abs. 2).',
  ),
  loeschungsgrund: befund(
    'DAV-060',
    '',
    'Was das Gesetz für die Löschung verlangt, liegt nicht vor.',
    'What the law asks for the deletion does not hold.',
  ),
}

const texte: Partial<Record<Vertragsbedingung, string>> = {
  anderePerson: 'The registration is decided by another person than the one who proposed it',
  einAugenpaar: 'The chamber wants four eyes: propose the registration to a second clerk',
  vierAugen: 'The chamber registers with one clerk',
  nichtEingereicht: 'The contract was handed in already; the chamber opens it again',
  schonEingereicht: 'The contract was not handed in yet',
}

/**
 * Why a step is not possible.
 *
 * @param offene errors of the check that are open, told where they are the reason
 */
export const refusedStep = (
  status: Vertragsstatus | Vertragsaenderungsstatus,
  bedingung: Vertragsbedingung | undefined,
  offene: readonly Verstoss[] = [],
): ProblemError => {
  const satz = bedingung === undefined ? undefined : saetze[bedingung]
  if (satz === undefined)
    return new ProblemError('conflict', {
      detail: (bedingung && texte[bedingung]) ?? `The contract is in the state ${status}`,
    })
  const verstoesse = bedingung === 'ohneOffeneFehler' || bedingung === 'loeschungsgrund' ? [satz, ...offene] : [satz]
  return new ProblemError('rule-violated', { detail: satz.textEnglisch, verstoesse: verstoesse.slice(0, 1000) })
}
