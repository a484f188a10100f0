import {
  canonicalize,
  checkUebergang,
  isInhaltAenderbar,
  type Kommentar,
  type Nachweisinhalt,
  type Nachweisstatus,
  nachweisZustand,
  type Schritt,
} from '@berichtsheft/core'
import { sha256, signFreigabe } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import { ProblemError } from '../../problem-error.ts'
import type { Keyring } from '../../schluessel/keyring.ts'
import { checkStand } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { refuseHeft } from '../beteiligung/heftbefund.service.ts'
import { checkNachweis } from '../regel/pruefung.ts'
import { lockNachweis, type NachweisRow, readNachweis } from './ausbildungsnachweis.queries.ts'
import { tellSchritt } from './benachrichtigung.service.ts'
import { kopfText, type Nachweissatz, nachweisEreignis, toSatz } from './nachweis-satz.ts'
import { checkPersonenschritt, isAzubi, toPersonenkommentar } from './personenschritt.service.ts'

/** What a change of a report leaves behind. */
export interface Nachweisstand {
  readonly id: string
  readonly version: number
  readonly hash: string
}

interface Change {
  readonly trx: Knex.Transaction
  readonly aufrufer: Angemeldeter
  readonly now: Date
  readonly keyring: Pick<Keyring, 'signer'>
}

const satzOf = (row: NachweisRow): Nachweissatz => ({
  id: row.id,
  fremdId: row.fremd_id,
  von: row.von,
  bis: row.bis,
  ausbildungsjahr: undefined,
  status: row.status ?? undefined,
  inhalt: row.inhalt,
  hash: row.hash.toString('hex'),
  salz: row.salz.toString('hex'),
  verlauf: row.verlauf,
  kommentare: row.kommentare,
})

const notFound = (id: string): ProblemError => new ProblemError('not-found', { detail: `Ausbildungsnachweis ${id}` })

/** The report, locked, at the version that the caller saw. */
const lockAt = async (trx: Knex.Transaction, id: string, expected: number | undefined): Promise<NachweisRow> => {
  const row = await lockNachweis(trx, id)
  if (!row) throw notFound(id)
  await checkStand(expected, row.version, () => readNachweis(trx, id))
  return row
}

const store = async (
  { trx, aufrufer, now }: Change,
  row: NachweisRow,
  art: 'nachweis.geaendert' | 'nachweis.schritt' | 'nachweis.kommentiert',
  columns: Record<string, unknown>,
  satz: Nachweissatz,
  unterschrift?: string,
): Promise<Nachweisstand> => {
  const version = row.version + 1
  const kopf = kopfText({
    ...satz,
    berichtsheftId: row.berichtsheft_id,
    version,
    erstelltAm: row.erstellt_am.toISOString(),
    geaendertAm: now.toISOString(),
  })
  // The partition number is written out so that the planner touches one partition.
  await trx('ausbildungsnachweis')
    .whereRaw('fach = fach_von(?)', [row.id])
    .where({ id: row.id })
    .update({ ...columns, kopf, version, geaendert_am: now })
  await trx.raw('select ereignis_anhaengen(?, ?)', [
    row.berichtsheft_id,
    nachweisEreignis(art, { ...satz, version }, now, aufrufer.clientId, unterschrift),
  ])
  return { id: row.id, version, hash: satz.hash }
}

/**
 * Replaces the text of a report that is neither handed in nor approved.
 *
 * @throws ProblemError not-found, precondition-failed, conflict, rule-violated
 */
export const replaceInhalt = async (
  change: Change,
  id: string,
  expected: number,
  inhalt: Nachweisinhalt,
): Promise<Nachweisstand> => {
  const row = await lockAt(change.trx, id, expected)
  if (change.aufrufer.person !== undefined && !(await isAzubi(change.trx, row.berichtsheft_id))) throw notFound(id)
  if (!isInhaltAenderbar(row.status ?? undefined)) {
    throw new ProblemError('conflict', {
      detail: `A report in the state ${row.status} keeps its text; send it back or open it again first`,
    })
  }
  checkNachweis({ fremdId: row.fremd_id, inhalt }, change.now)
  const satz = { ...toSatz(id, { fremdId: row.fremd_id, inhalt }), status: row.status ?? undefined }
  return store(
    change,
    row,
    'nachweis.geaendert',
    {
      von: satz.von,
      bis: satz.bis,
      ausbildungsjahr: satz.ausbildungsjahr ?? null,
      hash: Buffer.from(satz.hash, 'hex'),
      salz: Buffer.from(satz.salz, 'hex'),
      inhalt: satz.inhalt,
    },
    satz,
  )
}

