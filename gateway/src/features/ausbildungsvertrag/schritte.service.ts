import type {
  CreateVertragsnachforderung,
  CreateVertragsnachreichung,
  CreateVertragsuebergehung,
  CreateVertragsunterzeichnung,
  Vertragsdokument,
  Vertragsentwurf,
  Vertragsuebergehung,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { grundFehlt } from '../unternehmen/unternehmen.service.ts'
import {
  type AusbildungsvertragRow,
  abfassungOf,
  endEmpfang,
  getVertragRow,
  vertragOf,
} from './ausbildungsvertrag.queries.ts'
import { listDokumentnamen, toBescheid } from './dokumentliste.ts'
import { mailEmpfang } from './empfang.service.ts'
import { checkScan } from './scanpruefung.ts'
import { formbefunde, pruefeMitUmgebung, readUmgebung, type Vertragsumgebung } from './umfeld.service.ts'
import { appendVertragsereignis } from './vertrag-ereignis.ts'
import { befund, refuseBefunde } from './vertragsbefund.ts'
import { mailAntragsteller } from './vertragsmail.ts'
import { moveVertrag, type Schritt, seiteOf, storeVersion } from './vertragsschritt.ts'

/** What a step is taken with: the transaction, who takes it, and the locked contract. */
export interface Lage {
  readonly trx: Knex.Transaction
  readonly deps: Pick<Deps, 'config'>
  readonly aufrufer: Angemeldeter
  readonly row: AusbildungsvertragRow
  readonly now: Date
}

/** Who takes the step, in the form that the table of states asks for. */
export const urheberOf = ({ aufrufer, now }: Lage): Pick<Schritt, 'seite' | 'durch' | 'now'> => ({
  seite: seiteOf(aufrufer),
  durch: aufrufer.clientId,
  now,
})

/** Whether it was handed in before, as conditions of a step. */
export const eingang = ({ eingereicht_am }: Pick<AusbildungsvertragRow, 'eingereicht_am'>) =>
  [eingereicht_am === null ? 'nichtEingereicht' : 'schonEingereicht'] as const

/** A contract that a clerk has taken is decided about by this clerk; any other one puts it back first. */
export const checkZuweisung = ({
  aufrufer,
  row,
}: {
  readonly aufrufer: Angemeldeter
  readonly row: { readonly status: string; readonly zugewiesen_an: string | null }
}): void => {
  if (row.status === 'inPruefung' && row.zugewiesen_an !== null && row.zugewiesen_an !== aufrufer.clientId)
    throw new ProblemError('conflict', { detail: 'Another clerk has taken the contract' })
}

/** Hands a contract in. @throws ProblemError rule-violated while its form is not complete */
export const submit = async (lage: Lage): Promise<AusbildungsvertragRow> => {
  const { trx, aufrufer, row, now } = lage
  const vertrag = vertragOf(row)
  refuseBefunde(formbefunde(vertrag, await readUmgebung(trx, aufrufer, vertrag, now)))
  return moveVertrag(trx, row, 'einreichung', {
    ...urheberOf(lage),
    bedingungen: eingang(row),
    spalten: { eingereicht_am: now, eingang_am: heuteOf(now), eingereicht_von: aufrufer.clientId },
    daten: { abfassung: abfassungOf(vertrag) },
  })
}

/** Takes a contract back; its links end. */
export const withdraw = async (lage: Lage, grund: string | undefined): Promise<AusbildungsvertragRow> => {
  await endEmpfang(lage.trx, lage.row.id, lage.now)
  return moveVertrag(lage.trx, lage.row, 'ruecknahme', { ...urheberOf(lage), grund })
}

/** Takes a contract from the inbox; whoever has it already has it. @throws ProblemError conflict when another one has */
export const claim = async (lage: Lage): Promise<AusbildungsvertragRow> => {
  const { trx, row, aufrufer, now } = lage
  if (row.status === 'inPruefung' && row.zugewiesen_an === aufrufer.clientId) return row
  if (row.status === 'inPruefung' && row.zugewiesen_an !== null)
    throw new ProblemError('conflict', { detail: 'Another clerk has taken the contract' })
  const spalten = { zugewiesen_an: aufrufer.clientId, zugewiesen_am: now }
  return moveVertrag(trx, row, 'uebernahme', { ...urheberOf(lage), spalten })
}

/** Puts a contract back. Any clerk may do so, because the one who has it may be away. */
export const giveBack = (lage: Lage, grund: string | undefined): Promise<AusbildungsvertragRow> => {
  const isSecondLook = lage.row.status === 'zweitpruefung'
  const spalten = { zugewiesen_an: null, zugewiesen_am: null, vorgeschlagen_von: null }
  return moveVertrag(lage.trx, lage.row, 'rueckgabe', {
    ...urheberOf(lage),
    grund,
    // The second pair of eyes gives it to the first one, who goes on with it.
    spalten: isSecondLook ? { zugewiesen_an: lage.row.vorgeschlagen_von, vorgeschlagen_von: null } : spalten,
  })
}

/** @throws ProblemError rule-violated for a deadline that is not after today */
export const checkFrist = (frist: string, now: Date): void => {
  if (frist > heuteOf(now)) return
  refuseBefunde([
    befund('DV-03', '/frist', 'Die Frist muss nach dem heutigen Tag liegen.', 'The deadline has to lie after today.'),
  ])
}

/** Asks the company for something until a day, and tells it. */
export const demand = async (
  lage: Lage,
  nachforderung: CreateVertragsnachforderung,
): Promise<AusbildungsvertragRow> => {
  const { trx, row, now } = lage
  checkZuweisung(lage)
  const { frist, text, dokumentarten = [] } = nachforderung
  checkFrist(frist, now)
  const moved = await moveVertrag(trx, row, 'nachforderung', {
    ...urheberOf(lage),
    grund: text,
    spalten: {
      grund: row.grund,
      nachforderung: JSON.stringify(nachforderung),
      antwort: null,
      // Whoever asks for something says that the application is not complete (DV-03).
      bescheid: JSON.stringify(
        toBescheid(lage, {
          vollstaendig: false,
          hinweis: text,
          ...(dokumentarten.length === 0 ? {} : { dokumentarten }),
        }),
      ),
    },
    daten: { frist },
  })
  const liste = dokumentarten.length === 0 ? '' : `\n\n${listDokumentnamen(dokumentarten)}`
  await mailAntragsteller(trx, moved, 'vertragNachforderung', { frist, text: `${text}${liste}` })
  return moved
}

/** Hands in what was asked for: a corrected contract, documents, an answer. */
export const supply = async (
  lage: Lage,
  { vertrag, dokumente, antwort }: CreateVertragsnachreichung,
): Promise<AusbildungsvertragRow> => {
  const { trx, aufrufer, row, now } = lage
  const next = withDokumente(vertrag ?? vertragOf(row), dokumente)
  refuseBefunde(formbefunde(next, await readUmgebung(trx, aufrufer, next, now)))
  return moveVertrag(trx, row, 'nachreichung', {
    ...urheberOf(lage),
    vertrag: next,
    // It goes back to the inbox: the clerk who asked may be away.
    spalten: { antwort: antwort ?? null, zugewiesen_an: null, zugewiesen_am: null },
    daten: { abfassung: abfassungOf(next) },
  })
}

const withDokumente = (vertrag: Vertragsentwurf, dokumente: readonly Vertragsdokument[] = []): Vertragsentwurf => {
  if (dokumente.length === 0) return vertrag
  const alle = [...(vertrag.dokumente ?? []), ...dokumente]
  if (alle.length > 60)
    refuseBefunde([
      befund('DV-07', '/dokumente', 'Ein Vertrag hat höchstens 60 Dokumente.', 'A contract has at most 60 documents.'),
    ])
  return { ...vertrag, dokumente: alle }
}

/** Settles a finding of the check, with the reason. */
export const override = async (
  lage: Lage,
  { regel, pfad, grund }: CreateVertragsuebergehung,
): Promise<AusbildungsvertragRow> => {
  const { trx, aufrufer, row, now } = lage
  checkZuweisung(lage)
  if (row.status !== 'inPruefung')
    throw new ProblemError('conflict', { detail: `The contract is in the state ${row.status}` })
  if (grund.trim() === '') throw grundFehlt('DV-03')
  const others = (JSON.parse(row.uebergehungen) as Vertragsuebergehung[]).filter(
    (settled) => settled.regel !== regel || settled.pfad !== pfad,
  )
  const settled = { regel, pfad, grund, durch: aufrufer.clientId, zeitpunkt: now.toISOString() }
  const stored = await storeVersion(trx, row, now, { uebergehungen: JSON.stringify([...others, settled]) })
  await appendVertragsereignis(trx, {
    vertragId: row.id,
    art: 'vertrag.uebergehung',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten: { regel },
  })
  return stored
}

/** A document that is due with the signed contract and is not there (DV-24). */
const refuseOhneErstuntersuchung = (vertrag: Vertragsentwurf, umgebung: Vertragsumgebung, now: Date): void => {
  const { berechnung } = pruefeMitUmgebung(vertrag, [], umgebung, null, now)
  const missing = berechnung.dokumente.find(
    ({ art, pflicht, vorhanden }) => art === 'erstuntersuchung' && pflicht && !vorhanden,
  )
  if (missing)
    refuseBefunde([
      befund(
        'DV-24',
        '/vertrag/dokumente',
        'Die Bescheinigung über die Erstuntersuchung fehlt; sie liegt spätestens mit dem unterzeichneten Vertrag vor.',
        'The certificate of the first examination is missing; it is there at the latest with the signed contract.',
      ),
    ])
}

/**
 * Takes the signatures on the printed version. Which version was signed says the scan, where one is in the safe.
 *
 * @throws ProblemError rule-violated for a scan of another contract or version, and without a document that is due now
 */
export const sign = async (
  lage: Lage,
  { abfassung, unterschriften, dokument }: CreateVertragsunterzeichnung,
): Promise<AusbildungsvertragRow> => {
  const { trx, aufrufer, row, now } = lage
  const vertrag = { ...withDokumente(vertragOf(row), dokument && [dokument]), unterschriften }
  const isPassend = row.status === 'freigegebenZumDruck' && abfassung === row.abfassung
  const umgebung = await readUmgebung(trx, aufrufer, vertrag, now)
  if (isPassend) refuseOhneErstuntersuchung(vertrag, umgebung, now)
  const scan = isPassend
    ? await checkScan(trx, { vertragId: row.id, abfassung }, dokument, umgebung.einstellungen)
    : undefined
  return moveVertrag(trx, row, 'unterzeichnung', {
    ...urheberOf(lage),
    bedingungen: isPassend ? ['passenderScan'] : [],
    vertrag,
    daten: { abfassung, ...(scan === undefined ? {} : { scan }) },
  })
}

/** Freezes the version and mails the links; the company may do so before it hands the contract in. */
export const requestEmpfang = async (lage: Lage): Promise<AusbildungsvertragRow> => {
  const { trx, deps, aufrufer, row, now } = lage
  checkZuweisung(lage)
  const vertrag = vertragOf(row)
  const umgebung = await readUmgebung(trx, aufrufer, vertrag, now)
  refuseBefunde(formbefunde(vertrag, umgebung))
  if (umgebung.einstellungen.unterschriftNoetig)
    refuseBefunde([
      befund(
        'DAV-020',
        '/vertragsform',
        'Diese Kammer verlangt den unterzeichneten Vertrag.',
        'This chamber wants the signed contract.',
      ),
    ])
  const abfassung = abfassungOf(vertrag)
  const moved = await moveVertrag(trx, row, 'bestaetigungsfreigabe', {
    ...urheberOf(lage),
    spalten: { abfassung },
    // Receipts of an earlier version prove nothing about this one.
    vertrag: { ...vertrag, empfangsnachweise: [] },
    daten: { abfassung },
  })
  await mailEmpfang(trx, deps.config, moved, vertrag, now)
  return getVertragRow(trx, row.id)
}

/** Opens a frozen version again; its links, receipts and signatures end. */
export const reopen = async (lage: Lage, grund: string | undefined): Promise<AusbildungsvertragRow> => {
  const { trx, aufrufer, row, now } = lage
  const { empfangsnachweise: _receipts, unterschriften: _signatures, ...vertrag } = vertragOf(row)
  const isKammer = aufrufer.art === 'kammer'
  await endEmpfang(trx, row.id, now)
  return moveVertrag(trx, row, 'wiedereroeffnung', {
    ...urheberOf(lage),
    grund,
    bedingungen: eingang(row),
    vertrag,
    spalten: { abfassung: null, ...(isKammer ? { zugewiesen_an: aufrufer.clientId, zugewiesen_am: now } : {}) },
  })
}
