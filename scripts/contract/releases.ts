import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { compareOpenapi } from './compare-openapi.ts'
import type { Break } from './compare-schema.ts'
import { compareXsd } from './compare-xsd.ts'
import { joinXsd } from './xsd-tree.ts'

/** The text of every file of a contract by its path below its folder. */
export type ContractFiles = ReadonlyMap<string, string>

/** File that lists what a released contract consists of, in the form of `sha256sum`. */
export const sumsFile = 'SHA256SUMS'

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort()

/** Reads the files of a folder. */
export const readFiles = (folder: string): ContractFiles =>
  new Map(listFiles(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))

/** The parts of a contract that a release keeps: what partners validate and generate with. */
const releasedParts = (files: ContractFiles): ContractFiles =>
  new Map([...files].filter(([name]) => name === 'openapi.json' || /^(xsd|codelisten)\//.test(name)))

/** The versions that were released, oldest first. */
export const listReleases = (root: string): string[] => {
  if (!existsSync(root)) return []
  return readdirSync(root)
    .filter((name) => /^\d+\.\d+\.\d+$/.test(name))
    .sort(compareVersions)
}

/** Orders versions by their numbers. */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (const i of [0, 1, 2]) if (left?.[i] !== right?.[i]) return (left?.[i] ?? 0) - (right?.[i] ?? 0)
  return 0
}

/** What a partner of the contract before could not do with the contract after, in JSON and in XML. */
export const compareContracts = (before: ContractFiles, after: ContractFiles): Break[] => {
  const openapi = (files: ContractFiles) => JSON.parse(files.get('openapi.json') ?? '{}')
  const xsd = (files: ContractFiles) =>
    joinXsd([...files].flatMap(([name, text]) => (name.startsWith('xsd/') ? [text] : [])))
  return [...compareOpenapi(openapi(before), openapi(after)), ...compareXsd(xsd(before), xsd(after))]
}

/** The list of files with their hashes. */
export const renderSums = (files: ContractFiles): string =>
  [...files].map(([name, text]) => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`).join('')

/**
 * Keeps a contract as the release of a version. What was released is never changed again.
 *
 * @throws Error when the version is not a later one, was released before, or breaks the last one without a new major version
 */
export const releaseContract = (root: string, version: string, files: ContractFiles): void => {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${version} is no version, as 1.2.0`)
  const newest = listReleases(root).at(-1)
  if (newest !== undefined) {
    if (compareVersions(version, newest) <= 0)
      throw new Error(`${version} does not come after ${newest}, the last release`)
    const breaks = compareContracts(readFiles(path.join(root, newest)), files)
    const isMajor = version.split('.')[0] !== newest.split('.')[0]
    if (breaks.length > 0 && !isMajor) {
      const list = breaks.map(({ place, reason }) => `  ${place}: ${reason}`).join('\n')
      throw new Error(`${version} would break ${newest}:\n${list}`)
    }
  }
  const folder = path.join(root, version)
  for (const [name, text] of [...releasedParts(files), [sumsFile, renderSums(releasedParts(files))] as const]) {
    const target = path.join(folder, name)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
}
