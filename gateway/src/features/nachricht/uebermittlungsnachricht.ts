import type { CreateFreigabe, Uebermittlungsnachricht, Verstoss } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { type AnforderungRow, findAnforderung } from '../anforderung/anforderung.queries.ts'
import { befund, refuse } from '../anforderung/vorgangsbefund.ts'
import { grantFreigabe } from '../freigabe/freigabe.service.ts'
import { storeLieferung } from '../lieferung/lieferung.service.ts'
import { type Paketbau, transferHeft } from '../uebermittlung/uebermittlung.service.ts'
import { movePointers } from './pointers.ts'

/** What became of the message 0104. */
export interface UebermittlungsnachrichtErgebnis {
  readonly uebermittlungId: string
  /** Findings of the completeness report; pointers start at the body of the message where it holds the book. */
  readonly verstoesse: readonly Verstoss[]
}

/** Stores the book that comes along; every item that is refused is named with its place in the message. */
const storeHeft = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  lieferung: NonNullable<Uebermittlungsnachricht['lieferung']>,
  now: Date,
): Promise<string> => {
  const lines = await storeLieferung(trx, aufrufer, lieferung, now)
  const verstoesse = lines.flatMap(({ art, position, verstoesse = [], ergebnis }) => {
    const place = art === 'berichtsheft' ? '/lieferung/berichtsheft' : `/lieferung/ausbildungsnachweise/${position - 1}`
    return ergebnis === 'abgelehnt' ? movePointers(verstoesse, place) : []
  })
  refuse(verstoesse)
  const id = lines[0]?.id
  if (id === undefined) throw new Error('a book was stored without id')
  return id
}

const findHeftId = async (trx: Knex.Transaction, aufrufer: Angemeldeter, fremdId: string): Promise<string> => {
  const row: { id: string } | undefined = await trx('fremdschluessel')
    .where({ anbieter_id: aufrufer.anbieterId, art: 'h', fremd_id: fremdId })
    .first('id')
  if (!row) refuse([befund('heftUnbekannt', '/berichtsheftFremdId')])
  return row?.id ?? ''
}

/** The book of the message: the one that comes along, the one that it names, or the one that was requested. */
const resolveHeft = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { lieferung, berichtsheftFremdId: fremdId }: Uebermittlungsnachricht,
  anforderung: AnforderungRow | undefined,
  now: Date,
): Promise<string> => {
  if (lieferung) {
    if (fremdId !== undefined && fremdId !== lieferung.berichtsheft.fremdId) {
      refuse([befund('heftPasstNicht', '/berichtsheftFremdId')])
    }
    return storeHeft(trx, aufrufer, lieferung, now)
  }
  if (fremdId !== undefined) return findHeftId(trx, aufrufer, fremdId)
  if (!anforderung) refuse([befund('heftUnbestimmt', '/berichtsheftFremdId')])
  return anforderung?.berichtsheft_id ?? ''
}

/** The request that a message answers, if it answers one. */
const findAnswered = async (trx: Knex.Transaction, id: string | undefined): Promise<AnforderungRow | undefined> => {
  if (id === undefined) return undefined
  const row = await findAnforderung(trx, id)
  if (!row) throw new ProblemError('not-found', { detail: `Anforderung ${id}` })
  return row
}

/**
 * Does what the message 0104 asks for: stores the book if it comes along, releases it, and transfers it, in the running
 * transaction, so whole or not at all. The steps and their rules are those of the JSON operations.
 *
 * @throws ProblemError with pointers that start at the body of the message
 */
export const takeUebermittlungsnachricht = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  inhalt: Uebermittlungsnachricht,
  bau: Paketbau,
  now: Date,
): Promise<UebermittlungsnachrichtErgebnis> => {
  const { unternehmen, freigebender, gueltigBis, erklaerungen, anforderungId, lieferung } = inhalt
  const anforderung = await findAnswered(trx, anforderungId)
  const knr = inhalt.knr ?? anforderung?.knr
  const zweck = inhalt.zweck ?? anforderung?.zweck
  if (knr === undefined || zweck === undefined) {
    throw new ProblemError('rule-violated', {
      verstoesse: [
        ...(knr === undefined ? [befund('kammerUnbestimmt', '/knr')] : []),
        ...(zweck === undefined ? [befund('zweckUnbestimmt', '/zweck')] : []),
      ],
    })
  }
  const berichtsheftId = await resolveHeft(trx, aufrufer, inhalt, anforderung, now)
  const eingabe: CreateFreigabe = {
    berichtsheftId,
    knr,
    zweck,
    gueltigBis,
    freigebender,
    unternehmen,
    ...(anforderungId === undefined ? {} : { anforderungId }),
  }
  const freigabe = await grantFreigabe(trx, aufrufer, eingabe, now)
  const uebermittlung = await transferHeft(
    trx,
    aufrufer,
    { freigabeId: freigabe.id, ...(erklaerungen === undefined ? {} : { erklaerungen }) },
    bau,
    now,
  )
  const verstoesse = placeInMessage(uebermittlung.verstoesse, uebermittlung.fremdIds, lieferung)
  return { uebermittlungId: uebermittlung.row.id, verstoesse }
}

/**
 * The findings of a package speak of its reports in the order of their pages; in the message they stand where the sender put
 * them. What the message does not hold has no place in it.
 */
const placeInMessage = (
  findings: readonly Verstoss[],
  fremdIds: readonly string[],
  lieferung: Uebermittlungsnachricht['lieferung'],
): Verstoss[] => {
  const places = new Map(lieferung?.ausbildungsnachweise.map(({ fremdId }, i) => [fremdId, i]))
  return findings.map((verstoss) => {
    const [, page, rest] = /^\/ausbildungsnachweise\/(\d+)(.*)$/su.exec(verstoss.pfad) ?? []
    const place = page === undefined ? undefined : places.get(fremdIds[Number(page)] ?? '')
    if (place !== undefined) return { ...verstoss, pfad: `/lieferung/ausbildungsnachweise/${place}${rest}` }
    const inHead = lieferung !== undefined && verstoss.pfad.startsWith('/berichtsheft')
    return { ...verstoss, pfad: inHead ? `/lieferung${verstoss.pfad}` : '' }
  })
}
