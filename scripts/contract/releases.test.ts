import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareVersions, listReleases, readFiles, releaseContract, renderSums, sumsFile } from './releases.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'berichtsheft-releases-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const contract = (paths: object = {}, xsd = '<xs:element name="heft" type="xs:string"/>') =>
  new Map([
    ['openapi.json', JSON.stringify({ paths })],
    [
      'xsd/heft.xsd',
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">${xsd}</xs:schema>`,
    ],
    ['codelisten/art_1.xml', '<CodeList/>'],
    ['beispiele/heft.xml', '<heft/>'],
  ])
const get = { '/v1/hefte': { get: { operationId: 'listHefte' } } }

describe('a release', () => {
  it('keeps what partners validate and generate with, and lists it with hashes', () => {
    releaseContract(root, '1.0.0', contract())
    const files = readFiles(path.join(root, '1.0.0'))
    expect([...files.keys()]).toEqual([sumsFile, 'codelisten/art_1.xml', 'openapi.json', 'xsd/heft.xsd'])
    const { [sumsFile]: sums, ...rest } = Object.fromEntries(files)
    expect(sums?.split('\n').sort()).toEqual(
      renderSums(new Map(Object.entries(rest)))
        .split('\n')
        .sort(),
    )
    expect(readFileSync(path.join(root, '1.0.0', 'openapi.json'), 'utf8')).toBe('{"paths":{}}')
  })

  it('may add', () => {
    releaseContract(root, '1.0.0', contract())
    releaseContract(root, '1.1.0', contract(get))
    expect(listReleases(root)).toEqual(['1.0.0', '1.1.0'])
  })

  it.each([
    ['that breaks JSON', contract({}), /GET \/v1\/hefte: was removed/],
    ['that breaks XML', contract(get, '<xs:element name="buch" type="xs:string"/>'), /<heft>: was removed/],
  ])('%s needs a new major version', (_name, changed, expected) => {
    releaseContract(root, '1.0.0', contract(get))
    expect(() => releaseContract(root, '1.1.0', changed)).toThrow(expected)
    expect(listReleases(root)).toEqual(['1.0.0'])
    releaseContract(root, '2.0.0', changed)
    expect(listReleases(root)).toEqual(['1.0.0', '2.0.0'])
  })

  it.each([
    ['1.2.0', /does not come after/],
    ['1.1.9', /does not come after/],
    ['0.9.0', /does not come after/],
    ['1.3', /is no version/],
    ['v2.0.0', /is no version/],
  ])('cannot be %s after 1.2.0', (version, expected) => {
    releaseContract(root, '1.2.0', contract())
    expect(() => releaseContract(root, version, contract())).toThrow(expected)
  })
})

describe('versions', () => {
  it.each([
    ['1.2.0', '1.10.0'],
    ['1.2.3', '1.2.4'],
    ['9.0.0', '10.0.0'],
  ])('%s comes before %s', (a, b) => {
    expect(compareVersions(a, b)).toBeLessThan(0)
    expect(compareVersions(b, a)).toBeGreaterThan(0)
    expect(compareVersions(a, a)).toBe(0)
  })

  it('are the folders that look like one', () => {
    writeFileSync(path.join(root, 'README.md'), '')
    releaseContract(root, '1.0.0', contract())
    expect(listReleases(root)).toEqual(['1.0.0'])
    expect(listReleases(path.join(root, 'nothing'))).toEqual([])
  })
})
