import {
  transitionVertrag,
  type Verstoss,
  type Vertragsbedingung,
  type Vertragsentwurf,
  type Vertragsseite,
  type Vertragsvorgang,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { ProblemError } from '../../problem-error.ts'
import { checkStand } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { grundFehlt } from '../unternehmen/unternehmen.service.ts'
import {
  type AusbildungsvertragRow,
  abfassungOf,
  endEmpfang,
  findVertragRow,
  gelesenerVertrag,
  getVertragRow,
  type Vertragsspalten,
  vertragsspalten,
} from './ausbildungsvertrag.queries.ts'
import { listUnterlagen, nameUnterlagen } from './unterlagen.queries.ts'
import { appendVertragsereignis } from './vertrag-ereignis.ts'
import { befund, refuseBefunde, refusedStep } from './vertragsbefund.ts'
import type { Vorgangsrow } from './vorgangsspalten.ts'

const missing = (id: string) => new ProblemError('not-found', { detail: `Ausbildungsvertrag ${id}` })

/** A contract that the caller may see. @throws ProblemError not-found */
export const readVertragRow = async (db: Knex, aufrufer: Angemeldeter, id: string): Promise<AusbildungsvertragRow> => {
  const row = await findVertragRow(db, aufrufer, id)
  if (!row) throw missing(id)
  return row
}

/**
 * Keeps who has written or handed in a contract, or a change of one, for a company from deciding about it as a clerk: nobody
 * else would have looked.
 *
 * @throws ProblemError forbidden
 */
export const refuseOwn = (
  { antragsteller, eingereicht_von }: Pick<Vorgangsrow, 'antragsteller' | 'eingereicht_von'>,
  { art, clientId }: Angemeldeter,
): void => {
  if (art === 'kammer' && (antragsteller === clientId || eingereicht_von === clientId))
    throw new ProblemError('forbidden', {
      detail: 'Somebody else of the chamber decides about what one has handed in oneself',
    })
}

/**
 * The same, locked, and as the caller last saw it; for a change of it.
 *
 * @throws ProblemError not-found, precondition-failed, forbidden for a clerk who handed it in himself
 */
export const takeVertrag = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
): Promise<AusbildungsvertragRow> => {
  const locked = await trx('ausbildungsvertrag').where({ id }).forUpdate().first('id')
  if (!locked) throw missing(id)
  const row = await readVertragRow(trx, aufrufer, id)
  refuseOwn(row, aufrufer)
  await checkStand(expected, row.version, () => gelesenerVertrag(row))
  return row
}

/** Which side a caller is on. */
export const seiteOf = ({ art }: Angemeldeter): Vertragsseite => (art === 'kammer' ? 'kammer' : 'antragsteller')

/** Who takes a step, with what, and what it changes beside the state. */
export interface Schritt {
  readonly seite: Vertragsseite
  readonly durch: string
  readonly now: Date
  readonly grund?: string | undefined
  readonly bedingungen?: readonly Vertragsbedingung[]
  /** Errors of the check that are open, told where they are the reason of a refusal. */
  readonly offene?: readonly Verstoss[]
  readonly spalten?: Vertragsspalten
  /** The contract as it is from now on. */
  readonly vertrag?: Vertragsentwurf
  /** Ids, codes and hashes that the event tells besides. */
  readonly daten?: Readonly<Record<string, string>>
}

/** What a changed text takes along: what proved something about the frozen one ends. */
const endProofs = async (
  trx: Knex.Transaction,
  { id, abfassung }: AusbildungsvertragRow,
  vertrag: Vertragsentwurf,
  now: Date,
): Promise<{ spalten: Vertragsspalten; vertrag: Vertragsentwurf }> => {
  if (abfassung === null || abfassungOf(vertrag) === abfassung) return { spalten: {}, vertrag }
  await endEmpfang(trx, id, now)
  const { empfangsnachweise: _receipts, unterschriften: _signatures, ...text } = vertrag
  return { spalten: { abfassung: null }, vertrag: text }
}

/** Stores a change of a locked contract as its next version. A text that is no longer the frozen one loses its proofs. */
export const storeVersion = async (
  trx: Knex.Transaction,
  row: AusbildungsvertragRow,
  now: Date,
  spalten: Vertragsspalten,
  vertrag?: Vertragsentwurf,
): Promise<AusbildungsvertragRow> => {
  if (vertrag !== undefined && row.eingereicht_am !== null && (vertrag.knr ?? null) !== row.knr)
    refuseBefunde([
      befund(
        'DV-02',
        '/vertrag/knr',
        'Nach der Einreichung bleibt die Kammer dieselbe.',
        'The chamber stays the same once the contract was handed in.',
      ),
    ])
  const named = vertrag && nameUnterlagen(vertrag, await listUnterlagen(trx, row.id))
  const text = named && (await endProofs(trx, row, named, now))
  await refuseDoppel(() =>
    trx('ausbildungsvertrag')
      .where({ id: row.id })
      .update({
        ...(text && { ...text.spalten, ...vertragsspalten(text.vertrag) }),
        ...spalten,
        version: row.version + 1,
        geaendert_am: now,
      }),
  )
  return getVertragRow(trx, row.id)
}

/** What there is already, by the index that says so. */
const doppel: Readonly<Record<string, string>> = {
  ausbildungsvertrag_fremd_id: 'There is a contract with this fremdId already',
  ausbildungsvertrag_nummer: 'Another contract of the chamber is registered under this number',
}

/** Runs a change that may meet another application for the same contract. */
export const refuseDoppel = async <T>(work: () => PromiseLike<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code !== '23505') throw error
    throw new ProblemError('conflict', {
      detail:
        doppel[constraint ?? ''] ??
        'There is an application for this contract already: same company, apprentice and begin',
      cause: error,
    })
  }
}

/**
 * Moves a locked contract on, by the table of states, and appends the event.
 *
 * @throws ProblemError conflict when the state does not allow it, rule-violated for what can be mended
 */
export const moveVertrag = async (
  trx: Knex.Transaction,
  row: AusbildungsvertragRow,
  vorgang: Vertragsvorgang,
  { seite, durch, now, grund, bedingungen = [], offene, spalten = {}, vertrag, daten }: Schritt,
): Promise<AusbildungsvertragRow> => {
  const ergebnis = transitionVertrag(row.status, vorgang, {
    durch: seite,
    bedingungen,
    ...(grund === undefined ? {} : { kommentar: grund }),
  })
  if ('fehler' in ergebnis) {
    if (ergebnis.fehler === 'kommentarFehlt') throw grundFehlt('DV-03')
    throw refusedStep(row.status, ergebnis.fehler === 'bedingungFehlt' ? ergebnis.bedingung : undefined, offene)
  }
  const moved = await storeVersion(
    trx,
    row,
    now,
    { ...(grund === undefined ? {} : { grund }), ...spalten, status: ergebnis.nach },
    vertrag,
  )
  await appendVertragsereignis(trx, {
    vertragId: row.id,
    art: `vertrag.${vorgang}`,
    durch,
    zeitpunkt: now,
    daten: { ...daten, status: ergebnis.nach },
  })
  return moved
}
