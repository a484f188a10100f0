import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import type { Cluster } from './embedded-cluster.ts'

/** The connection string of a server that already runs on this cluster. */
export async function findRunning(cluster: Cluster): Promise<string | undefined> {
  const file = path.join(cluster.data, 'postmaster.pid')
  const lock = readIfPresent(file)
  const [pid, , , port] = lock.split('\n')
  if (lock && isForeignProcess(Number(pid))) removeStaleLock(file, lock)
  if (!Number(port)) return undefined
  const url = connectionString(cluster, Number(port))
  return (await answers(url)) ? url : undefined
}

/** True only where the system tells what runs under `pid` and that it is no PostgreSQL at all. */
function isForeignProcess(pid: number): boolean {
  const words = readIfPresent(`/proc/${pid}/cmdline`)
  // A process that has ended but was not yet collected has no words; it goes away by itself.
  return words !== '' && !words.includes('postgres')
}

/**
 * After a crash in a container the number in the lock file soon belongs to another program, and PostgreSQL would refuse to start for ever.
 * Moved aside first and compared, so that the lock of a server that started in this moment is put back.
 */
function removeStaleLock(file: string, seen: string): void {
  const aside = `${file}.stale-${process.pid}`
  fs.renameSync(file, aside)
  if (readIfPresent(aside) === seen) fs.rmSync(aside)
  else fs.renameSync(aside, file)
}

function readIfPresent(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    // ESRCH is what /proc answers when the process ends while its file is read.
    if (error instanceof Error && 'code' in error && /^(ENOENT|ESRCH)$/.test(String(error.code))) return ''
    throw error
  }
}

/** The connection string of the superuser on a port of this machine; holds the password. */
export function connectionString({ password }: Cluster, port: number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}

/** True when the server takes a connection with this address now. */
export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {}) // a connection lost after the answer changes nothing
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
