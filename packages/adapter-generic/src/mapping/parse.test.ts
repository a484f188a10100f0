import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mappings } from '../generated/mappings.ts'
import { readExampleMappings, renderMappings } from './generate-mappings.ts'
import { parseMapping } from './parse.ts'

/** A mapping that is in order, with lines replaced. */
const mapping = (change: (text: string) => string = (text) => text) =>
  change(`version: 1
name: probe
title: Probe
system: Probe
inputs:
  zeilen:
    file: zeilen.csv
    format: csv
berichtsheft:
  art:
    constant: ausbildung
ausbildungsnachweis:
  records: $zeilen
  fremdId: id
  zeitraum:
    von:
      value: von
      date: dd.MM.yyyy
    bis: $sunday(von)
`)

const faultsOf = (text: string) => {
  const verdict = parseMapping(text)
  return verdict.ok
    ? []
    : verdict.faults.map(({ zeile, spalte, pfad, text: fault }) => `${zeile}:${spalte} ${pfad} ${fault}`)
}

test('the mapping of the tests is in order', () => {
  expect(faultsOf(mapping())).toEqual([])
})

test('the built-in mappings are those of examples/ (else: pnpm --filter @berichtsheft/adapter-generic mappings)', () => {
  const generated = readFileSync(new URL('../generated/mappings.ts', import.meta.url), 'utf8')
  expect(generated).toBe(renderMappings(readExampleMappings()))
  expect(Object.keys(mappings)).toEqual([
    'backup-json-quill',
    'csv-stundenbuch',
    'json-three-files',
    'xlsx-rows-metadata-sheet',
    'xml-reportlist',
  ])
})

test.each(Object.entries(mappings))('the built-in mapping %s is in order and named like its folder', (name, text) => {
  const verdict = parseMapping(text)
  expect(verdict.ok ? [] : verdict.faults).toEqual([])
  expect(verdict.ok && verdict.mapping.file.name).toBe(name)
})

