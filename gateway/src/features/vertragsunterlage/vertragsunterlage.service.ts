import type { Readable } from 'node:stream'
import {
  type Berufsfassung,
  type Dokumentart,
  isVertragAenderbar,
  limits,
  type Vertragsunterlage,
  type Vertragsunterlagen,
  type VertragsunterlageParameter,
  vertragZustand,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { inTransaktion, kurzAlsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { type Angenommen, receiveDokument } from '../../dokumente/annahme.ts'
import { makeDateiname } from '../../dokumente/dateiname.ts'
import { removeDokument, takeDokument } from '../../dokumente/tresor.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { type AusbildungsvertragRow, vertragOf } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { pruefeMitUmgebung, readUmgebung } from '../ausbildungsvertrag/umfeld.service.ts'
import { fassungOf, listUnterlagen, type UnterlageRow, zuViele } from '../ausbildungsvertrag/unterlagen.queries.ts'
import { appendVertragsereignis } from '../ausbildungsvertrag/vertrag-ereignis.ts'
import { befund, refuseBefunde } from '../ausbildungsvertrag/vertragsbefund.ts'
import { readVertragRow, seiteOf, storeVersion, takeVertrag } from '../ausbildungsvertrag/vertragsschritt.ts'
import { findPlatz, listPlaetze, type Platz } from './plaetze.ts'

/** Kinds of documents that may be a printed contract, whose mark is read. */
const gedruckte = new Set<Dokumentart>(['vertrag', 'antrag', 'aenderung'])

const toUnterlage = (row: UnterlageRow, { id, abfassung }: AusbildungsvertragRow): Vertragsunterlage => ({
  id: row.dokument_id,
  vertragId: row.vertrag_id,
  art: row.art,
  ...(row.bezug === null ? {} : { bezug: row.bezug }),
  dateiname: row.dateiname,
  medientyp: row.medientyp,
  groesse: Number(row.groesse),
  seiten: row.seiten,
  sha256: row.sha256.toString('hex'),
  ...(row.datum === null ? {} : { datum: row.datum }),
  ...(row.art === 'vertrag' ? { fassung: fassungOf(row, { vertragId: id, abfassung }) } : {}),
  durch: row.durch,
  erstelltAm: row.erstellt_am.toISOString(),
})

const readPlaetze = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  row: AusbildungsvertragRow,
  katalog: readonly Berufsfassung[],
  now: Date,
): Promise<Platz[]> => {
  const vertrag = vertragOf(row)
  const { berechnung } = pruefeMitUmgebung(
    vertrag,
    katalog,
    await readUmgebung(trx, aufrufer, vertrag, now),
    row.eingang_am,
    now,
  )
  return listPlaetze({
    status: row.status,
    herkunft: row.herkunft,
    bedarf: berechnung.dokumente,
    vorhanden: new Set((vertrag.dokumente ?? []).flatMap(({ art }) => art ?? [])),
    nachforderung: row.nachforderung === null ? undefined : JSON.parse(row.nachforderung),
  })
}

/** The documents of a contract and the slots that are open. @throws ProblemError not-found */
export const readUnterlagen = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  vertragId: string,
  katalog: readonly Berufsfassung[],
  now: Date,
): Promise<Vertragsunterlagen> => {
  const row = await readVertragRow(trx, aufrufer, vertragId)
  const unterlagen = await listUnterlagen(trx, vertragId)
  const plaetze = await readPlaetze(trx, aufrufer, row, katalog, now)
  const isIn = ({ art, bezug }: Platz, one: UnterlageRow): boolean =>
    one.art === art && (bezug === undefined || one.bezug === null || one.bezug === bezug)
  return {
    plaetze: plaetze.map((platz) => ({
      ...platz,
      dokumente: unterlagen.filter((one) => isIn(platz, one)).map(({ dokument_id }) => dokument_id),
    })),
    dokumente: unterlagen.map((one) => toUnterlage(one, row)),
  }
}

const refuseEnded = ({ status }: AusbildungsvertragRow): void => {
  if (vertragZustand.ende.includes(status))
    throw new ProblemError('conflict', { detail: `The contract is in the state ${status}` })
}

/** @throws ProblemError rule-violated that names the slots that are open */
const refuseOhnePlatz = (plaetze: readonly Platz[], art: Dokumentart, bezug: string | undefined): void => {
  if (findPlatz(plaetze, art, bezug) !== undefined) return
  const open = plaetze.map((platz) => (platz.bezug === undefined ? platz.art : `${platz.art} (${platz.bezug})`))
  refuseBefunde([
    {
      ...befund(
        'DV-07',
        bezug === undefined || !plaetze.some((platz) => platz.art === art) ? '/art' : '/bezug',
        'Ein solches Dokument ist bei diesem Vertrag nicht vorgesehen; als „sonstiges“ wird es angenommen.',
        'This contract asks for no such document; as `sonstiges` it is taken.',
      ),
      gefunden: bezug === undefined ? art : `${art} (${bezug})`.slice(0, 300),
      erwartet: open.join(', ').slice(0, 300),
    },
  ])
}

const countDokumente = (row: AusbildungsvertragRow): number => vertragOf(row).dokumente?.length ?? 0

/** What is uploaded, and by whom. */
export interface Unterlagenupload {
  readonly aufrufer: Angemeldeter
  readonly vertragId: string
  readonly medientyp: string
  readonly inhalt: Readable
  /** What its sender calls it. */
  readonly dateiname: string | undefined
  readonly angaben: VertragsunterlageParameter
}

