import type { Vertragsaenderungsstatus } from '../contract/vertragsaenderung.ts'
import type { Ausbildermeldung } from '../contract/vertragsperson-codes.ts'
import type { Vertragsbedingung, Vertragsstatus, Vertragsvorgang } from '../contract/vertragsstatus.ts'
import { type Vertragsseite, vertragsuebergaenge } from './vertrag-zustand.ts'
import { takeVorgang, type Vorgangsergebnis, type Vorgangsschritt, type Vorgangsuebergang } from './vorgang.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/** A step in the life of a change: those of an application for registration, and taking effect by itself. */
export type Aenderungsvorgang = Vertragsvorgang | 'wirksamwerden'

/** What has to hold for a step; of what is only reported also that, and that its day has come. */
export type Aenderungsbedingung = Vertragsbedingung | 'nurMeldung' | 'wirksam'

/** A change of state of a change of a contract. */
export type Aenderungsuebergang = Vorgangsuebergang<
  Vertragsaenderungsstatus,
  Vertragsseite,
  Aenderungsvorgang,
  Aenderungsbedingung
>

/** States of a contract that a change has, too; what was supplied is back in the inbox. */
const staende: Partial<Record<Vertragsstatus, Vertragsaenderungsstatus>> = {
  entwurf: 'entwurf',
  eingereicht: 'eingereicht',
  nachgereicht: 'eingereicht',
  inPruefung: 'inPruefung',
  nachforderung: 'nachforderung',
  freigegebenZumDruck: 'freigegebenZumDruck',
  unterzeichnet: 'unterzeichnet',
  zurBestaetigung: 'zurBestaetigung',
  bestaetigt: 'bestaetigt',
  zweitpruefung: 'zweitpruefung',
  eingetragen: 'eingetragen',
  abgelehnt: 'abgelehnt',
  zurueckgezogen: 'zurueckgezogen',
}

/**
 * Every change of state of a change. It goes the way of the application for registration, which has been handed in (BBiG
 * § 36 Abs. 1 Satz 4); what needs no look of the chamber takes effect with its report, or on its day.
 */
export const aenderungsuebergaenge: readonly Aenderungsuebergang[] = [
  ...vertragsuebergaenge.flatMap((uebergang): Aenderungsuebergang[] => {
    const von = staende[uebergang.von]
    const nach = staende[uebergang.nach]
    // A registered contract goes on, a registered change does not; nothing is told twice for what was supplied.
    if (von === undefined || nach === undefined || von === 'eingetragen' || uebergang.von === 'nachgereicht') return []
    // Receipts of a change that the company proves itself come with the change.
    const durch = uebergang.vorgang === 'bestaetigung' ? (['partei', 'system'] as const) : uebergang.durch
    return [{ ...uebergang, von, nach, durch }]
  }),
  {
    von: 'eingereicht',
    vorgang: 'wirksamwerden',
    nach: 'eingetragen',
    durch: ['system'],
    bedingungen: ['nurMeldung', 'wirksam'],
  },
]

/**
 * Life of a change of a registered contract.
 *
 * @see BBiG § 36 Abs. 1 Satz 4; DV-12 to DV-14
 */
export const vertragsaenderungZustand = defineZustandsmaschine<Vertragsaenderungsstatus, Vertragsseite>({
  name: 'Vertragsänderung',
  // What came on paper is typed in by the chamber and begins in its hands (DV-09).
  start: ['entwurf', 'inPruefung'],
  ende: ['eingetragen', 'abgelehnt', 'zurueckgezogen'],
  uebergaenge: aenderungsuebergaenge,
})

/** Takes a step from a state of a change: the new state, or the reason why it is not possible. */
export const transitionAenderung = (
  von: Vertragsaenderungsstatus,
  vorgang: Aenderungsvorgang,
  schritt: Vorgangsschritt<Vertragsseite, Aenderungsbedingung>,
): Vorgangsergebnis<Vertragsaenderungsstatus, Aenderungsbedingung> =>
  takeVorgang(aenderungsuebergaenge, von, vorgang, schritt)

/**
 * Life of the suitability of a trainer for a company and occupation: reported by the company, checked and accepted by the
 * chamber, which may take it back.
 *
 * @see BBiG §§ 29, 30, 32; DAV-161; DV-15
 */
export const ausbilderZustand = defineZustandsmaschine<Ausbildermeldung, 'antragsteller' | 'kammer'>({
  name: 'Ausbilder',
  start: ['nichtGemeldet', 'gemeldet', 'anerkannt'],
  ende: [],
  uebergaenge: [
    { von: 'nichtGemeldet', nach: 'gemeldet', durch: ['antragsteller'] },
    { von: 'gemeldet', nach: 'inPruefung', durch: ['kammer'] },
    { von: 'inPruefung', nach: 'gemeldet', durch: ['kammer'] },
    { von: 'inPruefung', nach: 'anerkannt', durch: ['kammer'] },
    { von: 'inPruefung', nach: 'abgelehnt', durch: ['kammer'], kommentarPflicht: true },
    { von: 'anerkannt', nach: 'inPruefung', durch: ['kammer'], kommentarPflicht: true },
    { von: 'abgelehnt', nach: 'gemeldet', durch: ['antragsteller'] },
  ],
})
