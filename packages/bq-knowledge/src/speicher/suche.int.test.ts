import { afterAll, beforeAll, describe, expect, inject, it, test } from 'vitest'
import type { Aussage } from '../kern/aussage.ts'
import type { Knoten } from '../kern/knoten.ts'
import { headIdsOf } from '../kern/schreiber.ts'
import { type ProfilId, parseSlot } from '../kern/slot.ts'
import { commit, createKleinesNetz, openTestknoten } from '../testing/besetzung.ts'
import { aenderung, neueAussage, testslot, vermerk } from '../testing/entwuerfe.ts'
import { createTestdatenbank, type Testdatenbank } from '../testing/testdatenbank.ts'
import { migrateWissen } from './migration.ts'
import { writeSuche } from './suche.ts'
import { type Suchauftrag, searchProfile } from './suchen.ts'

const { besetzung, anna, carla } = createKleinesNetz()
const id = (n: number) => `0198c3a4-7b1e-7a52-9d01-3f4a5b6c7d0${n}`
const [branzowa, thanawiya, ustalik, elektroniker] = [
  `qual:${id(1)}`,
  `qual:${id(2)}`,
  `qual:${id(3)}`,
  `ref:${id(4)}`,
] as const
const escoId = 'f2cc5978-e45c-4f28-b859-7f89221b0505'

const profile: readonly (readonly [ProfilId, Readonly<Record<string, Aussage | readonly Aussage[]>>])[] = [
  [
    branzowa,
    {
      'kopf/land': { wert: 'PL' },
      'kopf/nameOriginal': { wert: 'branżowa szkoła I stopnia' },
      'kopf/nameDe': { wert: 'Berufsschule 1. Grades' },
      'kopf/sprache': { wert: 'pl' },
      'geltung/gueltigVon': { wert: '2017-09' },
      'einstufung/isced': { wert: '353' },
      'bezug/referenzberufe': { wert: { bezeichnung: 'Elektroniker für Betriebstechnik', profil: elektroniker } },
      'ausbildung/zugang': { wert: 'Abschluss der achtjährigen Grundschule, danach eine Prüfung' },
      'pruefhinweise/haeufigerAusgleich': { wert: 'Berufserfahrung gleicht Schweißtechnik aus' },
    },
  ],
  [
    thanawiya,
    {
      'kopf/land': { wert: 'SY' },
      'kopf/nameOriginal': { wert: 'الثانوية العامة' },
      'kopf/umschrift': { wert: 'aṯ-ṯānawīya al-ʿāmma' },
      'kopf/nameDe': { wert: 'allgemeine Sekundarschule' },
      'einstufung/isced': { wert: '344' },
    },
  ],
  [
    ustalik,
    {
      'kopf/land': { wert: 'TR' },
      'kopf/nameOriginal': { wert: 'Ustalık Belgesi' },
      'kopf/nameDe': { wert: 'Meisterbrief' },
      'geltung/gueltigVon': { wert: '1986' },
      'geltung/gueltigBis': { wert: '2012' },
      'bezug/esco': { wert: `http://data.europa.eu/esco/occupation/${escoId}` },
    },
  ],
  [
    elektroniker,
    {
      'kopf/bezeichnung': { wert: 'Elektroniker für Betriebstechnik' },
      'kopf/synonyme': { wert: 'Betriebselektriker' },
    },
  ],
  ['klass:esco', { 'eintraege/eintrag': { wert: { code: escoId, nameEn: 'master craftsman of boats' } } }],
  ['land:PL', { 'berufsbildung/zugang': { wert: 'Wer den Sekundarbereich I abgeschlossen hat' } }],
]

let datenbank: Testdatenbank
let knoten: Knoten
const settle = async (slots: readonly string[]) => writeSuche(datenbank.pool, knoten.stand, { slots })
const publish = async (slots: readonly string[]) => {
  const ziele = slots.flatMap((slot) => [slot, `${slot}/belege`]).flatMap((slot) => headIdsOf(knoten.stand, slot))
  await commit(knoten, carla, 'pruefer', [vermerk(ziele)])
  await settle(slots)
}
const slotsOf = (profil: ProfilId): string[] =>
  (knoten.stand.profile.get(profil) ?? []).filter(({ art }) => art === 'aussage').map(({ slot }) => slot)

