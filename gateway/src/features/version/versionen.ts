import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** A released version of the contract, which stays as it is. */
export interface Ausgabe {
  readonly version: string
  /** Of its `openapi.json`, in hexadecimal digits. */
  readonly sha256: string
}

/** A change that comes with the next version. */
export interface Aenderung {
  /** Packages that it is in, each with the weight of the change. */
  readonly pakete: readonly string[]
  readonly text: string
}

/** What has been released, and what has changed since. */
export interface Versionen {
  readonly ausgaben: readonly Ausgabe[]
  readonly aenderungen: readonly Aenderung[]
  /** Changelogs of packages that have had a release, as they are written. */
  readonly verlaeufe: readonly { readonly paket: string; readonly text: string }[]
}

const namesIn = async (folder: string): Promise<readonly string[]> => {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

const isVersion = (name: string): boolean => /^\d+\.\d+\.\d+$/.test(name)

/**
 * Reads a change as changesets write it: the packages between two lines of three dashes, then the text.
 *
 * @returns `undefined` when the file is none, as the README beside them
 */
export const parseAenderung = (file: string): Aenderung | undefined => {
  const [before, head, ...rest] = file.replaceAll('\r\n', '\n').split(/^---$/m)
  if (before !== '' || head === undefined || rest.length === 0) return undefined
  const pakete = [...head.matchAll(/^['"]([^'"]+)['"]: (patch|minor|major)$/gm)].map(
    ([, name, art]) => `${name} (${art})`,
  )
  return {
    pakete,
    text: rest
      .join('---')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join(' '),
  }
}

/** The file of a released contract; `undefined` for a version that was never released. */
export const readAusgabe = async (root: string, version: string): Promise<Buffer | undefined> => {
  const released = path.join(root, 'openapi', 'released')
  if (!isVersion(version) || !(await namesIn(released)).includes(version)) return undefined
  return readFile(path.join(released, version, 'openapi.json'))
}

/** Reads all of it out of a clone; newest versions first. */
export const readVersionen = async (root: string): Promise<Versionen> => {
  const ausgaben: Ausgabe[] = []
  for (const version of (await namesIn(path.join(root, 'openapi', 'released'))).filter(isVersion).reverse()) {
    const file = await readAusgabe(root, version)
    if (file) ausgaben.push({ version, sha256: createHash('sha256').update(file).digest('hex') })
  }
  const aenderungen: Aenderung[] = []
  const pending = path.join(root, '.changeset')
  for (const name of await namesIn(pending)) {
    const read = name.endsWith('.md') ? parseAenderung(await readFile(path.join(pending, name), 'utf8')) : undefined
    if (read && read.pakete.length > 0) aenderungen.push(read)
  }
  const verlaeufe: { paket: string; text: string }[] = []
  for (const paket of ['gateway', ...(await namesIn(path.join(root, 'packages'))).map((name) => `packages/${name}`)])
    if ((await namesIn(path.join(root, paket))).includes('CHANGELOG.md'))
      verlaeufe.push({ paket, text: await readFile(path.join(root, paket, 'CHANGELOG.md'), 'utf8') })
  return { ausgaben, aenderungen, verlaeufe }
}
