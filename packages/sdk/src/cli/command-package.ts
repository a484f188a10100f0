import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CliCommand } from './command.ts'
import { CliError } from './exit-codes.ts'

/** Names under which a package may bring the command `name`. */
const packagesOf = (name: string): string[] => [`@berichtsheft/command-${name}`, `berichtsheft-command-${name}`]

/**
 * Loads a command that another package brings: `berichtsheft-command-<name>`, installed beside the caller or beside this
 * package, which exports `command`.
 *
 * @returns `undefined` when there is no such package
 * @throws CliError when there is one that does not load
 */
export const loadCommandPackage = async (name: string, cwd: string): Promise<CliCommand | undefined> => {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) return undefined
  for (const packageName of packagesOf(name)) {
    const file = locate(packageName, cwd)
    if (file === undefined) continue
    const module: unknown = await import(pathToFileURL(file).href).catch((cause: unknown) => {
      throw new CliError('input', `${packageName} does not load: ${String(cause)}`, { cause })
    })
    const command = (module as { command?: Partial<CliCommand> }).command
    if (typeof command?.define !== 'function' || typeof command.summary !== 'string') {
      throw new CliError('input', `${packageName} does not export a command (summary and define)`)
    }
    return command as CliCommand
  }
  return undefined
}

const locate = (packageName: string, cwd: string): string | undefined => {
  for (const place of [join(cwd, 'package.json'), import.meta.url]) {
    try {
      return createRequire(place).resolve(packageName)
    } catch {
      // Not installed there; the next place is looked at.
    }
  }
  return undefined
}
