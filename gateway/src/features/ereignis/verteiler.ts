import type { Ereignistoken } from '@berichtsheft/core/signatur'
import { createSet } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids.ts'
import { queueZustellungen } from '../webhook/zustellung.service.ts'
import {
  type AusgangRow,
  deleteAusgang,
  deleteStille,
  insertMeldungen,
  type MeldungRow,
  raiseFolgen,
  selectMeldepflichtige,
  tryLockAusgang,
} from './ereignis.queries.ts'
import type { Ereignisinhalt } from './ereignis.service.ts'

/** What one run of the dispatcher did. */
export interface Verteilung {
  /** Outbox rows that are gone. */
  readonly entfernt: number
  /** Entries in the lists of recipients. */
  readonly meldungen: number
  /** Deliveries that were queued for webhooks. */
  readonly zustellungen: number
  /** Whether there may be more to do at once. */
  readonly mehr: boolean
}

const nothing: Verteilung = { entfernt: 0, meldungen: 0, zustellungen: 0, mehr: false }

/** Events per transaction: a few dozen milliseconds of signing, in which the lists of their recipients are locked. */
const toldBatch = 200
/** Rows that nobody is told of, per transaction. */
const silentBatch = 20_000

/**
 * Empties a part of the outbox in one transaction: every event is signed for each of its recipients, enters their lists
 * in the order of its chain, and is queued for their webhooks. Whatever happens, either all of this is done and the row
 * is gone, or nothing is and the row is still there; so each recipient is told exactly once.
 *
 * Does nothing while another process is at it.
 */
export const dispatchAusgang = (deps: Pick<Deps, 'db' | 'now' | 'keyring' | 'config'>): Promise<Verteilung> =>
  alsSystem(deps, async (trx) => {
    if (!(await tryLockAusgang(trx))) return nothing
    const rows = await selectMeldepflichtige(trx, toldBatch)
    const told = rows.length === 0 ? { meldungen: 0, zustellungen: 0 } : await tellAll(trx, deps, rows)
    const silent = await deleteStille(trx, silentBatch)
    return {
      ...told,
      entfernt: rows.length + silent,
      mehr: rows.length === toldBatch || silent === silentBatch,
    }
  })

const tellAll = async (
  trx: Knex.Transaction,
  { now, keyring, config }: Pick<Deps, 'now' | 'keyring' | 'config'>,
  rows: readonly AusgangRow[],
): Promise<Pick<Verteilung, 'meldungen' | 'zustellungen'>> => {
  const instant = now()
  const signer = keyring.signer()
  const entries = rows.flatMap(({ aggregat_id, inhalt }) => {
    const ereignis = JSON.parse(inhalt) as Ereignisinhalt
    return ereignis.empfaenger.map((mandant) => ({ mandant, aggregat_id, ereignis }))
  })
  const counts = new Map<string, number>()
  for (const { mandant } of entries) counts.set(mandant, (counts.get(mandant) ?? 0) + 1)
  const last = await raiseFolgen(trx, counts)
  const next = new Map([...counts].map(([mandant, count]) => [mandant, (last.get(mandant) ?? 0) - count + 1]))

  const meldungen: MeldungRow[] = []
  for (const { mandant, aggregat_id, ereignis } of entries) {
    const folge = next.get(mandant) ?? 0
    next.set(mandant, folge + 1)
    const id = createId(instant)
    const token = await createSet(toToken(config.PUBLIC_URL, mandant, id, instant, aggregat_id, ereignis), signer)
    const { art, objekt, zeitpunkt } = ereignis
    meldungen.push({ mandant, folge, id, aggregat_id, art, objekt_id: objekt, zeitpunkt: new Date(zeitpunkt), token })
  }
  await insertMeldungen(trx, meldungen)
  const zustellungen = await queueZustellungen(trx, meldungen, instant)
  await deleteAusgang(
    trx,
    rows.map(({ id }) => id),
  )
  return { meldungen: meldungen.length, zustellungen }
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000)

const toToken = (
  iss: string,
  aud: string,
  jti: string,
  now: Date,
  txn: string,
  { art, objekt, zeitpunkt, heft, vertrag, knr, anbieter, unternehmen, daten }: Ereignisinhalt,
): Ereignistoken => ({
  iss,
  aud,
  jti,
  iat: seconds(now),
  zeitpunkt: seconds(new Date(zeitpunkt)),
  txn,
  ereignis: `https://berichtsheft.example/ereignis/${art}`,
  objektId: objekt,
  ids: {
    ...daten,
    ...(heft === undefined ? {} : { berichtsheftId: heft }),
    ...(vertrag === undefined ? {} : { vertragId: vertrag }),
    ...(knr === undefined ? {} : { knr }),
    ...(anbieter === undefined ? {} : { anbieterId: anbieter }),
    ...(unternehmen === undefined ? {} : { unternehmenId: unternehmen }),
  },
})
