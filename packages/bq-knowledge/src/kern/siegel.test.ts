import { describe, expect, it } from 'vitest'
import { commit, createKleinesNetz, openTestknoten } from '../testing/besetzung.ts'
import { aenderung, neueAussage, testslot, vermerk } from '../testing/entwuerfe.ts'
import { standVectorOf } from './abgleich.ts'
import type { Aussage } from './aussage.ts'
import type { Knoten } from './knoten.ts'
import { headIdsOf } from './schreiber.ts'
import { checkSiegel, compareSiegel, sealProfil } from './siegel.ts'
import { aenderungIdOf, deriveAussageId, slotOf } from './slot.ts'
import { addSatz, createWissensstand } from './stand.ts'
import { blame, diffStaende, listVerlauf } from './verlauf.ts'
import { findWidersprueche } from './widerspruch.ts'

const { besetzung, anna, carla } = createKleinesNetz()

const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre')
const alles = { sicht: 'arbeit', stufe: 'redaktion' } as const

const openPublished = async (): Promise<{ knoten: Knoten; ids: string[] }> => {
  const knoten = await openTestknoten(besetzung)
  const satz = await commit(knoten, anna, 'bearbeiter', neueAussage(slot, { wert: 8 }))
  const ids = [aenderungIdOf(satz.id, 0, slot), aenderungIdOf(satz.id, 1, `${slot}/belege`)]
  await commit(knoten, carla, 'pruefer', [{ ...vermerk(ids), wert: 'steht im Gesetz' }])
  return { knoten, ids }
}
const seal = (knoten: Knoten) => sealProfil(knoten.stand, 'land:TR', standVectorOf(knoten))
const replace = async (knoten: Knoten, wert: number): Promise<string> => {
  const satz = await commit(knoten, anna, 'bearbeiter', [aenderung(slot, { wert }, headIdsOf(knoten.stand, slot))])
  return aenderungIdOf(satz.id, 0, slot)
}

describe('a seal', () => {
  it('names the published changes and is what its hash says', async () => {
    const { knoten, ids } = await openPublished()
    const siegel = seal(knoten)
    expect(siegel.aenderungen).toEqual([...ids].sort())
    expect(siegel.vektor).toMatchObject({ 'ihk-101': 1, 'ihk-102': 1 })
    expect(checkSiegel(siegel)).toBe(true)
    expect(checkSiegel({ ...siegel, aenderungen: siegel.aenderungen.slice(1) })).toBe(false)
    expect(seal(knoten)).toEqual(siegel)
  })

  it('stays quiet about proposals, and speaks when a change that it names was replaced', async () => {
    const { knoten, ids } = await openPublished()
    const siegel = seal(knoten)
    const neu = await replace(knoten, 12)
    expect(compareSiegel(knoten.stand, siegel)).toEqual([])
    await commit(knoten, carla, 'pruefer', [vermerk([neu])])
    expect(compareSiegel(knoten.stand, siegel)).toEqual([{ aenderung: ids[0], wirkung: 'ersetzt' }])
    expect(seal(knoten).stand).not.toBe(siegel.stand)
  })

  it('speaks when a change was redacted', async () => {
    const { knoten, ids } = await openPublished()
    const siegel = seal(knoten)
    const angaben = { ziel: ids[0], grund: 'gericht' }
    await commit(knoten, anna, 'bearbeiter', [{ slot: 'schwaerzung', ersetzt: [], wert: null, angaben }])
    expect(compareSiegel(knoten.stand, siegel)).toEqual([{ aenderung: ids[0], wirkung: 'geschwaerzt' }])
  })

  it('can be read again as the knowledge was then', async () => {
    const { knoten } = await openPublished()
    const siegel = seal(knoten)
    const neu = await replace(knoten, 12)
    await commit(knoten, carla, 'pruefer', [vermerk([neu])])
    const then = createWissensstand()
    for await (const satz of knoten.speicher.list()) {
      if (satz.kopf.nr <= (siegel.vektor[satz.kopf.knoten] ?? 0)) addSatz(then, satz, satz.kopf.autor)
    }
    expect(sealProfil(then, 'land:TR', siegel.vektor)).toEqual(siegel)
  })

  it('says that a change is gone when its changeset no longer counts', async () => {
    const { knoten, ids } = await openPublished()
    expect(compareSiegel(createWissensstand(), seal(knoten)).map(({ wirkung }) => wirkung)).toEqual(
      ids.map(() => 'entfallen'),
    )
  })
})

