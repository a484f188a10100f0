import { type Mandantenart, scopes, scopesOf } from '@berichtsheft/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Mandantenangabe, mandantOf, parseMandant, toAngemeldeter } from './angemeldeter.ts'

const vendor = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'
const angaben: readonly Mandantenangabe[] = [
  { art: 'anbieter', anbieterId: vendor },
  { art: 'kammer', knr: '153' },
  { art: 'betreiber' },
]

test.for(angaben)('the text of a tenant is read back: $art', (angabe) => {
  expect(parseMandant(angabe.art, mandantOf(angabe))).toEqual(angabe)
})

test('the text is the one that row level security uses', () => {
  expect(angaben.map(mandantOf)).toEqual([`anbieter:${vendor}`, 'kammer:153', 'betreiber'])
})

test.for<[unknown, unknown]>([
  ['kammer', `anbieter:${vendor}`],
  ['anbieter', 'anbieter'],
  ['anbieter', 'anbieter:'],
  ['kammer', 'kammer:153:154'],
  ['betreiber', 'betreiber:1'],
  ['system', 'system'],
  ['system', 'system:1'],
  [undefined, 'betreiber'],
  ['betreiber', undefined],
  ['betreiber', ['betreiber']],
])('%j with %j is no tenant', ([art, mandant]) => {
  expect(parseMandant(art, mandant)).toBeUndefined()
})

test('nobody has a scope that is not open to the kind of tenant, whatever the token says', () => {
  const anyScope = fc.oneof(fc.constantFrom(...Object.keys(scopes)), fc.string())
  fc.assert(
    fc.property(fc.constantFrom(...angaben), fc.array(anyScope), (angabe, asked) => {
      const caller = toAngemeldeter('c', angabe, asked)
      const allowed: readonly string[] = scopesOf[angabe.art as Mandantenart]
      expect(new Set(caller.scopes)).toEqual(new Set(asked.filter((scope) => allowed.includes(scope))))
      expect(caller.mandant).toBe(mandantOf(angabe))
    }),
  )
})

test('only the id of its own kind of tenant is there', () => {
  expect(angaben.map((angabe) => toAngemeldeter('c', { anbieterId: null, knr: null, ...angabe }, []))).toEqual([
    { clientId: 'c', ausweis: 'c', art: 'anbieter', mandant: `anbieter:${vendor}`, anbieterId: vendor, scopes: [] },
    { clientId: 'c', ausweis: 'c', art: 'kammer', mandant: 'kammer:153', knr: '153', scopes: [] },
    { clientId: 'c', ausweis: 'c', art: 'betreiber', mandant: 'betreiber', scopes: [] },
  ])
})
