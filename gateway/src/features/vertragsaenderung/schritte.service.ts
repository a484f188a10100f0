import {
  type CreateVertragsnachforderung,
  type CreateVertragsnachreichung,
  type CreateVertragsuebergehung,
  type CreateVertragsunterzeichnung,
  pruefeAenderung,
  type Vertragsantrag,
  type Vertragsdokument,
  type Vertragsuebergehung,
} from '@berichtsheft/core'
import { heuteOf } from '../../heute.ts'
import { ProblemError } from '../../problem-error.ts'
import { abfassungOf, endEmpfang } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { mailEmpfang } from '../ausbildungsvertrag/empfang.service.ts'
import { checkScan } from '../ausbildungsvertrag/scanpruefung.ts'
import { checkFrist, checkZuweisung, eingang } from '../ausbildungsvertrag/schritte.service.ts'
import { formbefunde, readUmgebung } from '../ausbildungsvertrag/umfeld.service.ts'
import { mailUnternehmen } from '../ausbildungsvertrag/verlaufsmail.ts'
import { befund, refuseBefunde } from '../ausbildungsvertrag/vertragsbefund.ts'
import { grundFehlt } from '../unternehmen/unternehmen.service.ts'
import {
  type AenderungRow,
  antragOf,
  bezugOf,
  brauchtAbfassung,
  getAenderungRow,
  vorherOf,
} from './aenderung.queries.ts'
import {
  type Aenderungslage,
  appendAenderungsereignis,
  moveAenderung,
  storeAenderung,
  urheberOf,
} from './aenderungsschritt.ts'
import { applyMeldung } from './eintragung.service.ts'

/**
 * What a change cannot be handed in with: parts that are missing in the form of the contract, and what goes against the
 * steps of its kind. What the rules find besides goes along.
 */
const refuseForm = async (lage: Aenderungslage, vertrag: Vertragsantrag): Promise<void> => {
  const { trx, aufrufer, row, now } = lage
  const form = formbefunde(vertrag, await readUmgebung(trx, aufrufer, vertrag, now))
  const ofKind = pruefeAenderung({
    vorher: vorherOf(row),
    aenderung: { ...antragOf(row), vertrag },
    stichtag: heuteOf(now),
  })
  refuseBefunde([
    ...ofKind.filter(({ schwere }) => schwere === 'fehler'),
    ...form.map((one) => ({ ...one, pfad: `/vertrag${one.pfad}` })),
  ])
}

/**
 * Hands a change in. What is only reported takes effect with it, unless its day is still to come.
 *
 * @throws ProblemError rule-violated for what does not go with its kind
 */
export const submit = async (lage: Aenderungslage): Promise<AenderungRow> => {
  const { trx, row, now } = lage
  const { vertrag } = antragOf(row)
  await refuseForm(lage, vertrag)
  const moved = await moveAenderung(trx, row, 'einreichung', {
    ...urheberOf(lage),
    bedingungen: eingang(row),
    spalten: { eingereicht_am: now, eingang_am: heuteOf(now), eingereicht_von: lage.aufrufer.clientId },
    daten: { abfassung: abfassungOf(vertrag) },
  })
  return applyMeldung(trx, { ...lage, row: moved }, now, lage.aufrufer)
}

/** Takes a change back; its links end. */
export const withdraw = async (lage: Aenderungslage, grund: string | undefined): Promise<AenderungRow> => {
  const { trx, row, now } = lage
  await endEmpfang(trx, row.vertrag_id, now, row.id)
  return moveAenderung(trx, row, 'ruecknahme', { ...urheberOf(lage), grund })
}

/** Takes a change from the inbox; whoever has it already has it. @throws ProblemError conflict when another one has */
export const claim = async (lage: Aenderungslage): Promise<AenderungRow> => {
  const { trx, row, aufrufer, now } = lage
  checkZuweisung(lage)
  if (row.status === 'inPruefung' && row.zugewiesen_an === aufrufer.clientId) return row
  const spalten = { zugewiesen_an: aufrufer.clientId, zugewiesen_am: now }
  return moveAenderung(trx, row, 'uebernahme', { ...urheberOf(lage), spalten })
}