beforeAll(async () => {
  datenbank = await createTestdatenbank(inject('postgres'))
  await migrateWissen(datenbank.pool)
  knoten = await openTestknoten(besetzung)
  for (const [profil, felder] of profile) {
    const entwuerfe = Object.entries(felder).flatMap(([feld, aussagen]) =>
      [aussagen].flat().flatMap((aussage, i) => neueAussage(testslot(profil, feld, String(i)), aussage as Aussage)),
    )
    await commit(knoten, anna, 'bearbeiter', entwuerfe)
    await publish(slotsOf(profil))
  }
})
afterAll(() => datenbank.close())

const search = async (text: string, rest: Partial<Suchauftrag> = {}) => {
  const auftrag: Suchauftrag = {
    sicht: 'oeffentlich',
    stufe: 'oeffentlich',
    arten: ['land', 'qual', 'ref'],
    text,
    marken: [],
    anzahl: 20,
    ab: 0,
    ...rest,
  }
  return searchProfile(datenbank.pool, auftrag)
}
const found = async (text: string, rest: Partial<Suchauftrag> = {}) =>
  (await search(text, rest)).treffer.map(({ profil }) => profil)

describe('T18: the search on PostgreSQL', () => {
  test.each([
    ['الثانوية العامة', thanawiya],
    ['الثانويه', thanawiya],
    ['aṯ-ṯānawīya', thanawiya],
    ['at-tanawiya al amma', thanawiya],
    ['branżowa', branzowa],
    ['branzowa', branzowa],
    ['bran\u0307', branzowa],
    ['branz\u0307owa', branzowa],
    ['SZKOŁA', branzowa],
    ['ustalik', ustalik],
    ['USTALIK BELGESİ', ustalik],
    ['Betriebselektriker', elektroniker],
  ])('%s', async (text, profil) => {
    expect((await found(text))[0]).toBe(profil)
    expect((await found(text.normalize('NFD')))[0]).toBe(profil)
  })

  it('finds by German stems, by occupation, by names of countries and by classifications, best first', async () => {
    expect(await found('Prüfungen')).toEqual([branzowa])
    expect(await found('pruefung')).toEqual([branzowa])
    // The occupation itself first, then what refers to it.
    expect(await found('Elektroniker')).toEqual([elektroniker, branzowa])
    expect(await found('Betriebselektriker')).toEqual([elektroniker, branzowa])
    expect(await found('boats craftsman')).toEqual([ustalik])
    expect(await found('polen szkola')).toEqual([branzowa])
    expect((await found('Polen'))[0]).toBe('land:PL')
    expect(await found('poland sekundarbereich')).toEqual(['land:PL'])
  })

  it('says where the words stand', async () => {
    const { treffer, gesamt, aehnlich } = await search('branzowa')
    expect({ gesamt, aehnlich }).toEqual({ gesamt: 1, aehnlich: false })
    expect(treffer[0]).toMatchObject({
      titel: 'Berufsschule 1. Grades',
      titelOriginal: 'branżowa szkoła I stopnia',
      aussagen: 8,
    })
    expect(treffer[0]?.fundstellen.map(({ slot, text }) => [parseSlot(slot)?.feld, text])).toEqual([
      ['nameOriginal', 'branżowa szkoła I stopnia'],
    ])
  })

  it('offers similar names where nothing has the words', async () => {
    expect(await search('Berufschule Grads')).toMatchObject({ aehnlich: true, treffer: [{ profil: branzowa }] })
    expect(await search('qwertz')).toEqual({ treffer: [], gesamt: 0, aehnlich: false })
  })

  test.each([
    [{ marken: ['land:TR'] }, [ustalik]],
    [{ marken: ['isced:3'] }, [thanawiya, branzowa]],
    [{ marken: ['isced:35'] }, [branzowa]],
    [{ marken: ['sprache:pl', 'land:PL'] }, [branzowa]],
    [{ marken: ['sprache:pl', 'land:TR'] }, []],
    [{ marken: [`esco:${escoId}`] }, [ustalik]],
    [{ marken: [elektroniker] }, [branzowa]],
    [{ marken: ['land:TR'], jahr: 1985 }, []],
    [{ marken: ['land:TR'], jahr: 1986 }, [ustalik]],
    [{ marken: ['land:TR'], jahr: 2012 }, [ustalik]],
    [{ marken: ['land:TR'], jahr: 2013 }, []],
    [{ titel: 'szkola' }, [branzowa]],
    [{ titel: 'prufung' }, []],
    [{ referenzberuf: 'elektron' }, [branzowa]],
    [{ referenzberuf: 'branzowa' }, []],
  ] as const)('filters %o', async (rest, profile) => {
    expect(await found('', { ...rest, arten: ['qual'] })).toEqual(profile)
  })

  it('reads a question as words and never as the syntax of a query', async () => {
    for (const text of [
      "branzowa' | !x",
      'branzowa <-> (',
      "'); delete from bq.suche; --",
      '\\',
      '%',
      '_',
      '*',
      ':*',
      '!',
      '\u0000',
    ])
      await expect(search(text)).resolves.toBeDefined()
    expect(await found('branzowa & !szkola')).toEqual([branzowa])
    expect(await found('%')).toEqual([])
  })

  it('gives pages without gaps', async () => {
    const all = await found('', { arten: ['qual', 'ref', 'land'] })
    const pages = [
      await found('', { anzahl: 2 }),
      await found('', { anzahl: 2, ab: 2 }),
      await found('', { anzahl: 2, ab: 4 }),
    ]
    expect(pages.flat()).toEqual(all)
    expect(all).toHaveLength(5)
  })
})

