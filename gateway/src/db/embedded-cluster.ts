import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Launch, Owner } from './embedded-launch.ts'

/** The files of a cluster that is ready to be started. */
export interface Cluster {
  /** PostgreSQL's data directory. */
  readonly data: string
  readonly password: string
}

/**
 * Makes sure that the cluster exists: password file (mode 0600), data directory, UTF-8, scram for every connection.
 * Two processes may do this at once; one of the two clusters is kept, both use it.
 *
 * @throws Error when `initdb` fails or when the data belongs to another major version of PostgreSQL.
 */
export function prepareCluster(launch: Launch): Cluster {
  const { root, owner, bin } = launch
  fs.mkdirSync(root, { recursive: true })
  if (owner && fs.statSync(root).uid !== owner.uid) changeOwner(root, owner)
  const passwordFile = writePasswordOnce(root, owner)
  const data = path.join(root, 'pg')
  const major = serverMajor(launch)
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) createCluster(launch, data, passwordFile, major)

  const found = Number(fs.readFileSync(path.join(data, 'PG_VERSION'), 'utf8'))
  if (found !== major) {
    throw new Error(
      `${data} was written by PostgreSQL ${found}, but ${bin} holds PostgreSQL ${major}. ` +
        'Move the data with pg_dump and pg_restore, or start the old version and set DATABASE_URL.',
    )
  }
  return { data, password: fs.readFileSync(passwordFile, 'utf8') }
}

/** Environment of the server's programs: nothing of ours but the search path, so that no PG* variable leaks in. */
export function serverEnvironment(root: string): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: root, LC_ALL: 'C', TZ: 'UTC' }
}

function createCluster(launch: Launch, data: string, passwordFile: string, major: number): void {
  // Built beside its final place and renamed: a killed initdb never looks like a cluster.
  const half = fs.mkdtempSync(`${data}.new-`)
  try {
    if (launch.owner) fs.chownSync(half, launch.owner.uid, launch.owner.gid)
    run(launch, 'initdb', [
      ...['-D', half, '-U', 'postgres', '-E', 'UTF8', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      // From 17 on PostgreSQL brings its own C.UTF-8, whose order no update of the C library can change under an index.
      ...(major >= 17 ? ['--locale-provider=builtin'] : []),
      '--locale=C.UTF-8',
    ])
    fs.renameSync(half, data)
  } catch (error) {
    fs.rmSync(half, { recursive: true, force: true })
    const wonByAnother = error instanceof Error && 'code' in error && /^(ENOTEMPTY|EEXIST)$/.test(String(error.code))
    if (!wonByAnother) throw error
  }
}

function serverMajor(launch: Launch): number {
  const version = run(launch, 'postgres', ['--version'])
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(version)?.[1])
  if (!Number.isInteger(major)) throw new Error(`Cannot read the version of PostgreSQL from "${version}"`)
  return major
}

function run(launch: Launch, program: string, args: readonly string[]): string {
  const [command = '', ...words] = [...launch.prefix, path.join(launch.bin, program), ...args]
  const done = spawnSync(command, words, {
    ...launch.owner,
    cwd: '/',
    env: serverEnvironment(launch.root),
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(`${program} failed: ${done.error?.message ?? done.stderr}`)
  return done.stdout
}

function writePasswordOnce(root: string, owner: Owner | undefined): string {
  const file = path.join(root, 'password')
  if (fs.existsSync(file)) return file
  const half = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  fs.writeFileSync(half, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  if (owner) fs.chownSync(half, owner.uid, owner.gid)
  try {
    fs.linkSync(half, file) // unlike a rename, this never replaces the password that another process just wrote
  } catch (error) {
    if (!fs.existsSync(file)) throw error
  } finally {
    fs.rmSync(half)
  }
  return file
}

function changeOwner(target: string, owner: Owner): void {
  fs.lchownSync(target, owner.uid, owner.gid)
  if (!fs.lstatSync(target).isDirectory()) return
  for (const entry of fs.readdirSync(target)) changeOwner(path.join(target, entry), owner)
}
