import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { type CreateBerichtsheft, CreateBerichtsheft as KopfSchema } from '@berichtsheft/core'
import type { AdapterContext, AdapterMethods } from '../../adapter.ts'
import { AdapterError } from '../../adapter-error.ts'
import type { AdapterSource } from '../../adapter-source.ts'
import { fileSource } from '../../file-source.ts'
import { type LoadedAdapter, loadAdapter } from '../../load-adapter.ts'
import type { AdapterOptions, KontextOptions } from '../command.ts'
import { CliError } from '../exit-codes.ts'
import { openInput, readInput } from '../input.ts'
import type { Io } from '../io.ts'

/**
 * Reads the head data from file and options; options go first.
 *
 * @throws CliError when the file is not an object with members of the head data
 */
export const readKontext = async (
  { kontext, knr, fremdId, azubi, art }: KontextOptions,
  io: Io,
): Promise<Partial<CreateBerichtsheft>> => {
  const fromFile = kontext === undefined ? {} : await readObject(kontext, io)
  const fields = {
    ...fromFile,
    ...(knr === undefined ? {} : { knr }),
    ...(fremdId === undefined ? {} : { fremdId }),
    ...(azubi === undefined ? {} : { azubi: { name: azubi } }),
    ...(art === undefined ? {} : { art }),
  }
  const unknown = Object.keys(fields).find((name) => !(name in KopfSchema.properties))
  if (unknown !== undefined) {
    throw new CliError(
      'input',
      `${kontext}: head data has no member ${unknown}; there are ${Object.keys(KopfSchema.properties).join(', ')}`,
    )
  }
  // Whether the values fit is checked together with what the files say.
  return fields as Partial<CreateBerichtsheft>
}

const readObject = async (path: string, io: Io): Promise<Record<string, unknown>> => {
  const text = await readText(path, io)
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch (cause) {
    throw new CliError('input', `${path} is not JSON: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
  throw new CliError('input', `${path} is not a JSON object`)
}

const readText = async (path: string, io: Io): Promise<string> =>
  readFile(resolve(io.cwd, path), 'utf8').catch((cause: unknown) => {
    throw new CliError('input', `${path}: there is no such file, or it cannot be read`, { cause })
  })

/** Loads an adapter that is installed here. @throws CliError that says what to install */
const findAdapter = (name: string, io: Io): Promise<LoadedAdapter> =>
  loadAdapter(name, { base: io.cwd }).catch((cause: unknown) => {
    throw new CliError('input', cause instanceof Error ? cause.message : String(cause), { cause })
  })

/**
 * Makes an instance of an adapter with one of its own configurations, a mapping file or a configuration file.
 *
 * @throws CliError when several of them are given or there is no such configuration; AdapterError when it does not fit
 */
export const openAdapter = async (options: AdapterOptions, io: Io): Promise<AdapterMethods> => {
  const { adapter } = await findAdapter(options.adapter, io)
  const { konfiguration, mapping, config } = options
  if ([konfiguration, mapping, config].filter((given) => given !== undefined).length > 1) {
    throw new CliError('usage', 'give only one of --konfiguration, --mapping and --config')
  }
  if (konfiguration !== undefined && !Object.hasOwn(adapter.konfigurationen, konfiguration)) {
    const names = Object.keys(adapter.konfigurationen)
    const known = names.length === 0 ? 'it has none' : `there are ${names.join(', ')}`
    throw new CliError('usage', `${adapter.name} has no configuration ${konfiguration}; ${known}`)
  }
  const chosen =
    mapping !== undefined
      ? { mapping: await readText(mapping, io), mappingName: basename(mapping) }
      : config !== undefined
        ? await readObject(config, io)
        : konfiguration !== undefined
          ? adapter.konfigurationen[konfiguration]
          : {}
  return adapter.create(chosen as never, contextOf(io))
}

const contextOf = ({ fetch, now, note, env }: Io): AdapterContext => {
  const isDebugging = env.BERICHTSHEFT_DEBUG === '1'
  const log = (fields: object, message: string) => {
    if (isDebugging) note(`adapter: ${message} ${JSON.stringify(fields)}`)
  }
  return { fetch, now, logger: { debug: log, info: log, warn: log, error: log } }
}

/** Largest input from the standard input that goes to an adapter, in bytes. */
const largestStdin = 52_428_800

/** The files that an adapter reads; `-` is the standard input under the name given. */
export const openSource = async (
  files: readonly string[],
  kontext: Partial<CreateBerichtsheft>,
  stdinName: string | undefined,
  io: Io,
): Promise<AdapterSource> => {
  const paths = files.filter((file) => file !== '-').map((file) => resolve(io.cwd, file))
  const source = await fileSource(paths, kontext).catch((cause: unknown) => {
    if (cause instanceof AdapterError) throw new CliError('input', cause.message, { cause })
    throw cause
  })
  if (!files.includes('-')) return source
  if (stdinName === undefined) {
    throw new CliError('usage', 'the standard input needs a name for the adapter: --stdin-name berichte.csv')
  }
  const bytes = await readInput(await openInput('-', io), largestStdin)
  return { ...source, dateien: [...source.dateien, { name: stdinName, lies: () => bytes }] }
}
