import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * The nearest folder above this file that holds `file`: in a clone its root, in an installed package none. For what lies
 * beside the gateway and is not packed with it.
 */
export const findAbove = (file: string): string | undefined => {
  for (let folder = import.meta.dirname; path.dirname(folder) !== folder; folder = path.dirname(folder))
    if (existsSync(path.join(folder, file))) return folder
  return undefined
}
