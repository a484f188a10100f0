import { describe, expect, it } from 'vitest'
import { formOfContent, formOfName, type Input, peekInput, readInput } from './input.ts'

const inputOf = (name: string, ...pieces: string[]): Input => ({
  name,
  size: undefined,
  stream: async function* () {
    for (const piece of pieces) yield Buffer.from(piece)
  },
})

describe('the form of a file', () => {
  it.each([
    ['a.json', 'json'],
    ['A.NDJSON', 'ndjson'],
    ['a.jsonl', 'ndjson'],
    ['a.b.xml', 'xml'],
    ['a.zip', 'zip'],
    ['a.csv', undefined],
    ['standard input', undefined],
  ])('is told by the name %s: %s', (name, form) => {
    expect(formOfName(name)).toBe(form)
  })

  it.each([
    ['{"berichtsheft":{}}\n', 'ndjson'],
    ['{"berichtsheft":{}}', 'ndjson'],
    ['  {"ausbildungsnachweis":{}}\n', 'ndjson'],
    ['{"berichtsheft":{},"ausbildungsnachweise":[]}', 'json'],
    ['{\n"berichtsheft":{}}', 'json'],
    ['[1]', 'json'],
    ['', 'json'],
    ['\ufeff<a/>', 'xml'],
    ['<a/>', 'xml'],
    ['PK\u0003\u0004', 'zip'],
  ])('is told by the content %j: %s', (text, form) => {
    expect(formOfContent(Buffer.from(text))).toBe(form)
  })
})

describe('peekInput', () => {
  it('looks as far as the first line ends, and gives back everything', async () => {
    const { form, stream } = await peekInput(inputOf('standard input', '{"berichts', 'heft":{}', '}\n{"aus', 'x'))
    expect(form).toBe('ndjson')
    const parts: Uint8Array[] = []
    for await (const part of stream) parts.push(part)
    expect(Buffer.concat(parts).toString()).toBe('{"berichtsheft":{}}\n{"ausx')
  })

  it.each([
    ['<?xml version="1.0"?><!-- <x> --><bh:lieferung xmlns:bh="a">', 'lieferung'],
    ['<lieferungen/>', 'lieferungen'],
    ['<lieferungen>', 'lieferungen'],
    ['no xml', undefined],
  ])('names the root element of %s', async (text, element) => {
    expect((await peekInput(inputOf('a.xml', text))).element).toBe(element)
  })
})

describe('readInput', () => {
  it('reads up to the limit and not a byte more', async () => {
    expect((await readInput(inputOf('a', 'abc', 'd'), 4)).toString()).toBe('abcd')
    await expect(readInput(inputOf('a', 'abc', 'de'), 4)).rejects.toThrow('a is larger than 4 bytes')
    await expect(readInput({ ...inputOf('a', ''), size: 5 }, 4)).rejects.toThrow('a is larger than 4 bytes')
  })
})
