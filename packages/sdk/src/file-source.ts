import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { CreateBerichtsheft } from '@berichtsheft/core'
import { AdapterError } from './adapter-error.ts'
import type { AdapterDatei, AdapterSource } from './adapter-source.ts'

/**
 * A source of files on disk. A folder stands for all files in it and below it, named by their path inside of it; links are
 * not followed. Content is read when the adapter asks for it.
 *
 * @throws AdapterError `rejected` when a path does not exist
 */
export const fileSource = async (
  paths: readonly string[],
  kontext: Partial<CreateBerichtsheft> = {},
): Promise<AdapterSource> => {
  const dateien: AdapterDatei[] = []
  for (const path of paths) {
    const info = await lstat(path).catch((cause: unknown) => {
      throw new AdapterError('rejected', 'does not exist or cannot be read', { stelle: path, cause })
    })
    if (info.isDirectory()) dateien.push(...(await listFolder(path)))
    else dateien.push(toDatei(path, basename(path)))
  }
  return { dateien, kontext }
}

const toDatei = (path: string, name: string): AdapterDatei => ({ name, lies: () => createReadStream(path) })

const listFolder = async (folder: string): Promise<AdapterDatei[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => toDatei(path, path.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, '')))
}
