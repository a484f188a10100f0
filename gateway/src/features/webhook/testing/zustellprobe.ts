import type { Webhook, Zustellung, ZustellungSeite } from '@berichtsheft/core'
import { createGuardedFetch } from '@berichtsheft/sdk/netz'
import { alsSystem } from '../../../db/transaktion.ts'
import { createId } from '../../../ids.ts'
import { createTestApp, type TestApp, type TestClient } from '../../../testing/create-test-app.ts'
import { bodyOf, get, post } from '../../anforderung/testing/vorgang.ts'
import { appendEreignis } from '../../ereignis/ereignis.service.ts'
import { dispatchAusgang } from '../../ereignis/verteiler.ts'
import { createZusteller, type Zusteller } from '../zusteller.ts'
import type { TestEmpfaenger } from './empfaenger.ts'

/** A gateway whose deliveries a test drives by hand, on a clock that stands still. */
export interface Zustellprobe {
  readonly app: TestApp
  /** Where the clock stands unless a test travels. */
  readonly start: Date
  /** Waits for a receiver and closes it after the test. */
  readonly listening: (receiver: Promise<TestEmpfaenger>) => Promise<TestEmpfaenger>
  /** Closes something after the test. */
  readonly closeLater: (close: () => void) => void
  /** A deliverer of its own, without jitter; receivers have 400 ms to answer. */
  readonly zusteller: () => Zusteller
  /** Makes every attempt that is due, by a deliverer of its own. */
  readonly deliver: () => Promise<void>
  readonly subscribe: (client: TestClient, receiver: TestEmpfaenger) => Promise<Webhook>
  /** Appends events about one aggregate and dispatches them; answers their objects. */
  readonly tell: (client: TestClient, count?: number, aggregatId?: string) => Promise<string[]>
  readonly zustellungen: (client: TestClient, webhook: Webhook, query?: string) => Promise<Zustellung[]>
  /** Moves the clock on by milliseconds. */
  readonly travel: (time: number) => void
  /** Undoes what one test did: clock and receivers. */
  readonly reset: () => void
  readonly close: () => Promise<void>
}

/** Makes a probe; call `reset` after each test and `close` after all. */
export const createZustellprobe = async (): Promise<Zustellprobe> => {
  const start = new Date()
  const app = await createTestApp({ now: start })
  const netz = createGuardedFetch({ erlaubteNetze: '127.0.0.0/8', zeit: 400, groesse: 8_192 })
  const closers: (() => void)[] = []
  const zusteller = (): Zusteller => createZusteller({ ...app.deps, fetch: netz.fetch, random: () => 0 })
  return {
    app,
    start,
    listening: async (receiver) => {
      const made = await receiver
      closers.push(made.close)
      return made
    },
    closeLater: (close) => void closers.push(close),
    zusteller,
    deliver: async () => {
      const own = zusteller()
      await own.deliver()
      await own.settle()
    },
    subscribe: async (client, { url }) => bodyOf<Webhook>(await post(client, '/v1/webhooks', { url }), 201),
    tell: async (client, count = 1, aggregatId = createId(start)) => {
      const objects = Array.from({ length: count }, () => createId(start))
      await alsSystem(app.deps, async (trx) => {
        for (const objektId of objects) await appendEreignis(trx, eventOf(client, aggregatId, objektId, start))
      })
      await dispatchAusgang(app.deps)
      return objects
    },
    zustellungen: async (client, webhook, query = '') =>
      (await get<ZustellungSeite>(client, `/v1/webhooks/${webhook.id}/zustellungen${query}`)).eintraege,
    travel: (time) => {
      app.clock.now = new Date(app.clock.now.getTime() + time)
    },
    reset: () => {
      app.clock.now = start
      for (const close of closers.splice(0)) close()
    },
    close: async () => {
      await netz.close()
      await app.close()
    },
  }
}

const eventOf = (client: TestClient, aggregatId: string, objektId: string, zeitpunkt: Date) => ({
  aggregatId,
  art: 'freigabe.erteilt' as const,
  objektId,
  knr: '153',
  anbieterId: client.anbieterId ?? createId(zeitpunkt),
  berichtsheftId: aggregatId,
  zeitpunkt,
  durch: 'system',
})
