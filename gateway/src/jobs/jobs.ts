import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '@berichtsheft/core'
import { createGuardedFetch } from '@berichtsheft/sdk/netz'
import type pg from 'pg'
import type { Deps } from '../deps.ts'
import { dispatchAusgang } from '../features/ereignis/verteiler.ts'
import { createZusteller } from '../features/webhook/zusteller.ts'
import { openMailweg } from '../mail/transport.ts'
import { deliverMails } from '../mail/zustellung.ts'
import { watchChannel } from '../schluessel/watch.ts'
import { type Auftragsarten, createMerkliste, listOffeneAuftraege } from './auftraege.ts'
import { createSchleife } from './schleife.ts'
import { startWarteschlangen } from './warteschlangen.ts'

/** Everything that works without being asked. */
export interface Jobs {
  /**
   * Starts nothing more and gives work under way two seconds; what is cut off is done again, by another process
   * or at the next start. Call it after the server is closed and before the keyring and the database are.
   */
  readonly stop: () => Promise<void>
}

/** What jobs work with. */
export interface JobsOptions {
  /** Address of the owner of the database, not through a pooler that shares connections. */
  readonly databaseUrl: string
  /** Long work that this process does when a client asks for it. */
  readonly arten: Auftragsarten
}

/** Longest pause between two looks at what is to be done, in milliseconds. Told ones ring at once. */
const lookInterval = 1_000
/** Time that work under way gets when the process stops, in milliseconds. All of it can be repeated. */
const runoff = 2_000

/**
 * Starts the dispatcher of the outbox, the delivery to webhooks and of mails, the queues for exports and bulk requests, and the
 * schedules for deadlines and cleaning. Any number of processes may do this on one database.
 */
export const createJobs = async (deps: Deps, { databaseUrl, arten }: JobsOptions): Promise<Jobs> => {
  const { config, log, now } = deps
  const netz = createGuardedFetch({
    erlaubteNetze: config.ERLAUBTE_NETZE,
    zeit: limits.webhookZeit,
    groesse: 2 * limits.webhookAntwort,
  })
  const warteschlangen = await startWarteschlangen(deps, { databaseUrl, arten })
  const zusteller = createZusteller({ ...deps, fetch: netz.fetch })
  const warn = (message: string) => (error: unknown) => log.warn({ err: error }, message)

  const zustellung = createSchleife(async () => {
    await zusteller.deliver()
    return false
  }, warn('deliveries that are due could not be read'))

  const verteilung = createSchleife(async () => {
    const { mehr, zustellungen } = await dispatchAusgang(deps)
    if (zustellungen > 0) zustellung.wake()
    return mehr
  }, warn('the outbox could not be dispatched'))

  const merkliste = createMerkliste()
  const auftraege = createSchleife(async () => {
    merkliste.sweep()
    for (const auftrag of await listOffeneAuftraege(deps)) {
      if (arten[auftrag.art] && merkliste.note(auftrag)) await warteschlangen.send(auftrag.art, auftrag.id)
    }
    return false
  }, warn('work that was asked for could not be queued'))

  const mailweg = openMailweg(config)
  const mails = createSchleife(() => deliverMails(deps, mailweg), warn('mails that are due could not be read'))

  const watch = watchChannel({
    databaseUrl,
    applicationName: 'berichtsheft-verteiler',
    channel: 'berichtsheft_ausgang',
    interval: lookInterval,
    look: async (client) => {
      const offen = await lookForWork(client, now())
      if (offen.ausgang) verteilung.wake()
      if (offen.zustellung) zustellung.wake()
      if (offen.auftrag) auftraege.wake()
      if (offen.mail) mails.wake()
    },
    onError: warn('connection of the dispatcher lost'),
  })

  return {
    stop: async () => {
      await watch.close()
      await Promise.all([verteilung.stop(), auftraege.stop(), zustellung.stop()])
      // A mail server may be slow to answer; a mail that is cut off is sent again.
      await Promise.race([mails.stop(), sleep(runoff, undefined, { ref: false })])
      mailweg.close()
      await Promise.all([zusteller.stop(runoff), warteschlangen.stop(runoff)])
      await netz.close()
    },
  }
}

interface OffeneArbeit {
  readonly ausgang: boolean
  readonly zustellung: boolean
  readonly auftrag: boolean
  readonly mail: boolean
}

/** Whether there is anything to do, in one round trip without a transaction of its own; this is all that an idle gateway asks. */
const lookForWork = async (client: Pick<pg.ClientBase, 'query'>, now: Date): Promise<OffeneArbeit> => {
  const instant = now.toISOString()
  const results: unknown = await client.query(
    `select system_setzen('${instant}');
     select exists (select from ausgang) as ausgang,
            exists (select from zustellung where status = 'offen' and naechster_versuch <= '${instant}') as zustellung,
            exists (select from export where status = 'angefordert') or exists (select from sammelanforderung where status = 'inArbeit') as auftrag,
            exists (select from mail where status = 'offen' and naechster_versuch <= '${instant}') as mail`,
  )
  const last = Array.isArray(results) ? (results.at(-1) as pg.QueryResult<OffeneArbeit>) : undefined
  const [row] = last?.rows ?? []
  if (row === undefined) throw new Error('PostgreSQL answered one of two statements')
  return row
}
