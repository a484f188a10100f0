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
import { nichtAusgedrueckt } from './nicht-ausgedrueckt.ts'
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
  verkuerzung: 'verkuerzungen',
  massnahme: 'massnahmen',
  dokument: 'dokumente',
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

const bySchematron = (vertraege: readonly Vertragsantrag[]): { readonly id: string; readonly zeile: string }[] => {
  const inhalt = vertraege.map((vertrag) => writeXml('vertragsantrag', vertrag).replace(/^<\?xml[^>]*\?>/u, ''))
  return schema
    .validateString(`<vertraege>${inhalt.join('').replaceAll('\n', '')}</vertraege>`)
    .map((result) => ({ id: String(result.assertId), zeile: toZeile(result) }))
}

const byRegeln = (vertraege: readonly Vertragsantrag[]): string[] =>
  vertraege
    .flatMap((vertrag, nummer) =>
      pruefeVertrag(vertrag, { stichtag: '2026-05-18' })
        .verstoesse.filter(({ regel }) => ausgedrueckt.has(regel))
        .map(({ regel, schwere, pfad }) => `${nummer} ${regel} ${schwere} ${/^\/[a-z]+\/\d+/u.exec(pfad)?.[0] ?? ''}`),
    )
    .sort()

const batch = 50
const anzahl = 2000
/** Contracts at least in which an assertion fires, and in which it does not. */
const mindestens = 10
const isAntrag = createPruefer().forId('Vertragsantrag')

describe('the Schematron of the contract rules', () => {
  it(`finds in ${anzahl} contracts what the rules find, at the same places and with the same weight`, () => {
    const gefunden = new Map<string, Set<number>>()
    for (let start = 0; start < anzahl; start += batch) {
      const vertraege = Array.from({ length: batch }, (_, i) =>
        i % 10 === 0 ? makeVertrag({ seed: start + i }) : makeVertragsbruch({ seed: start + i }),
      )
      expect(vertraege.filter((vertrag) => !isAntrag(vertrag))).toEqual([])
      const results = bySchematron(vertraege)
      expect(results.map(({ zeile }) => zeile).sort()).toEqual(byRegeln(vertraege))
      for (const { id, zeile } of results) {
        const places = gefunden.get(id) ?? new Set()
        gefunden.set(id, places.add(start + Number.parseInt(zeile, 10)))
      }
    }
    // Nothing of the table went untested, on either side.
    const selten = [...aussagen.keys()].filter((id) => {
      const { size } = gefunden.get(id) ?? new Set()
      return size < mindestens || anzahl - size < mindestens
    })
    expect(selten).toEqual([])
  }, 240_000)

  it('names every rule that it does not express with the reason, and none twice', () => {
    const alle = vertragsregeln.filter(({ merkblatt }) => !merkblatt).map(({ id }) => id)
    expect([...ausgedrueckt, ...listNichtAusgedrueckt()].sort()).toEqual([...alle].sort())
    expect([...nichtAusgedrueckt.keys()].sort()).toEqual(listNichtAusgedrueckt().sort())
    const kommentare = renderSchematron().match(/<!-- Not expressed[^>]*-->/gu) ?? []
    expect(kommentare.flatMap((text) => text.match(/DAV-\d{3}/gu) ?? []).sort()).toEqual(listNichtAusgedrueckt().sort())
  })
})
