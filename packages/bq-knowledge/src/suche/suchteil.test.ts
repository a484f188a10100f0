import { describe, expect, it, test } from 'vitest'
import type { Knoten } from '../kern/knoten.ts'
import { headIdsOf } from '../kern/schreiber.ts'
import { commit, createKleinesNetz, openTestknoten } from '../testing/besetzung.ts'
import { aenderung, neueAussage, testslot, vermerk } from '../testing/entwuerfe.ts'
import { matchesName, suchworte, toPrefixquery } from './suchanfrage.ts'
import { listSuchteile } from './suchteil.ts'

const { besetzung, anna, carla } = createKleinesNetz()
const qual = 'qual:0198c3a4-7b1e-7a52-9d01-3f4a5b6c7d8e'
const teileOf = ({ stand }: Knoten, slot: string) => {
  const ort = stand.slots.get(slot)
  return ort ? listSuchteile(stand, ort) : []
}

describe('what of a statement is searched', () => {
  test.each([
    ['kopf/nameOriginal', { wert: 'الثانوية العامة' }, { a: 'الثانويه العامه' }, []],
    ['kopf/umschrift', { wert: 'aṯ-ṯānawīya' }, { a: 'at tanawiya' }, []],
    ['kopf/nameDe', { wert: 'Prüfung' }, { a: 'prufung pruefung' }, []],
    ['kopf/land', { wert: 'PL' }, { c: 'polen poland' }, ['land:PL']],
    ['kopf/sprache', { wert: 'pl' }, {}, ['sprache:pl']],
    ['einstufung/isced', { wert: '354' }, {}, ['isced:3', 'isced:35', 'isced:354']],
    [
      'bezug/esco',
      { wert: 'http://data.europa.eu/esco/occupation/f2cc5978-e45c-4f28-b859-7f89221b0505' },
      {},
      ['esco:f2cc5978-e45c-4f28-b859-7f89221b0505'],
    ],
    [
      'bezug/referenzberufe',
      { wert: { bezeichnung: 'Elektroniker', profil: qual.replace('qual', 'ref') } },
      { b: 'elektroniker' },
      [qual.replace('qual', 'ref')],
    ],
    [
      'inhalte/faecher',
      { wert: { nameDe: 'Schweißen', stunden: 80, iscedF: '07' } },
      { c: 'schweissen' },
      ['iscedf:0', 'iscedf:07'],
    ],
    [
      'ausbildung/zugang',
      { wert: 'Abschluss der Schule', bemerkung: 'geprüft' },
      { d: 'abschluss der schule gepruft geprueft' },
      [],
    ],
  ] as const)('%s', async (feld, aussage, texte, marken) => {
    const knoten = await openTestknoten(besetzung)
    const slot = testslot(qual, feld)
    await commit(knoten, anna, 'bearbeiter', neueAussage(slot, aussage))
    expect(teileOf(knoten, slot)).toMatchObject([
      { gegenstand: qual, texte, marken, arbeit: 2, oeffentlich: undefined },
    ])
  })

  it('has the level of each view: published ones for everybody, changesets for chambers only from there, hidden fields never lower', async () => {
    const knoten = await openTestknoten(besetzung)
    const [name, hint] = [testslot(qual, 'kopf/nameDe'), testslot(qual, 'pruefhinweise/arbeitsnotiz')]
    const publish = async (slot: string) => {
      const ziele = [slot, `${slot}/belege`].flatMap((ort) => headIdsOf(knoten.stand, ort))
      await commit(knoten, carla, 'pruefer', [vermerk(ziele)])
    }
    await commit(knoten, anna, 'bearbeiter', neueAussage(name, { wert: 'Techniker' }))
    await commit(knoten, anna, 'bearbeiter', neueAussage(hint, { wert: 'intern' }))
    await publish(hint)
    expect(teileOf(knoten, hint)).toMatchObject([{ arbeit: 3, oeffentlich: 3 }])
    await publish(name)
    expect(teileOf(knoten, name)).toMatchObject([{ arbeit: 2, oeffentlich: 0, titel: 'de' }])
    const edited = aenderung(name, { wert: 'Technikerin' }, headIdsOf(knoten.stand, name))
    await commit(knoten, anna, 'bearbeiter', [edited], { zugang: 'kammern' })
    expect(teileOf(knoten, name).map(({ anzeige, arbeit, oeffentlich }) => [anzeige, arbeit, oeffentlich])).toEqual([
      ['Technikerin', 2, undefined],
      ['Techniker', undefined, 0],
    ])
    await publish(name)
    expect(teileOf(knoten, name)).toMatchObject([{ arbeit: 2, oeffentlich: 2 }])
    const away = aenderung(name, { wert: null, grund: 'falsch' }, headIdsOf(knoten.stand, name))
    await commit(knoten, anna, 'bearbeiter', [away])
    expect(teileOf(knoten, name).map(({ arbeit, oeffentlich }) => [arbeit, oeffentlich])).toEqual([[undefined, 2]])
  })
})

describe('a question', () => {
  test.each([
    ["Szkoła & !branżowa | ('x'):*", ['szkola', 'branzowa', 'x']],
    ["'; drop table bq.suche; --", ['drop', 'table', 'bq', 'suche']],
    ['a\u0000b <-> c:*', ['a', 'b', 'c']],
    ['  ', []],
    ['Prüfung Prüfung', ['prufung']],
  ])('%s is nothing but words', (text, worte) => {
    expect(suchworte(text)).toEqual(worte)
  })

  it('has bounds', () => {
    expect(suchworte(Array.from({ length: 100 }, (_, i) => `wort${i}`).join(' '))).toHaveLength(12)
    expect(suchworte('x'.repeat(100_000))[0]).toHaveLength(500)
    expect(toPrefixquery(['a', 'b'], 'A')).toBe('a:*A & b:*A')
  })

  test.each([
    ['Türkei', 'turkei', true],
    ['Türkei', 'tuerk', true],
    ['Tu\u0308rkei', 'tuerkei', true],
    ['Türkei', 'rkei', false],
  ])('%s by %s: %s', (name, frage, found) => {
    expect(matchesName(name, suchworte(frage))).toBe(found)
  })
})
