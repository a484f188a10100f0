import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { grenzen } from '../kern/grenzen.ts'

/** Text that was put aside on the way, because its hash has to be known before the first of it is used. */
export interface Buendeldatei {
  /** The first line, when it was asked for, without its line feed. */
  readonly kopf: string
  /** SHA-256 of all that comes after it. */
  readonly sha256: string
  readonly anzahl: number
  /** What comes after it; may be read once more after that. */
  readonly read: () => AsyncIterable<Uint8Array>
  readonly remove: () => Promise<void>
}

/** Most bytes of a file for transport; a knowledge base of full size takes less than a tenth of it. */
const buendellimit = 8 * 2 ** 30

/** A file that is larger than {@link buendellimit}, or whose first line never ends. */
export class BuendelgroesseError extends Error {
  override readonly name = 'BuendelgroesseError'
}

/** Writes a stream to a file of its own in the temporary folder of the system. The caller removes it. */
export const spoolBuendel = async (
  chunks: AsyncIterable<Uint8Array | string>,
  teile: { readonly mitKopf: boolean },
): Promise<Buendeldatei> => {
  const folder = await mkdtemp(join(tmpdir(), 'bq-buendel-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const path = join(folder, 'zeilen')
    const file = await open(path, 'wx', 0o600)
    const hash = createHash('sha256')
    let kopf: Buffer | undefined = teile.mitKopf ? Buffer.alloc(0) : undefined
    let isOpen = teile.mitKopf
    let [bytes, anzahl] = [0, 0]
    try {
      for await (const chunk of chunks) {
        let rest =
          typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
        bytes += rest.length
        if (bytes > buendellimit) throw new BuendelgroesseError(`a bundle of more than ${buendellimit} bytes`)
        if (isOpen && kopf) {
          const end = rest.indexOf(10)
          kopf = Buffer.concat([kopf, end < 0 ? rest : rest.subarray(0, end)])
          if (kopf.length > grenzen.satz) throw new BuendelgroesseError('a manifest without an end')
          if (end < 0) continue
          isOpen = false
          rest = rest.subarray(end + 1)
        }
        hash.update(rest)
        for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10, at + 1)) anzahl++
        await file.writeFile(rest)
      }
    } finally {
      await file.close()
    }
    return {
      kopf: kopf?.toString('utf8') ?? '',
      sha256: hash.digest('hex'),
      anzahl,
      read: () => createReadStream(path),
      remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}
