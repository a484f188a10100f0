import {
  type Berufsfassung,
  type CreateVertragsaenderung,
  diffVertrag,
  isEingetragen,
  listNeueEintraege,
  needsAbfassungOf,
  pruefeAenderung,
  spaetestesEndeOf,
  type UpdateVertragsaenderung,
  type Verstoss,
  type Vertragsaenderungspruefung,
  type Vertragsentwurf,
  type Vertragsuebergehung,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { type AusbildungsvertragRow, vertragOf } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { pruefeMitUmgebung, readUmgebung, type Vertragsumgebung } from '../ausbildungsvertrag/umfeld.service.ts'
import { befund, refuseBefunde } from '../ausbildungsvertrag/vertragsbefund.ts'
import { takeVertrag } from '../ausbildungsvertrag/vertragsschritt.ts'
import { type AenderungRow, antragOf, antragsspalten, getAenderungRow, vorherOf } from './aenderung.queries.ts'
import { type Aenderungsfall, appendAenderungsereignis, storeAenderung, takeAenderung } from './aenderungsschritt.ts'

/** The change without proofs of the text before: they say nothing about a new one. */
const withoutOldProofs = (antrag: CreateVertragsaenderung, vorher: Vertragsentwurf): CreateVertragsaenderung => {
  const { vertrag, art } = antrag
  if (!needsAbfassungOf(art, diffVertrag(vorher, vertrag))) return antrag
  return {
    ...antrag,
    vertrag: {
      ...vertrag,
      empfangsnachweise: listNeueEintraege(vertrag.empfangsnachweise, vorher.empfangsnachweise),
      unterschriften: listNeueEintraege(vertrag.unterschriften, vorher.unterschriften),
    },
  }
}

/** Findings of the contract that the chamber has settled stay settled, where its change has them, too. */
const settledBefore = ({ uebergehungen }: AusbildungsvertragRow): Vertragsuebergehung[] =>
  (JSON.parse(uebergehungen) as Vertragsuebergehung[]).map((one) => ({ ...one, pfad: `/vertrag${one.pfad}` }))

/** @throws ProblemError rule-violated when the day of arrival does not go with who sends it */
const checkEingang = ({ art }: Angemeldeter, eingangAm: string | undefined, heute: string): void => {
  if (eingangAm === undefined || (art === 'kammer' && eingangAm <= heute)) return
  refuseBefunde([
    befund(
      'DV-09',
      '/eingangAm',
      'Den Eingangstag gibt nur die Kammer an, und er liegt nicht in der Zukunft.',
      'The day of receipt is given by the chamber only, and does not lie in the future.',
    ),
  ])
}

/** @throws ProblemError conflict when the contract is in no state that the change goes with */
const checkStatus = ({ status }: AusbildungsvertragRow, art: CreateVertragsaenderung['art']): void => {
  if (isEingetragen(status) || (status === 'beendet' && art === 'verlaengerung')) return
  throw new ProblemError('conflict', { detail: `The contract is in the state ${status}` })
}

/**
 * Begins a change of a registered contract: a draft of the company or vendor, or a paper that the chamber types in, which is
 * in its hands at once (DV-09, DV-12).
 *
 * @throws ProblemError not-found, conflict, rule-violated
 */
export const beginAenderung = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  vertragId: string,
  neu: CreateVertragsaenderung,
  now: Date,
): Promise<AenderungRow> => {
  const vertragRow = await takeVertrag(trx, aufrufer, vertragId, undefined)
  const heute = heuteOf(now)
  checkEingang(aufrufer, neu.eingangAm, heute)
  checkStatus(vertragRow, neu.art)
  const { art, clientId } = aufrufer
  const isPapier = art === 'kammer'
  const id = createId(now)
  await trx('vertragsaenderung').insert({
    id,
    vertrag_id: vertragId,
    status: isPapier ? 'inPruefung' : 'entwurf',
    version: 1,
    ...antragsspalten(withoutOldProofs(neu, vertragOf(vertragRow))),
    vorher: vertragRow.vertrag,
    knr: vertragRow.knr,
    unternehmen_id: vertragRow.unternehmen_id,
    anbieter_id: vertragRow.anbieter_id,
    fremd_id: vertragRow.fremd_id,
    antragsteller: art === 'unternehmen' ? clientId : vertragRow.antragsteller,
    uebergehungen: JSON.stringify(settledBefore(vertragRow)),
    ...(isPapier
      ? { eingereicht_am: now, eingang_am: neu.eingangAm ?? heute, zugewiesen_an: clientId, zugewiesen_am: now }
      : {}),
    erstellt_am: now,
    geaendert_am: now,
  })
  await appendAenderungsereignis(trx, { id, vertrag_id: vertragId }, isPapier ? 'papier' : 'entwurf', {
    durch: clientId,
    now,
    daten: { art: neu.art },
  })
  return getAenderungRow(trx, id)
}

