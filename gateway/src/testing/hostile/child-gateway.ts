import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { kontextOfRolle, type Rolle, type Scope } from '@berichtsheft/core'
import pg from 'pg'
import { childEnvironment } from '../child-environment.ts'
import { createTestApp, type TestApp, type TestClient } from '../create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../people.ts'
import { type Answer, type HostileRequest, sendRequest } from './send-request.ts'

/** The gateway as operators start it, in a process of its own, so that its memory and its end can be watched. */
export interface ChildGateway {
  readonly port: number
  readonly vendor: TestClient
  readonly kammer: TestClient
  readonly betreiber: TestClient
  /** Somebody who holds every role: in one company, at a chamber and at the operator, signed in with two factors. */
  readonly person: Pick<TestPerson, 'token'> & { readonly unternehmenId: string; readonly knr: string }
  readonly createVendor: () => Promise<TestClient>
  readonly createToken: TestApp['createToken']
  /** Sends a request with the vendor's token, or with the one given; `token: ''` sends none. */
  readonly send: (request: HostileRequest) => Promise<Answer>
  /** What was logged since the last call, one entry per line, as it was written. */
  readonly takeLog: () => readonly string[]
  /** Highest memory (RSS, in MB) since the last {@link resetPeak}; `undefined` where the system does not tell. */
  readonly peak: () => number | undefined
  readonly resetPeak: () => void
  /** Memory now (RSS) in MB. */
  readonly memory: () => number | undefined
  /** Time of the processor that the process has taken, in milliseconds; `undefined` where the system does not tell. */
  readonly processorTime: () => number | undefined
  /** Number of rows in every table that requests write to. */
  readonly countRows: () => Promise<Readonly<Record<string, number>>>
  readonly isAlive: () => boolean
  readonly close: () => Promise<void>
}

const repository = fileURLToPath(new URL('../../../..', import.meta.url))
const entry = fileURLToPath(new URL('../../server.ts', import.meta.url))

/** Tables that hold what callers send; others hold keys, migrations and what is on its way out. */
const tables = [
  'anbieter',
  'zugang',
  'berichtsheft',
  'ausbildungsnachweis',
  'fremdschluessel',
  'kette',
  'ereignis',
  'anforderung',
  'freigabe',
  'uebermittlung',
  'export',
  'webhook',
  'idempotenz',
]

/** Starts `server.ts` on a clone of the template database with one client of each kind. */
export const startChildGateway = async (env: Readonly<Record<string, string>> = {}): Promise<ChildGateway> => {
  const port = await findFreePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const app = await createTestApp({ liveClock: true, env: { PUBLIC_URL: publicUrl } })
  const [vendor, kammer, betreiber] = [await app.createVendor(), await app.createKammer(), await app.createBetreiber()]
  const person = await createPerson(app)
  const { child, log } = startProcess({
    DATABASE_URL: app.databaseUrl,
    DATA_DIR: app.deps.config.DATA_DIR,
    SCHLUESSEL: Buffer.alloc(32, 7).toString('base64url'),
    PUBLIC_URL: publicUrl,
    PORT: String(port),
    ADAPTERS: '',
    LOG_LEVEL: 'debug',
    ERLAUBTE_NETZE: '127.0.0.0/8',
    ...env,
  })
  const db = new pg.Client({ connectionString: app.databaseUrl })
  await db.connect()
  const status = (field: 'VmHWM' | 'VmRSS') => memoryOf(child.pid, field)
  const gateway: ChildGateway = {
    port,
    vendor,
    kammer,
    betreiber,
    person,
    createVendor: app.createVendor,
    createToken: (client, options?: { scopes?: readonly Scope[] }) => app.createToken(client, options),
    send: (request) => sendRequest(port, { token: vendor.token, ...request }),
    takeLog: () => log.splice(0),
    peak: () => status('VmHWM'),
    memory: () => status('VmRSS'),
    processorTime: () => processorTimeOf(child.pid),
    resetPeak: () => {
      if (process.platform === 'linux') writeFileSync(`/proc/${child.pid}/clear_refs`, '5')
    },
    countRows: async () => {
      const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`)
      return (await db.query(`select ${counts.join(', ')}`)).rows[0]
    },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.kill('SIGTERM')) await ended
      await db.end()
      await app.close()
    },
  }
  await waitUntilReady(gateway, child, log)
  return gateway
}

const createPerson = async (app: TestApp): Promise<ChildGateway['person']> => {
  const knr = '153'
  const unternehmenId = await createTestUnternehmen(app, { knr })
  const where = { unternehmen: { unternehmenId }, kammer: { knr }, betreiber: {} }
  const rollen = Object.entries(kontextOfRolle) as [Rolle, keyof typeof where][]
  const { token } = await createTestPerson(app, {
    rollen: rollen.map(([rolle, kontext]) => ({ rolle, ...where[kontext] })),
    stufe: 'mehrfaktor',
  })
  return { token, unternehmenId, knr }
}

const startProcess = (settings: Readonly<Record<string, string>>): { child: ChildProcess; log: string[] } => {
  const child = spawn(process.execPath, ['--max-semi-space-size=32', '--conditions=source', entry], {
    cwd: repository,
    env: { ...childEnvironment, ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // A test that ran out of time must not leave a process behind.
  process.once('exit', () => child.kill('SIGKILL'))
  const log: string[] = []
  let rest = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    log.push(...lines)
  })
  return { child, log }
}

const waitUntilReady = async (gateway: ChildGateway, child: ChildProcess, log: readonly string[]): Promise<void> => {
  const end = Date.now() + 45_000
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the gateway ended with ${child.exitCode}: ${log.join('\n')}`)
    const answer = await gateway.send({ path: '/readyz', token: '' }).catch(() => undefined)
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the gateway did not become ready')
}

/** A figure of the process table in MB. */
const memoryOf = (pid: number | undefined, field: string): number | undefined => {
  if (process.platform !== 'linux') return undefined
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) / 1024
}

/** What the process table counts in hundredths of a second. */
const processorTimeOf = (pid: number | undefined): number | undefined => {
  if (process.platform !== 'linux') return undefined
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const findFreePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
