import type { Entscheidungsnachricht } from '@berichtsheft/core'
import type { NachrichtDocument } from '@berichtsheft/core/xml'
import type { Knex } from 'knex'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { confirmLoeschantrag, draftLoeschantrag, loeschfristOf } from '../loeschantrag/loeschantrag.service.ts'
import { requestBeitritt, requestRolle } from '../mitgliedsanfrage/anfrage-stellen.service.ts'
import { giveRolle } from '../rolle/rolle.service.ts'
import type { WriteDocument } from '../uebermittlung/document-pool.ts'
import { tryAktivierung } from '../unternehmen/aktivierung.service.ts'
import { decideUnternehmen } from '../unternehmen/entscheidung.service.ts'
import { claimUnternehmen, registerUnternehmen } from '../unternehmen/unternehmen.service.ts'

/**
 * Does what a message about companies, members and roles asks for, by the functions of the JSON operations.
 *
 * @returns `undefined` for an activation whose try was wrong: it is counted, so the transaction must be committed
 */
export const performForPerson = async (
  deps: Pick<Deps, 'config'>,
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { name, element, value }: NachrichtDocument,
  now: Date,
): Promise<{ readonly objektId: string } | undefined> => {
  switch (name) {
    case 'registrierung':
      return { objektId: (await registerUnternehmen(trx, deps, aufrufer, value.inhalt, now)).id }
    case 'aktivierung': {
      const { unternehmenId, ...aktivierung } = value.inhalt
      const row = await tryAktivierung(trx, deps, aufrufer, unternehmenId, aktivierung, now)
      return row && { objektId: row.id }
    }
    case 'loeschung': {
      const { unternehmenId, grund } = value.inhalt
      const { id, bestaetigung } = await draftLoeschantrag(trx, aufrufer, unternehmenId, grund, now)
      if (bestaetigung === null) throw new Error('a draft has no confirmation')
      await confirmLoeschantrag(trx, loeschfristOf(deps.config), aufrufer, id, bestaetigung, now)
      return { objektId: id }
    }
    case 'beitritt':
      return { objektId: (await requestBeitritt(trx, aufrufer, value.inhalt, now)).id }
    case 'rollenanfrage':
      return { objektId: (await requestRolle(trx, aufrufer, value.inhalt, now)).id }
    case 'rollenzuweisung':
      return { objektId: (await giveRolle(trx, aufrufer, value.inhalt, now)).id }
    default:
      throw new ProblemError('rule-violated', { detail: `The message ${element} is not taken here` })
  }
}

/**
 * Takes a registration, unless somebody else has it, and decides about it in the same transaction.
 *
 * @param write makes the letter of an approval
 */
export const decideByMessage = async (
  deps: Pick<Deps, 'keyring' | 'config'>,
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { unternehmenId, ...entscheidung }: Entscheidungsnachricht,
  write: WriteDocument,
  now: Date,
): Promise<{ readonly objektId: string }> => {
  await claimUnternehmen(trx, aufrufer, unternehmenId, now)
  await decideUnternehmen(trx, { deps, write }, aufrufer, unternehmenId, entscheidung, undefined, now)
  return { objektId: unternehmenId }
}
