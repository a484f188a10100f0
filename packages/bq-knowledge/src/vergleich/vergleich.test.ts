import { describe, expect, it, test } from 'vitest'
import type { Aussage } from '../kern/aussage.ts'
import type { Knoten } from '../kern/knoten.ts'
import { headIdsOf } from '../kern/schreiber.ts'
import { commit, createKleinesNetz, openTestknoten } from '../testing/besetzung.ts'
import { aenderung, neueAussage, testslot } from '../testing/entwuerfe.ts'
import { compareBerufe } from './vergleich.ts'

const { besetzung, anna, bernd } = createKleinesNetz()
const qual = 'qual:0198c3a4-7b1e-7a52-9d01-3f4a5b6c7d01'
const ref = 'ref:0198c3a4-7b1e-7a52-9d01-3f4a5b6c7d02'
const pair = [qual, ref] as const
const kammer = { sicht: 'arbeit', stufe: 'kammern' } as const
const state = (knoten: Knoten, profil: typeof qual | typeof ref, felder: readonly (readonly [string, unknown])[]) =>
  commit(
    knoten,
    anna,
    'bearbeiter',
    felder.flatMap(([feld, wert], i) => neueAussage(testslot(profil, feld, String(i)), { wert } as Aussage)),
  )
const zeile = (position: string, rest: object) =>
  ['vergleich/zeile', { referenzberuf: ref, position, ...rest }] as const

