import { describe, expect, it } from 'vitest'
import * as core from '../index.ts'
import { scopesOfPerson } from './personen.ts'
import type { Recht } from './recht.ts'
import { scopes, scopesOf } from './scopes.ts'
import { checkRecht, rechte } from './tabelle.ts'

const operations = Object.values(core).flatMap((value) =>
  typeof value === 'object' && value !== null && 'url' in value && 'schema' in value
    ? [(value as { schema: { operationId: string } }).schema.operationId]
    : [],
)

describe('rechte', () => {
  it('has exactly one row per operation of the contract', () => {
    expect([...operations].sort()).toEqual(Object.keys(rechte).sort())
  })

  it('asks only for scopes that a permitted caller can get', () => {
    for (const recht of Object.values(rechte) as (Recht | 'oeffentlich')[]) {
      if (recht === 'oeffentlich') continue
      for (const art of recht.mandanten) expect(scopesOf[art]).toContain(recht.scope)
      expect(recht.scope === undefined, 'only machine clients have scopes').toBe(recht.mandanten.length === 0)
      expect(recht.mandanten.length + (recht.personen?.length ?? 0), 'nobody may call').toBeGreaterThan(0)
    }
  })

  it('uses every scope', () => {
    const used = new Set(
      (Object.values(rechte) as (Recht | 'oeffentlich')[]).flatMap((r) =>
        r === 'oeffentlich' ? [] : [...(r.scope ? [r.scope] : []), ...(r.personen ? scopesOfPerson : [])],
      ),
    )
    expect([...used].sort()).toEqual(Object.keys(scopes).sort())
  })

  it.each([
    ['getAnforderung', 'kammer', ['anforderung:lesen'], undefined],
    ['getAnforderung', 'betreiber', ['anforderung:lesen'], { grund: 'mandant', erlaubt: ['anbieter', 'kammer'] }],
    ['createAnforderung', 'anbieter', ['anforderung:stellen'], { grund: 'mandant', erlaubt: ['kammer'] }],
    ['createAnforderung', 'kammer', [], { grund: 'scope', scope: 'anforderung:stellen' }],
    ['listRegeln', 'betreiber', [], undefined],
  ] as const)('%s by %s with %j', (operation, art, granted, fehler) => {
    expect(checkRecht(operation, { art, scopes: granted })).toEqual(fehler)
  })
})