describe('the search keeps to view and level', () => {
  it('finds hints for chambers from their level on', async () => {
    expect(await found('Schweißtechnik')).toEqual([])
    expect(await found('Schweißtechnik', { stufe: 'unternehmen' })).toEqual([])
    expect(await found('Schweißtechnik', { stufe: 'kammern' })).toEqual([branzowa])
    expect(await found('Schweißtechnik', { stufe: 'redaktion' })).toEqual([branzowa])
    expect((await search('branzowa', { stufe: 'kammern' })).treffer[0]?.aussagen).toBe(9)
    // What a level may not see does not even count as a similar name or a filter.
    expect((await search('Schweistechnik')).treffer).toEqual([])
  })

  it('follows an edit in the working view, and in the published one only once it is approved', async () => {
    const slot = testslot(ustalik, 'kopf/nameDe', '0')
    const arbeit = { sicht: 'arbeit', stufe: 'kammern' } as const
    await commit(knoten, anna, 'bearbeiter', [
      aenderung(slot, { wert: 'Meisterurkunde' }, headIdsOf(knoten.stand, slot)),
    ])
    await settle([slot])
    expect([await found('Meisterurkunde'), await found('Meisterurkunde', arbeit)]).toEqual([[], [ustalik]])
    expect([await found('Meisterbrief'), await found('Meisterbrief', arbeit)]).toEqual([[ustalik], []])
    await publish([slot])
    expect([await found('Meisterurkunde'), await found('Meisterbrief')]).toEqual([[ustalik], []])
  })

  it('forgets what was withdrawn, redacted or does not count any more', async () => {
    const slot = testslot(thanawiya, 'kopf/umschrift', '0')
    const [ziel = ''] = headIdsOf(knoten.stand, slot)
    await commit(knoten, anna, 'bearbeiter', [
      { slot: 'schwaerzung', ersetzt: [], wert: null, angaben: { ziel, grund: 'personenbezug' } },
    ])
    await settle([slot])
    expect(await found('tanawiya')).toEqual([])
    const { rows } = await datenbank.pool.query('select 1 from bq.suchteil where a like $1', ['%tanawiya%'])
    expect(rows).toEqual([])
    await writeSuche(datenbank.pool, { ...knoten.stand, slots: new Map() }, { profile: [thanawiya] })
    expect(await found('الثانوية')).toEqual([])
    await writeSuche(datenbank.pool, knoten.stand, { slots: slotsOf(thanawiya) })
    expect(await found('الثانوية')).toEqual([thanawiya])
  })

  it('holds after single edits what it would hold had all of it been made anew', async () => {
    const rows = async () => {
      const teile = await datenbank.pool.query('select * from bq.suchteil order by slot, nr')
      const zeilen = await datenbank.pool.query(
        'select *, array(select x from unnest(trigramme) x order by x) as trigramme from bq.suche order by gegenstand, sicht, ab',
      )
      return { teile: teile.rows, zeilen: zeilen.rows }
    }
    const slot = testslot(ustalik, 'kopf/nameDe', '0')
    const [before = ''] = headIdsOf(knoten.stand, slot)
    await commit(knoten, anna, 'bearbeiter', [aenderung(slot, { wert: 'Meisterzeugnis' }, [before])])
    await settle([slot])
    const edited = await rows()
    // The published text goes on beside the new one.
    expect(edited.teile.filter((teil) => teil.slot === slot)).toHaveLength(2)
    await writeSuche(datenbank.pool, knoten.stand, { profile: profile.map(([profil]) => profil) })
    expect(edited).toEqual(await rows())
  })
})
