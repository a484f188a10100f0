import { canonicalize } from '@berichtsheft/core'
import { describe, expect, it } from 'vitest'
import { makeNachweis } from '../../testing/fixtures.ts'
import { kopfText, nachweisEreignis, saltedHashOf, toSatz } from './nachweis-satz.ts'

const id = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'
const instant = new Date('2026-11-20T10:00:00Z')

describe('nachweisEreignis', () => {
  it.each([[undefined], ['freigegeben']] as const)('is canonical JSON with the state %s', (status) => {
    const satz = { ...toSatz(id, makeNachweis(0)), status, version: 3 }
    const text = nachweisEreignis('nachweis.schritt', satz, instant, id)
    expect(text).toBe(canonicalize(JSON.parse(text)))
    expect(JSON.parse(text)).toEqual({
      art: 'nachweis.schritt',
      durch: id,
      inhalt: saltedHashOf(satz),
      objekt: id,
      ...(status === undefined ? {} : { status }),
      version: 3,
      zeitpunkt: instant.toISOString(),
    })
  })

  it('holds no hash that could be guessed from the text alone', () => {
    const [a, b] = [toSatz(id, makeNachweis(0)), toSatz(id, makeNachweis(0))]
    expect(a.hash).toBe(b.hash)
    expect(saltedHashOf(a)).not.toBe(saltedHashOf(b))
  })
})

describe('kopfText', () => {
  it('and the text of a report make the JSON that is served', () => {
    const satz = toSatz(id, makeNachweis(0, { fremdId: 'a"b\\c' }))
    const zeit = instant.toISOString()
    const json = `${kopfText({ ...satz, berichtsheftId: id, version: 1, erstelltAm: zeit, geaendertAm: zeit })}${satz.inhalt}}`
    expect(JSON.parse(json)).toMatchObject({
      id,
      berichtsheftId: id,
      fremdId: 'a"b\\c',
      version: 1,
      status: 'freigegeben',
      inhalt: makeNachweis(0).inhalt,
    })
  })
})
