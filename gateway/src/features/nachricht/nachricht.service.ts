import { createHash } from 'node:crypto'
import {
  type Aufrufer,
  type Berufsfassung,
  canonicalize,
  checkRecht,
  type Nachrichtenname,
  nachrichten,
  type Operationsname,
  type Quittung,
  type Verstoss,
} from '@berichtsheft/core'
import type { NachrichtDocument } from '@berichtsheft/core/xml'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { type Antwort, type Once, runOnce } from '../../idempotenz.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { requestHeft } from '../anforderung/anforderung.service.ts'
import { requestHefte } from '../anforderung/sammelanforderung.service.ts'
import { toRechteproblem } from '../anmeldung/rechtefehler.ts'
import { readBerufskatalog } from '../beruf/beruf.service.ts'
import { grantFreigabe } from '../freigabe/freigabe.service.ts'
import { guardBeitritt } from '../mitgliedsanfrage/beitritt-schutz.service.ts'
import { type WriteDocument, withDocumentProcess } from '../uebermittlung/document-pool.ts'
import { decideUebermittlung } from '../uebermittlung/pruefergebnis.service.ts'
import { aktivierungAbgelehnt } from '../unternehmen/aktivierung.service.ts'
import { checkPartner, checkType } from './header-check.ts'
import { type Answered, frame } from './message-frame.ts'
import { inPart, movePointers } from './pointers.ts'
import { maxFindings } from './rueckweisung.ts'
import { takeUebermittlungsnachricht } from './uebermittlungsnachricht.ts'
import { decideByMessage, performForPerson } from './unternehmensnachricht.ts'
import { performForVertrag } from './vertragsnachricht.ts'

/** Kept in the place of a receipt where a message was refused but left something behind: a wrong try. */
const abgelehnt: Antwort = { status: 403, koerper: '' }

/** The object that a message made, and findings that did not prevent it. */
export interface Done {
  readonly objektId: string
  readonly verstoesse?: readonly Verstoss[]
}

/** The JSON operation that does the same, and whose right the caller needs. */
const operationen: Partial<Record<Nachrichtenname, Operationsname>> = {
  anforderung: 'createAnforderung',
  sammelanforderung: 'createSammelanforderung',
  freigabe: 'createFreigabe',
  uebermittlung: 'createUebermittlung',
  pruefergebnis: 'createPruefergebnis',
  registrierung: 'createUnternehmen',
  aktivierung: 'activateUnternehmen',
  loeschung: 'createLoeschantrag',
  beitritt: 'createBeitrittsanfrage',
  rollenanfrage: 'createRollenanfrage',
  rollenzuweisung: 'createRollenzuweisung',
  unternehmensentscheidung: 'decideUnternehmen',
  // Who may begin a contract may hand it in.
  antragEintragung: 'createAusbildungsvertrag',
  nachforderung: 'requestVertragsnachreichung',
  nachreichung: 'supplyVertragsnachreichung',
  vertragsbescheid: 'createVertragsbescheid',
  empfangsnachweis: 'proveVertragsempfang',
  eintragung: 'reportVertragseintragung',
  // Who may begin a change may hand it in.
  vertragsaenderung: 'createVertragsaenderung',
  vertragsaufloesung: 'reportVertragsaufloesung',
}

/** Messages about contracts that are checked by the catalogue of occupations. */
const geprueft: ReadonlySet<Nachrichtenname> = new Set(['antragEintragung', 'vertragsbescheid', 'eintragung'])

const rightsOf: Partial<Record<Nachrichtenname, readonly Operationsname[]>> = {
  // A book that comes along is written, too.
  uebermittlung: ['createUebermittlung', 'createFreigabe', 'createLieferung'],
  // A message is confirmed by being sent.
  loeschung: ['createLoeschantrag', 'confirmLoeschantrag'],
  // Who sends a decision takes the registration by that.
  unternehmensentscheidung: ['claimUnternehmen', 'decideUnternehmen'],
}

const checkRights = (document: NachrichtDocument, aufrufer: Aufrufer): void => {
  // The company tells the end of a contract, the chamber registers it.
  const isEintragung = document.name === 'vertragsaufloesung' && aufrufer.art === 'kammer'
  const operation = isEintragung ? 'dissolveAusbildungsvertrag' : operationen[document.name]
  if (operation === undefined) {
    throw new ProblemError('rule-violated', { detail: `The message ${document.element} is not taken here` })
  }
  const needed = (rightsOf[document.name] ?? [operation]).filter(
    (right) => right !== 'createLieferung' || (document.name === 'uebermittlung' && document.value.inhalt.lieferung),
  )
  for (const right of needed) {
    const fehler = checkRecht(right, aufrufer)
    if (fehler) throw toRechteproblem(fehler)
  }
}

/** The chamber that a message is meant for, where it names one. */
const knrOf = (document: NachrichtDocument): string | undefined =>
  document.name === 'freigabe' || document.name === 'uebermittlung' ? document.value.inhalt.knr : undefined

/** Findings about the header, before anything is done. */
const checkHeader = (document: NachrichtDocument, aufrufer: Angemeldeter, demo: boolean): void => {
  const ofType = checkType(document)
  if (ofType.length > 0) throw new ProblemError('validation-failed', { verstoesse: ofType })
  const ofPartner = checkPartner(document.value.nachrichtenkopf, aufrufer, knrOf(document))
  if (ofPartner.length > 0) throw new ProblemError('rule-violated', { verstoesse: ofPartner })
  if (document.value.test === true && !demo) {
    throw new ProblemError('rule-violated', { detail: 'Messages marked as test are taken by a demo only' })
  }
}

