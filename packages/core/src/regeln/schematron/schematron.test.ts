import { Schema } from 'node-schematron'
import { describe, expect, it } from 'vitest'
import type { Vertragsantrag } from '../../contract/vertragsantrag.ts'
import { makeVertrag } from '../../testing/gueltiger-vertrag.ts'
import { createPruefer } from '../../testing/vertrag.ts'
import { makeVertragsbruch } from '../../testing/vertragsbrecher.ts'
import { writeXml } from '../../xml/index.ts'
import { vertragsregeln } from '../katalog.ts'
import { pruefeVertrag } from '../vertragspruefung.ts'
import type { Kontext } from './aussage.ts'
import { listNichtAusgedrueckt, listSchematronaussagen, renderSchematron } from './render.ts'

const aussagen = new Map(listSchematronaussagen().map((aussage) => [aussage.id, aussage]))
const ausgedrueckt = new Set([...aussagen.values()].map(({ regel }) => regel))
const schema = Schema.fromString(renderSchematron())
type Result = ReturnType<typeof schema.validateString>[number]

/** The list of the contract that a context is an item of. */
const listen: Partial<Record<Kontext, string>> = {
  arbeitszeit: 'arbeitszeiten',
  teilzeit: 'teilzeit',
  urlaub: 'urlaub',
  ausbilder: 'ausbilder',
  staette: 'ausbildungsstaetten',
  anrechnung: 'anrechnungen',
  verguetung: 'verguetungen',
}

/** Rules whose findings point at a list of the contract, though their assertion looks at another one. */
const amVertrag = new Set(['DAV-164'])

const elementeOf = (knoten: Result['context'] | null) =>
  [...(knoten?.childNodes ?? [])].filter(({ nodeType }) => nodeType === 1)

/** `<contract> <rule> <weight> <item>`, as the processor reports it. */
const toZeile = ({ assertId, context }: Result): string => {
  const aussage = aussagen.get(assertId ?? '')
  if (aussage === undefined) throw new Error(`unknown assertion ${assertId}`)
  const { regel, schwere, kontext } = aussage
  const vertrag = kontext === 'vertrag' ? context : (context.parentNode?.parentNode ?? null)
  const nummer = elementeOf(vertrag?.parentNode ?? null).indexOf(vertrag as Result['context'])
  const liste = amVertrag.has(regel) ? undefined : listen[kontext]
  const stelle = liste === undefined ? '' : `/${liste}/${elementeOf(context.parentNode).indexOf(context)}`
  return `${nummer} ${regel} ${schwere} ${stelle}`
}

const bySchematron = (vertraege: readonly Vertragsantrag[]): string[] => {
  const inhalt = vertraege.map((vertrag) => writeXml('vertragsantrag', vertrag).replace(/^<\?xml[^>]*\?>/u, ''))
  return schema
    .validateString(`<vertraege>${inhalt.join('').replaceAll('\n', '')}</vertraege>`)
    .map(toZeile)
    .sort()
}

const byRegeln = (vertraege: readonly Vertragsantrag[]): string[] =>
  vertraege
    .flatMap((vertrag, nummer) =>
      pruefeVertrag(vertrag, { stichtag: '2026-05-18' })
        .verstoesse.filter(({ regel }) => ausgedrueckt.has(regel))
        .map(({ regel, schwere, pfad }) => `${nummer} ${regel} ${schwere} ${/^\/[a-z]+\/\d+/u.exec(pfad)?.[0] ?? ''}`),
    )
    .sort()

const batch = 100
/** The long form (`node scripts/run.mjs soak`) takes ten times as many. */
const anzahl = process.env.SOAK === '1' ? 2000 : 200
const isAntrag = createPruefer().forId('Vertragsantrag')

describe('the Schematron of the contract rules', () => {
  it(`finds in ${anzahl} contracts what the rules find, at the same places and with the same weight`, () => {
    const gefunden = new Set<string>()
    for (let start = 0; start < anzahl; start += batch) {
      const vertraege = Array.from({ length: batch }, (_, i) =>
        i % 10 === 0 ? makeVertrag({ seed: start + i }) : makeVertragsbruch({ seed: start + i }),
      )
      expect(vertraege.filter((vertrag) => !isAntrag(vertrag))).toEqual([])
      const zeilen = bySchematron(vertraege)
      expect(zeilen).toEqual(byRegeln(vertraege))
      for (const zeile of zeilen) gefunden.add(zeile.split(' ').slice(1, 3).join(' '))
    }
    // Nothing of the table went untested.
    expect([...gefunden].sort()).toEqual(
      [...new Set([...aussagen.values()].map(({ regel, schwere }) => `${regel} ${schwere}`))].sort(),
    )
  }, 240_000)

  it('names every rule that it does not express, and none twice', () => {
    const alle = vertragsregeln.filter(({ merkblatt }) => !merkblatt).map(({ id }) => id)
    expect([...ausgedrueckt, ...listNichtAusgedrueckt()].sort()).toEqual([...alle].sort())
    expect(renderSchematron()).toContain(`<!-- Not expressed: ${listNichtAusgedrueckt().join(' ')} -->`)
  })
})
