import {
  type CreateVertragsaufloesung,
  type CreateVertragsbeendigung,
  isEingetragen,
  pruefeAufloesung,
  type Verstoss,
  type Vertragsaufloesungsmeldung,
} from '@berichtsheft/core'
import { heuteOf } from '../../heute.ts'
import { ProblemError } from '../../problem-error.ts'
import {
  type AusbildungsvertragRow,
  type Vertragsspalten,
  vertragOf,
} from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { type Lage, urheberOf } from '../ausbildungsvertrag/schritte.service.ts'
import { mailAlleParteien, mailUnternehmen } from '../ausbildungsvertrag/verlaufsmail.ts'
import { appendVertragsereignis } from '../ausbildungsvertrag/vertrag-ereignis.ts'
import { befund, refuseBefunde } from '../ausbildungsvertrag/vertragsbefund.ts'
import { moveVertrag, storeVersion } from '../ausbildungsvertrag/vertragsschritt.ts'
import { grundFehlt } from '../unternehmen/unternehmen.service.ts'

/** @throws ProblemError conflict when the contract does not stand in the register */
export const checkEingetragen = ({ status }: AusbildungsvertragRow): void => {
  if (!isEingetragen(status)) throw new ProblemError('conflict', { detail: `The contract is in the state ${status}` })
}

/** Findings that do not stand in the way. @throws ProblemError rule-violated for those that do */
const refuseFehler = (verstoesse: readonly Verstoss[]): Verstoss[] => {
  refuseBefunde(verstoesse.filter(({ schwere }) => schwere === 'fehler'))
  return verstoesse.filter(({ schwere }) => schwere !== 'fehler')
}

/** Stores what was told about a contract beside its state, and the event of it. */
export const noteVertrag = async (
  { trx, aufrufer, row, now }: Lage,
  vorfall: string,
  spalten: Vertragsspalten,
  daten?: Readonly<Record<string, string>>,
): Promise<AusbildungsvertragRow> => {
  const stored = await storeVersion(trx, row, now, spalten)
  await appendVertragsereignis(trx, {
    vertragId: row.id,
    art: `vertrag.${vorfall}`,
    durch: aufrufer.clientId,
    zeitpunkt: now,
    ...(daten && { daten }),
  })
  return stored
}

/** Who is meant in mails. */
export const bezugOf = (row: AusbildungsvertragRow) => ({ antragsteller: row.antragsteller, vertrag: vertragOf(row) })

/** Takes the notice of the company that a contract ended; it waits for the chamber. Repeating it renews it. */
export const reportAufloesung = async (
  lage: Lage,
  aufloesung: CreateVertragsaufloesung,
): Promise<AusbildungsvertragRow> => {
  const { row, now } = lage
  checkEingetragen(row)
  const verstoesse = refuseFehler(pruefeAufloesung(vertragOf(row), aufloesung))
  const meldung: Vertragsaufloesungsmeldung = {
    ...aufloesung,
    gemeldetAm: now.toISOString(),
    ...(verstoesse.length === 0 ? {} : { verstoesse }),
  }
  const { datum, grund } = aufloesung
  return noteVertrag(lage, 'aufloesungsmeldung', { aufloesungsmeldung: JSON.stringify(meldung) }, { datum, grund })
}

/** Takes a notice back, or for the chamber refuses it with a reason, which the company is told. */
export const discardAufloesung = async (lage: Lage, grund: string | undefined): Promise<AusbildungsvertragRow> => {
  const { trx, aufrufer, row } = lage
  if (row.aufloesungsmeldung === null) throw new ProblemError('conflict', { detail: 'There is no notice' })
  const isKammer = aufrufer.art === 'kammer'
  if (isKammer && !grund?.trim()) throw grundFehlt('DAV-093')
  const spalten = { aufloesungsmeldung: null, ...(grund === undefined ? {} : { grund }) }
  const stored = await noteVertrag(lage, 'meldungsverwerfung', spalten)
  if (isKammer) await mailUnternehmen(trx, bezugOf(stored), 'aufloesungVerworfen', { grund: grund ?? '' })
  return stored
}

/** Registers that a contract ended before its time, and tells everybody. */
export const dissolve = async (lage: Lage, aufloesung: CreateVertragsaufloesung): Promise<AusbildungsvertragRow> => {
  const { trx, row } = lage
  refuseFehler(pruefeAufloesung(vertragOf(row), aufloesung))
  const { datum, grund } = aufloesung
  const moved = await moveVertrag(trx, row, 'aufloesung', {
    ...urheberOf(lage),
    spalten: {
      aufloesung: JSON.stringify(aufloesung),
      aufloesungsmeldung: null,
      maengelfrist: null,
      ausgeschieden_am: datum,
    },
    daten: { datum, grund },
  })
  await mailAlleParteien(trx, bezugOf(moved), 'vertragAufgeloest', { tag: datum })
  return moved
}

const falscherTag = (text: string, textEnglisch: string): Verstoss[] => [
  befund('DAV-092', '/datum', text, textEnglisch),
]

/** What is wrong with the day of an end: it has to be past, and within the training. */
const checkEnde = (
  { beginn, ende }: ReturnType<typeof vertragOf>,
  { datum, grund }: CreateVertragsbeendigung,
  heute: string,
): Verstoss[] => {
  if (datum > heute) return falscherTag('Dieser Tag liegt in der Zukunft.', 'This day lies in the future.')
  if (grund === 'zeitablauf' && datum !== ende)
    return falscherTag(
      'Mit Ablauf der Zeit endet die Ausbildung am vereinbarten Tag.',
      'With its time the training ends on the agreed day.',
    )
  const isAusserhalb = (beginn !== undefined && datum < beginn) || (ende !== undefined && datum > ende)
  return isAusserhalb
    ? falscherTag('Dieser Tag liegt außerhalb der Ausbildung.', 'This day lies outside the training.')
    : []
}

/** What ends with the registration. */
export const endspalten = (beendigung: CreateVertragsbeendigung) => ({
  beendigung: JSON.stringify(beendigung),
  aufloesungsmeldung: null,
  maengelfrist: null,
  ausgeschieden_am: beendigung.datum,
})

/** Registers the end of a training (BBiG § 21). */
export const endVertrag = async (lage: Lage, beendigung: CreateVertragsbeendigung): Promise<AusbildungsvertragRow> => {
  const { trx, row, now } = lage
  refuseBefunde(checkEnde(vertragOf(row), beendigung, heuteOf(now)))
  return moveVertrag(trx, row, 'beendigung', {
    ...urheberOf(lage),
    spalten: endspalten(beendigung),
    daten: { ...beendigung },
  })
}
