import { createHash } from 'node:crypto'
import {
  type Abgleichsschwellen,
  compareUnternehmen,
  type Elsterabgleich,
  type Elsterstatus,
  type Elsterverweis,
  limits,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { inTransaktion, kurzAlsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { toAngaben, toElsterabgleich, type UnternehmenRow } from '../unternehmen/unternehmen.queries.ts'
import { grundFehlt, readAgain, takeUnternehmen } from '../unternehmen/unternehmen.service.ts'
import { appendUnternehmensereignis } from '../unternehmen/unternehmen-ereignis.ts'
import type { Elsterport, Elstervorgang } from './elster-port.ts'

type Offen = Pick<Deps, 'db' | 'now'>

// The way back rests while the service does.
const ablaufMitWartung = 'ablauf_mit_wartung(begonnen_am, ablauf)'

const hashOf = (state: string): Buffer => createHash('sha256').update(state).digest()

/** States of the check in which the registrant may make it, once more after a difference. */
const pruefbar: readonly (Elsterstatus | null)[] = ['offen', 'abweichung']

const takeForCheck = async (trx: Knex.Transaction, aufrufer: Angemeldeter, id: string): Promise<UnternehmenRow> => {
  const row = await takeUnternehmen(trx, aufrufer, id)
  if (row.antragsteller !== aufrufer.clientId) throw new ProblemError('not-found', { detail: `Unternehmen ${id}` })
  if (!pruefbar.includes(row.elster_status))
    throw new ProblemError('conflict', { detail: `The ELSTER check is ${row.elster_status ?? 'nichtErforderlich'}` })
  if (!['beantragt', 'inPruefung', 'rueckfrage'].includes(row.status))
    throw new ProblemError('conflict', { detail: `The company is in the state ${row.status}` })
  return row
}

const unreachable = (cause: unknown) =>
  new ProblemError('unavailable', {
    detail: 'The ELSTER issuer does not answer',
    headers: { 'retry-after': '30' },
    cause,
  })

/** Without an issuer the check is made by a clerk. */
export const requirePort = (port: Elsterport | undefined): Elsterport => {
  if (port) return port
  throw new ProblemError('conflict', { detail: 'No ELSTER issuer is configured; the chamber checks by hand' })
}

/**
 * Begins a check: the address for the browser. The way back is open for some minutes and good once.
 *
 * @throws ProblemError not-found, conflict, unavailable
 */
export const beginAbgleich = async (
  deps: Offen,
  port: Elsterport,
  aufrufer: Angemeldeter,
  id: string,
): Promise<Elsterverweis> => {
  const now = deps.now()
  await inTransaktion(deps, aufrufer, (trx) => takeForCheck(trx, aufrufer, id))
  // No connection is held while the issuer is asked.
  const { adresse, state, nonce, codeVerifier } = await port.begin().catch((error: unknown) => {
    throw unreachable(error)
  })
  const ablauf = new Date(now.getTime() + limits.elsterSekunden * 1000)
  await inTransaktion(deps, aufrufer, async (trx) => {
    await takeForCheck(trx, aufrufer, id)
    await kurzAlsSystem(trx, aufrufer, now, async () => {
      await trx('elstervorgang').whereRaw(`${ablaufMitWartung} < ?`, [now]).delete()
      await trx('elstervorgang').insert({
        state_hash: hashOf(state),
        unternehmen_id: id,
        konto_id: aufrufer.clientId,
        nonce,
        code_verifier: codeVerifier,
        begonnen_am: now,
        ablauf,
      })
    })
  })
  return { adresse, gueltigBis: ablauf.toISOString() }
}

/** Takes the secrets of a check out, so that nobody can use them again. */
const takeVorgang = (
  deps: Offen,
  aufrufer: Angemeldeter,
  id: string,
  state: string,
): Promise<Elstervorgang | undefined> =>
  inTransaktion(deps, aufrufer, async (trx) => {
    await takeForCheck(trx, aufrufer, id)
    const now = deps.now()
    const [found] = await kurzAlsSystem(trx, aufrufer, now, () =>
      trx('elstervorgang')
        .where({ state_hash: hashOf(state), unternehmen_id: id, konto_id: aufrufer.clientId })
        .whereRaw(`${ablaufMitWartung} >= ?`, [now])
        .delete()
        .returning<{ nonce: string; code_verifier: string }[]>(['nonce', 'code_verifier']),
    )
    return found && { state, nonce: found.nonce, codeVerifier: found.code_verifier }
  })

/**
 * Ends a check: the certificate is compared with the registration. Only the result, the pseudonym and the instant are kept.
 *
 * @throws ProblemError not-found, conflict when the way back is closed or the issuer refused
 */
export const finishAbgleich = async (
  deps: Offen,
  port: Elsterport,
  aufrufer: Angemeldeter,
  id: string,
  antwort: string,
  schwellen: Abgleichsschwellen,
): Promise<Elsterabgleich> => {
  const state = new URLSearchParams(antwort).get('state') ?? ''
  const vorgang = await takeVorgang(deps, aufrufer, id, state)
  if (!vorgang) throw new ProblemError('conflict', { detail: 'This check is not open any more; begin a new one' })
  const { steuernummerPseudonym, name, anschrift } = await port.finish(antwort, vorgang).catch((error: unknown) => {
    throw new ProblemError('conflict', {
      detail: 'The ELSTER issuer did not confirm the certificate; begin a new check',
      cause: error,
    })
  })
  return inTransaktion(deps, aufrufer, async (trx) => {
    const now = deps.now()
    const row = await takeForCheck(trx, aufrufer, id)
    const { identnummer: _identnummer, hrNummer: _hrNummer, ...entered } = toAngaben(row)
    const { gesamt, vorschlag } = compareUnternehmen(entered, { name, ...anschrift }, schwellen)
    const status = vorschlag === 'uebereinstimmung' ? 'abgeglichen' : 'abweichung'
    await storeResult(trx, aufrufer, row, now, {
      elster_status: status,
      elster_aehnlichkeit: gesamt,
      elster_pseudonym: steuernummerPseudonym,
      elster_zeitpunkt: now,
      elster_grund: null,
    })
    return toElsterabgleich(await readAgain(trx, aufrufer, id))
  })
}

const storeResult = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  row: UnternehmenRow,
  now: Date,
  result: { readonly elster_status: Elsterstatus } & Readonly<Record<string, unknown>>,
): Promise<void> => {
  await trx('unternehmensregistrierung').where({ unternehmen_id: row.id }).update(result)
  await trx('unternehmen')
    .where({ id: row.id })
    .update({ version: row.version + 1, geaendert_am: now })
  await appendUnternehmensereignis(trx, {
    unternehmenId: row.id,
    art: `elster.${result.elster_status}`,
    durch: aufrufer.clientId,
    zeitpunkt: now,
  })
}

/**
 * Accepts a company by hand: the clerk who has taken it looked at the difference, or at other papers.
 *
 * @throws ProblemError not-found, conflict, rule-violated without a reason
 */
export const decideByHand = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  grund: string,
  now: Date,
): Promise<Elsterabgleich> => {
  const row = await takeUnternehmen(trx, aufrufer, id)
  if (row.zugewiesen_an !== aufrufer.clientId)
    throw new ProblemError('conflict', { detail: 'Take the registration first; only the clerk who has it decides' })
  if (!pruefbar.includes(row.elster_status))
    throw new ProblemError('conflict', { detail: `The ELSTER check is ${row.elster_status ?? 'nichtErforderlich'}` })
  if (grund.trim() === '') throw grundFehlt('BH-31')
  await storeResult(trx, aufrufer, row, now, { elster_status: 'manuell', elster_zeitpunkt: now, elster_grund: grund })
  return toElsterabgleich(await readAgain(trx, aufrufer, id))
}