/**
 * Stores a document of a contract in a slot that is open. The slot is looked at before the bytes are read, and once more under
 * the lock of the contract, which is not held while the bytes arrive.
 *
 * @throws ProblemError not-found, conflict once the contract has ended, rule-violated without a slot, and those of
 *   {@link receiveDokument}; then nothing is stored
 */
export const storeUnterlage = async (
  deps: Deps,
  { aufrufer, vertragId, medientyp, inhalt, dateiname, angaben }: Unterlagenupload,
  katalog: readonly Berufsfassung[],
): Promise<Vertragsunterlage> => {
  const { art = 'sonstiges', bezug, sha256 } = angaben
  const checkPlatz = async (trx: Knex.Transaction, row: AusbildungsvertragRow): Promise<void> => {
    refuseEnded(row)
    refuseOhnePlatz(await readPlaetze(trx, aufrufer, row, katalog, deps.now()), art, bezug)
  }
  await inTransaktion(deps, aufrufer, async (trx) => {
    const row = await readVertragRow(trx, aufrufer, vertragId)
    await checkPlatz(trx, row)
    if (countDokumente(row) >= limits.vertragsdokumente) refuseBefunde([zuViele])
  })
  const dokument = await receiveDokument(deps, inhalt, {
    typ: medientyp,
    hoechstens: limits.vertragsdokument,
    sha256,
    mitMarken: gedruckte.has(art),
    regel: 'DV-07',
  })
  let isTaken = false
  try {
    return await inTransaktion(deps, aufrufer, async (trx) => {
      const now = deps.now()
      const row = await takeVertrag(trx, aufrufer, vertragId, undefined)
      const same = (await listUnterlagen(trx, vertragId)).find(
        (one) => one.art === art && one.bezug === (bezug ?? null) && one.sha256.toString('hex') === dokument.sha256,
      )
      if (same) return toUnterlage(same, row)
      await checkPlatz(trx, row)
      const stored = await link(trx, aufrufer, row, dokument, { ...angaben, art, dateiname }, now)
      isTaken = true
      return stored
    })
  } catch (error) {
    isTaken = false
    throw error
  } finally {
    if (!isTaken) await removeDokument(deps, dokument.id)
  }
}

/** Makes a document one of the contract, which names it from now on. */
const link = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  row: AusbildungsvertragRow,
  { id, medientyp, seiten, marken, sha256 }: Angenommen,
  {
    art,
    bezug,
    dateiname,
    datum,
  }: VertragsunterlageParameter & { readonly art: Dokumentart; readonly dateiname: string | undefined },
  now: Date,
): Promise<Vertragsunterlage> => {
  await kurzAlsSystem(trx, aufrufer, now, () => takeDokument(trx, id, medientyp, now))
  await trx('vertragsunterlage').insert({
    dokument_id: id,
    vertrag_id: row.id,
    art,
    bezug: bezug ?? null,
    dateiname: makeDateiname(dateiname, medientyp, art),
    datum: datum ?? null,
    seiten,
    marken: JSON.stringify(marken),
    seite: seiteOf(aufrufer),
    durch: aufrufer.clientId,
    erstellt_am: now,
  })
  const next = await storeVersion(trx, row, now, {}, vertragOf(row))
  await appendVertragsereignis(trx, {
    vertragId: row.id,
    art: 'vertrag.unterlage',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten: { dokument: id, dokumentart: art, sha256 },
  })
  const stored = (await listUnterlagen(trx, row.id)).find(({ dokument_id }) => dokument_id === id)
  if (!stored) throw new Error(`the document ${id} vanished`)
  return toUnterlage(stored, next)
}

/** A document of a contract that the caller may see. @throws ProblemError not-found */
export const findUnterlage = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  vertragId: string,
  dokumentId: string,
): Promise<UnterlageRow> => {
  await readVertragRow(trx, aufrufer, vertragId)
  const found = (await listUnterlagen(trx, vertragId)).find(({ dokument_id }) => dokument_id === dokumentId)
  if (!found) throw new ProblemError('not-found', { detail: `Dokument ${dokumentId}` })
  return found
}

/** Whether who uploaded a document may still take it back; a wrong scan may be replaced while signatures are awaited. */
const isRemovable = ({ status }: AusbildungsvertragRow, { seite, art }: UnterlageRow): boolean =>
  (seite === 'kammer' ? status === 'inPruefung' : isVertragAenderbar(status)) ||
  (status === 'freigegebenZumDruck' && art === 'vertrag')

/**
 * Removes a document; its bytes and its key are erased with it.
 *
 * @throws ProblemError not-found, conflict when the contract can no longer be changed or the other side uploaded it
 */
export const removeUnterlage = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  vertragId: string,
  dokumentId: string,
  now: Date,
): Promise<void> => {
  const row = await takeVertrag(trx, aufrufer, vertragId, undefined)
  const found = await findUnterlage(trx, aufrufer, vertragId, dokumentId)
  if (found.seite !== seiteOf(aufrufer))
    throw new ProblemError('conflict', { detail: 'The other side uploaded the document' })
  if (!isRemovable(row, found))
    throw new ProblemError('conflict', { detail: `The contract is in the state ${row.status}` })
  await trx('vertragsunterlage').where({ dokument_id: dokumentId }).delete()
  const { dokumente = [], ...vertrag } = vertragOf(row)
  const left = dokumente.filter(({ kennung }) => kennung !== dokumentId)
  await storeVersion(trx, row, now, {}, { ...vertrag, ...(left.length === 0 ? {} : { dokumente: left }) })
  await appendVertragsereignis(trx, {
    vertragId,
    art: 'vertrag.unterlageEntfernt',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten: { dokument: dokumentId },
  })
}
