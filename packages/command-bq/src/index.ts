import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { dirname, resolve } from 'node:path'
import type { CliCommand, Io } from '@berichtsheft/sdk'
import pg from 'pg'
import { readKonfiguration } from './konfiguration.ts'
import { keepSync, openKnotenserver } from './server.ts'

interface NodeOptions {
  readonly konfiguration: string
  readonly datenbank?: string
  readonly host: string
  readonly port: string
  readonly abgleich: string
}

/** `berichtsheft bq`: the knowledge base on foreign qualifications without the gateway. */
export const command: CliCommand = {
  summary: 'run a node of the knowledge base on foreign qualifications with its own database',
  define: (program, io, finish) => {
    program
      .command('node')
      .description('Serves the knowledge base at /v1/bq and exchanges with its partners until it is stopped.')
      .requiredOption('--konfiguration <file.json>', 'network, chain, callers and partners; see docs/guide/bq.md')
      .option('--datenbank <url>', 'address of its PostgreSQL (or DATABASE_URL)')
      .option('--host <name>', 'interface to listen on', '127.0.0.1')
      .option('--port <number>', 'port to listen on; 0 takes a free one', '8090')
      .option('--abgleich <seconds>', 'pause between exchanges with the partners; 0 = none', '60')
      .action((options: NodeOptions) => finish(() => runNode(options, io)))
  },
}

const runNode = async (options: NodeOptions, io: Io): Promise<number> => {
  const file = resolve(io.cwd, options.konfiguration)
  const url = options.datenbank ?? io.env.DATABASE_URL
  if (url === undefined) throw new Error('A node needs a database: --datenbank or DATABASE_URL')
  const pool = new pg.Pool({ connectionString: url, max: 6, application_name: 'berichtsheft-bq' })
  // A connection that breaks while nobody waits for it is replaced; who waits gets the error.
  pool.on('error', ({ message }) => io.note(`database: ${message}`))
  pool.on('connect', (client) => client.on('error', () => undefined))
  const umgebung = {
    konfiguration: await readKonfiguration(file),
    folder: dirname(file),
    pool,
    now: io.now,
    fetch: io.fetch,
    note: io.note,
  }
  try {
    const server = await openKnotenserver(umgebung)
    await server.app.listen({ host: options.host, port: Number(options.port) })
    const { port } = server.app.server.address() as AddressInfo
    await io.out(`${JSON.stringify({ adresse: `http://${options.host}:${port}/v1/bq` })}\n`)
    const pause = Number(options.abgleich) * 1_000
    if (pause > 0) await keepSync(server, umgebung, pause, io.signal)
    else if (!io.signal.aborted) await once(io.signal, 'abort')
    await server.app.close()
    return 0
  } finally {
    await pool.end()
  }
}