describe('a comparison', () => {
  test.each([
    [{ abdeckung: 'voll' }, 'gleichwertig'],
    [{ abdeckung: 'voll', wesentlich: true }, 'gleichwertig'],
    [{ abdeckung: 'teilweise' }, 'offen'],
    [{ wesentlich: true }, 'offen'],
    [{ abdeckung: 'teilweise', wesentlich: false }, 'unwesentlich'],
    [{ abdeckung: 'fehlt', wesentlich: false, ausgleich: 'Praxis' }, 'unwesentlich'],
    [{ abdeckung: 'fehlt', wesentlich: true, ausgleich: 'Praxis' }, 'ausgleichbar'],
    [{ abdeckung: 'fehlt', wesentlich: true }, 'wesentlich'],
    [{ abdeckung: 'teilweise', wesentlich: true }, 'wesentlich'],
  ])('BQFG § 4 Abs. 2: %o is %s', async (bewertung, befund) => {
    const knoten = await openTestknoten(besetzung)
    await state(knoten, ref, [['ordnung/position', { titel: 'Löten', wochen: 4 }]])
    await state(knoten, qual, [zeile('löten', bewertung)])
    const { zeilen, offen } = compareBerufe(knoten.stand, pair, kammer)
    expect(zeilen.map((one) => one.befund)).toEqual(['offen', befund])
    expect(offen).toEqual(befund === 'offen' ? [0, 1] : [0])
  })

  it('goes through every position, in the order of the regulation, and lists what nobody judged', async () => {
    const knoten = await openTestknoten(besetzung)
    await state(knoten, ref, [
      ['kopf/art', 'ausbildung'],
      ['kopf/dqr', 4],
      ['kopf/dauerMonate', 42],
      ['ordnung/position', { titel: 'Löten', wochen: 4 }],
      ['ordnung/position', { titel: 'Messen', wochen: 6 }],
      ['ordnung/lernfeld', { titel: 'Anlagen prüfen', stunden: 80 }],
    ])
    await state(knoten, qual, [
      ['ausbildung/dauer', { jahre: 3 }],
      ['einstufung/eqr', '4'],
      ['inhalte/faecher', { nameOriginal: 'Lutowanie', nameDe: 'Löttechnik', stunden: 120 }],
      ['inhalte/faecher', { nameDe: 'Sport', stunden: 60 }],
      zeile('Dauer', { abdeckung: 'teilweise', wesentlich: false, begruendung: 'sechs Monate weniger' }),
      zeile('Löten', { abdeckung: 'voll', fach: ['lutowanie'] }),
      zeile('Kundendienst', { abdeckung: 'fehlt', wesentlich: true, ausgleich: 'ein Jahr im Kundendienst' }),
    ])
    const { merkmale, zeilen, offen, uebrigeFaecher } = compareBerufe(knoten.stand, pair, kammer)
    expect(zeilen.map(({ art, position, befund }) => [art, position.titel, befund])).toEqual([
      ['dauer', 'Dauer', 'unwesentlich'],
      ['inhalt', 'Löten', 'gleichwertig'],
      ['inhalt', 'Messen', 'offen'],
      ['inhalt', 'Anlagen prüfen', 'offen'],
      ['inhalt', 'Kundendienst', 'ausgleichbar'],
    ])
    expect(zeilen[1]?.faecher).toMatchObject([{ name: 'lutowanie', minuten: 7_200 }])
    expect(offen).toEqual([2, 3])
    expect(uebrigeFaecher).toHaveLength(1)
    const sides = merkmale.map(({ merkmal, qualifikation, referenzberuf }) => [
      merkmal,
      qualifikation.map(({ wert }) => wert),
      referenzberuf.map(({ wert }) => wert),
    ])
    expect(sides).toEqual([
      ['art', [], ['ausbildung']],
      ['fortbildung', [], []],
      ['stufe', ['4'], [4]],
      ['dauer', [{ jahre: 3 }], [42]],
      ['ordnung', [], []],
      ['reglementiert', [], []],
    ])
    expect(JSON.stringify({ merkmale, zeilen })).not.toMatch(/score|prozent|punkte/i)
  })

  it('sets advanced training beside advanced training, with its level', async () => {
    const knoten = await openTestknoten(besetzung)
    await state(knoten, ref, [
      ['kopf/art', 'meister'],
      ['kopf/dqr', 6],
    ])
    await state(knoten, qual, [
      ['ausbildung/art', 'fortbildung'],
      ['ausbildung/fortbildungsart', 'meister'],
      ['einstufung/dqrOrientierung', '6'],
    ])
    const { merkmale } = compareBerufe(knoten.stand, pair, kammer)
    const [, fortbildung, stufe] = merkmale
    expect([fortbildung?.qualifikation[0]?.wert, fortbildung?.referenzberuf[0]?.wert]).toEqual(['meister', 'meister'])
    expect([stufe?.qualifikation[0]?.wert, stufe?.referenzberuf[0]?.wert]).toEqual(['6', 6])
  })

  it('takes positions of the catalogue where the profile has none', async () => {
    const knoten = await openTestknoten(besetzung)
    await state(knoten, qual, [zeile('Messen', { abdeckung: 'voll' })])
    const katalog = [{ titel: 'Löten', wochen: 4 }, { titel: 'Messen' }]
    const { zeilen } = compareBerufe(knoten.stand, pair, kammer, katalog)
    expect(zeilen.slice(1).map(({ position, befund }) => [position.titel, position.herkunft, befund])).toEqual([
      ['Löten', 'katalog', 'offen'],
      ['Messen', 'katalog', 'gleichwertig'],
    ])
    await state(knoten, ref, [['ordnung/position', { titel: 'Schweißen' }]])
    expect(compareBerufe(knoten.stand, pair, kammer, katalog).zeilen.map(({ position }) => position.titel)).toEqual([
      'Dauer',
      'Schweißen',
      'Messen',
    ])
  })

  it('holds open what people do not agree on', async () => {
    const knoten = await openTestknoten(besetzung)
    await state(knoten, ref, [['ordnung/position', { titel: 'Löten' }]])
    await state(knoten, qual, [zeile('Löten', { abdeckung: 'voll' })])
    const slot = testslot(qual, 'vergleich/zeile', '0')
    const other = { wert: { referenzberuf: ref, position: 'Löten', abdeckung: 'fehlt', wesentlich: true } }
    const before = headIdsOf(knoten.stand, slot)
    await commit(knoten, anna, 'bearbeiter', [
      aenderung(slot, { ...other, wert: { ...other.wert, abdeckung: 'voll' } }, before),
    ])
    await commit(knoten, bernd, 'bearbeiter', [aenderung(slot, other, before)])
    const { zeilen, offen } = compareBerufe(knoten.stand, pair, kammer)
    expect(zeilen.slice(1).map(({ strittig, befund }) => [strittig, befund])).toEqual([
      [true, 'offen'],
      [true, 'offen'],
    ])
    expect(offen).toEqual([0, 1, 2])
  })

  it('keeps the judgement of chambers from others', async () => {
    const knoten = await openTestknoten(besetzung)
    await state(knoten, qual, [zeile('Löten', { abdeckung: 'voll', begruendung: 'nur für Kammern' })])
    for (const stufe of ['oeffentlich', 'unternehmen'] as const)
      expect(JSON.stringify(compareBerufe(knoten.stand, pair, { sicht: 'arbeit', stufe }))).not.toContain('nur für')
  })
})
