import type { Vertragsverweis } from '@berichtsheft/core'
import type { NachrichtDocument } from '@berichtsheft/core/xml'
import type { Knex } from 'knex'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { beginVertrag } from '../ausbildungsvertrag/ausbildungsvertrag.service.ts'
import { demand, type Lage, submit, supply } from '../ausbildungsvertrag/schritte.service.ts'
import { takeVertrag } from '../ausbildungsvertrag/vertragsschritt.ts'
import { inPart } from './pointers.ts'

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

/**
 * Does what a message about a training contract asks for, by the functions of the JSON operations. An application of a
 * company is handed in at once; one that a chamber passes on is in its hands at once.
 *
 * @returns `undefined` for any other message
 */
export const performForVertrag = async (
  deps: Pick<Deps, 'config'>,
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { name, value }: NachrichtDocument,
  now: Date,
): Promise<{ readonly objektId: string } | undefined> => {
  const lageOf = async (verweis: Vertragsverweis): Promise<Lage> => {
    const row = await takeVertrag(trx, aufrufer, await findVertragId(trx, verweis), undefined)
    return { trx, deps, aufrufer, row, now }
  }
  switch (name) {
    case 'antragEintragung': {
      const { fremdId, ...antrag } = value.inhalt
      const row = await beginVertrag(
        trx,
        aufrufer,
        // Only vendors have keys here; the message of anybody else is known by its UUID.
        { ...antrag, ...(aufrufer.art === 'anbieter' ? { fremdId } : {}) },
        now,
      )
      if (aufrufer.art !== 'kammer') await inPart('/vertrag', () => submit({ trx, deps, aufrufer, row, now }))
      return { objektId: row.id }
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
