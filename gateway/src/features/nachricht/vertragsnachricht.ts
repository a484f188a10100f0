import type { Vertragsantragsnachricht, Vertragsverweis } from '@berichtsheft/core'
import type { NachrichtDocument } from '@berichtsheft/core/xml'
import type { Knex } from 'knex'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import type { Antrag } from '../ausbildungsvertrag/antragsstapel.service.ts'
import { beginVertrag, pruefeGespeicherten } from '../ausbildungsvertrag/ausbildungsvertrag.service.ts'
import { demand, type Lage, submit, supply } from '../ausbildungsvertrag/schritte.service.ts'
import { takeVertrag } from '../ausbildungsvertrag/vertragsschritt.ts'
import type { Done, Nachrichtenmittel } from './nachricht.service.ts'
import { inPart, movePointers } from './pointers.ts'

/** The contract that a message speaks of, by all that it says of it. @throws ProblemError not-found */
const findVertragId = async (
  trx: Knex.Transaction,
  { vertragId, eintragungsnummer, fremdId }: Vertragsverweis,
): Promise<string> => {
  const named = { id: vertragId, eintragungsnummer, fremd_id: fremdId }
  const query = trx('ausbildungsvertrag').limit(2).select<{ id: string }[]>('id')
  for (const [column, value] of Object.entries(named)) if (value !== undefined) query.where(column, value)
  const [found, another] = await query
  if (found === undefined || another !== undefined)
    throw new ProblemError('not-found', { detail: 'There is no such contract, or more than one' })
  return found.id
}

/** The application that a message carries. Only vendors have keys here; the message of anybody else is known by its UUID. */
export const toAntrag = ({ art }: Angemeldeter, { fremdId, ...antrag }: Vertragsantragsnachricht): Antrag => ({
  ...antrag,
  ...(art === 'anbieter' ? { fremdId } : {}),
})

/**
 * Does what a message about a training contract asks for, by the functions of the JSON operations. An application of a
 * company is handed in at once; one that a chamber passes on is in its hands at once. What the check found comes with the receipt.
 *
 * @returns `undefined` for any other message
 */
export const performForVertrag = async (
  deps: Pick<Nachrichtenmittel, 'config' | 'katalog'>,
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { name, value }: NachrichtDocument,
  now: Date,
): Promise<Done | undefined> => {
  const lageOf = async (verweis: Vertragsverweis): Promise<Lage> => {
    const row = await takeVertrag(trx, aufrufer, await findVertragId(trx, verweis), undefined)
    return { trx, deps, aufrufer, row, now }
  }
  switch (name) {
    case 'antragEintragung': {
      const antrag = toAntrag(aufrufer, value.inhalt)
      const row = await beginVertrag(trx, aufrufer, antrag, now)
      if (aufrufer.art !== 'kammer') await inPart('/vertrag', () => submit({ trx, deps, aufrufer, row, now }))
      const { verstoesse } = await pruefeGespeicherten(trx, aufrufer, row.id, deps.katalog, now)
      return { objektId: row.id, verstoesse: movePointers(verstoesse, '/inhalt/vertrag') }
    }
    case 'nachforderung': {
      const { verweis, ...nachforderung } = value.inhalt
      return { objektId: (await demand(await lageOf(verweis), nachforderung)).id }
    }
    case 'nachreichung': {
      const { verweis, ...nachreichung } = value.inhalt
      const lage = await lageOf(verweis)
      return { objektId: (await inPart('/vertrag', () => supply(lage, nachreichung))).id }
    }
    default:
      return undefined
  }
}
