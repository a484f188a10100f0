import {
  type CreateHeftannahme,
  canonicalize,
  type Heftangebot,
  isEingetragen,
  toHeftvorschlag,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { type AusbildungsvertragRow, vertragOf } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { appendVertragsereignis } from '../ausbildungsvertrag/vertrag-ereignis.ts'
import { befund, refuseBefunde, refusedBefunde } from '../ausbildungsvertrag/vertragsbefund.ts'
import { readVertragRow, takeVertrag } from '../ausbildungsvertrag/vertragsschritt.ts'
import { insertBerichtsheft } from '../berichtsheft/berichtsheft.service.ts'
import type { Ereignisinhalt } from '../ereignis/ereignis.service.ts'
import { findVertragsheft, listHeftanbieter, listPassendeHefte, type VertragsheftRow } from './heftangebot.queries.ts'

/** What an offer is made from, read as the gateway itself. */
interface Angebotslage {
  readonly angebot: Heftangebot
  /** Vendors of the list that keep books of the company already; they stand first. */
  readonly bekannt: number
}

const checkEingetragen = ({ status }: AusbildungsvertragRow): void => {
  if (!isEingetragen(status))
    throw new ProblemError('conflict', {
      detail: `A book is offered for registered contracts; this one is in the state ${status}`,
    })
}

const readLage = async (trx: Knex, aufrufer: Angemeldeter, row: AusbildungsvertragRow): Promise<Angebotslage> => {
  const vertrag = vertragOf(row)
  const { knr, eintragungsnummer } = row
  const link: VertragsheftRow | undefined = await findVertragsheft(trx, row.id)
  const isOpen = link === undefined
  const vendors =
    aufrufer.art === 'anbieter' || !isOpen
      ? { anbieter: [], bekannt: 0 }
      : await listHeftanbieter(trx, knr ?? '', vertrag.ausbildender?.identnummer)
  return {
    bekannt: vendors.bekannt,
    angebot: {
      vertragId: row.id,
      stand: link?.stand ?? 'offen',
      ...(link === undefined ? {} : { entschiedenAm: link.erstellt_am.toISOString() }),
      ...(link?.berichtsheft_id ? { berichtsheftId: link.berichtsheft_id } : {}),
      vorschlag: toHeftvorschlag(vertrag, {
        fremdId: `vertrag-${row.id}`,
        knr: knr ?? '',
        ...(eintragungsnummer === null ? {} : { eintragungsnummer }),
      }),
      vorhandene: isOpen ? await listPassendeHefte(trx, knr ?? '', vertrag, aufrufer.anbieterId) : [],
      anbieter: vendors.anbieter,
    },
  }
}

/** The offer of a book for a registered contract. @throws ProblemError not-found, conflict before the registration */
export const readHeftangebot = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  vertragId: string,
  now: Date,
): Promise<Heftangebot> => {
  const row = await readVertragRow(trx, aufrufer, vertragId)
  checkEingetragen(row)
  return (await kurzAlsSystem(trx, aufrufer, now, () => readLage(trx, aufrufer, row))).angebot
}

/** The vendor that is to keep a new book. @throws ProblemError rule-violated when a company leaves it open */
const anbieterOf = (
  { anbieterId: own }: Angemeldeter,
  { anbieterId: chosen }: CreateHeftannahme,
  { angebot: { anbieter }, bekannt }: Angebotslage,
): string => {
  if (own !== undefined && (chosen === undefined || chosen === own)) return own
  const found =
    chosen === undefined ? (bekannt === 1 ? anbieter[0] : undefined) : anbieter.find(({ id }) => id === chosen)
  if (own !== undefined || found === undefined)
    throw refusedBefunde([
      befund(
        'BH-20',
        '/anbieterId',
        'Wählen Sie einen Anbieter aus der Liste des Angebots.',
        'Choose a vendor from the list of the offer.',
      ),
    ])
  return found.id
}

