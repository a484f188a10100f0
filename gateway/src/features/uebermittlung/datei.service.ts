import { Readable } from 'node:stream'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'

/** A file to be stored, and who may see it. */
export interface NeueDatei {
  readonly id: string
  readonly anbieter_id?: string
  readonly knr?: string
  readonly medientyp: string
  readonly inhalt: Uint8Array
  readonly verfuegbar_bis?: Date
}

/** Stores a file. */
export const insertDatei = async (trx: Knex.Transaction, datei: NeueDatei, now: Date): Promise<void> => {
  await trx('datei').insert({
    ...datei,
    inhalt: Buffer.from(datei.inhalt.buffer, datei.inhalt.byteOffset, datei.inhalt.byteLength),
    erstellt_am: now,
  })
}

/** Bytes that one statement reads. */
const slice = 4 * 1024 * 1024

const readSlice = async (trx: Knex.Transaction, id: string, from: number): Promise<Buffer | undefined> => {
  // PostgreSQL counts bytes from 1. The column is stored unpacked, so a slice does not read what is before it.
  const [row]: { teil: Buffer }[] = await trx('datei')
    .where({ id })
    .select(trx.raw('substring(inhalt from ? for ?) as teil', [from + 1, slice]))
  return row?.teil
}

/**
 * Reads the first part of a stored file in the transaction that decided about it; the rest follows slice by slice, so a
 * large file never lies in memory as a whole.
 *
 * @returns the file as body of an answer
 * @throws ProblemError gone when there is no such file any more
 */
export const openDatei = async (
  deps: Deps,
  aufrufer: Angemeldeter,
  trx: Knex.Transaction,
  { id, groesse }: { readonly id: string; readonly groesse: number },
): Promise<Buffer | Readable> => {
  const first = await readSlice(trx, id, 0)
  if (!first) throw new ProblemError('gone', { detail: 'The file was deleted' })
  return groesse <= first.length
    ? first
    : Readable.from(readRest(deps, aufrufer, id, first, groesse), { objectMode: false })
}

async function* readRest(
  deps: Deps,
  aufrufer: Angemeldeter,
  id: string,
  first: Buffer,
  groesse: number,
): AsyncGenerator<Buffer> {
  yield first
  for (let at = first.length; at < groesse; ) {
    const part = await inTransaktion(deps, aufrufer, (trx) => readSlice(trx, id, at))
    // A file that vanishes while it is sent ends the connection, so nobody takes a part for the whole.
    if (part === undefined || part.length === 0) throw new Error(`the file ${id} vanished while it was sent`)
    yield part
    at += part.length
  }
}

/** Headers of a file that is saved and not shown, whatever is in it. */
export const dateiHeaders = (
  dateiname: string,
  medientyp: string,
  groesse: number,
  sha256: string,
): Record<string, string> => ({
  'content-type': medientyp,
  'content-length': `${groesse}`,
  'content-disposition': `attachment; filename="${dateiname}"`,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
})