/** Puts a change back. Any clerk may do so, because the one who has it may be away. */
export const giveBack = (lage: Aenderungslage, grund: string | undefined): Promise<AenderungRow> => {
  const { trx, row } = lage
  return moveAenderung(trx, row, 'rueckgabe', {
    ...urheberOf(lage),
    grund,
    // The second pair of eyes gives it to the first one, who goes on with it.
    spalten:
      row.status === 'zweitpruefung'
        ? { zugewiesen_an: row.vorgeschlagen_von, vorgeschlagen_von: null }
        : { zugewiesen_an: null, zugewiesen_am: null, vorgeschlagen_von: null },
  })
}

/** Asks the company for something until a day, and tells it. */
export const demand = async (
  lage: Aenderungslage,
  nachforderung: CreateVertragsnachforderung,
): Promise<AenderungRow> => {
  const { trx, row, now } = lage
  checkZuweisung(lage)
  const { frist, text } = nachforderung
  checkFrist(frist, now)
  const moved = await moveAenderung(trx, row, 'nachforderung', {
    ...urheberOf(lage),
    grund: text,
    spalten: { grund: row.grund, nachforderung: JSON.stringify(nachforderung), antwort: null },
    daten: { frist },
  })
  await mailUnternehmen(trx, bezugOf(moved), 'vertragNachforderung', { frist, text })
  return moved
}

const withDokumente = (vertrag: Vertragsantrag, dokumente: readonly Vertragsdokument[] = []): Vertragsantrag =>
  dokumente.length === 0 ? vertrag : { ...vertrag, dokumente: [...(vertrag.dokumente ?? []), ...dokumente].slice(-60) }

/** Hands in what was asked for: a corrected contract, documents, an answer. */
export const supply = async (
  lage: Aenderungslage,
  { vertrag, dokumente, antwort }: CreateVertragsnachreichung,
): Promise<AenderungRow> => {
  const { trx, row } = lage
  const antrag = antragOf(row)
  const next = withDokumente(vertrag ?? antrag.vertrag, dokumente)
  await refuseForm(lage, next)
  return moveAenderung(trx, row, 'nachreichung', {
    ...urheberOf(lage),
    antrag: { ...antrag, vertrag: next },
    // It goes back to the inbox: the clerk who asked may be away.
    spalten: { antwort: antwort ?? null, zugewiesen_an: null, zugewiesen_am: null },
    daten: { abfassung: abfassungOf(next) },
  })
}

/** Settles a finding of the check, with the reason. */
export const override = async (
  lage: Aenderungslage,
  { regel, pfad, grund }: CreateVertragsuebergehung,
): Promise<AenderungRow> => {
  const { trx, aufrufer, row, now } = lage
  checkZuweisung(lage)
  if (row.status !== 'inPruefung')
    throw new ProblemError('conflict', { detail: `The change is in the state ${row.status}` })
  if (grund.trim() === '') throw grundFehlt('DV-12')
  const others = (JSON.parse(row.uebergehungen) as Vertragsuebergehung[]).filter(
    (settled) => settled.regel !== regel || settled.pfad !== pfad,
  )
  const settled = { regel, pfad, grund, durch: aufrufer.clientId, zeitpunkt: now.toISOString() }
  const stored = await storeAenderung(trx, row, now, { uebergehungen: JSON.stringify([...others, settled]) })
  await appendAenderungsereignis(trx, row, 'uebergehung', { ...urheberOf(lage), daten: { regel } })
  return stored
}

/** @throws ProblemError rule-violated when nothing has to be signed or confirmed */
const refuseNurMeldung = (row: AenderungRow): void => {
  if (brauchtAbfassung(row)) return
  refuseBefunde([
    befund('DAV-022', '/art', 'Diese Änderung braucht keine neue Abfassung.', 'This change needs no new text.'),
  ])
}

