import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { dataOf } from '../../client/connection.ts'
import type { Schemas } from '../../client/schemas.ts'
import { loadAdapter } from '../../load-adapter.ts'
import { CliError, exitCodes } from '../exit-codes.ts'
import { type Io, type OutputOptions, outJson } from '../io.ts'
import type { ConnectionOptions } from '../profile.ts'
import { connect } from './connect.ts'

export interface AdaptersOptions extends OutputOptions, ConnectionOptions {
  readonly local?: boolean
}

type Adapter = Schemas['Adapterliste']['adapter'][number]

/** An adapter that is installed here, or why a package is none; part of what `adapters --json` prints. */
type LocalAdapter = { readonly paket: string } & (Adapter | { readonly fehler: string })

/** Lists adapters. @returns 3 when one that was named does not load */
export const adapters = async (names: readonly string[], options: AdaptersOptions, io: Io): Promise<number> => {
  const found = await findPackages(io.cwd)
  const hier: LocalAdapter[] = []
  for (const name of new Set([...names, 'generic', 'ihk', ...found])) {
    const loaded = await loadAdapter(name, { base: io.cwd }).catch((error: unknown) => String(error))
    if (typeof loaded === 'string') {
      // Ours need not be installed; what was named or found has to load.
      if (names.includes(name) || found.includes(name))
        hier.push({ paket: name, fehler: loaded.replace(/^Error: /, '') })
      continue
    }
    const { adapter, paket, version, faehigkeiten, konfigurationen } = loaded
    if (hier.some((one) => one.paket === paket)) continue
    hier.push({
      paket,
      name: adapter.name,
      version,
      faehigkeiten: [...faehigkeiten],
      konfigurationen: [...konfigurationen],
    })
  }
  const gateway = await askGateway(options, io)
  if (options.json) await outJson(io, { hier, ...(gateway && { gateway }) })
  else await print(hier, gateway, io)
  const isBad = hier.some((one) => 'fehler' in one && names.includes(one.paket))
  return isBad ? exitCodes.input : exitCodes.ok
}

/** The adapters of the gateway; `undefined` when none is named anywhere. */
const askGateway = async (options: AdaptersOptions, io: Io): Promise<Adapter[] | undefined> => {
  if (options.local) return undefined
  try {
    const client = await connect(options, io)
    return dataOf(await client.api.GET('/v1/adapter', { signal: io.signal })).adapter
  } catch (error) {
    if (error instanceof CliError && options.gateway === undefined && options.profile === undefined) return undefined
    throw error
  }
}

const ourPackage = /^(@berichtsheft\/adapter-|(@[^/]+\/)?berichtsheft-adapter-)/

/** Names of the adapter packages that are installed in a folder or above it. */
const findPackages = async (folder: string): Promise<string[]> => {
  const modules = join(folder, 'node_modules')
  const names = await listFolder(modules)
  const scoped = await Promise.all(
    names
      .filter((name) => name.startsWith('@'))
      .map(async (scope) => (await listFolder(join(modules, scope))).map((name) => `${scope}/${name}`)),
  )
  const found = [...names, ...scoped.flat()].filter((name) => ourPackage.test(name))
  return dirname(folder) === folder ? found : [...found, ...(await findPackages(dirname(folder)))]
}

const listFolder = (folder: string): Promise<string[]> =>
  // A folder that is not there holds nothing.
  readdir(folder).catch(() => [])

const print = async (hier: readonly LocalAdapter[], gateway: readonly Adapter[] | undefined, io: Io): Promise<void> => {
  const lines = ['Here (convert):']
  for (const one of hier) lines.push('fehler' in one ? `  ${one.paket}: ${one.fehler}` : describe(one))
  if (hier.length === 0) lines.push('  none; try: npm install @berichtsheft/adapter-generic')
  if (gateway) lines.push('At the gateway (import):', ...gateway.map(describe))
  await io.out(`${lines.join('\n')}\n`)
}

const describe = ({ name, version, faehigkeiten, konfigurationen }: Adapter): string => {
  const own = konfigurationen.length === 0 ? '' : `\n      configurations: ${konfigurationen.join(', ')}`
  return `  ${name} ${version}: ${faehigkeiten.join(', ') || 'needs a configuration'}${own}`
}
