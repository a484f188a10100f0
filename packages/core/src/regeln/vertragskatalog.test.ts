import { describe, expect, it, test } from 'vitest'
import type { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import {
  createFolgevertrag,
  createHandwerksvertrag,
  createMinderjaehrigenvertrag,
  createTeilzeitvertrag,
  createVertrag,
} from '../testing/ausbildungsvertrag.ts'
import { createPruefer } from '../testing/vertrag.ts'
import { findVerstoesse } from '../testing/vertragsregel.ts'
import { vertragsregeln } from './katalog.ts'
import { pruefeVertrag } from './vertragspruefung.ts'

const isEntwurf = createPruefer().forId('Vertragsentwurf')
const zeiger = /^(\/([a-zA-Z]+|\*))*$/u

describe.each(vertragsregeln.map((regel) => [regel.id, regel] as const))('%s', (id, regel) => {
  it('says where it looks, and shows the smallest draft that breaks it', () => {
    expect(regel.felder?.filter((feld) => !zeiger.test(feld))).toEqual([])
    const { vertrag = {}, ...umfeld } = regel.beispiel ?? {}
    expect(isEntwurf(vertrag), JSON.stringify(isEntwurf.errors)).toBe(true)
    const verstoesse = findVerstoesse(id, vertrag, umfeld)
    expect(verstoesse).not.toEqual([])
    for (const { pfad, schwere, abhilfe, abhilfeEnglisch } of verstoesse) {
      const feld = pfad.replaceAll(/\/\d+(?=\/|$)/gu, '/*')
      expect(regel.felder).toContain(feld)
      // What is wrong has a remedy; a note needs none.
      if (schwere !== 'hinweis') expect([abhilfe, abhilfeEnglisch]).not.toContain(undefined)
    }
  })

  it('only reports, and weighs at most what it is published with', () => {
    expect(regel.wirkung).toBe('befund')
    if (regel.merkblatt) expect(regel.schwere).toBe('hinweis')
  })

  it('reports nothing but what is missing of an empty draft', () => {
    const umfeld = { merkblatt: false, stichtag: '2026-05-18' }
    for (const { pfad } of pruefeVertrag({}, umfeld).verstoesse.filter((verstoss) => verstoss.regel === id))
      expect(pfad).not.toMatch(/\d/u)
  })
})

test('a recommendation is never an error', () => {
  const empfohlen = vertragsregeln.filter(({ rechtsgrundlage }) => rechtsgrundlage.includes('Empfehlung'))
  expect(empfohlen.map(({ id }) => id)).toEqual(expect.arrayContaining(['DAV-075', 'DAV-076', 'DAV-077', 'DAV-089']))
  expect(empfohlen.filter(({ schwere }) => schwere === 'fehler')).toEqual([])
})

test('paragraphs are those of the act that the contract is made under', () => {
  for (const regel of vertragsregeln) {
    const { vertrag = {}, ...umfeld } = regel.beispiel ?? {}
    const imHandwerk: Vertragsentwurf = { ...vertrag, rechtsgrundlage: 'hwo' }
    for (const verstoss of findVerstoesse(regel.id, imHandwerk, umfeld))
      expect(verstoss.rechtsgrundlage).toBe(regel.rechtsgrundlageHwo ?? regel.rechtsgrundlage)
  }
})

test.each([
  ['an apprentice of age', createVertrag()],
  ['a minor with two parents', createMinderjaehrigenvertrag()],
  ['part-time with Abitur', createTeilzeitvertrag()],
  ['a contract that follows another', createFolgevertrag()],
  ['a craft', createHandwerksvertrag()],
])('%s: a contract in order has no finding but notes', (_name, vertrag) => {
  const { verstoesse } = pruefeVertrag(vertrag, { stichtag: '2026-05-18' })
  expect(verstoesse.filter(({ schwere }) => schwere !== 'hinweis')).toEqual([])
})
