import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { dirname, resolve } from 'node:path'
import { addExamples, type CliCommand, type Io } from '@berichtsheft/sdk'
import { createGuardedFetch } from '@berichtsheft/sdk/netz'
import pg from 'pg'
import { type ImportOptions, runImport } from './import/run-import.ts'
import { readKonfiguration } from './konfiguration.ts'
import { keepSync, openKnotenserver } from './server.ts'
import { keepMemoryLow } from './speichergrenze.ts'
import { type DreiwegeOptions, type FassungOptions, runDreiwege, runFassung } from './tabelle/run-fassung.ts'
import { addVerbindung } from './verbindung.ts'

interface NodeOptions {
  readonly konfiguration: string
  readonly datenbank?: string
  readonly host: string
  readonly port: string
  readonly abgleich: string
}

/** `berichtsheft bq`: the knowledge base on foreign qualifications without the gateway. */
export const command: CliCommand = {
  summary: 'the knowledge base on foreign qualifications: run a node, import, edit offline',
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
    const importing = program
      .command('import')
      .description(
        'Imports countries, frameworks, classifications, series and profiles from files or folders, each row as a signed statement\n' +
          'with source and licence. The same file again changes nothing; what others changed meanwhile stays or shows as a conflict.',
      )
      .argument('<files...>', 'files or folders; which kind a file is, its members tell')
      .option('--quellen <file.json>', 'register of sources; without it, one that lies among the files')
      .option('--basis <file>', 'the version that the file was made from: rows that are gone are withdrawn')
      .option('--vorschau', 'say what would be written, and write nothing')
      .option('--grund <text>', 'why, for the history')
      .option('--json', 'machine-readable output')
    addVerbindung(importing)
    addExamples(importing, [
      ['a folder into a node of its own', 'berichtsheft bq import ./daten --adresse http://127.0.0.1:8090/v1/bq'],
      ['what an edited file would change', 'berichtsheft bq import reihe.json --basis reihe-alt.json --vorschau'],
    ])
    const giving = program
      .command('fassung')
      .description('Writes the working state of a profile into a file that is edited without network.')
      .argument('<profil>', 'as land:TR')
      .requiredOption('-o, --out <file>', 'file to write: .xlsx, .csv or .json')
    addVerbindung(giving)
    giving.action((profil: string, options: FassungOptions) => finish(() => runFassung(profil, options, io)))
    const merging = program
      .command('dreiwege')
      .description(
        'Merges such a file into the knowledge base, three ways: the version given out, the file, what stands there now.',
      )
      .argument('<file>', 'the edited file')
      .requiredOption('--grund <text>', 'why, for the history')
      .option('--basis <file.json>', 'the version given out; without it, the one beside the file')
      .option('--vorschau', 'say what would be written, and write nothing')
      .option('--json', 'machine-readable output')
    addVerbindung(merging)
    merging.action((file: string, options: DreiwegeOptions) => finish(() => runDreiwege(file, options, io)))
    importing.action((files: string[], options: ImportOptions) => finish(() => runImport(files, options, io)))
  },
}

/** Longest time for one answer of a partner in milliseconds. */
const longestExchange = 3_600_000

const runNode = async (options: NodeOptions, io: Io): Promise<number> => {
  const file = resolve(io.cwd, options.konfiguration)
  const url = options.datenbank ?? io.env.DATABASE_URL
  if (url === undefined) throw new Error('A node needs a database: --datenbank or DATABASE_URL')
  const pool = new pg.Pool({ connectionString: url, max: 6, application_name: 'berichtsheft-bq' })
  // A connection that breaks while nobody waits for it is replaced; who waits gets the error.
  pool.on('error', ({ message }) => io.note(`database: ${message}`))
  pool.on('connect', (client) => client.on('error', () => undefined))
  // Partners are named by the operator, but where their names lead is up to others.
  const guarded = createGuardedFetch({
    erlaubteNetze: io.env.ERLAUBTE_NETZE ?? '',
    zeit: longestExchange,
    groesse: Number.POSITIVE_INFINITY,
  })
  const endCare = keepMemoryLow()
  const umgebung = {
    konfiguration: await readKonfiguration(file),
    folder: dirname(file),
    pool,
    now: io.now,
    fetch: guarded.fetch as typeof fetch,
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
    endCare()
    await guarded.close()
    await pool.end()
  }
}