/**
 * Takes one step in the life of a report. Of a person's step the account is recorded, and the people concerned are told.
 *
 * @throws ProblemError not-found, precondition-failed, role-required, rule-violated, conflict when the table of states does
 * not allow the step
 */
export const takeSchritt = async (
  change: Change,
  id: string,
  expected: number | undefined,
  schritt: Schritt,
): Promise<Nachweisstand> => {
  const { trx, aufrufer, now } = change
  const row = await lockAt(trx, id, expected)
  if (aufrufer.person === undefined) return storeSchritt(change, row, checkAnbieterschritt(row, schritt, now))
  const stand = await storeSchritt(change, row, await checkPersonenschritt(trx, aufrufer, row, schritt, now))
  await tellSchritt(trx, aufrufer, row, schritt.vorgang)
  return stand
}

/** A step that a vendor takes: it says who took it and when. */
const checkAnbieterschritt = (row: NachweisRow, schritt: Schritt, now: Date): Schritt => {
  const fault = checkUebergang(nachweisZustand, row.status ?? undefined, schritt.vorgang, 'anbieter', schritt.kommentar)
  if (fault === 'kommentarFehlt') return refuseHeft('kommentarFehlt', '/kommentar')
  if (fault)
    throw new ProblemError('conflict', {
      detail: `A report in the state ${row.status ?? 'unknown'} cannot become ${schritt.vorgang}`,
    })
  return schritt.datum === undefined && schritt.zeitpunkt === undefined
    ? { ...schritt, zeitpunkt: now.toISOString() }
    : schritt
}

const storeSchritt = async (change: Change, row: NachweisRow, schritt: Schritt): Promise<Nachweisstand> => {
  const verlauf = canonicalize([...(JSON.parse(row.verlauf) as Schritt[]), schritt])
  const unterschrift = freigaben.includes(schritt.vorgang) ? await signSchritt(change, row, schritt) : undefined
  return store(
    change,
    row,
    'nachweis.schritt',
    { verlauf, status: schritt.vorgang },
    { ...satzOf(row), status: schritt.vorgang },
    unterschrift,
  )
}

/** The steps that are approvals and therefore signed. */
const freigaben: readonly Nachweisstatus[] = ['stufe1Freigegeben', 'freigegeben']

/**
 * Signs an approval over the text of the report and the end of the book's chain, which stays locked until the event that
 * holds the hash of the signature is appended: so a book is a chain of approvals.
 *
 * @returns SHA-256 of the signature
 */
const signSchritt = async ({ trx, now, keyring }: Change, row: NachweisRow, schritt: Schritt): Promise<string> => {
  const kette: { hash: Buffer } | undefined = await trx('kette')
    .where({ aggregat_id: row.berichtsheft_id })
    .forUpdate()
    .first('hash')
  const jws = await signFreigabe(
    {
      nachweisId: row.id,
      hash: row.hash.toString('hex'),
      vorgang: schritt.vorgang,
      zeitpunkt: schritt.zeitpunkt ?? now.toISOString(),
      durch: schritt.durch ?? {},
      vorher: kette?.hash.toString('hex') ?? null,
    },
    keyring.signer(),
  )
  await trx('freigabesignatur').insert({
    berichtsheft_id: row.berichtsheft_id,
    nachweis_id: row.id,
    anbieter_id: row.anbieter_id,
    jws,
    erstellt_am: now,
  })
  return sha256(jws)
}

/**
 * Adds a remark to the dialogue.
 *
 * @throws ProblemError not-found
 */
export const addKommentar = async (change: Change, id: string, kommentar: Kommentar): Promise<Nachweisstand> => {
  const row = await lockAt(change.trx, id, undefined)
  const vollstaendig: Kommentar =
    change.aufrufer.person !== undefined
      ? await toPersonenkommentar(change.trx, change.aufrufer, row, kommentar, change.now)
      : kommentar.datum === undefined && kommentar.zeitpunkt === undefined
        ? { ...kommentar, zeitpunkt: change.now.toISOString() }
        : kommentar
  const kommentare = canonicalize([...(JSON.parse(row.kommentare) as Kommentar[]), vollstaendig])
  return store(change, row, 'nachweis.kommentiert', { kommentare }, satzOf(row))
}