describe('a fault is named with its line and column', () => {
  test.each<[string, (text: string) => string, string[]]>([
    ['no YAML', (text) => text.replace('name: probe', 'name: [probe'), ['3:1 ']],
    ['a key twice', (text) => text.replace('title: Probe', 'name: anders'), ['3:1  Map keys must be unique']],
    ['a tab', (text) => text.replace('    file:', '\tfile:'), ['7:1 ']],
    ['an unknown key', (text) => text.replace('system: Probe', 'system: Probe\nsytem: x'), ['5:1 /sytem']],
    [
      'an unknown key inside',
      (text) => text.replace('    format: csv', '    format: csv\n    delimeter: ","'),
      ['9:5 /inputs/zeilen/delimeter'],
    ],
    [
      'an unknown format',
      (text) => text.replace('format: csv', 'format: cvs'),
      ['8:13 /inputs/zeilen/format must be equal to one of the allowed values: json, csv, xml, xlsx'],
    ],
    [
      'a missing part',
      (text) => text.replace('  fremdId: id\n', ''),
      ["13:3 /ausbildungsnachweis must have required property 'fremdId'"],
    ],
    [
      'another version',
      (text) => text.replace('version: 1', 'version: 2'),
      ['1:10 /version must be equal to one of the allowed values: 1'],
    ],
    [
      'a wrong kind of value',
      (text) => text.replace('fremdId: id', 'fremdId: 7'),
      ['14:12 /ausbildungsnachweis/fremdId must be string'],
    ],
    [
      'a wrong kind inside of a value',
      (text) => text.replace('      date: dd.MM.yyyy', '      dat: dd.MM.yyyy'),
      ['18:7 /ausbildungsnachweis/zeitraum/von/dat'],
    ],
    [
      'no picture of a day',
      (text) => text.replace('dd.MM.yyyy', 'TT.MM.JJJJ'),
      ['18:13 /ausbildungsnachweis/zeitraum/von/date TT.MM.JJJJ is no picture of a day'],
    ],
    ['no expression', (text) => text.replace('fremdId: id', 'fremdId: id &'), ['14:15 /ausbildungsnachweis/fremdId']],
    [
      'a variable that nobody knows',
      (text) => text.replace('fremdId: id', 'fremdId: id & $berufsheft.id'),
      ['14:17 /ausbildungsnachweis/fremdId there is no variable $berufsheft'],
    ],
    [
      'a variable that is not known yet',
      (text) => text.replace('value: von', 'value: $von'),
      ['17:14 /ausbildungsnachweis/zeitraum/von/value there is no variable $von'],
    ],
    [
      'a variable in quotes',
      (text) => text.replace('fremdId: id', 'fremdId: "id & $berufsheft.id"'),
      ['14:18 /ausbildungsnachweis/fremdId there is no variable $berufsheft'],
    ],
    [
      'a forbidden function',
      (text) => text.replace('fremdId: id', 'fremdId: $eval(id)'),
      ['14:12 /ausbildungsnachweis/fremdId $eval is not allowed'],
    ],
    [
      'the clock',
      (text) => text.replace('fremdId: id', 'fremdId: $string($millis())'),
      ['14:20 /ausbildungsnachweis/fremdId $millis is not allowed'],
    ],
    [
      'no regular expression',
      (text) => text.replace('      date: dd.MM.yyyy', "      match: '('"),
      ['18:14 /ausbildungsnachweis/zeitraum/von/match'],
    ],
    ['a name that is taken', (text) => text.replaceAll('zeilen:', 'sum:').replace('$zeilen', '$sum'), ['6:']],
    [
      'neither file nor pattern',
      (text) => text.replace('    file: zeilen.csv\n', ''),
      ['6:3 /inputs/zeilen an input needs either file or pattern'],
    ],
    [
      'a join without an input',
      (text) => text.replace('$zeilen', '$zeilen[id = 1]\n  join:\n    id: id'),
      ['13:12 /ausbildungsnachweis/records with join, records must be an input alone'],
    ],
    [
      'the prototype',
      (text) => text.replace('system: Probe', 'system: Probe\n__proto__: {x: 1}'),
      ['5:1 /__proto__ the key "__proto__" is not allowed'],
    ],
    [
      'the prototype in a table',
      (text) => text.replace('      date: dd.MM.yyyy', '      table:\n        __proto__: x'),
      ['19:9 /ausbildungsnachweis/zeitraum/von/table/__proto__'],
    ],
  ])('%s', (name, change, expected) => {
    const faults = faultsOf(mapping(change))
    // Broken YAML has consequential faults; the first one counts.
    if (!['no YAML', 'a tab'].includes(name)) expect(faults).toHaveLength(expected.length)
    expected.forEach((start, index) => {
      expect(faults[index]?.slice(0, start.length)).toBe(start)
    })
  })

  test('all faults of a stage are found at once', () => {
    const faults = faultsOf(
      mapping((text) => text.replace('fremdId: id', 'fremdId: $a').replace('bis: $sunday(von)', 'bis: $b')),
    )
    expect(faults).toHaveLength(2)
  })
})

describe('hostile mapping files', () => {
  test('aliases that multiply are refused', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghij'.split('').map((name, index) => {
        const before = String.fromCharCode(97 + index)
        return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`
      }),
    ].join('\n')
    const start = performance.now()
    expect(faultsOf(bomb)[0]).toMatch(/alias/i)
    expect(performance.now() - start).toBeLessThan(1000)
  })

  test.each([
    ['tags', '!!js/function "x"'],
    ['too large', `# ${'x'.repeat(300_000)}`],
    ['nothing', ''],
    ['a list', '- 1'],
    ['deep nesting', `${'['.repeat(20_000)}`],
  ])('%s is refused', (_name, text) => {
    expect(faultsOf(text).length).toBeGreaterThan(0)
  })

  test('nothing reaches the prototype of all objects', () => {
    faultsOf('__proto__: {boese: 1}\nconstructor: {prototype: {boese: 1}}')
    expect(({} as Record<string, unknown>).boese).toBeUndefined()
  })
})
