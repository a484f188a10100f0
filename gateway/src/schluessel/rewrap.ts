import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose'
import type { Knex } from 'knex'
import type { Database } from '../db/client.ts'
import { alsSystem } from '../db/transaktion.ts'

/** Where texts lie that are wrapped by the key of the gateway. */
interface Ort {
  readonly table: string
  /** Columns that name a row. */
  readonly key: readonly [string, ...string[]]
  /** Expression of the wrapped text of a row; a row without one is left alone. */
  readonly text: string
  /** What is set; `?` is the new text. */
  readonly set: string
}

const column = (table: string, name: string, key: string): Ort => ({
  table,
  key: [key],
  text: name,
  set: `${name} = ?`,
})

/** Every place of wrapped texts; a test compares it with the code that wraps. */
export const orte: readonly Ort[] = [
  column('schluessel', 'privat', 'kid'),
  column('geheimnis', 'wert', 'zweck'),
  column('webhook', 'geheimnis', 'id'),
  column('kontofaktor', 'geheimnis', 'id'),
  column('brief', 'inhalt', 'id'),
  column('tresordokument', 'schluessel', 'id'),
  column('wissensschluessel', 'privat', 'schluessel'),
  {
    table: 'oidc_artefakt',
    key: ['art', 'id'],
    text: "inhalt ->> 'versiegelt'",
    set: "inhalt = jsonb_set(inhalt, '{versiegelt}', to_jsonb(?::text))",
  },
]

/** Rows per transaction, so that nobody waits for it. */
const batch = 200

const allowed = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] }

/** Whether a text is one that the gateway wrapped: compact JWE with its own kind of name. Public keys of passkeys are none. */
const isWrapped = (text: string): boolean => {
  try {
    return decodeProtectedHeader(text).alg === 'dir'
  } catch {
    return false
  }
}

/**
 * A wrapped text under a new key; header and binding stay as they were.
 *
 * @returns `undefined` when it is under the new key already
 * @throws Error when neither key opens it
 */
const rewrapText = async (
  wrapped: string,
  { old, current }: { readonly old: Uint8Array; readonly current: Uint8Array },
): Promise<string | undefined> => {
  const isCurrent = await compactDecrypt(wrapped, current, allowed).then(
    () => true,
    () => false,
  )
  if (isCurrent) return undefined
  const { plaintext, protectedHeader } = await compactDecrypt(wrapped, old, allowed)
  return new CompactEncrypt(plaintext).setProtectedHeader(protectedHeader).encrypt(current)
}

const rewrapBatch = async (
  trx: Knex.Transaction,
  { table, key, text, set }: Ort,
  keys: { readonly old: Uint8Array; readonly current: Uint8Array },
  after: readonly string[] | undefined,
): Promise<{ changed: number; last: readonly string[] | undefined }> => {
  const names = key.join(', ')
  const places = key.map(() => '?').join(', ')
  const { rows } = await trx.raw<{ rows: (Record<string, string> & { wrapped: string | null })[] }>(
    `select ${names}, ${text} as wrapped from ${table}
     ${after === undefined ? '' : `where (${names}) > (${places})`} order by ${names} limit ${batch} for update`,
    after === undefined ? [] : [...after],
  )
  let changed = 0
  for (const row of rows) {
    if (row.wrapped === null || !isWrapped(row.wrapped)) continue
    const next = await rewrapText(row.wrapped, keys)
    if (next === undefined) continue
    await trx.raw(`update ${table} set ${set} where (${names}) = (${places})`, [
      next,
      ...key.map((name) => row[name] ?? ''),
    ])
    changed++
  }
  const last = rows.at(-1)
  return { changed, last: rows.length < batch || last === undefined ? undefined : key.map((name) => last[name] ?? '') }
}

/**
 * Wraps everything that the old key wrapped with the current one, while the gateway runs. May be broken off anywhere and
 * repeated: what is done already is left alone.
 *
 * @returns texts that were wrapped anew, by table
 * @throws Error when neither key opens a text; what was done before stays done
 */
export const rewrapAll = async (
  deps: { readonly db: Database; readonly now: () => Date },
  keys: { readonly old: Uint8Array; readonly current: Uint8Array },
): Promise<Readonly<Record<string, number>>> => {
  const done: Record<string, number> = {}
  for (const ort of orte) {
    let count = 0
    let after: readonly string[] | undefined
    do {
      const position = after
      const { changed, last } = await alsSystem(deps, (trx) => rewrapBatch(trx, ort, keys, position))
      count += changed
      after = last
    } while (after !== undefined)
    done[ort.table] = count
  }
  return done
}
