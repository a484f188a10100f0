import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Aenderungssatz, Vektor } from '@berichtsheft/bq-knowledge'
import { formatVektor } from '@berichtsheft/bq-knowledge/speicher'
import type { Besetzung } from '@berichtsheft/bq-knowledge/testing'

/** A node in a process of its own. */
export interface Knotenprozess {
  readonly nr: number
  readonly adresse: string
  /** Ends the process; with SIGKILL in the middle of whatever it does. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
  /** Starts it again with the same database; pause between exchanges in seconds, 0 = none. */
  readonly start: (abgleich: number) => Promise<void>
}

/** Where the programs and the files of the processes are. */
export interface Prozessumgebung {
  /** Folder of the repository. */
  readonly root: string
  /** Folder for configurations and keys. */
  readonly folder: string
  readonly besetzung: Besetzung
}

const secretOf = (nr: number, wer: 'person' | 'partner'): string => `kennwort-${wer}-des-knotens-${nr}`

const findPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Writes key and configuration of a node that knows all others and whose first person edits. */
const writeKonfiguration = async (
  { folder, besetzung }: Prozessumgebung,
  nr: number,
  ports: readonly number[],
): Promise<void> => {
  const person = besetzung.leute[nr]?.[0]
  if (!person) throw new Error(`nobody at node ${nr}`)
  const { knoten, kammer, privateKey } = person
  const schluessel = `schluessel-${nr}.pem`
  await writeFile(join(folder, schluessel), privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 })
  const others = ports.flatMap((port, i) =>
    i === nr
      ? []
      : [{ adresse: `http://127.0.0.1:${port}/v1/bq`, stufe: 'redaktion', unserKennwort: secretOf(i, 'partner') }],
  )
  const konfiguration = {
    gruendung: besetzung.gruendung,
    knoten,
    kammer,
    personen: [{ kennwort: secretOf(nr, 'person'), stufe: 'redaktion', rollen: ['bearbeiter'], schluessel }],
    partner: [{ kennwort: secretOf(nr, 'partner'), stufe: 'redaktion' }, ...others],
    knotenschluessel: schluessel,
  }
  await writeFile(join(folder, `knoten-${nr}.json`), JSON.stringify(konfiguration))
}

const launch = async (
  { root, folder }: Prozessumgebung,
  nr: number,
  port: number,
  datenbank: string,
  abgleich: number,
): Promise<ChildProcess> => {
  const words = ['--konfiguration', join(folder, `knoten-${nr}.json`), '--port', String(port)]
  const main = join(root, 'packages/sdk/src/cli/main.ts')
  const child = spawn(
    process.execPath,
    ['--conditions=source', main, 'bq', 'node', ...words, '--abgleich', String(abgleich)],
    {
      cwd: root,
      env: { ...process.env, DATABASE_URL: datenbank, ERLAUBTE_NETZE: '127.0.0.0/8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let notes = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    notes = (notes + chunk.toString()).slice(-4_000)
  })
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('{')) return child
  throw new Error(`node ${nr} ended: ${notes}`)
}

/** Starts one node per database, each with all others as partners and without exchange for now. */
export const startKnotenprozesse = async (
  umgebung: Prozessumgebung,
  datenbanken: readonly string[],
): Promise<Knotenprozess[]> => {
  const ports: number[] = []
  for (const _ of datenbanken) ports.push(await findPort())
  const prozesse: Knotenprozess[] = []
  for (const [nr, datenbank] of datenbanken.entries()) {
    await writeKonfiguration(umgebung, nr, ports)
    const port = ports[nr] ?? 0
    let child = await launch(umgebung, nr, port, datenbank, 0)
    prozesse.push({
      nr,
      adresse: `http://127.0.0.1:${port}/v1/bq`,
      end: async (signal) => {
        if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
        const ended = once(child, 'exit')
        child.kill(signal)
        await ended
        return child.exitCode
      },
      start: async (abgleich) => {
        child = await launch(umgebung, nr, port, datenbank, abgleich)
      },
    })
  }
  return prozesse
}

/** Asks a node as its person. @throws Error with what it answers when it refuses */
export const callKnoten = async <T>({ nr, adresse }: Knotenprozess, path: string, body?: unknown): Promise<T> => {
  const response = await fetch(`${adresse}${path}`, {
    headers: {
      authorization: `Bearer ${secretOf(nr, 'person')}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

/** Pushes changesets as a partner and tells each answer at once; the connection may break off on the way. */
export const pushKnoten = async (
  { nr, adresse }: Knotenprozess,
  saetze: readonly Aenderungssatz[],
  onAnswer: (empfang: { readonly id: string; readonly ergebnis: string }) => void = () => undefined,
  signal?: AbortSignal,
): Promise<void> => {
  const response = await fetch(`${adresse}/sync/push`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretOf(nr, 'partner')}`, 'content-type': 'application/x-ndjson' },
    body: saetze.map((satz) => JSON.stringify(satz)).join('\n'),
    ...(signal === undefined ? {} : { signal }),
  })
  if (!response.ok || !response.body) throw new Error(`push answers ${response.status}`)
  let rest = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onAnswer(JSON.parse(line) as { id: string; ergebnis: string })
  }
}

/** Fetches as a partner what a node has beyond what somebody says to have. */
export const fetchKnoten = async ({ nr, adresse }: Knotenprozess, have: Vektor): Promise<Aenderungssatz[]> => {
  const { ketten, gabelungen, unvollstaendig } = have
  const response = await fetch(`${adresse}/sync/fetch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretOf(nr, 'partner')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ketten, gabelungen, unvollstaendig }),
  })
  if (!response.ok) throw new Error(`fetch answers ${response.status}: ${await response.text()}`)
  const text = await response.text()
  return text === ''
    ? []
    : text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Aenderungssatz)
}

/** Carries what a node has beyond a vector to others as a file, as somebody does who has no network. */
export const carryFile = async (from: Knotenprozess, to: readonly Knotenprozess[], have: Vektor): Promise<void> => {
  const since = formatVektor(Object.fromEntries(Object.entries(have.ketten).map(([name, { nr }]) => [name, nr])))
  const authorize = ({ nr }: Knotenprozess) => ({ authorization: `Bearer ${secretOf(nr, 'partner')}` })
  const file = await fetch(`${from.adresse}/sync/bundle?since=${since}`, { headers: authorize(from) })
  const body = await file.text()
  for (const prozess of to) {
    const headers = { ...authorize(prozess), 'content-type': 'application/x-ndjson' }
    const response = await fetch(`${prozess.adresse}/sync/bundle`, { method: 'POST', headers, body })
    const answer = await response.text()
    if (!response.ok) throw new Error(`bundle answers ${response.status}: ${answer}`)
  }
}
