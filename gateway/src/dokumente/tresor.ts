import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { alsSystem } from '../db/transaktion.ts'
import type { Deps } from '../deps.ts'
import { createId } from '../ids.ts'
import { ProblemError } from '../problem-error.ts'
import { openTeil, sealTeil } from './siegel.ts'

/** Bytes of a part before it is sealed: what a document needs of memory, whatever its size. */
export const teilgroesse = 256 * 1024

/** What the safe works with. */
export type Tresordeps = Pick<Deps, 'db' | 'now' | 'keyring'>

/** A document that lies in the safe. */
export interface Tresordokument {
  readonly id: string
  readonly groesse: number
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string
}

/** Runs a look into the database in a transaction of its own: as a caller, so that row level security holds, or as the gateway. */
export type Blick = <T>(work: (trx: Knex.Transaction) => Promise<T>) => Promise<T>

const bezugOf = (id: string): string => `dokument ${id}`

/** Cuts a stream into parts of one size; only the last one may be shorter, and only it is marked. */
async function* cut(source: AsyncIterable<Uint8Array>): AsyncGenerator<{ bytes: Buffer; letzter: boolean }> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; ) {
      if (length === teilgroesse) {
        yield { bytes: Buffer.concat(waiting), letzter: false }
        waiting = []
        length = 0
      }
      const part = chunk.subarray(at, at + teilgroesse - length)
      waiting.push(Buffer.from(part))
      length += part.length
      at += part.length
    }
  }
  yield { bytes: Buffer.concat(waiting), letzter: true }
}

/**
 * Takes a document into the safe as it arrives. At no time more than a part of it is in memory, and nothing of it is stored or
 * written to a file that is not encrypted. Between the parts no connection is held, so slow senders hold up nobody. Until an
 * owner takes it over nobody can read it, and what is left of an upload that broke off is removed.
 *
 * @param hoechstens bytes
 * @throws ProblemError payload-too-large, malformed-request for nothing at all; then nothing is stored
 */
export const putDokument = async (
  deps: Tresordeps,
  source: AsyncIterable<Uint8Array>,
  hoechstens: number,
): Promise<Tresordokument> => {
  const id = createId(deps.now())
  const key = randomBytes(32)
  const schluessel = await deps.keyring.wrap(key.toString('base64url'), bezugOf(id))
  const hash = createHash('sha256')
  let groesse = 0
  let nummer = 0
  try {
    for await (const { bytes, letzter } of cut(source)) {
      groesse += bytes.length
      if (groesse > hoechstens)
        throw new ProblemError('payload-too-large', { detail: `A document has at most ${hoechstens} bytes` })
      if (groesse === 0) throw new ProblemError('malformed-request', { detail: 'The body holds the bytes of the file' })
      hash.update(bytes)
      const inhalt = sealTeil(key, { dokumentId: id, nummer, letzter }, bytes)
      await alsSystem(deps, async (trx) => {
        if (nummer === 0) await trx('tresordokument').insert({ id, schluessel, erstellt_am: deps.now() })
        await trx('tresorteil').insert({ dokument_id: id, nummer, inhalt })
      })
      nummer++
    }
    const sha256 = hash.digest()
    await alsSystem(deps, (trx) => trx('tresordokument').where({ id }).update({ groesse, sha256 }))
    return { id, groesse, sha256: sha256.toString('hex') }
  } catch (error) {
    if (nummer > 0) await removeDokument(deps, id)
    throw error
  } finally {
    key.fill(0)
  }
}

/** Removes a document and its key; without the key nothing of it can be read, not even from a backup of its parts. */
export const removeDokument = (deps: Pick<Deps, 'db' | 'now'>, id: string): Promise<unknown> =>
  alsSystem(deps, (trx) => trx('tresordokument').where({ id }).delete())

/** Gives a document to its owner, in the transaction in which the owner begins to refer to it; as the gateway itself. */
export const takeDokument = async (trx: Knex, id: string, medientyp: string, now: Date): Promise<void> => {
  const taken = await trx('tresordokument')
    .where({ id, uebernommen_am: null })
    .update({ medientyp, uebernommen_am: now })
  // The cleaning may have been faster with an upload that took hours.
  if (taken !== 1) throw new ProblemError('request-timeout', { detail: 'The upload took too long' })
}

const readTeil = async (
  blick: Blick,
  key: Uint8Array,
  id: string,
  nummer: number,
  groesse: number,
): Promise<Buffer> => {
  const row: { inhalt: Buffer } | undefined = await blick((trx) =>
    trx('tresorteil').where({ dokument_id: id, nummer }).first('inhalt'),
  )
  // A document that is removed while it is sent ends the connection, so nobody takes a part for the whole.
  if (row === undefined) throw new Error(`part ${nummer} of the document ${id} is not there`)
  return openTeil(key, { dokumentId: id, nummer, letzter: (nummer + 1) * teilgroesse >= groesse }, row.inhalt)
}

/**
 * Opens a document: its first part is read and checked now, the others one by one as they are asked for.
 *
 * @throws ProblemError gone when it is not there any more
 * @throws Error when it was changed, or belongs to another key of the gateway
 */
export const openDokument = async (
  { keyring }: Pick<Deps, 'keyring'>,
  blick: Blick,
  id: string,
): Promise<AsyncGenerator<Buffer>> => {
  const row: { schluessel: string; groesse: string | null } | undefined = await blick((trx) =>
    trx('tresordokument').where({ id }).first('schluessel', 'groesse'),
  )
  if (!row || row.groesse === null) throw new ProblemError('gone', { detail: 'The document was removed' })
  const groesse = Number(row.groesse)
  const key = Buffer.from(await keyring.unwrap(row.schluessel, bezugOf(id)), 'base64url')
  const first = await readTeil(blick, key, id, 0, groesse)
  return (async function* () {
    yield first
    for (let nummer = 1; nummer * teilgroesse < groesse; nummer++) yield await readTeil(blick, key, id, nummer, groesse)
  })()
}
