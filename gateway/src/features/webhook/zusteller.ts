import { limits } from '@berichtsheft/core'
import type { GuardedFetch } from '@berichtsheft/sdk/netz'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { markZugestellt } from '../anforderung/anforderung.service.ts'
import { secretOf } from './geheimnis.ts'
import { switchOff } from './webhook.queries.ts'
import { type Ergebnis, nextVersuch, pauseAfter } from './zustellplan.ts'
import {
  type Auftrag,
  clearStoerung,
  countFehlschlag,
  endZustellung,
  giveUpAll,
  pauseWebhook,
  postponeZustellung,
  returnZustellung,
  takeFaellige,
} from './zustellung.queries.ts'
import { attempt } from './zustellversuch.ts'

/** Deliveries under way at the same time, in this process, for one webhook and for all. */
const jeWebhook = 4
const insgesamt = 128
/** Time after which a delivery of a process that died is taken by another, in milliseconds. */
const frist = limits.webhookZeit + 15_000

/** What a deliverer works with. */
export type ZustellerDeps = Pick<Deps, 'db' | 'now' | 'keyring' | 'log'> & {
  readonly fetch: GuardedFetch['fetch']
  /** 0 to 1, for the jitter of the schedule. */
  readonly random?: () => number
}

/** Delivers to webhooks, each at its own pace. */
export interface Zusteller {
  /**
   * Starts all attempts that are due and that have room, and goes on by itself while there are more.
   *
   * @returns how many were started
   * @throws Error when the database is not reachable
   */
  readonly deliver: () => Promise<number>
  /** Waits until no attempt is under way. */
  readonly settle: () => Promise<void>
  /** Starts nothing more, gives attempts under way `time` milliseconds, then breaks them off; they are made again later. */
  readonly stop: (time: number) => Promise<void>
}

/** Makes a deliverer. A slow receiver holds up only its own deliveries; another process may deliver at the same time. */
export const createZusteller = (deps: ZustellerDeps): Zusteller => {
  const running = new Map<string, number>()
  const attempts = new Set<Promise<void>>()
  const stopping = new AbortController()
  let closed = false

  const run = async (auftrag: Auftrag): Promise<void> => {
    try {
      const secret = await secretOf(deps.keyring, { id: auftrag.webhook_id, geheimnis: auftrag.geheimnis })
      const ergebnis = await attempt(deps.fetch, auftrag, secret, deps.now(), stopping.signal)
      await record(deps, auftrag, ergebnis)
    } catch (error) {
      // The delivery stays open and is taken again when its time is over.
      deps.log.warn({ err: error, zustellung: auftrag.id }, 'the result of a delivery could not be stored')
    } finally {
      const left = (running.get(auftrag.webhook_id) ?? 1) - 1
      if (left === 0) running.delete(auftrag.webhook_id)
      else running.set(auftrag.webhook_id, left)
    }
  }

  const deliver = async (): Promise<number> => {
    const anzahl = insgesamt - attempts.size
    if (closed || anzahl <= 0) return 0
    const now = deps.now()
    const bis = new Date(now.getTime() + frist)
    const laufend = new Map(running)
    const taken = await alsSystem(deps, (trx) => takeFaellige(trx, { now, bis, laufend, jeWebhook, anzahl }))
    for (const auftrag of taken) {
      running.set(auftrag.webhook_id, (running.get(auftrag.webhook_id) ?? 0) + 1)
      const made: Promise<void> = run(auftrag).then(() => {
        attempts.delete(made)
        more()
      })
      attempts.add(made)
    }
    return taken.length
  }

  /** A free place is used at once. Calls that come while one is under way share the next. */
  let pending = false
  let asked = false
  const once = async (): Promise<number> => {
    if (pending) {
      asked = true
      return 0
    }
    pending = true
    try {
      return await deliver()
    } finally {
      pending = false
      if (asked) {
        asked = false
        more()
      }
    }
  }
  const more = (): void => {
    once().catch((error: unknown) => deps.log.warn({ err: error }, 'deliveries that are due could not be read'))
  }

  return {
    deliver: once,
    settle: async () => {
      while (attempts.size > 0 || pending) await Promise.allSettled(attempts).then(() => new Promise(setImmediate))
    },
    stop: async (time) => {
      closed = true
      const timer = setTimeout(() => stopping.abort(), time)
      while (attempts.size > 0) await Promise.allSettled(attempts)
      clearTimeout(timer)
    },
  }
}

/** Stores what became of an attempt, in one transaction with what follows from it. */
const record = (deps: ZustellerDeps, auftrag: Auftrag, ergebnis: Ergebnis): Promise<void> =>
  alsSystem(deps, async (trx) => {
    const now = deps.now()
    switch (ergebnis.art) {
      case 'zugestellt':
        await clearStoerung(trx, auftrag.webhook_id)
        await endZustellung(trx, auftrag.id, 'zugestellt', null, now)
        if (auftrag.art === 'anforderung.angelegt' && auftrag.mandant.startsWith('anbieter:')) {
          await markZugestellt(trx, auftrag.objekt_id, now)
        }
        return
      case 'abbestellt': {
        await switchOff(trx, auftrag.webhook_id)
        const given = await giveUpAll(trx, auftrag.webhook_id, `switched off by the receiver (${ergebnis.fehler})`, now)
        deps.log.warn({ webhook: auftrag.webhook_id, zustellungen: given }, 'a receiver switched its webhook off')
        return
      }
      case 'abgebrochen':
        await returnZustellung(trx, auftrag.id, now)
        return
      case 'fehlgeschlagen':
        await recordFehlschlag(trx, deps, auftrag, ergebnis, now)
    }
  })

const recordFehlschlag = async (
  trx: Knex.Transaction,
  { log, random = Math.random }: ZustellerDeps,
  { id, webhook_id, stufe, aufgeben_am }: Auftrag,
  { fehler, pause = 0 }: Extract<Ergebnis, { art: 'fehlgeschlagen' }>,
  now: Date,
): Promise<void> => {
  const wait = Math.max(pause, pauseAfter(await countFehlschlag(trx, webhook_id)))
  const until = new Date(now.getTime() + wait)
  if (wait > 0) await pauseWebhook(trx, webhook_id, until)
  const planned = nextVersuch(stufe, now, random())
  if (planned === undefined || planned > aufgeben_am) {
    await endZustellung(trx, id, 'unzustellbar', fehler, now)
    log.warn({ webhook: webhook_id, zustellung: id, fehler }, 'a delivery was given up')
    return
  }
  await postponeZustellung(trx, id, fehler, planned > until ? planned : until)
}