describe('blame and history', () => {
  it('name author, predecessors, reviewer and reason; history is in the order of succession', async () => {
    const { knoten, ids } = await openPublished()
    const neu = await replace(knoten, 12)
    const ort = knoten.stand.slots.get(slot)
    if (!ort) throw new Error('nobody wrote it')
    expect(blame(knoten.stand, ort, 'redaktion')).toMatchObject([
      { aenderung: neu, kammer: '101', person: 'p101a', ersetzt: [ids[0]], freigegeben: false, vermerke: [] },
    ])
    expect(listVerlauf(knoten.stand, ort, 'redaktion')).toMatchObject([
      { aenderung: ids[0], freigegeben: true, vermerke: [{ urteil: 'frei', kammer: '102', text: 'steht im Gesetz' }] },
      { aenderung: neu },
    ])
  })

  it('of two states name the slots that read differently', async () => {
    const { knoten, ids } = await openPublished()
    const before = createWissensstand()
    for await (const satz of knoten.speicher.list()) addSatz(before, satz, satz.kopf.autor)
    const neu = await replace(knoten, 12)
    expect(diffStaende(before, knoten.stand, 'arbeit', 'redaktion')).toEqual([
      { slot, vorher: [ids[0]], nachher: [neu] },
    ])
    expect(diffStaende(knoten.stand, knoten.stand, 'arbeit', 'redaktion')).toEqual([])
  })
})

describe('contradictions', () => {
  const qual = `qual:${deriveAussageId('test', 'qual')}` as const
  const later = `qual:${deriveAussageId('test', 'nachfolger')}` as const
  const at = (profil: 'land:TR' | typeof qual | typeof later, feld: string, name: string) => {
    const [abschnitt = '', id = ''] = feld.split('/')
    return slotOf(profil, abschnitt, id, deriveAussageId('test', name))
  }
  const find = async (profil: 'land:TR' | typeof qual, aussagen: [slot: string, aussage: Aussage][]) => {
    const knoten = await openTestknoten(besetzung)
    await commit(
      knoten,
      anna,
      'bearbeiter',
      aussagen.flatMap(([name, aussage]) => neueAussage(name, aussage)),
    )
    return findWidersprueche(knoten.stand, profil, alles).map(({ art, slots }) => [art, slots.length])
  }
  const pflicht = (name: string, wert: number, gueltigVon: string, gueltigBis?: string): [string, Aussage] => [
    at('land:TR', 'bildungssystem/pflichtschuljahre', name),
    { wert, gueltigVon, ...(gueltigBis ? { gueltigBis } : {}) },
  ]

  it('are two values for the same time, not for times that follow each other, nor the same value twice', async () => {
    expect(await find('land:TR', [pflicht('a', 8, '1998', '2012'), pflicht('b', 12, '2012')])).toEqual([
      ['ueberschneidung', 2],
    ])
    expect(await find('land:TR', [pflicht('a', 8, '1998', '2011'), pflicht('b', 12, '2012')])).toEqual([])
    expect(await find('land:TR', [pflicht('a', 8, '1998', '2012'), pflicht('b', 8, '2012')])).toEqual([])
  })

  it('are hours that do not add up', async () => {
    const dauer = (stunden: number): [string, Aussage] => [
      at(qual, 'ausbildung/dauer', 'd'),
      { wert: { unterrichtsstundenGesamt: stunden } },
    ]
    const fach = (name: string, stunden?: number): [string, Aussage] => [
      at(qual, 'inhalte/faecher', name),
      { wert: stunden === undefined ? { nameDe: name } : { nameDe: name, stunden } },
    ]
    expect(await find(qual, [dauer(100), fach('a', 60), fach('b', 30)])).toEqual([['stundensumme', 3]])
    expect(await find(qual, [dauer(90), fach('a', 60), fach('b', 30)])).toEqual([])
    expect(await find(qual, [dauer(100), fach('a', 60), fach('b')])).toEqual([])
    expect(await find(qual, [dauer(100)])).toEqual([])
  })

  it('are shares above 100 percent', async () => {
    const anteil = (feld: string, wert: number): [string, Aussage] => [at(qual, `ausbildung/${feld}`, feld), { wert }]
    expect(await find(qual, [anteil('anteilTheorie', 60), anteil('anteilPraxis', 41)])).toEqual([['anteile', 2]])
    expect(await find(qual, [anteil('anteilTheorie', 60), anteil('anteilPraxis', 40)])).toEqual([])
  })

  it('are successors that were awarded before', async () => {
    const rows = (seit: string): [string, Aussage][] => [
      [at(qual, 'geltung/gueltigVon', 'v'), { wert: '2005' }],
      [at(qual, 'geltung/nachfolger', 'n'), { wert: later }],
      [at(later, 'geltung/gueltigVon', 'w'), { wert: seit }],
    ]
    expect(await find(qual, rows('2004-12'))).toEqual([['nachfolge', 3]])
    expect(await find(qual, rows('2005'))).toEqual([])
  })
})
