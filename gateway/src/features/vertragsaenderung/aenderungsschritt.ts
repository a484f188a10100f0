import {
  type Aenderungsbedingung,
  type Aenderungsvorgang,
  type Berufsfassung,
  type CreateVertragsaenderung,
  transitionAenderung,
  type Verstoss,
  type Vertragsaenderungsstatus,
  type Vertragsbedingung,
  type Vertragsseite,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import {
  type AusbildungsvertragRow,
  abfassungOf,
  endEmpfang,
  getVertragRow,
} from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { appendVertragsereignis } from '../ausbildungsvertrag/vertrag-ereignis.ts'
import { refusedStep } from '../ausbildungsvertrag/vertragsbefund.ts'
import { refuseOwn, seiteOf } from '../ausbildungsvertrag/vertragsschritt.ts'
import { grundFehlt } from '../unternehmen/unternehmen.service.ts'
import {
  type AenderungRow,
  type Aenderungsspalten,
  antragsspalten,
  findAenderungRow,
  geleseneAenderung,
  getAenderungRow,
} from './aenderung.queries.ts'

const missing = (id: string) => new ProblemError('not-found', { detail: `Vertragsaenderung ${id}` })

/** A change that the caller may see. @throws ProblemError not-found */
export const readAenderungRow = async (db: Knex, aufrufer: Angemeldeter, id: string): Promise<AenderungRow> => {
  const row = await findAenderungRow(db, aufrufer, id)
  if (!row) throw missing(id)
  return row
}

/** A change with its contract, both locked. */
export interface Aenderungsfall {
  readonly row: AenderungRow
  readonly vertragRow: AusbildungsvertragRow
}

/**
 * A change with its contract, both locked, the contract first: its chain of events takes those of the change, too.
 *
 * @throws ProblemError not-found, precondition-failed, forbidden for a clerk who handed it in himself
 */
export const takeAenderung = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
): Promise<Aenderungsfall> => {
  const { vertrag_id } = await readAenderungRow(trx, aufrufer, id)
  if (!(await trx('ausbildungsvertrag').where({ id: vertrag_id }).forUpdate().first('id'))) throw missing(id)
  const row = await readAenderungRow(trx, aufrufer, id)
  refuseOwn(row, aufrufer)
  await checkStand(expected, row.version, () => geleseneAenderung(row))
  return { row, vertragRow: await getVertragRow(trx, vertrag_id) }
}

/** Who takes a step, with what, and what it changes beside the state. */
export interface Aenderungsschritt {
  readonly seite: Vertragsseite
  readonly durch: string
  readonly now: Date
  readonly grund?: string | undefined
  readonly bedingungen?: readonly Aenderungsbedingung[]
  /** Errors of the check that are open, told where they are the reason of a refusal. */
  readonly offene?: readonly Verstoss[]
  readonly spalten?: Aenderungsspalten
  /** What is applied for from now on. */
  readonly antrag?: CreateVertragsaenderung
  /** Ids, codes and hashes that the event tells besides. */
  readonly daten?: Readonly<Record<string, string>>
}

/** What a changed text takes along: what proved something about the frozen one ends. */
const endProofs = async (
  trx: Knex.Transaction,
  { id, vertrag_id, abfassung }: AenderungRow,
  antrag: CreateVertragsaenderung,
  now: Date,
): Promise<Aenderungsspalten> => {
  if (abfassung === null || abfassungOf(antrag.vertrag) === abfassung) return antragsspalten(antrag)
  await endEmpfang(trx, vertrag_id, now, id)
  const { empfangsnachweise: _receipts, unterschriften: _signatures, ...vertrag } = antrag.vertrag
  return { ...antragsspalten({ ...antrag, vertrag }), abfassung: null }
}

/** Stores a change of a locked change as its next version. A text that is no longer the frozen one loses its proofs. */
export const storeAenderung = async (
  trx: Knex.Transaction,
  row: AenderungRow,
  now: Date,
  spalten: Aenderungsspalten,
  antrag?: CreateVertragsaenderung,
): Promise<AenderungRow> => {
  await trx('vertragsaenderung')
    .where({ id: row.id })
    .update({
      ...(antrag && (await endProofs(trx, row, antrag, now))),
      ...spalten,
      version: row.version + 1,
      geaendert_am: now,
    })
  return getAenderungRow(trx, row.id)
}

/** Appends an event of a change to the chain of its contract. */
export const appendAenderungsereignis = (
  trx: Knex,
  { id, vertrag_id }: Pick<AenderungRow, 'id' | 'vertrag_id'>,
  schritt: string,
  { durch, now, daten }: Pick<Aenderungsschritt, 'durch' | 'now' | 'daten'>,
): Promise<void> =>
  appendVertragsereignis(trx, {
    vertragId: vertrag_id,
    art: `vertrag.aenderung.${schritt}`,
    durch,
    zeitpunkt: now,
    daten: { ...daten, aenderungId: id },
  })

const isVertragsbedingung = (bedingung: Aenderungsbedingung): bedingung is Vertragsbedingung =>
  bedingung !== 'nurMeldung' && bedingung !== 'wirksam'

/** Where a step leads. @throws ProblemError conflict, rule-violated */
const stateAfter = (
  von: Vertragsaenderungsstatus,
  vorgang: Aenderungsvorgang,
  { seite, grund, bedingungen = [], offene }: Aenderungsschritt,
): Vertragsaenderungsstatus => {
  const ergebnis = transitionAenderung(von, vorgang, {
    durch: seite,
    bedingungen,
    ...(grund === undefined ? {} : { kommentar: grund }),
  })
  if ('nach' in ergebnis) return ergebnis.nach
  if (ergebnis.fehler === 'kommentarFehlt') throw grundFehlt('DV-12')
  const bedingung = ergebnis.fehler === 'bedingungFehlt' ? ergebnis.bedingung : undefined
  throw refusedStep(von, bedingung !== undefined && isVertragsbedingung(bedingung) ? bedingung : undefined, offene)
}

/**
 * Moves a locked change on, by the table of states, and appends the event to the chain of the contract.
 *
 * @throws ProblemError conflict when the state does not allow it, rule-violated for what can be mended
 */
export const moveAenderung = async (
  trx: Knex.Transaction,
  row: AenderungRow,
  vorgang: Aenderungsvorgang,
  schritt: Aenderungsschritt,
): Promise<AenderungRow> => {
  const { grund, now, spalten = {}, antrag, daten } = schritt
  const status = stateAfter(row.status, vorgang, schritt)
  const moved = await storeAenderung(
    trx,
    row,
    now,
    { ...(grund === undefined ? {} : { grund }), ...spalten, status },
    antrag,
  )
  await appendAenderungsereignis(trx, row, vorgang, { ...schritt, daten: { ...daten, status } })
  return moved
}

/** What a step is taken with: the transaction, who takes it, and the locked change with its contract. */
export interface Aenderungslage extends Aenderungsfall {
  readonly trx: Knex.Transaction
  readonly deps: Pick<Deps, 'config'>
  readonly aufrufer: Angemeldeter
  readonly katalog: readonly Berufsfassung[]
  readonly now: Date
}

/** Who takes the step, in the form that the table of states asks for. */
export const urheberOf = ({
  aufrufer,
  now,
}: Pick<Aenderungslage, 'aufrufer' | 'now'>): Pick<Aenderungsschritt, 'seite' | 'durch' | 'now'> => ({
  seite: seiteOf(aufrufer),
  durch: aufrufer.clientId,
  now,
})
