import type { CreateUnternehmensentscheidung, Elsterstatus } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { type Briefwerkzeug, issueBrief } from '../brief/brief.service.ts'
import { findStammsatz, toStammunternehmen } from '../stammdaten/stammdaten.queries.ts'
import type { UnternehmenRow } from './unternehmen.queries.ts'
import { moveUnternehmen, readAgain, refuseDuplicate, takeUnternehmen } from './unternehmen.service.ts'

/** Results of the ELSTER check with which a company is approved. */
const elsterGenuegt: readonly (Elsterstatus | null)[] = [null, 'nichtErforderlich', 'abgeglichen', 'manuell']

/** A company that the calling clerk has taken, locked. */
const takeOwn = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
): Promise<UnternehmenRow> => {
  const row = await takeUnternehmen(trx, aufrufer, id, expected)
  if (row.zugewiesen_an !== aufrufer.clientId)
    throw new ProblemError('conflict', { detail: 'Take the registration first; only the clerk who has it decides' })
  return row
}

const approve = async (
  trx: Knex.Transaction,
  werkzeug: Briefwerkzeug,
  aufrufer: Angemeldeter,
  row: UnternehmenRow,
  stammsatzId: string | undefined,
  now: Date,
): Promise<void> => {
  if (!elsterGenuegt.includes(row.elster_status))
    throw new ProblemError('conflict', {
      detail: `The ELSTER check is ${row.elster_status}; it has to be made or decided by hand first`,
    })
  const found = stammsatzId === undefined ? undefined : await findStammsatz(trx, stammsatzId)
  const stamm = found && toStammunternehmen(found)
  if (!found || !stamm || found.knr !== row.knr)
    throw new ProblemError('rule-violated', {
      detail: 'The approval names a company of the register',
      verstoesse: [
        {
          regel: 'MI-29',
          schwere: 'fehler',
          pfad: '/stammsatzId',
          text: 'Zur Freigabe gehört ein Unternehmen des Unternehmensverzeichnisses der Kammer.',
          textEnglisch: "An approval needs a company of the chamber's register.",
        },
      ],
    })
  const moved = await moveUnternehmen(trx, row, 'freigegeben', {
    seite: 'kammer',
    durch: aufrufer.clientId,
    now,
    daten: { stammsatz: found.id },
  })
  await refuseDuplicate(() => trx('unternehmen').where({ id: row.id }).update({ identnummer: stamm.identnummer }))
  await trx('unternehmensregistrierung')
    .where({ unternehmen_id: row.id })
    .update({ stammsatz_id: found.id, rueckfrage: null, grund: null })
  await issueBrief(trx, werkzeug, aufrufer, { ...moved, identnummer: stamm.identnummer }, stamm, now)
}

/**
 * Decides about a registration that the calling clerk has taken. An approval takes the number over from the register and
 * makes the letter; the registrant is told of every decision.
 *
 * @throws ProblemError not-found, precondition-failed, conflict, rule-violated
 */
export const decideUnternehmen = async (
  trx: Knex.Transaction,
  werkzeug: Briefwerkzeug,
  aufrufer: Angemeldeter,
  id: string,
  { ergebnis, stammsatzId, grund }: CreateUnternehmensentscheidung,
  expected: number | undefined,
  now: Date,
): Promise<UnternehmenRow> => {
  const row = await takeOwn(trx, aufrufer, id, expected)
  if (ergebnis === 'freigegeben') await approve(trx, werkzeug, aufrufer, row, stammsatzId, now)
  else {
    await moveUnternehmen(trx, row, ergebnis, { seite: 'kammer', durch: aufrufer.clientId, now, grund })
    await trx('unternehmensregistrierung')
      .where({ unternehmen_id: id })
      .update(ergebnis === 'rueckfrage' ? { rueckfrage: grund, antwort: null } : { grund })
  }
  const { antragsteller, name } = row
  const { PUBLIC_URL } = werkzeug.deps.config
  if (antragsteller !== null && ergebnis === 'freigegeben')
    await sendMail(trx, { an: antragsteller, text: 'unternehmenFreigegeben', werte: { unternehmen: name } })
  if (antragsteller !== null && ergebnis === 'abgelehnt')
    await sendMail(trx, {
      an: antragsteller,
      text: 'unternehmenAbgelehnt',
      werte: { unternehmen: name, grund: grund ?? '' },
    })
  if (antragsteller !== null && ergebnis === 'rueckfrage')
    await sendMail(trx, {
      an: antragsteller,
      text: 'unternehmenRueckfrage',
      werte: { unternehmen: name, frage: grund ?? '', verweis: PUBLIC_URL },
    })
  return readAgain(trx, aufrufer, id)
}
