import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Besetzung,
  collect,
  commit,
  createBesetzung,
  type Darsteller,
  openTestknoten,
} from '../testing/besetzung.ts'
import { aenderung, gesetzblatt, vermerk } from '../testing/entwuerfe.ts'
import { maySee, narrower, sichtbarkeiten } from '../vorlage/feld.ts'
import { vorlagen } from '../vorlage/vorlage.ts'
import { fetchSaetze, pullFrom } from './abgleich.ts'
import { readProfil } from './ansicht.ts'
import { formOf } from './inhaltspruefung.ts'
import { type Knoten, openKnoten, receiveSatz } from './knoten.ts'
import { aenderungIdOf, deriveAussageId, type ProfilId, slotOf } from './slot.ts'
import { createSpeicher } from './speicher.ts'
import { createWissensstand } from './stand.ts'
import { standHash } from './standhash.ts'
import { blame, diffStaende, listVerlauf } from './verlauf.ts'

const none = { ketten: {}, gabelungen: [], unvollstaendig: [] }
const id = deriveAussageId('sicht', 'a')
const profilOf = (art: string): ProfilId =>
  art === 'land' ? 'land:TR' : art === 'klass' ? 'klass:sicht' : `${art as 'qual'}:${deriveAussageId('sicht', art)}`

/** One statement per field of all templates and per access, each with a text of its own to look for. */
const cases = vorlagen.flatMap(({ art, abschnitte }) =>
  abschnitte.flatMap(({ abschnitt, felder }) =>
    felder.flatMap((vorlage) =>
      (['oeffentlich', 'kammern'] as const).map((zugang, i) => {
        const { feld, sichtbarkeit, slottyp } = vorlage
        const slot = slotOf(profilOf(art), abschnitt, feld, deriveAussageId('sicht', `${id}${i}`))
        const stufe = narrower(sichtbarkeit, zugang === 'kammern' ? 'kammern' : 'oeffentlich')
        // Elements of sets disappear when they are withdrawn; of other fields the withdrawal can be read, whatever their form.
        const element = ['tr', 'Latn', 'SY', 'Text', 'land:SY', 'https://example.org/'].find((value) =>
          formOf(vorlage).has(value),
        )
        const aussage = slottyp === 'menge' ? { wert: element } : { wert: null, grund: 'Beispiel' }
        return { slot, profil: profilOf(art), zugang, stufe, aussage, marke: `[${art}-${abschnitt}-${feld}-${zugang}]` }
      }),
    ),
  ),
)

let besetzung: Besetzung
let knoten: Knoten
beforeAll(async () => {
  besetzung = createBesetzung(2)
  const [[anna], [carla]] = besetzung.leute as [[Darsteller, Darsteller], [Darsteller, Darsteller]]
  knoten = await openTestknoten(besetzung)
  // The text to look for is in the remark, which every statement may have, whatever the form of its value.
  for (const { slot, zugang, marke, aussage } of cases) {
    const beleg = { ...gesetzblatt, titel: `Beleg ${marke}` }
    const satz = await commit(
      knoten,
      anna,
      'bearbeiter',
      [aenderung(slot, { ...aussage, bemerkung: marke }), aenderung(`${slot}/belege`, beleg)],
      {
        zugang,
        nachricht: `Nachricht ${marke}`,
      },
    )
    const ziele = [aenderungIdOf(satz.id, 0, slot), aenderungIdOf(satz.id, 1, `${slot}/belege`)]
    await commit(knoten, carla, 'pruefer', [{ ...vermerk(ziele), wert: `Begründung ${marke}` }])
  }
}, 60_000)

/** Every case whose text a view shows although the level is too low, and every one that it hides although it is not. */
const check = (stufe: (typeof sichtbarkeiten)[number], text: (fall: (typeof cases)[number]) => string) => ({
  verraten: cases
    .filter((fall) => !maySee(stufe, fall.stufe) && text(fall).includes(fall.marke))
    .map(({ marke }) => marke),
  verschwiegen: cases
    .filter((fall) => maySee(stufe, fall.stufe) && !text(fall).includes(fall.marke))
    .map(({ marke }) => marke),
})
const nothing = { verraten: [], verschwiegen: [] }

