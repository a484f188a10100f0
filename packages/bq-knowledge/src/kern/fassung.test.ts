import { createZufall } from '@berichtsheft/core/testing'
import { describe, expect, it } from 'vitest'
import { commit, createKleinesNetz, openTestknoten } from '../testing/besetzung.ts'
import { gesetzblatt, neueAussage, testslot } from '../testing/entwuerfe.ts'
import { firstSeed, report } from '../testing/laufzahl.ts'
import { pullFrom } from './abgleich.ts'
import type { Aussage, Beleg } from './aussage.ts'
import { type BearbeiteteFassung, exportFassung, type Profilfassung, planFassung, previewEntwuerfe } from './fassung.ts'
import type { Knoten } from './knoten.ts'
import { merge3 } from './merge3.ts'
import { type Entwurf, headIdsOf } from './schreiber.ts'
import { listKonflikte } from './slotstand.ts'
import { headsOf } from './stand.ts'

const runs = 200
const { besetzung, anna, carla } = createKleinesNetz()

const land = 'land:TR'
const register = ['pflichtschuljahre', 'gebuehrenfreieJahre', 'pflichtjahreVorschule'].map((feld) =>
  testslot(land, `bildungssystem/${feld}`),
)
const sprachen = testslot(land, 'allgemeines/amtssprachen')
const portal: Beleg = { art: 'webseite', titel: 'Portal', adresse: 'https://example.org/', guete: 'sekundaer' }

const openTwo = async (): Promise<[Knoten, Knoten]> => {
  const [a, b] = [await openTestknoten(besetzung), await openTestknoten(besetzung)]
  await commit(a, anna, 'bearbeiter', [
    ...register.flatMap((slot, i) => neueAussage(slot, { wert: i + 1 })),
    ...neueAussage(sprachen, { wert: 'tr' }),
  ])
  await pullFrom(a, b, { stufe: 'redaktion' })
  return [a, b]
}

const toEdit = ({ aussagen }: Profilfassung): BearbeiteteFassung => ({
  aussagen: aussagen.map(({ id, werte, belege }) => ({
    id,
    werte: werte.map((w) => w.wert),
    belege: belege.map((b) => b.wert),
  })),
})

/** Some edits of a version, and the same edits as somebody would make them live, slot by slot. */
const makeEdits = (
  seed: number,
  fassung: BearbeiteteFassung,
  knoten: Knoten,
): { datei: BearbeiteteFassung; live: Entwurf[] } => {
  const zufall = createZufall(seed)
  const live: Entwurf[] = []
  const aussagen = fassung.aussagen.flatMap((aussage) => {
    const art = zufall.between(0, 4)
    const istMenge = aussage.id === sprachen
    const koepfe = headIdsOf(knoten.stand, aussage.id)
    if (art === 0) {
      live.push({ slot: aussage.id, ersetzt: koepfe, wert: { wert: null, grund: 'Import' } })
      return []
    }
    if (art === 1) {
      const wert: Aussage = { wert: istMenge ? zufall.pick(['ku', 'ar']) : zufall.between(10, 13) }
      live.push({ slot: aussage.id, ersetzt: istMenge ? [] : koepfe, wert })
      return [{ ...aussage, werte: istMenge ? [...aussage.werte, wert] : [wert] }]
    }
    if (art === 2) {
      live.push({ slot: `${aussage.id}/belege`, ersetzt: [], wert: portal })
      if (istMenge) return [{ ...aussage, belege: [...aussage.belege, portal] }]
      return [{ ...aussage, belege: [...aussage.belege, portal] }]
    }
    return [aussage]
  })
  return { datei: { aussagen }, live }
}

const sorted = (entwuerfe: readonly Entwurf[]) =>
  entwuerfe.map(({ slot, ersetzt, wert }) => JSON.stringify([slot, [...ersetzt].sort(), wert])).sort()

/** Heads of all slots as contents: what an import and live work have to agree on. */
const headsAsContents = ({ stand }: Knoten) =>
  [...stand.slots.values()]
    .filter(({ profil }) => profil)
    .map((ort) => [
      ort.slot,
      headsOf(ort)
        .map(({ wert }) => JSON.stringify(wert))
        .sort(),
    ])
    .sort()

/** A new citation comes with a new element of a set, as every new statement has one. */
const withBelege = (entwuerfe: readonly Entwurf[]): Entwurf[] => [
  ...entwuerfe,
  ...entwuerfe
    .filter(({ slot, ersetzt }) => slot === sprachen && ersetzt.length === 0)
    .map(({ slot }) => ({ slot: `${slot}/belege`, ersetzt: [], wert: gesetzblatt })),
]

