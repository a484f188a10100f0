import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** The user that the server's processes and files belong to. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** How the server's programs are run for the current user, and where its files then lie. */
export interface Launch {
  /** Folder of `postgres` and `initdb`. */
  readonly bin: string
  /** Folder of the cluster and its password; differs from the asked one only in the last way below. */
  readonly root: string
  /** Words that go before every command line. */
  readonly prefix: readonly string[]
  /** Set when the programs run as somebody else than the current user. */
  readonly owner: Owner | undefined
  /** One phrase for the log. */
  readonly how: string
}

const userNamespace = ['unshare', '-U', '--map-user=65534', '--map-group=65534']

/**
 * Finds a way to run PostgreSQL, which refuses to run as root. For root, in this order:
 * the user who already owns the cluster; a user namespace in which root appears as `nobody` (this works in folders that only root may enter);
 * the system user `postgres` or `nobody`; the same user with binaries and data copied to a folder that it may enter.
 *
 * @throws Error when none of them works; its message names `DATABASE_URL` as the way out.
 */
export function findLaunch(root: string, bin: string, useUserNamespace = true): Launch {
  if (process.getuid?.() !== 0) return { bin, root, prefix: [], owner: undefined, how: 'current user' }

  const copy = copyFolder(root)
  const inUse = clusterOwner(copy.root) ? copiedLaunch(copy, bin) : undefined
  if (inUse) return inUse
  const present = clusterOwner(root)
  if (present && present.uid !== 0 && canRun(bin, root, present)) {
    return { bin, root, prefix: [], owner: present, how: `owner of the data, uid ${present.uid}` }
  }
  if (useUserNamespace && succeeds([...userNamespace, path.join(bin, 'postgres'), '--version'])) {
    return { bin, root, prefix: userNamespace, owner: undefined, how: 'user namespace' }
  }
  const user = ['postgres', 'nobody'].flatMap((name) => findUser(name) ?? []).at(0)
  if (user && canRun(bin, root, user)) {
    return { bin, root, prefix: [], owner: user, how: `system user ${user.name}` }
  }
  const copied = user && copiedLaunch({ ...copy, user }, bin)
  if (copied) return copied
  throw new Error('PostgreSQL refuses to run as root and no way to run it as another user was found. Set DATABASE_URL.')
}

interface CopyFolder {
  readonly base: string
  readonly root: string
  readonly user?: Owner & { readonly name: string }
}

/** A folder outside any home folder, one per asked data folder; `/var/tmp` because it outlives a restart of the machine. */
function copyFolder(root: string): CopyFolder {
  const parent = fs.existsSync('/var/tmp') ? '/var/tmp' : os.tmpdir()
  const base = path.join(
    parent,
    `berichtsheft-postgres-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`,
  )
  return { base, root: path.join(base, 'data') }
}

function copiedLaunch({ base, root, user }: CopyFolder, bin: string): Launch | undefined {
  const owner = user ?? clusterOwner(root)
  if (!owner) return undefined
  fs.mkdirSync(base, { recursive: true, mode: 0o755 })
  // The name can be guessed and the parent is open to all, so what lies there counts only if it is ours alone.
  const state = fs.lstatSync(base)
  if (!state.isDirectory() || state.uid !== process.getuid?.() || (state.mode & 0o022) !== 0) {
    throw new Error(`${base} exists and does not belong to the current user alone. Remove it or set DATABASE_URL.`)
  }
  const canUse = (folder: string) => succeeds([path.join(folder, 'postgres'), '--version'], owner)
  const programs = canUse(bin) ? bin : copyPrograms(bin, base)
  if (!canUse(programs)) return undefined
  return { bin: programs, root, prefix: [], owner, how: `uid ${owner.uid}, data in ${root}` }
}

function copyPrograms(bin: string, base: string): string {
  const native = path.join(base, 'native')
  if (!fs.existsSync(native)) {
    const half = `${native}.${process.pid}`
    fs.cpSync(path.dirname(bin), half, { recursive: true, verbatimSymlinks: true })
    fs.renameSync(half, native)
  }
  return path.join(native, path.basename(bin))
}

/** Who owns the cluster in `root`; undefined when there is none yet. */
function clusterOwner(root: string): Owner | undefined {
  const state = fs.statSync(path.join(root, 'pg'), { throwIfNoEntry: false })
  return state && { uid: state.uid, gid: state.gid }
}

function canRun(bin: string, root: string, owner: Owner): boolean {
  return (
    succeeds([path.join(bin, 'postgres'), '--version'], owner) && succeeds(['test', '-x', path.dirname(root)], owner)
  )
}

function findUser(name: string): (Owner & { readonly name: string }) | undefined {
  const ids = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
  const [uid, gid] = ids.map((answer) => (answer.status === 0 ? Number(answer.stdout) : Number.NaN))
  return uid && gid ? { uid, gid, name } : undefined
}

function succeeds(words: readonly string[], owner?: Owner): boolean {
  const [command = '', ...args] = words
  // Without a cwd of its own the child would start in ours, which the other user may not be allowed to enter.
  return spawnSync(command, args, { ...owner, cwd: '/', stdio: 'ignore' }).status === 0
}
