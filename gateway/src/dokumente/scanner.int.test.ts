import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createScan } from './scanner.ts'
import { eicar, type FakeClamd, startFakeClamd } from './testing/fake-clamd.ts'

let clamd: FakeClamd
beforeAll(async () => {
  clamd = await startFakeClamd()
})
afterAll(() => clamd.close())

async function* partsOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const big = (tail: Uint8Array = Buffer.alloc(0)): Buffer => Buffer.concat([Buffer.alloc(3_000_000, 'x'), tail])

describe('B12: the malware scanner', () => {
  it('gets every byte, and its word counts', async () => {
    const scan = createScan(clamd.address)
    expect(await scan(partsOf(big(), 65_536))).toBeUndefined()
    expect(clamd.seen.at(-1)).toBe(3_000_000)
    // The signature lies across two parts.
    expect(await scan(partsOf(big(eicar), 3_000_020))).toBe('Eicar-Test-Signature')
  })

  it.each(['hangUp', 'error'] as const)('that fails (%s) lets nothing through', async (mode) => {
    clamd.mode = mode
    await expect(createScan(clamd.address)(partsOf(big(), 65_536))).rejects.toMatchObject({
      slug: 'unavailable',
      details: { headers: { 'retry-after': '30' } },
    })
    clamd.mode = 'scan'
  })

  it('that is not there lets nothing through', async () => {
    for (const address of ['tcp://127.0.0.1:9', 'unix:/nonexistent/clamd.sock'])
      await expect(createScan(address)(partsOf(big(), 65_536))).rejects.toMatchObject({ slug: 'unavailable' })
  })

  it('ends the reading of a document that ends with an error', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(10)
      throw new Error('the document vanished')
    }
    await expect(createScan(clamd.address)(broken())).rejects.toMatchObject({ slug: 'unavailable' })
  })

  const socket = ['/run/clamav/clamd.ctl', '/var/run/clamav/clamd.ctl'].find((path) => existsSync(path))
  it.skipIf(socket === undefined)('is understood by ClamAV itself [needs clamd]', async () => {
    const scan = createScan(`unix:${socket}`)
    expect(await scan(partsOf(eicar, 10))).toMatch(/eicar/i)
    expect(await scan(partsOf(Buffer.from('Zeugnis'), 10))).toBeUndefined()
  })
})