const checkAuswahl = (
  { berichtsheftId, anbieterId, fremdId, anderswo }: CreateHeftannahme,
  isAnbieter: boolean,
): void => {
  const ways = [berichtsheftId !== undefined, anderswo === true, anbieterId !== undefined || fremdId !== undefined]
  refuseBefunde([
    ...(ways.filter(Boolean).length > 1
      ? [
          befund(
            'BH-20',
            '',
            'Ein Heft wird angelegt, verknüpft oder anderswo geführt, nicht mehreres davon.',
            'A book is begun, linked or kept elsewhere, not several of these.',
          ),
        ]
      : []),
    ...(fremdId !== undefined && !isAnbieter
      ? [
          befund(
            'DV-19',
            '/fremdId',
            'Einen fremden Schlüssel haben nur Anbieter.',
            'Only vendors have keys of their own.',
          ),
        ]
      : []),
  ])
}

/** Begins or finds the book of an offer that is open. */
const bookOf = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  wahl: CreateHeftannahme,
  lage: Angebotslage,
  now: Date,
): Promise<{ stand: VertragsheftRow['stand']; id: string | null; anbieterId?: string }> => {
  if (wahl.anderswo === true) return { stand: 'anderswo', id: null }
  if (wahl.berichtsheftId === undefined) {
    const anbieterId = anbieterOf(aufrufer, wahl, lage)
    const { vorschlag } = lage.angebot
    const kopf = { ...vorschlag, fremdId: wahl.fremdId ?? vorschlag.fremdId }
    return { stand: 'angelegt', id: await insertBerichtsheft(trx, { ...aufrufer, anbieterId }, kopf, now), anbieterId }
  }
  const book = lage.angebot.vorhandene.find(({ id }) => id === wahl.berichtsheftId)
  if (book === undefined)
    throw new ProblemError('not-found', { detail: `No book ${wahl.berichtsheftId} fits this contract` })
  return { stand: 'verknuepft', id: book.id, anbieterId: book.anbieterId }
}

/** Tells the vendor of the book, in the chain of the book; the company and the chamber know it from the contract. */
const tellAnbieter = async (
  trx: Knex.Transaction,
  { id: vertrag, knr }: AusbildungsvertragRow,
  heft: string,
  anbieter: string,
  { clientId }: Angemeldeter,
  now: Date,
): Promise<void> => {
  const inhalt: Ereignisinhalt = {
    art: 'berichtsheft.verknuepft',
    objekt: heft,
    durch: clientId,
    zeitpunkt: now.toISOString(),
    heft,
    vertrag,
    knr: knr ?? '',
    anbieter,
    empfaenger: [`anbieter:${anbieter}`],
  }
  await trx.raw('select ereignis_anhaengen(?, ?)', [heft, canonicalize(inhalt)])
}

/**
 * Begins the book of a registered contract, links one of the same apprentice, or notes that it is kept elsewhere. Whoever
 * said that it is elsewhere may still begin or link one.
 *
 * @throws ProblemError not-found for the contract or the book, conflict before the registration or when the contract has its
 * book, rule-violated when the vendor is left open
 */
export const acceptAngebot = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  vertragId: string,
  wahl: CreateHeftannahme,
  now: Date,
): Promise<Heftangebot> => {
  const row = await takeVertrag(trx, aufrufer, vertragId, undefined)
  checkEingetragen(row)
  checkAuswahl(wahl, aufrufer.art === 'anbieter')
  const made = await kurzAlsSystem(trx, aufrufer, now, async () => {
    const link = await findVertragsheft(trx, row.id)
    if (link !== undefined && link.stand !== 'anderswo')
      throw new ProblemError('conflict', { detail: `The contract has its book: ${link.berichtsheft_id}` })
    await trx('vertragsheft').where({ vertrag_id: row.id }).delete()
    const book = await bookOf(trx, aufrufer, wahl, await readLage(trx, aufrufer, row), now)
    const { stand, id, anbieterId } = book
    await trx('vertragsheft').insert({
      vertrag_id: row.id,
      berichtsheft_id: id,
      stand,
      durch: aufrufer.clientId,
      erstellt_am: now,
    })
    await appendVertragsereignis(trx, {
      vertragId: row.id,
      art: 'vertrag.berichtsheft',
      durch: aufrufer.clientId,
      zeitpunkt: now,
      daten: { stand, ...(id === null ? {} : { heft: id }) },
    })
    if (id !== null && anbieterId !== undefined) await tellAnbieter(trx, row, id, anbieterId, aufrufer, now)
    return (await readLage(trx, aufrufer, row)).angebot
  })
  return made
}