/** What messages are taken with besides the transaction. */
export interface Nachrichtenmittel extends Pick<Deps, 'keyring' | 'config'> {
  /** Occupations, for messages that hand a contract in. */
  readonly katalog: readonly Berufsfassung[]
}

const perform = async (
  deps: Nachrichtenmittel,
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  document: NachrichtDocument,
  write: WriteDocument | undefined,
  now: Date,
): Promise<Done | undefined> => {
  switch (document.name) {
    case 'anforderung':
      return { objektId: (await requestHeft(trx, aufrufer, document.value.inhalt, now)).id }
    case 'sammelanforderung':
      return { objektId: (await requestHefte(trx, aufrufer, document.value.inhalt, now)).id }
    case 'freigabe':
      return { objektId: (await grantFreigabe(trx, aufrufer, document.value.inhalt, now)).id }
    case 'pruefergebnis':
      return { objektId: (await decideUebermittlung(trx, aufrufer, document.value.inhalt, now)).id }
    case 'uebermittlung': {
      if (!write) throw new Error('a transfer needs a thread that builds packages')
      const bau = { keyring: deps.keyring, iss: deps.config.PUBLIC_URL, write }
      const { uebermittlungId, verstoesse } = await takeUebermittlungsnachricht(
        trx,
        aufrufer,
        document.value.inhalt,
        bau,
        now,
      )
      return { objektId: uebermittlungId, verstoesse: movePointers(verstoesse, '/inhalt') }
    }
    case 'unternehmensentscheidung': {
      if (!write) throw new Error('an approval needs a process that writes letters')
      return decideByMessage(deps, trx, aufrufer, document.value.inhalt, write, now)
    }
    default:
      return (
        (await performForVertrag(deps, trx, aufrufer, document, now)) ??
        performForPerson(deps, trx, aufrufer, document, now)
      )
  }
}

/** The receipt of a message that was taken, as XML: the form in which it is kept. */
export const toQuittung = async (
  document: NachrichtDocument,
  answered: Answered,
  { objektId, verstoesse = [] }: Done,
  now: Date,
): Promise<string> => {
  const { writeNachricht } = await import('@berichtsheft/core/xml')
  const inhalt: Quittung = {
    bezugUUID: document.value.nachrichtenkopf.identifikation.nachrichtenUUID,
    nachricht: nachrichten[document.name].element,
    objektId,
    angenommenAm: now.toISOString(),
    ...(verstoesse.length === 0 ? {} : { verstoesse: verstoesse.slice(0, maxFindings) }),
  }
  return writeNachricht('quittung', frame('quittung', inhalt, answered, now))
}

/** Who is answered, by the header of a message that was read. */
export const answeredOf = ({ value: { nachrichtenkopf, test } }: NachrichtDocument): Answered => ({
  uuid: nachrichtenkopf.identifikation.nachrichtenUUID,
  autor: nachrichtenkopf.autor,
  test: test === true,
})

/** What is done once for a message: the receipt is kept under its UUID. */
export const onceOf = ({ mandant }: Angemeldeter, { element, value }: NachrichtDocument): Once => ({
  mandant,
  // No Idempotency-Key holds a blank, so the two kinds of keys never meet.
  schluessel: `nachricht ${value.nachrichtenkopf.identifikation.nachrichtenUUID}`,
  vorgang: 'createNachricht',
  koerperHash: createHash('sha256').update(`${element}\n`).update(canonicalize(value)).digest('hex'),
})

/** @throws ProblemError for who may not send the message, and for a header that does not fit */
export const checkErlaubt = (
  { config }: Pick<Deps, 'config'>,
  aufrufer: Angemeldeter,
  document: NachrichtDocument,
): void => {
  checkRights(document, aufrufer)
  checkHeader(document, aufrufer, config.demo)
}

/**
 * Does what a message asks for, once: the receipt is kept under its UUID, and the same message gets the same receipt byte
 * for byte. Message and JSON operation share rules, states and events.
 *
 * @param isGone whether the sender waits no more
 * @throws ProblemError whose pointers start at the message
 */
export const takeNachricht = async (
  deps: Deps,
  aufrufer: Angemeldeter,
  document: NachrichtDocument,
  isGone: () => boolean,
): Promise<Antwort> => {
  checkErlaubt(deps, aufrufer, document)
  const once = onceOf(aufrufer, document)
  const katalog = geprueft.has(document.name) ? await readBerufskatalog(deps) : []
  const take = (write: WriteDocument | undefined): Promise<Antwort> => {
    const now = deps.now()
    return inTransaktion(deps, aufrufer, (trx) =>
      runOnce(trx, once, now, async () => {
        const done = await inPart('/inhalt', () => perform({ ...deps, katalog }, trx, aufrufer, document, write, now))
        if (done === undefined) return abgelehnt
        return { status: 201, koerper: await toQuittung(document, answeredOf(document), done, now) }
      }),
    )
  }
  const antwort = await (document.name === 'uebermittlung' || document.name === 'unternehmensentscheidung'
    ? withDocumentProcess(take, isGone)
    : document.name === 'beitritt'
      ? guardBeitritt(deps, aufrufer, () => take(undefined))
      : take(undefined))
  // The wrong try is counted for good, and told after that.
  if (antwort.koerper === abgelehnt.koerper) throw aktivierungAbgelehnt()
  return antwort
}
