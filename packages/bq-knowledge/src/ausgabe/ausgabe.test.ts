import { parse } from 'csv-parse/sync'
import { describe, expect, it, test } from 'vitest'
import type { Aussage, Beleg } from '../kern/aussage.ts'
import type { Knoten } from '../kern/knoten.ts'
import { headIdsOf } from '../kern/schreiber.ts'
import { commit, createKleinesNetz, openTestknoten } from '../testing/besetzung.ts'
import { aenderung, gesetzblatt, neueAussage, testslot, vermerk } from '../testing/entwuerfe.ts'
import { ausgabespalten, listAusgabe, toCsv, toCsvzelle } from './ausgabe.ts'
import { lizenzklasseOf } from './lizenz.ts'

const { besetzung, anna, carla, dora } = createKleinesNetz()
const frei: Beleg = {
  art: 'webseite',
  titel: 'Seite',
  guete: 'anerkannt',
  lizenz: 'CC BY 4.0',
  adresse: 'https://example.org/',
}
const gleich: Beleg = { ...frei, titel: 'Reihe', lizenz: 'CC BY-SA 3.0 IGO' }
const slot = (feld: string) => testslot('land:TR', feld)
const publish = async (knoten: Knoten, slots: readonly string[], wer = carla) => {
  const ziele = slots.flatMap((one) => [one, `${one}/belege`]).flatMap((one) => headIdsOf(knoten.stand, one))
  await commit(knoten, wer, 'pruefer', [vermerk(ziele)])
}
const state = (knoten: Knoten, feld: string, aussage: Aussage, beleg: Beleg) =>
  commit(knoten, anna, 'bearbeiter', neueAussage(slot(feld), aussage, beleg))

describe('licences', () => {
  test.each([
    ['CC BY-SA 3.0 IGO', 'gleicheBedingungen'],
    ['Creative Commons Attribution-ShareAlike', 'gleicheBedingungen'],
    ['Weitergabe unter gleichen Bedingungen', 'gleicheBedingungen'],
    ['ODbL-1.0', 'gleicheBedingungen'],
    ['EUPL-1.2', 'gleicheBedingungen'],
    ['CC BY 4.0', 'frei'],
    ['Unicode-3.0', 'frei'],
    ['gemeinfrei / CC0-1.0', 'frei'],
    ['NASA', 'frei'],
    [undefined, 'frei'],
  ] as const)('%s: %s', (lizenz, klasse) => {
    expect(lizenzklasseOf(lizenz)).toBe(klasse)
  })
})

describe('open data', () => {
  it('has what is published for everybody with its sources, share-alike statements in a part of their own', async () => {
    const knoten = await openTestknoten(besetzung)
    await state(knoten, 'allgemeines/hauptstadt', { wert: 'Ankara', grund: 'intern', pruefenBis: '2030' }, frei)
    await state(knoten, 'bildungssystem/pflichtschuljahre', { wert: 12, gueltigVon: '2012' }, gleich)
    await state(knoten, 'abschluesse/zeugnismerkmale', { wert: 'Wasserzeichen' }, frei)
    await state(knoten, 'allgemeines/staatsform', { wert: 'nicht freigegeben' }, frei)
    await publish(
      knoten,
      ['allgemeines/hauptstadt', 'bildungssystem/pflichtschuljahre', 'abschluesse/zeugnismerkmale'].map(slot),
    )
    const offen = listAusgabe(knoten.stand, 'land:TR', 'frei')
    expect(offen).toMatchObject([
      {
        feld: 'hauptstadt',
        werte: [{ wert: 'Ankara', kammern: ['101'] }],
        lizenzen: ['CC BY 4.0'],
        belege: [frei],
        strittig: false,
      },
    ])
    expect(JSON.stringify(offen)).not.toMatch(/intern|pruefenBis|p101a/)
    expect(listAusgabe(knoten.stand, 'land:TR', 'gleicheBedingungen')).toMatchObject([
      { feld: 'pflichtschuljahre', lizenzklasse: 'gleicheBedingungen', lizenzen: ['CC BY-SA 3.0 IGO'] },
    ])
    // Another source under stricter terms moves the statement.
    await commit(knoten, anna, 'bearbeiter', [aenderung(`${slot('allgemeines/hauptstadt')}/belege`, gleich)])
    await publish(knoten, [slot('allgemeines/hauptstadt')])
    expect(listAusgabe(knoten.stand, 'land:TR', 'frei')).toEqual([])
    expect(listAusgabe(knoten.stand, 'land:TR', 'gleicheBedingungen')).toHaveLength(2)
  })

  it('says where chambers do not agree, with all approved values', async () => {
    const knoten = await openTestknoten(besetzung)
    await state(knoten, 'allgemeines/hauptstadt', { wert: 'Ankara' }, gesetzblatt)
    await publish(knoten, [slot('allgemeines/hauptstadt')])
    await commit(
      knoten,
      carla,
      'bearbeiter',
      neueAussage(slot('allgemeines/hauptstadt'), { wert: 'İstanbul' }, gesetzblatt),
    )
    await publish(knoten, [slot('allgemeines/hauptstadt')], dora)
    const [zeile] = listAusgabe(knoten.stand, 'land:TR', 'frei')
    expect(zeile).toMatchObject({ strittig: true, lizenzen: ['ohne Angabe'] })
    expect(zeile?.werte.map(({ wert }) => wert).sort()).toEqual(['Ankara', 'İstanbul'])
  })

  it('as a table has a row per value, which no spreadsheet takes for a formula', async () => {
    const knoten = await openTestknoten(besetzung)
    await state(
      knoten,
      'geschichte/ereignis',
      { wert: '=cmd|"/c calc"!A1\nzweite Zeile' },
      { ...frei, titel: '@böse, sehr' },
    )
    await publish(knoten, [slot('geschichte/ereignis')])
    const [zeile] = listAusgabe(knoten.stand, 'land:TR', 'frei')
    const text = zeile ? toCsv(zeile) : ''
    const [row = []] = parse(text) as string[][]
    const cells = Object.fromEntries(ausgabespalten.map((name, i) => [name, row[i]]))
    expect(cells).toMatchObject({
      wert: '\'=cmd|"/c calc"!A1\nzweite Zeile',
      quellen: "'@böse, sehr",
      lizenzen: 'CC BY 4.0',
    })
    expect(['-1', '-1.5', '+1', '-x', '\tx'].map(toCsvzelle)).toEqual(['-1', '-1.5', "'+1", "'-x", "'\tx"])
  })
})