describe('a profile that was edited without network', () => {
  it(`T11: gives the same heads as the same work done live (${runs} runs from seed ${firstSeed})`, async () => {
    let conflicts = 0
    for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
      const [a, b] = await openTwo()
      const [imported, worked] = [await openTestknoten(besetzung), await openTestknoten(besetzung)]
      for (const knoten of [imported, worked]) await pullFrom(a, knoten, { stufe: 'redaktion' })
      const basis = exportFassung(a.stand, land)
      const mine = makeEdits(seed, toEdit(basis), a)
      const theirs = makeEdits(seed + 1_000_003, toEdit(basis), b)
      const plan = planFassung(a.stand, basis, mine.datei, 'Import')
      expect(sorted(plan), `seed ${seed}`).toEqual(sorted(mine.live))
      if (theirs.live.length > 0) {
        await commit(b, carla, 'bearbeiter', withBelege(theirs.live))
        for (const knoten of [imported, worked]) await pullFrom(b, knoten, { stufe: 'redaktion' })
      }
      const preview = previewEntwuerfe(imported.stand, plan)
      if (plan.length > 0) {
        await commit(imported, anna, 'bearbeiter', withBelege(plan))
        await commit(worked, anna, 'bearbeiter', withBelege(mine.live))
      }
      expect(headsAsContents(imported), `seed ${seed}`).toEqual(headsAsContents(worked))
      const konflikte = listKonflikte(imported.stand, 'arbeit').map(({ slot }) => slot)
      const angekuendigt = preview.filter(({ lage }) => lage === 'konflikt').map(({ entwurf }) => entwurf.slot)
      expect(angekuendigt.sort(), `seed ${seed}`).toEqual(konflikte)
      const merged = merge3(registerOf(toEdit(basis)), registerOf(mine.datei), registerOf(theirs.datei))
      expect(merged.konflikte.map(({ pfad }) => pfad.slice(1).replaceAll('~1', '/')).sort(), `seed ${seed}`).toEqual(
        konflikte,
      )
      conflicts += konflikte.length
    }
    report(`T11: ${runs} runs from seed ${firstSeed}, ${conflicts} conflicts alike on all ways`)
    expect(conflicts).toBeGreaterThan(0)
  })

  const registerOf = ({ aussagen }: BearbeiteteFassung) =>
    Object.fromEntries(aussagen.filter(({ id }) => id !== sprachen).map(({ id, werte }) => [id, werte]))

  it('changes nothing when nothing was changed, however old the file is', async () => {
    const [a] = await openTwo()
    const basis = exportFassung(a.stand, land)
    expect(planFassung(a.stand, basis, toEdit(basis), 'Import')).toEqual([])
  })

  it('adds statements that are new, with their citations', async () => {
    const [a] = await openTwo()
    const basis = exportFassung(a.stand, land)
    const neu = testslot(land, 'allgemeines/hauptstadt')
    const meins = { aussagen: [...toEdit(basis).aussagen, { id: neu, werte: [{ wert: 'Ankara' }], belege: [portal] }] }
    expect(planFassung(a.stand, basis, meins, 'Import')).toEqual([
      { slot: neu, ersetzt: [], wert: { wert: 'Ankara' } },
      { slot: `${neu}/belege`, ersetzt: [], wert: portal },
    ])
  })

  it('settles a conflict with one value, and leaves it alone while both values stand in the file', async () => {
    const [a, b] = await openTwo()
    const [slot = ''] = register
    await commit(a, anna, 'bearbeiter', [{ slot, ersetzt: headIdsOf(a.stand, slot), wert: { wert: 9 } }])
    await commit(b, carla, 'bearbeiter', [{ slot, ersetzt: headIdsOf(b.stand, slot), wert: { wert: 12 } }])
    await pullFrom(b, a, { stufe: 'redaktion' })
    const basis = exportFassung(a.stand, land)
    expect(planFassung(a.stand, basis, toEdit(basis), 'Import')).toEqual([])
    const one = toEdit(basis).aussagen.map((aussage) =>
      aussage.id === slot ? { ...aussage, werte: [{ wert: 12 }] } : aussage,
    )
    const [entwurf] = planFassung(a.stand, basis, { aussagen: one }, 'Import')
    expect([...(entwurf?.ersetzt ?? [])].sort()).toEqual(headIdsOf(a.stand, slot))
    const three = one.map((aussage) =>
      aussage.id === slot ? { ...aussage, werte: [{ wert: 1 }, { wert: 2 }] } : aussage,
    )
    expect(() => planFassung(a.stand, basis, { aussagen: three }, 'Import')).toThrow(RangeError)
  })
})
