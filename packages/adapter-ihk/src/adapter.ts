import { defineAdapter } from '@berichtsheft/sdk'
import { IhkConfig } from './config.ts'
import { readDibe } from './read.ts'

/**
 * Reads the report books of the IHKs themselves: the "Digitales Berichtsheft" of the DIHK (DIBE), as the archive of a download
 * tool (`berichtsheft.json`) or as bodies of its API, one week each.
 */
export const adapter = defineAdapter({
  name: 'ihk',
  configSchema: IhkConfig,
  create: () => ({ read: readDibe }),
})
