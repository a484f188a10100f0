import { AdapterError } from '@berichtsheft/sdk'
import { unzipSync } from 'fflate'
import { limits } from '../limits.ts'

/**
 * Unpacks the wanted files of a ZIP archive. What an archive says about its sizes is checked before anything is unpacked,
 * and never more is unpacked than it says; so an archive that lies yields a file that its reader refuses.
 *
 * @throws AdapterError `rejected` when it is no archive or goes beyond a limit
 */
export const unpack = (
  bytes: Uint8Array,
  datei: string,
  wanted: (name: string) => boolean,
): ReadonlyMap<string, Uint8Array> => {
  const refuse = (message: string, cause?: unknown): never => {
    throw new AdapterError('rejected', message, { stelle: datei, cause })
  }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    refuse('is an encrypted workbook or an old .xls file, neither can be read')
  let count = 0
  let total = 0
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        count += 1
        if (count > limits.zipEintraege) refuse(`holds more than ${limits.zipEintraege} files`)
        if (!wanted(name)) return false
        if (originalSize > limits.zipEintrag) refuse(`${name} is larger than ${limits.zipEintrag} bytes`)
        if (originalSize > 1_048_576 && originalSize > size * limits.zipVerhaeltnis)
          refuse(`${name} is packed too densely`)
        total += originalSize
        if (total > limits.zipGesamt) refuse(`holds more than ${limits.zipGesamt} bytes`)
        return true
      },
    })
    return new Map(Object.entries(files))
  } catch (cause) {
    if (cause instanceof AdapterError) throw cause
    return refuse(`is no ZIP archive: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  }
}
