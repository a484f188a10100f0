import {
  aenderungsartOf,
  diffVertrag,
  isSelberAusbilder,
  mergeVertrag,
  nameOfCode,
  needsNeueAbfassung,
  type Verstoss,
  Vertragsaenderungsart,
  type Vertragsentwurf,
  type Vertragsseite,
  type Vertragsuebergehung,
  type Vertragsvorgang,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { heuteOf } from '../../heute.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { isAbfassungVollstaendig } from '../ausbildungsvertrag/abfassung.service.ts'
import { abfassungOf, vertragOf, vertragsspalten } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { checkZuweisung, eingang } from '../ausbildungsvertrag/schritte.service.ts'
import { offeneFehler, readRegister, withRegister } from '../ausbildungsvertrag/umfeld.service.ts'
import { mailAlleParteien, mailUnternehmen } from '../ausbildungsvertrag/verlaufsmail.ts'
import { moveVertrag } from '../ausbildungsvertrag/vertragsschritt.ts'
import { issueVertragsbriefe } from '../vertragsbrief/vertragsbrief.service.ts'
import { type AenderungRow, antragOf, bezugOf, brauchtAbfassung, vorherOf } from './aenderung.queries.ts'
import { judgeAenderung } from './aenderung.service.ts'
import {
  type Aenderungsfall,
  type Aenderungslage,
  type Aenderungsschritt,
  moveAenderung,
  urheberOf,
} from './aenderungsschritt.ts'

/** Who registers a change. */
interface Eintragender {
  readonly seite: Vertragsseite
  readonly durch: string
  readonly now: Date
}

/** What the chamber decided or the parties agreed; proofs come with a new text, and stay where there is none. */
const proofsOf = (vertrag: Vertragsentwurf) => ({
  ...(vertrag.empfangsnachweise && { empfangsnachweise: vertrag.empfangsnachweise }),
  ...(vertrag.unterschriften && { unterschriften: vertrag.unterschriften }),
})

const withoutProofs = ({
  empfangsnachweise: _receipts,
  unterschriften: _signatures,
  ...text
}: Vertragsentwurf): Vertragsentwurf => text

/**
 * The contract with the change, put on what it is now.
 *
 * @throws ProblemError conflict when the contract has changed since in the same places, or in what the parties have confirmed
 */
const joinVertrag = ({ row, vertragRow }: Aenderungsfall): Vertragsentwurf => {
  const [vorher, jetzt, { vertrag: nachher }] = [vorherOf(row), vertragOf(vertragRow), antragOf(row)]
  const neu = brauchtAbfassung(row)
  const anew = (pfade: readonly string[]) =>
    new ProblemError('conflict', {
      detail: `The contract has changed since (${pfade.slice(0, 5).join(', ')}); write the change anew`,
    })
  // What the parties have confirmed is the whole text, so nothing else of it may have changed meanwhile.
  const seither = diffVertrag(vorher, jetzt).filter((one) => needsNeueAbfassung([one]))
  if (neu && seither.length > 0) throw anew(seither.map(({ pfad }) => pfad))
  const joined = mergeVertrag(withoutProofs(vorher), withoutProofs(nachher), withoutProofs(jetzt))
  if ('konflikte' in joined) throw anew(joined.konflikte)
  return { ...joined.vertrag, ...proofsOf(neu ? nachher : jetzt) }
}

const vorgangOf = (art: Vertragsaenderungsart): Vertragsvorgang =>
  art === 'verlaengerung' || art === 'verkuerzung' ? art : 'aenderung'

/** What a change is called in mails. */
const wasOf = (art: Vertragsaenderungsart) => ({
  was: nameOfCode(Vertragsaenderungsart, art),
  wasEnglisch: {
    aenderung: 'change of the contract',
    anschrift: 'address',
    ausbilder: 'change of the trainer',
    verkuerzung: 'shortening',
    verlaengerung: 'lengthening',
  }[art],
})

/** Gives the contract its new content under its old number, and tells everybody. The change is registered already. */
const applyToVertrag = async (
  trx: Knex.Transaction,
  { row, vertragRow }: Aenderungsfall,
  wer: Eintragender,
): Promise<void> => {
  const { art, wirksamAb } = antragOf(row)
  const vertrag = joinVertrag({ row, vertragRow })
  const [before, after] = [vertragOf(vertragRow), vertrag]
  const isOtherPlan = before.beginn !== after.beginn || before.azubi?.geburtsdatum !== after.azubi?.geburtsdatum
  const moved = await moveVertrag(trx, vertragRow, vorgangOf(art), {
    ...wer,
    spalten: {
      ...vertragsspalten(vertrag),
      abfassung: abfassungOf(vertrag),
      beendigung: null,
      ausgeschieden_am: null,
      erinnerung_am: null,
      ...(isOtherPlan ? { erinnerungsstufe: 0 } : {}),
    },
    daten: { aenderungId: row.id, art },
  })
  // Letters tell what the chamber decided; what is only reported is told by mail.
  if (wer.seite === 'kammer') await issueVertragsbriefe(trx, moved, 'aenderung', wer.now)
  const bezug = { antragsteller: row.antragsteller, vertrag }
  await mailAlleParteien(trx, bezug, 'aenderungEingetragen', { ...wasOf(art), tag: wirksamAb })
}

/** Registers a change whose step the table allows. */
const registerFall = async (
  trx: Knex.Transaction,
  fall: Aenderungsfall,
  vorgang: 'eintragung' | 'wirksamwerden',
  schritt: Aenderungsschritt,
): Promise<AenderungRow> => {
  const moved = await moveAenderung(trx, fall.row, vorgang, {
    ...schritt,
    spalten: { eingetragen_am: heuteOf(schritt.now) },
  })
  const { seite, durch, now } = schritt
  await applyToVertrag(trx, { ...fall, row: moved }, { seite, durch, now })
  return moved
}

/** What holds for a registration now, and the errors that stand in its way. */
const readBedingungen = async (lage: Aenderungslage): Promise<Pick<Aenderungsschritt, 'bedingungen' | 'offene'>> => {
  const { trx, aufrufer, row, katalog, now } = lage
  const { pruefung, umgebung, neueAbfassung } = await judgeAenderung(trx, aufrufer, lage, katalog, now)
  const offene: readonly Verstoss[] = offeneFehler(pruefung, JSON.parse(row.uebergehungen) as Vertragsuebergehung[])
  const isVollstaendig = !neueAbfassung || isAbfassungVollstaendig(antragOf(row).vertrag, umgebung.einstellungen)
  return {
    offene,
    bedingungen: [
      ...eingang(row),
      umgebung.einstellungen.vierAugen ? 'vierAugen' : 'einAugenpaar',
      ...(isVollstaendig ? ['abfassungVollstaendig' as const] : []),
      ...(offene.length === 0 ? ['ohneOffeneFehler' as const] : []),
      ...(row.vorgeschlagen_von === aufrufer.clientId ? [] : ['anderePerson' as const]),
    ],
  }
}

/** Proposes a change to a second clerk. */
export const propose = async (lage: Aenderungslage): Promise<AenderungRow> => {
  checkZuweisung(lage)
  return moveAenderung(lage.trx, lage.row, 'eintragungsvorschlag', {
    ...urheberOf(lage),
    ...(await readBedingungen(lage)),
    spalten: { vorgeschlagen_von: lage.aufrufer.clientId },
  })
}

/** Registers a change: the contract gets its content and keeps its number. */
export const register = async (lage: Aenderungslage): Promise<AenderungRow> => {
  checkZuweisung(lage)
  const schritt = { ...urheberOf(lage), ...(await readBedingungen(lage)) }
  return registerFall(lage.trx, lage, 'eintragung', schritt)
}

/** Refuses a change with a reason; after a request only once its deadline has passed. */
export const refuse = async (lage: Aenderungslage, grund: string | undefined): Promise<AenderungRow> => {
  const { trx, row, now } = lage
  checkZuweisung(lage)
  const frist: string | undefined = row.nachforderung === null ? undefined : JSON.parse(row.nachforderung).frist
  const moved = await moveAenderung(trx, row, 'ablehnung', {
    ...urheberOf(lage),
    grund,
    bedingungen: frist !== undefined && frist < heuteOf(now) ? ['fristAbgelaufen'] : [],
  })
  await mailUnternehmen(trx, bezugOf(moved), 'aenderungAbgelehnt', { grund: grund ?? '' })
  return moved
}

/**
 * Whether a change is only reported: addresses, and trainers whom the register of the chamber recognises for the occupation
 * (DV-13, DV-14). A trainer who is not needs the look of a clerk. The transaction has to be one of the gateway itself.
 */
const isNurMeldung = async (trx: Knex.Transaction, row: AenderungRow): Promise<boolean> => {
  const { vertrag } = antragOf(row)
  const vorher = vorherOf(row)
  const art = aenderungsartOf(diffVertrag(vorher, vertrag))
  if (art !== 'ausbilder') return art === 'anschrift'
  const register = await readRegister(trx, vertrag.knr, vertrag.ausbildender.identnummer)
  const neue = (withRegister(vertrag, register).ausbilder ?? []).filter(
    (one) => !vorher.ausbilder?.some((known) => isSelberAusbilder(known, one)),
  )
  return neue.every(({ meldung }) => meldung === 'anerkannt')
}

/**
 * Lets a change that is only reported take effect, once its day has come; any other one is left to the chamber.
 *
 * @param aufrufer who hands it in; without one the transaction is one of the gateway itself
 */
export const applyMeldung = async (
  trx: Knex.Transaction,
  fall: Aenderungsfall,
  now: Date,
  aufrufer?: Angemeldeter,
): Promise<AenderungRow> => {
  const { row } = fall
  if (row.status !== 'eingereicht' || row.wirksam_ab > heuteOf(now)) return row
  const judge = () => isNurMeldung(trx, row)
  if (!(await (aufrufer === undefined ? judge() : kurzAlsSystem(trx, aufrufer, now, judge)))) return row
  return registerFall(trx, fall, 'wirksamwerden', {
    seite: 'system',
    durch: aufrufer?.clientId ?? 'system',
    now,
    bedingungen: ['nurMeldung', 'wirksam'],
  })
}
