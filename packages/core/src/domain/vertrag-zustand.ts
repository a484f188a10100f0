import type { Vertragsbedingung, Vertragsstatus, Vertragsvorgang } from '../contract/vertragsstatus.ts'
import { takeVorgang, type Vorgangsergebnis, type Vorgangsschritt, type Vorgangsuebergang } from './vorgang.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/** Who moves a contract on: the company, a party by its confirmation, the chamber, or the gateway by a deadline. */
export type Vertragsseite = 'antragsteller' | 'partei' | 'kammer' | 'system'

/** A change of state with the step that causes it and what has to hold besides. */
export type Vertragsuebergang = Vorgangsuebergang<Vertragsstatus, Vertragsseite, Vertragsvorgang, Vertragsbedingung>

const each = (
  von: readonly Vertragsstatus[],
  uebergang: Omit<Vertragsuebergang, 'von' | 'nach'> & { readonly nach?: Vertragsstatus },
): Vertragsuebergang[] => von.map((zustand) => ({ nach: zustand, ...uebergang, von: zustand }))

const antragsteller = ['antragsteller'] as const
const kammer = ['kammer'] as const

/** States in which the contract stands in the register. */
const laufend = ['eingetragen', 'geaendert', 'verlaengert'] as const
/** States of a frozen version. */
const eingefroren = ['freigegebenZumDruck', 'unterzeichnet', 'zurBestaetigung', 'bestaetigt'] as const

/**
 * Every change of state. Two orders are possible: the chamber looks first and then releases the version for signature or
 * confirmation, or the parties confirm before the company hands it in.
 */
export const vertragsuebergaenge: readonly Vertragsuebergang[] = [
  ...each(['entwurf'], { vorgang: 'einreichung', nach: 'eingereicht', durch: antragsteller }),
  ...each(['entwurf'], { vorgang: 'bestaetigungsfreigabe', nach: 'zurBestaetigung', durch: antragsteller }),
  ...each(['bestaetigt'], {
    vorgang: 'einreichung',
    nach: 'eingereicht',
    durch: antragsteller,
    bedingungen: ['nichtEingereicht'],
  }),
  ...each(['zurBestaetigung', 'bestaetigt'], {
    vorgang: 'wiedereroeffnung',
    nach: 'entwurf',
    durch: antragsteller,
    bedingungen: ['nichtEingereicht'],
  }),

  ...each(['eingereicht', 'nachgereicht'], { vorgang: 'uebernahme', nach: 'inPruefung', durch: kammer }),
  ...each(['inPruefung'], { vorgang: 'rueckgabe', nach: 'eingereicht', durch: kammer }),
  ...each(['inPruefung'], { vorgang: 'nachforderung', nach: 'nachforderung', durch: kammer, kommentarPflicht: true }),
  ...each(['nachforderung'], { vorgang: 'nachreichung', nach: 'nachgereicht', durch: antragsteller }),

  ...each(['inPruefung'], { vorgang: 'druckfreigabe', nach: 'freigegebenZumDruck', durch: kammer }),
  ...each(['freigegebenZumDruck'], {
    vorgang: 'unterzeichnung',
    nach: 'unterzeichnet',
    durch: ['antragsteller', 'kammer'],
    bedingungen: ['passenderScan'],
  }),
  ...each(['inPruefung'], { vorgang: 'bestaetigungsfreigabe', nach: 'zurBestaetigung', durch: kammer }),
  ...each(['zurBestaetigung'], {
    vorgang: 'bestaetigung',
    nach: 'bestaetigt',
    // The company may collect the receipts itself, and prove them.
    durch: ['partei', 'antragsteller', 'system'],
    bedingungen: ['alleEmpfangsnachweise'],
  }),
  ...each(eingefroren, {
    vorgang: 'wiedereroeffnung',
    nach: 'inPruefung',
    durch: kammer,
    kommentarPflicht: true,
    bedingungen: ['schonEingereicht'],
  }),

  ...each(['inPruefung', 'unterzeichnet', 'bestaetigt'], {
    vorgang: 'eintragungsvorschlag',
    nach: 'zweitpruefung',
    durch: kammer,
    bedingungen: ['schonEingereicht', 'vierAugen', 'abfassungVollstaendig', 'ohneOffeneFehler'],
  }),
  ...each(['zweitpruefung'], {
    vorgang: 'rueckgabe',
    nach: 'inPruefung',
    durch: kammer,
    kommentarPflicht: true,
  }),
  ...each(['zweitpruefung'], {
    vorgang: 'eintragung',
    nach: 'eingetragen',
    durch: kammer,
    bedingungen: ['anderePerson', 'abfassungVollstaendig', 'ohneOffeneFehler'],
  }),
  ...each(['inPruefung', 'unterzeichnet', 'bestaetigt'], {
    vorgang: 'eintragung',
    nach: 'eingetragen',
    durch: kammer,
    bedingungen: ['schonEingereicht', 'einAugenpaar', 'abfassungVollstaendig', 'ohneOffeneFehler'],
  }),

  ...each(['inPruefung', 'zweitpruefung'], {
    vorgang: 'ablehnung',
    nach: 'abgelehnt',
    durch: kammer,
    kommentarPflicht: true,
  }),
  ...each(['nachforderung'], {
    vorgang: 'ablehnung',
    nach: 'abgelehnt',
    durch: kammer,
    kommentarPflicht: true,
    bedingungen: ['fristAbgelaufen'],
  }),
  ...each(['entwurf', 'eingereicht', 'inPruefung', 'nachforderung', 'nachgereicht', ...eingefroren], {
    vorgang: 'ruecknahme',
    nach: 'zurueckgezogen',
    durch: antragsteller,
  }),

  // What is only reported takes effect by itself.
  ...each(laufend, { vorgang: 'aenderung', nach: 'geaendert', durch: ['kammer', 'system'] }),
  ...each(laufend, { vorgang: 'verkuerzung', nach: 'geaendert', durch: kammer }),
  // Who fails the exam may demand the lengthening after the agreed end (BBiG § 21 Abs. 3).
  ...each([...laufend, 'beendet'], { vorgang: 'verlaengerung', nach: 'verlaengert', durch: kammer }),
  ...each(laufend, { vorgang: 'aufloesung', nach: 'aufgeloest', durch: kammer }),
  ...each(laufend, { vorgang: 'beendigung', nach: 'beendet', durch: ['kammer', 'system'] }),
  ...each(laufend, {
    vorgang: 'loeschung',
    nach: 'geloescht',
    durch: kammer,
    kommentarPflicht: true,
    bedingungen: ['loeschungsgrund'],
  }),
]

