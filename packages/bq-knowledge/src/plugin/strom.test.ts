import { describe, expect, it } from 'vitest'
import { grenzen } from '../kern/grenzen.ts'
import { collect } from '../testing/besetzung.ts'
import { createDrossel } from './drossel.ts'
import { EndloseZeileError, readStrom, withPatience, zeilenlimit } from './strom.ts'

const streamOf = async function* (...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part
}
const read = async (...parts: readonly (string | Uint8Array)[]) =>
  (await collect(readStrom(streamOf(...parts)))).map((zeile) => ('wert' in zeile ? zeile.wert : zeile.code))

describe('a stream of changesets', () => {
  it.each<[string, readonly (string | Uint8Array)[], readonly unknown[]]>([
    ['in one piece', ['{"a":1}\n{"a":2}\n'], [{ a: 1 }, { a: 2 }]],
    ['without the last line feed', ['1\n2'], [1, 2]],
    [
      'cut anywhere, within a character too',
      [...Buffer.from('"ä"\n"\u{1F393}"\n')].map((b) => Buffer.of(b)),
      ['ä', '\u{1F393}'],
    ],
    ['with empty lines', ['\n1\n\r\n \n2\n\n'], [1, 2]],
    ['of nothing', [], []],
    ['with bytes that are no UTF-8', [Buffer.from([0x22, 0xc3, 0x28, 0x22, 0x0a]), '1\n'], ['zeichen-falsch', 1]],
    [
      'with a lone half of a character',
      [Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22, 0x0a]), '1\n'],
      ['zeichen-falsch', 1],
    ],
    ['with what is no JSON', ['{\n1\n'], ['zeichen-falsch', 1]],
    ['with a line of exactly the limit', [`"${'x'.repeat(grenzen.satz - 2)}"\n1\n`], ['x'.repeat(grenzen.satz - 2), 1]],
    ['with a line one byte above it', [`"${'x'.repeat(grenzen.satz - 1)}"\n1\n`], ['zu-gross', 1]],
  ])('%s gives each line for itself', async (_name, parts, expected) => {
    expect(await read(...parts)).toEqual(expected)
  })

  it('with a line that does not end is left, and nothing of the line is kept', async () => {
    const endless = async function* () {
      const chunk = Buffer.alloc(1_048_576, 'x')
      for (;;) yield chunk
    }
    await expect(collect(readStrom(endless()))).rejects.toThrow(EndloseZeileError)
    expect(zeilenlimit).toBeGreaterThan(grenzen.satz)
  })

  it('is left when nothing comes in time', async () => {
    const silent = async function* () {
      yield 1
      await new Promise(() => undefined)
    }
    await expect(collect(withPatience(silent(), 50))).rejects.toThrow('nothing came')
  })
})

describe('the limits of a caller', () => {
  let now = new Date('2026-11-20T12:00:00Z')
  const drossel = createDrossel(() => now, { jeMinute: 3, gleichzeitig: 2 })

  it('are so many requests a minute, for each for itself', () => {
    for (let i = 0; i < 3; i++) drossel.count('a')
    expect(() => drossel.count('a')).toThrow('a minute')
    drossel.count('b')
    now = new Date('2026-11-20T12:01:00Z')
    drossel.count('a')
  })

  it('are so many exchanges at the same time, each of which ends once', () => {
    const end = drossel.begin('c')
    drossel.begin('c')
    expect(() => drossel.begin('c')).toThrow('same time')
    end()
    end()
    now = new Date('2026-11-20T12:02:00Z')
    drossel.begin('c')
    expect(() => drossel.begin('c')).toThrow('same time')
  })
})
