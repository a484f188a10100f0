import { expect, it } from 'vitest'
import { listUnechteSiegel } from './bq-siegel.ts'
import { sha256 } from './hash.ts'
import { canonicalize } from './kanonisch.ts'

const body = {
  v: 1,
  profil: 'qual:1b4e28ba-2fa1-4d2a-883f-0016d3cca427',
  vektor: { 'kammer.153': 3 },
  aenderungen: [`${'9'.repeat(64)}:0:1f0d6c1e`],
  stand: 'b'.repeat(64),
}
const hash = sha256(canonicalize(body))
const vertrag = (siegel: object | undefined) => ({
  anrechnungen: [
    { grund: 'ausland' as const, monate: 6, bqSiegel: { hash, ...(siegel && { siegel: JSON.stringify(siegel) }) } },
  ],
})

it('tells seals that are not what their hash says (DF-32)', () => {
  expect([...listUnechteSiegel(vertrag({ ...body, hash }))]).toEqual([])
  expect([...listUnechteSiegel(vertrag(undefined))]).toEqual([])
  expect([...listUnechteSiegel({})]).toEqual([])
  const changes = [
    { vektor: { 'kammer.153': 4 } },
    { aenderungen: [] },
    { stand: 'c'.repeat(64) },
    { v: 2 },
    { hash: 'd'.repeat(64) },
  ]
  for (const change of changes) expect([...listUnechteSiegel(vertrag({ ...body, hash, ...change }))]).toEqual([hash])
})
