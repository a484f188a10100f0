import { beispielLieferung } from '@berichtsheft/core'
import { writeXml } from '@berichtsheft/core/xml'
import { type Node, parseTree } from 'jsonc-parser'
import { describe, expect, it } from 'vitest'
import { createLineIndex, locateJson, locateXml } from './locate.ts'

describe('createLineIndex', () => {
  it.each([
    ['', 0, 1, 1],
    ['a', 0, 1, 1],
    ['a\nb', 1, 1, 2],
    ['a\nb', 2, 2, 1],
    ['a\n\nb', 3, 3, 1],
    ['a\n', 2, 2, 1],
  ])('%j at %i is line %i, column %i', (text, offset, zeile, spalte) => {
    expect(createLineIndex(text)(offset)).toEqual({ zeile, spalte })
  })
})

describe('locateJson', () => {
  const text = '{\n  "a": [\n    { "b/c": 1 },\n    true\n  ]\n}'
  const root = parseTree(text) as Node
  const at = createLineIndex(text)
  it.each([
    ['', 1, 1],
    ['/a', 2, 3],
    ['/a/0', 3, 5],
    ['/a/0/b~1c', 3, 7],
    ['/a/1', 4, 5],
    ['/a/7', 2, 3],
    ['/a/0/missing', 3, 5],
    ['/missing', 1, 1],
  ])('%j is at line %i, column %i', (pointer, zeile, spalte) => {
    expect(at(locateJson(root, pointer).offset)).toEqual({ zeile, spalte })
  })
})

describe('locateXml', () => {
  // One element per line makes places that a person can count.
  const text = writeXml('lieferung', beispielLieferung).replaceAll('><', '>\n<')
  const lines = text.split('\n')
  const lineOf = (pointer: string): string => {
    const { zeile = 0, spalte = 0 } = locateXml(text, ['/other', pointer]).get(pointer) ?? {}
    return lines[zeile - 1]?.slice(spalte - 1) ?? ''
  }

  it.each([
    ['', /^<bh:lieferung /],
    ['/berichtsheft/azubi/name', /^<bh:name>Tilda Ehrlichmann</],
    ['/berichtsheft/art', /^<bh:art>$/],
    ['/ausbildungsnachweise/0/fremdId', /^<bh:fremdId>heft-4711\/2026-12-14</],
    ['/ausbildungsnachweise/1/fremdId', /^<bh:fremdId>(?!heft-4711\/2026-12-14<)/],
    ['/ausbildungsnachweise/0/inhalt/tage/1/eintraege/0/minuten', /^<bh:minuten>360</],
    ['/ausbildungsnachweise/0/inhalt/missing', /^<bh:inhalt>/],
    ['/ausbildungsnachweise/99', /^<bh:ausbildungsnachweise>/],
  ])('%j is found', (pointer, expected) => {
    expect(lineOf(pointer)).toMatch(expected)
  })
})