describe.each(sichtbarkeiten)('a reader of the level %s', (stufe) => {
  it('reads exactly the fields that are meant for it', () => {
    const views = new Map(
      [...new Set(cases.map(({ profil }) => profil))].map((profil) => [
        profil,
        JSON.stringify(readProfil(knoten.stand, profil, { sicht: 'arbeit', stufe })),
      ]),
    )
    expect(check(stufe, ({ profil }) => views.get(profil) ?? '')).toEqual(nothing)
  })

  it('sees blame, history and differences of exactly these', () => {
    const before = createWissensstand()
    const differences = new Set(diffStaende(before, knoten.stand, 'arbeit', stufe).map(({ slot }) => slot))
    const textOf = ({ slot, marke }: (typeof cases)[number]): string => {
      const ort = knoten.stand.slots.get(slot)
      if (!ort) throw new Error(`nobody wrote ${slot}`)
      const shown = [blame(knoten.stand, ort, stufe), listVerlauf(knoten.stand, ort, stufe)].map((list) =>
        list.some(({ wert }) => JSON.stringify(wert).includes(marke)),
      )
      expect(new Set([...shown, differences.has(slot)]).size).toBe(1)
      return shown[0] ? marke : ''
    }
    expect(check(stufe, textOf)).toEqual(nothing)
  })

  it('gets exactly these in an exchange, and can verify all the same', async () => {
    const sent = await collect(fetchSaetze(knoten, none, { stufe }))
    const statements = sent.map(({ aenderungen }) =>
      aenderungen.filter((b) => 'salz' in b && /^(land|qual|ref|klass):/.test(b.slot)),
    )
    const text = JSON.stringify(statements)
    expect(check(stufe, () => text)).toEqual(nothing)
    const whole = JSON.stringify(sent)
    const tooMuch = cases.filter((fall) => !maySee(stufe, fall.stufe) && whole.includes(fall.marke))
    // Messages and reasons are for chambers, which see them for fields that only the Redaktion reads.
    expect(maySee(stufe, 'kammern') ? [] : tooMuch).toEqual([])
    const mirror = await openKnoten(besetzung.gruendung, createSpeicher())
    for (const satz of sent) expect(['neu', 'bekannt']).toContain((await receiveSatz(mirror, satz)).ergebnis)
  })

  it('gets the rest once it may see it', async () => {
    const mirror = await openKnoten(besetzung.gruendung, createSpeicher())
    await pullFrom(knoten, mirror, { stufe })
    await pullFrom(knoten, mirror, { stufe: 'redaktion' })
    expect(mirror.unvollstaendig.size).toBe(0)
    expect(standHash(mirror.stand, 'arbeit')).toBe(standHash(knoten.stand, 'arbeit'))
    expect(standHash(mirror.stand, 'oeffentlich')).toBe(standHash(knoten.stand, 'oeffentlich'))
  })
})

describe('a node that holds some countries', () => {
  it('gets the statements of these alone, and the chains whole', async () => {
    const part = await openKnoten(besetzung.gruendung, createSpeicher())
    await pullFrom(knoten, part, { stufe: 'redaktion', enthaelt: (profil) => profil === 'land:TR' })
    expect([...part.stand.profile.keys()]).toEqual(['land:TR'])
    expect(part.netz.ketten.get('ihk-101')?.pfad).toEqual(knoten.netz.ketten.get('ihk-101')?.pfad)
    const orte = part.stand.profile.get('land:TR') ?? []
    expect(standHash(part.stand, 'oeffentlich', orte)).toBe(
      standHash(knoten.stand, 'oeffentlich', knoten.stand.profile.get('land:TR')),
    )
  })
})
