import { PgBoss } from 'pg-boss'
import type { Deps } from '../deps.ts'
import { eraseHefte } from '../features/aufbewahrung/aufbewahrung.service.ts'
import { keepVertraege, vertragsfristenOf } from '../features/aufbewahrung/vertragsaufbewahrung.service.ts'
import { runAufraeumen } from './aufraeumen.ts'
import type { Auftragsart, Auftragsarten } from './auftraege.ts'
import { runFristen } from './fristen.ts'

/** Queues of jobs on PostgreSQL, shared by all processes of the gateway. */
export interface Warteschlangen {
  /** Queues one piece of work unless it is queued or under way already. */
  readonly send: (art: Auftragsart, id: string) => Promise<void>
  /** Takes nothing more and waits for jobs under way, at most `time` milliseconds; what is cut off is done again later. */
  readonly stop: (time: number) => Promise<void>
}

/** What the queues work with. */
export interface WarteschlangenOptions {
  /** Address of the owner of the database: the queues keep their tables in a schema of their own. */
  readonly databaseUrl: string
  /** Kinds of work that this process does. */
  readonly arten: Auftragsarten
}

/** Erases what has been kept long enough. */
const runAufbewahrung = async (deps: Pick<Deps, 'db' | 'config'>, now: Date) => ({
  geloescht: await eraseHefte(deps, now, deps.config.AUFBEWAHRUNG_MONATE),
  vertraege: await keepVertraege(deps, now, vertragsfristenOf(deps.config)),
})

/** Replaces keys that have signed long enough. */
const runSchluessel = async ({ keyring, config }: Pick<Deps, 'keyring' | 'config'>) => ({
  ersetzt: config.SCHLUESSEL_TAGE === 0 ? [] : await keyring.rotateDue(config.SCHLUESSEL_TAGE),
})

const scheduled = [
  { name: 'fristen', cron: '* * * * *', run: runFristen },
  { name: 'aufraeumen', cron: '17 * * * *', run: runAufraeumen },
  { name: 'aufbewahrung', cron: '43 3 * * *', run: runAufbewahrung },
  { name: 'schluessel', cron: '11 4 * * *', run: runSchluessel },
] as const

/** Pause between two looks of a worker in seconds; work of this process is told to its own workers at once. */
const lookSeconds = 30

/**
 * Starts the queues. Their tables are made on first start; several processes may do this at once. Losing the database
 * ends nothing: it is reported, and the workers go on when it is back.
 */
export const startWarteschlangen = async (
  { db, now, log, config, keyring }: Pick<Deps, 'db' | 'now' | 'log' | 'config' | 'keyring'>,
  { databaseUrl, arten }: WarteschlangenOptions,
): Promise<Warteschlangen> => {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'berichtsheft-jobs',
    schema: 'pgboss',
    max: 2,
    options: '-c statement_timeout=30000',
    // Nothing here depends on other jobs, and a minute is soon enough for deadlines: idle, the queues stay quiet.
    flowIntervalSeconds: 3_600,
    bamIntervalSeconds: 3_600,
    cronMonitorIntervalSeconds: 45,
    cronWorkerIntervalSeconds: 15,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'job queue'))
  boss.on('warning', ({ message, data }) => log.warn({ data }, message))
  await boss.start()

  for (const { name, cron, run } of scheduled) {
    await boss.createQueue(name, {
      policy: 'exclusive',
      retryLimit: 0,
      expireInSeconds: 900,
      deleteAfterSeconds: 3_600,
    })
    await boss.schedule(name, cron, {}, { tz: 'Europe/Berlin' })
    await boss.work(name, { pollingIntervalSeconds: lookSeconds }, async () => {
      const done = await run({ db, config, keyring }, now())
      log.debug({ job: name, ...done }, 'job done')
    })
  }

  const workers = new Map<Auftragsart, string>()
  for (const [art, build] of Object.entries(arten) as [Auftragsart, (id: string) => Promise<unknown>][]) {
    await boss.createQueue(art, {
      policy: 'exclusive',
      retryLimit: 5,
      retryDelay: 2,
      retryBackoff: true,
      expireInSeconds: 3_600,
      // A process that died is noticed by its silence.
      heartbeatSeconds: 30,
      deleteAfterSeconds: 3_600,
    })
    const worker = await boss.work<{ id: string }>(art, { pollingIntervalSeconds: lookSeconds }, async (jobs) => {
      for (const { data } of jobs) await build(data.id)
    })
    workers.set(art, worker)
  }

  return {
    send: async (art, id) => {
      await boss.send(art, { id }, { singletonKey: id })
      const worker = workers.get(art)
      if (worker !== undefined) boss.notifyWorker(worker)
    },
    stop: (time) => boss.stop({ graceful: true, timeout: time }),
  }
}
