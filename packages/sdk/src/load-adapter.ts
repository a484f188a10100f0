import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire, findPackageJSON } from 'node:module'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Adapter, type AdapterCapability, type AdapterContext, capabilitiesOf } from './adapter.ts'
import { isAdapterError } from './adapter-error.ts'

/** An adapter with what is known about its package. */
export interface LoadedAdapter {
  readonly adapter: Adapter
  /** Name and version of the package; empty where the module belongs to none. */
  readonly paket: string
  readonly version: string
  readonly faehigkeiten: readonly AdapterCapability[]
  readonly konfigurationen: readonly string[]
}

/** How {@link loadAdapter} finds a package. */
export interface LoadAdapterOptions {
  /** Folder from which package names and relative paths are also resolved, such as the working directory. */
  readonly base?: string
}

/** Adapters of this project may be named without their scope. */
const shortNames: Readonly<Record<string, string>> = {
  generic: '@berichtsheft/adapter-generic',
  ihk: '@berichtsheft/adapter-ihk',
}

/**
 * Loads an adapter by the name of its package, by a path or by the short name of one of ours (`generic`, `ihk`), and checks
 * that its export `adapter` has the shape of one. Nothing is installed.
 *
 * @throws Error that says what is missing and what to do
 */
export const loadAdapter = async (specifier: string, options: LoadAdapterOptions = {}): Promise<LoadedAdapter> => {
  const name = shortNames[specifier] ?? specifier
  const { module, url } = await importFrom(name, options.base)
  const adapter = checkShape(module, specifier)
  const { paket, version } = await readPackage(name, url)
  return {
    adapter,
    paket,
    version,
    faehigkeiten: capabilitiesWithoutConfig(adapter),
    konfigurationen: Object.keys(adapter.konfigurationen),
  }
}

const isPath = (specifier: string): boolean => /^\.{1,2}[\\/]/.test(specifier) || isAbsolute(specifier)

const importFrom = async (name: string, base: string | undefined): Promise<{ module: unknown; url: string }> => {
  const url = name.startsWith('file:') ? name : locate(name, base)
  try {
    return { module: await import(url), url }
  } catch (cause) {
    throw new Error(describeImport(name, cause), { cause })
  }
}

/** The address of the module: by path, else in the packages seen from the base, else in those seen from here. */
const locate = (name: string, base: string | undefined): string => {
  const path = isPath(name) ? resolve(base ?? '.', name) : name
  const places = [...(base === undefined ? [] : [join(resolve(base), 'package.json')]), import.meta.url]
  for (const place of places) {
    const found = entryOf(path, place)
    if (found !== undefined) return pathToFileURL(found).href
  }
  return isPath(name) ? pathToFileURL(path).href : name
}

/** Whether this very file is a source: then those of the packages beside it are what is meant, not their builds. */
const runsFromSource = import.meta.url.endsWith('.ts')

const entryOf = (path: string, place: string): string | undefined => {
  const source = runsFromSource ? sourceOf(path, place) : undefined
  if (source !== undefined) return source
  try {
    return createRequire(place).resolve(path)
  } catch {
    // Not found from here; the caller tries the next place and reports in the end.
    return undefined
  }
}

/** The source of a package of this repository; published packages carry none. */
const sourceOf = (name: string, place: string): string | undefined => {
  if (isAbsolute(name)) return undefined
  try {
    const manifest = findPackageJSON(name, place.startsWith('file:') ? place : pathToFileURL(place))
    if (manifest === undefined) return undefined
    const data: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
    const { exports } = data as { exports?: { '.'?: { source?: unknown } } }
    const source = exports?.['.']?.source
    const file = typeof source === 'string' ? join(manifest, '..', source) : undefined
    return file !== undefined && existsSync(file) ? file : undefined
  } catch {
    // No package of that name is seen from here.
    return undefined
  }
}

const describeImport = (name: string, cause: unknown): string => {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  const reason = cause instanceof Error ? cause.message : String(cause)
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return `adapter ${name} fails to load: ${reason}`
  return reason.includes(`'${name}'`) || reason.includes(`"${name}"`)
    ? `adapter ${name} is not installed; try: npm install ${name}`
    : `adapter ${name} misses a dependency: ${reason}`
}

const checkShape = (module: unknown, specifier: string): Adapter => {
  const adapter = typeof module === 'object' && module !== null && 'adapter' in module ? module.adapter : undefined
  const faults = describeShape(adapter)
  if (faults.length > 0) {
    throw new Error(
      `${specifier} is not an adapter: ${faults.join('; ')}. It must export \`adapter\`, made by defineAdapter.`,
    )
  }
  return adapter as Adapter
}

/** What keeps a value from being an adapter; empty when it is one. */
export const describeShape = (adapter: unknown): string[] => {
  if (typeof adapter !== 'object' || adapter === null) return ['there is no export `adapter`']
  const { name, configSchema, konfigurationen, create } = adapter as Partial<Adapter>
  const faults: string[] = []
  if (typeof name !== 'string' || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) faults.push('`name` is not in kebab-case')
  if (typeof configSchema !== 'object' || configSchema === null) faults.push('`configSchema` is no schema')
  if (typeof konfigurationen !== 'object' || konfigurationen === null) faults.push('`konfigurationen` is no object')
  if (typeof create !== 'function') faults.push('`create` is no function')
  return faults
}

/** `create` does no I/O, so an instance made for a look costs nothing. */
const capabilitiesWithoutConfig = (adapter: Adapter): AdapterCapability[] => {
  const log = () => undefined
  const context: AdapterContext = {
    fetch: async () => {
      throw new Error('no network while an adapter is loaded')
    },
    now: () => new Date(0),
    logger: { debug: log, info: log, warn: log, error: log },
  }
  const [first = {}] = Object.values(adapter.konfigurationen)
  try {
    return capabilitiesOf(adapter.create(first, context))
  } catch (error) {
    // Without a configuration that fits nobody can tell; the adapter is loaded all the same.
    if (isAdapterError(error)) return []
    throw error
  }
}

const readPackage = async (name: string, url: string): Promise<{ paket: string; version: string }> => {
  const path = url.startsWith('file:') ? findPackageJSON(url) : undefined
  // Where no package.json lies above the module, Node answers the module itself.
  if (!path?.endsWith('package.json')) return { paket: name, version: '' }
  const data: unknown = JSON.parse(await readFile(path.startsWith('file:') ? fileURLToPath(path) : path, 'utf8'))
  const { name: paket, version } = data as { name?: unknown; version?: unknown }
  return { paket: typeof paket === 'string' ? paket : name, version: typeof version === 'string' ? version : '' }
}
