import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../db/transaktion.ts'
import { runAufraeumen } from '../jobs/aufraeumen.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { type Blick, openDokument, putDokument, removeDokument, takeDokument, teilgroesse } from './tresor.ts'

let t: TestApp
const system: Blick = (work) => alsSystem(t.deps, work)
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const put = (bytes: Uint8Array, size = 50_000, hoechstens = 100_000_000) =>
  putDokument(t.deps, chunksOf(bytes, size), hoechstens)
const read = async (id: string): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of await openDokument(t.deps, system, id)) parts.push(part)
  return Buffer.concat(parts)
}
const rowsOf = (id: string): Promise<{ nummer: number; inhalt: Buffer }[]> =>
  system((trx) => trx('tresorteil').where({ dokument_id: id }).orderBy('nummer'))
const count = async (): Promise<number> =>
  Number((await system((trx) => trx('tresordokument').count('* as n').first()))?.n)

describe('the safe', () => {
  it.each([1, teilgroesse - 1, teilgroesse, teilgroesse + 1, 2 * teilgroesse, 2 * teilgroesse + 7])(
    'gives %d bytes back as they were, in parts of one size',
    async (size) => {
      const bytes = randomBytes(size)
      const stored = await put(bytes, 100_003)
      expect(stored).toMatchObject({ groesse: size, sha256: createHash('sha256').update(bytes).digest('hex') })
      expect((await read(stored.id)).equals(bytes)).toBe(true)
      expect(await rowsOf(stored.id)).toHaveLength(Math.ceil(size / teilgroesse))
    },
  )

  it('holds one part in memory at a time, in both directions', async () => {
    const [chunks, size] = [60, 100_000]
    const ahead: number[] = []
    const storedBytes = async () => {
      const open = await system((trx) =>
        trx('tresorteil as p')
          .join('tresordokument as d', 'd.id', 'p.dokument_id')
          .whereNull('d.groesse')
          .count('* as n')
          .first(),
      )
      return Number(open?.n) * teilgroesse
    }
    const source = (async function* () {
      for (let i = 0; i < chunks; i++) {
        yield Buffer.alloc(size, i)
        ahead.push((i + 1) * size - (await storedBytes()))
      }
    })()
    const { id } = await putDokument(t.deps, source, chunks * size)
    // What was taken and is not stored yet: a full part, and the rest of the piece that filled it.
    expect(Math.max(...ahead)).toBeLessThanOrEqual(teilgroesse + size)
    const stream = await openDokument(t.deps, system, id)
    let longest = 0
    for await (const part of stream) longest = Math.max(longest, part.length)
    expect(longest).toBe(teilgroesse)
  })

  it('holds nothing that can be read: neither bytes nor key', async () => {
    const canary = 'Schulzeugnis der Tilda Ehrlichmann '
    const { id } = await put(Buffer.from(canary.repeat(20_000)))
    const dump = JSON.stringify(
      await system(async (trx) => [
        await trx('tresordokument').where({ id }),
        (await rowsOf(id)).map(({ inhalt }) => inhalt.toString('latin1')),
      ]),
    )
    expect(dump).not.toContain('Ehrlichmann')
    const [row] = await system((trx) => trx('tresordokument').where({ id }))
    expect(row.schluessel.split('.')).toHaveLength(5) // a JWE
    const [one, two] = [await put(Buffer.from(canary)), await put(Buffer.from(canary))]
    const sealed = (await Promise.all([one, two].map((stored) => rowsOf(stored.id)))).map(([part]) => part?.inhalt)
    expect(sealed[0]).not.toEqual(sealed[1])
  })

  it.each([
    ['parts exchanged', 'update tresorteil set nummer = 1 - nummer where dokument_id = :id and nummer < 2'],
    ['a part left out', 'delete from tresorteil where dokument_id = :id and nummer = 1'],
    ['its end cut off', `update tresordokument set groesse = ${2 * teilgroesse} where id = :id`],
    [
      'a byte changed',
      'update tresorteil set inhalt = set_byte(inhalt, 5, (get_byte(inhalt, 5) + 1) % 256) where dokument_id = :id and nummer = 2',
    ],
    [
      'the key of another one',
      'update tresordokument set schluessel = (select schluessel from tresordokument where id <> :id limit 1) where id = :id',
    ],
  ])('refuses a document with %s', async (_what, sql) => {
    await put(Buffer.from('another'))
    const { id } = await put(randomBytes(3 * teilgroesse))
    await system(async (trx) => {
      if (sql.includes('1 - nummer')) {
        await trx.raw('update tresorteil set nummer = nummer + 10 where dokument_id = :id and nummer < 2', { id })
        await trx.raw('update tresorteil set nummer = 11 - nummer where dokument_id = :id and nummer >= 10', { id })
      } else await trx.raw(sql, { id })
    })
    await expect(read(id)).rejects.toThrow()
  })

  it('keeps nothing of an upload that is too large, empty or broken off', async () => {
    const before = await count()
    await expect(put(randomBytes(3 * teilgroesse), 50_000, 2 * teilgroesse)).rejects.toMatchObject({
      slug: 'payload-too-large',
    })
    await expect(put(Buffer.alloc(0))).rejects.toMatchObject({ slug: 'malformed-request' })
    const broken = (async function* () {
      yield randomBytes(2 * teilgroesse)
      throw new Error('the client has gone')
    })()
    await expect(putDokument(t.deps, broken, 100_000_000)).rejects.toThrow('the client has gone')
    expect(await count()).toBe(before)
  })

  it('is cleaned of what a process left that ended, and of nothing else', async () => {
    const [left, kept] = [await put(Buffer.from('left')), await put(Buffer.from('kept'))]
    await system((trx) => takeDokument(trx, kept.id, 'application/pdf', t.clock.now))
    const soon = new Date(t.clock.now.getTime() + 3_600_000)
    await runAufraeumen(t.deps, soon)
    expect(await rowsOf(left.id)).toHaveLength(1)
    await runAufraeumen(t.deps, new Date(soon.getTime() + 2 * 3_600_000))
    expect([await rowsOf(left.id), await rowsOf(kept.id)].map((rows) => rows.length)).toEqual([0, 1])
    await expect(system((trx) => takeDokument(trx, left.id, 'application/pdf', t.clock.now))).rejects.toMatchObject({
      slug: 'request-timeout',
    })
    await removeDokument(t.deps, kept.id)
    await expect(openDokument(t.deps, system, kept.id)).rejects.toMatchObject({ slug: 'gone' })
  })
})