/** Freezes the changed contract for print, and tells the company. */
export const releaseDruck = async (lage: Aenderungslage): Promise<AenderungRow> => {
  const { trx, row } = lage
  checkZuweisung(lage)
  refuseNurMeldung(row)
  const abfassung = abfassungOf(antragOf(row).vertrag)
  const moved = await moveAenderung(trx, row, 'druckfreigabe', {
    ...urheberOf(lage),
    spalten: { abfassung },
    daten: { abfassung },
  })
  await mailUnternehmen(trx, bezugOf(moved), 'vertragFreigegeben', {})
  return moved
}

/**
 * Takes the signatures on the printed version. Which version was signed says the scan, where one is named.
 *
 * @throws ProblemError rule-violated for a scan of another version
 */
export const sign = async (
  lage: Aenderungslage,
  { abfassung, unterschriften, dokument }: CreateVertragsunterzeichnung,
): Promise<AenderungRow> => {
  const { trx, aufrufer, row, now } = lage
  const antrag = antragOf(row)
  const isPassend = row.status === 'freigegebenZumDruck' && abfassung === row.abfassung
  const { einstellungen } = await readUmgebung(trx, aufrufer, antrag.vertrag, now)
  // Without a name the newest scan could be that of an earlier change, so it counts only where the chamber insists on one.
  const isScanNoetig = dokument?.kennung !== undefined || einstellungen.unlesbarerScan === 'ablehnung'
  if (isPassend && isScanNoetig)
    await checkScan(trx, { vertragId: row.vertrag_id, abfassung }, dokument, einstellungen, 'aenderung')
  return moveAenderung(trx, row, 'unterzeichnung', {
    ...urheberOf(lage),
    bedingungen: isPassend ? ['passenderScan'] : [],
    antrag: { ...antrag, vertrag: { ...withDokumente(antrag.vertrag, dokument && [dokument]), unterschriften } },
    daten: { abfassung },
  })
}

/** Freezes the changed contract and mails the links; the company may do so before it hands the change in. */
export const requestEmpfang = async (lage: Aenderungslage): Promise<AenderungRow> => {
  const { trx, deps, aufrufer, row, now } = lage
  checkZuweisung(lage)
  refuseNurMeldung(row)
  const antrag = antragOf(row)
  const { einstellungen } = await readUmgebung(trx, aufrufer, antrag.vertrag, now)
  await refuseForm(lage, antrag.vertrag)
  if (einstellungen.unterschriftNoetig)
    refuseBefunde([
      befund(
        'DAV-020',
        '/vertrag/vertragsform',
        'Diese Kammer verlangt den unterzeichneten Vertrag.',
        'This chamber wants the signed contract.',
      ),
    ])
  const abfassung = abfassungOf(antrag.vertrag)
  const moved = await moveAenderung(trx, row, 'bestaetigungsfreigabe', {
    ...urheberOf(lage),
    spalten: { abfassung },
    antrag: { ...antrag, vertrag: { ...antrag.vertrag, empfangsnachweise: [] } },
    daten: { abfassung },
  })
  await mailEmpfang(trx, deps.config, { id: row.vertrag_id, abfassung }, antrag.vertrag, now, row.id)
  return getAenderungRow(trx, moved.id)
}

/** Opens a frozen version again; its links, receipts and signatures end. */
export const reopen = async (lage: Aenderungslage, grund: string | undefined): Promise<AenderungRow> => {
  const { trx, aufrufer, row, now } = lage
  const antrag = antragOf(row)
  const { empfangsnachweise: _receipts, unterschriften: _signatures, ...vertrag } = antrag.vertrag
  await endEmpfang(trx, row.vertrag_id, now, row.id)
  return moveAenderung(trx, row, 'wiedereroeffnung', {
    ...urheberOf(lage),
    grund,
    bedingungen: eingang(row),
    antrag: { ...antrag, vertrag },
    spalten: {
      abfassung: null,
      ...(aufrufer.art === 'kammer' ? { zugewiesen_an: aufrufer.clientId, zugewiesen_am: now } : {}),
    },
  })
}