/**
 * Writes a draft anew, on the contract as it is now; also what the chamber has asked back about, and for the chamber what it
 * typed in from paper.
 *
 * @throws ProblemError not-found, precondition-failed, conflict in any other state
 */
export const changeAenderung = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  neu: UpdateVertragsaenderung,
  expected: number,
  now: Date,
): Promise<AenderungRow> => {
  const { row, vertragRow } = await takeAenderung(trx, aufrufer, id, expected)
  const mayChange =
    aufrufer.art === 'kammer'
      ? row.status === 'inPruefung' && row.zugewiesen_an === aufrufer.clientId
      : row.status === 'entwurf' || row.status === 'nachforderung'
  if (!mayChange) throw new ProblemError('conflict', { detail: `The change is in the state ${row.status}` })
  checkStatus(vertragRow, neu.art)
  const changed = await storeAenderung(
    trx,
    row,
    now,
    { vorher: vertragRow.vertrag },
    withoutOldProofs(neu, vertragOf(vertragRow)),
  )
  await appendAenderungsereignis(trx, row, 'geaendert', {
    durch: aufrufer.clientId,
    now,
    daten: { version: String(changed.version) },
  })
  return changed
}

/** What a change is judged with, and the findings. */
export interface Aenderungsurteil {
  readonly pruefung: Vertragsaenderungspruefung
  readonly umgebung: Vertragsumgebung
  readonly neueAbfassung: boolean
}

const schweren: readonly Verstoss['schwere'][] = ['fehler', 'warnung', 'hinweis']

/** The end before the first lengthening after a failed exam that was registered, where there was one. */
const readEndeVorWiederholung = async (db: Knex, vertragId: string): Promise<string | undefined> => {
  const rows: AenderungRow[] = await db('vertragsaenderung')
    .where({ vertrag_id: vertragId, status: 'eingetragen', art: 'verlaengerung' })
    .orderBy(['eingetragen_am', 'id'])
  const first = rows.find((row) => antragOf(row).verlaengerungsgrund === 'pruefungNichtBestanden')
  return first && vorherOf(first).ende
}

/**
 * Judges a change against the contract that it was written on: by the steps of its kind, and the changed contract by the
 * rules about contracts. Pointers start at the change.
 */
export const judgeAenderung = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { row }: Pick<Aenderungsfall, 'row'>,
  katalog: readonly Berufsfassung[],
  now: Date,
): Promise<Aenderungsurteil> => {
  const { eingang_am: eingang } = row
  const aenderung = antragOf(row)
  const { vertrag, art } = aenderung
  const vorher = vorherOf(row)
  const umgebung = await readUmgebung(trx, aufrufer, vertrag, now)
  const stichtag = heuteOf(now)
  const endeVorWiederholung = await readEndeVorWiederholung(trx, row.vertrag_id)
  const lage = { vorher, aenderung, stichtag, ...(endeVorWiederholung && { endeVorWiederholung }) }
  const neueAbfassung = needsAbfassungOf(art, diffVertrag(vorher, vertrag))
  const geprueft = pruefeMitUmgebung(vertrag, katalog, umgebung, eingang ?? stichtag, now, vorher)
  // When the first application came in is judged no more, nor receipts of a text that does not have to be written anew.
  const ausser = ['DAV-019', ...(neueAbfassung ? [] : ['DAV-022'])]
  const ofVertrag = geprueft.verstoesse
    .filter(({ regel }) => !ausser.includes(regel))
    .map((one) => ({ ...one, pfad: `/vertrag${one.pfad}` }))
  const verstoesse = [...pruefeAenderung(lage), ...ofVertrag]
  const endeSpaetestens = spaetestesEndeOf(lage)
  return {
    umgebung,
    neueAbfassung,
    pruefung: {
      stichtag,
      verstoesse: schweren.flatMap((schwere) => verstoesse.filter((one) => one.schwere === schwere)),
      berechnung: geprueft.berechnung,
      ...(vorher.ende === undefined ? {} : { endeBisher: vorher.ende }),
      endeNeu: vertrag.ende,
      ...(endeSpaetestens && { endeSpaetestens }),
    },
  }
}