/**
 * Life of a training contract as a table of states.
 *
 * @see BBiG §§ 32, 34 to 36; DV-02 to DV-18
 */
export const vertragZustand = defineZustandsmaschine<Vertragsstatus, Vertragsseite>({
  name: 'Ausbildungsvertrag',
  // A contract on paper is typed in by the chamber and begins in its hands (DV-09).
  start: ['entwurf', 'inPruefung'],
  ende: ['abgelehnt', 'zurueckgezogen', 'aufgeloest', 'geloescht'],
  uebergaenge: vertragsuebergaenge,
})

/** Who takes a step, with what, and what holds at that moment; a condition that is not named does not hold. */
export type Vertragsschritt = Vorgangsschritt<Vertragsseite, Vertragsbedingung>

/** Where a step leads, or why it is refused. */
export type Vertragsergebnis = Vorgangsergebnis<Vertragsstatus, Vertragsbedingung>

/** Takes a step from a state: the new state, or the reason why it is not possible. */
export const transitionVertrag = (
  von: Vertragsstatus,
  vorgang: Vertragsvorgang,
  schritt: Vertragsschritt,
): Vertragsergebnis => takeVorgang(vertragsuebergaenge, von, vorgang, schritt)

/** The steps that a side may take from a state, whatever their conditions: what a page offers. */
export const listVertragsvorgaenge = (von: Vertragsstatus, durch: Vertragsseite): readonly Vertragsuebergang[] =>
  vertragsuebergaenge.filter((uebergang) => uebergang.von === von && uebergang.durch.includes(durch))

/** Whether the contract stands in the register in this state. */
export const isEingetragen = (status: Vertragsstatus): boolean => laufend.some((zustand) => zustand === status)

/** Whether the company may change the contract in this state without a step. */
export const isVertragAenderbar = (status: Vertragsstatus): boolean =>
  status === 'entwurf' || status === 'nachforderung'
