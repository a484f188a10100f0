import { sha256 } from '@berichtsheft/core/signatur'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { asSchreiber, collect, createKleinesNetz, openTestknoten, testzeit } from '../testing/besetzung.ts'
import { aenderung, gesetzblatt, neueAussage, testslot, vermerk } from '../testing/entwuerfe.ts'
import { pushZeilen } from './abgleich.ts'
import { ablehnungen } from './ablehnung.ts'
import { type Aenderungssatz, buildSatz, type Satzkopf, satzIdOf } from './aenderungssatz.ts'
import { grenzen } from './grenzen.ts'
import { type Knoten, receiveSatz } from './knoten.ts'
import { parseSatz } from './pruefung.ts'
import { createWissensschluessel, signText } from './schluessel.ts'
import { type Entwurf, headIdsOf, writeSatz } from './schreiber.ts'
import { deriveAussageId } from './slot.ts'
import { standHash } from './standhash.ts'

const { besetzung, anna, bernd, carla } = createKleinesNetz()

const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre')
const namen = testslot('land:TR', 'abschluesse/abschluss')
const gut = (): Entwurf[] => neueAussage(slot, { wert: 8 })

const write = (
  knoten: Knoten,
  entwuerfe: readonly Entwurf[] = gut(),
  wer = anna,
  rolle: Satzkopf['rolle'] = 'bearbeiter',
) => writeSatz(knoten.netz, asSchreiber(wer, rolle), entwuerfe, { erstelltAm: testzeit })

/** Signs a head anew, so that only what was changed is wrong with it. */
const resign = (satz: Aenderungssatz, kopf: Partial<Satzkopf>, wer = anna): Aenderungssatz => {
  const { anzahl: _anzahl, wurzel: _wurzel, ...rest } = { ...satz.kopf, ...kopf }
  return buildSatz(rest, satz.aenderungen as never, (text) => signText(wer.privateKey, text))
}

/** What a node answers, and that it kept nothing of it. */
const answer = async (knoten: Knoten, satz: unknown): Promise<string> => {
  const before = [standHash(knoten.stand, 'arbeit'), await countStored(knoten)]
  const { ergebnis } = await receiveSatz(knoten, satz)
  if (ergebnis in ablehnungen) expect([standHash(knoten.stand, 'arbeit'), await countStored(knoten)]).toEqual(before)
  return ergebnis
}

const countStored = async ({ speicher }: Knoten): Promise<number> => (await collect(speicher.list())).length

describe('T8: a changeset that was tampered with', () => {
  const tampered: Record<string, [code: string, change: (satz: Aenderungssatz, knoten: Knoten) => unknown]> = {
    'is good as long as nothing was done to it': ['neu', (satz) => satz],
    'has another value': ['wurzel-falsch', (satz) => withFirst(satz, { wert: { wert: 12 } })],
    'has another salt': ['wurzel-falsch', (satz) => withFirst(satz, { salz: '0'.repeat(32) })],
    'replaces something else': [
      'wurzel-falsch',
      (satz) => withFirst(satz, { ersetzt: [`${'0'.repeat(64)}:0:00000000`] }),
    ],
    'lost a change': ['wurzel-falsch', (satz) => ({ ...satz, aenderungen: satz.aenderungen.slice(1) })],
    'has its changes in another order': [
      'wurzel-falsch',
      (satz) => ({ ...satz, aenderungen: [...satz.aenderungen].reverse() }),
    ],
    'has another id': ['hash-falsch', (satz) => ({ ...satz, id: 'a'.repeat(64) })],
    'names another chamber': ['hash-falsch', (satz) => ({ ...satz, kopf: { ...satz.kopf, kammer: '102' } })],
    'names another chamber under a new id': ['sig-falsch', (satz) => withHead(satz, { kammer: '102' })],
    'has another signature': ['sig-falsch', (satz) => ({ ...satz, signatur: `${'A'.repeat(85)}A` })],
    'was signed by somebody else': [
      'sig-falsch',
      (satz) => ({ ...resign(satz, {}, carla), kopf: satz.kopf, id: satz.id }),
    ],
    'was signed by a key of another node': [
      'schluessel-fremd',
      (satz) => resign(satz, { autor: carla.schluessel }, carla),
    ],
    'was signed for another chamber': ['schluessel-fremd', (satz) => resign(satz, { kammer: '102' })],
    'was signed by a key that nobody granted': ['unbekannter-schluessel', (satz) => resignByStranger(satz)],
    'claims a role that its key does not have': [
      'rolle-falsch',
      (satz) => resign(satz, { rolle: 'netzadministration' }),
    ],
    'belongs to another network': ['netz-fremd', (satz) => resign(satz, { netz: 'b'.repeat(64) })],
    'is the second and names none before it': ['kette-falsch', (satz) => resign(satz, { nr: 2 })],
    'is the first and names one before it': ['kette-falsch', (satz) => resign(satz, { vorgaenger: 'c'.repeat(64) })],
    'is of an unknown version': ['version-unbekannt', (satz) => ({ ...satz, kopf: { ...satz.kopf, v: 2 } })],
    'is a form of its own': ['form-falsch', (satz) => ({ ...satz, anhang: 'x' })],
    'holds what is no text': ['zeichen-falsch', (satz) => withFirst(satz, { wert: { wert: '\ud800' } })],
    'is nothing': ['form-falsch', () => null],
  }
  const withHead = (satz: Aenderungssatz, kopf: Partial<Satzkopf>) => {
    const ganz = { ...satz.kopf, ...kopf }
    return { ...satz, kopf: ganz, id: satzIdOf(ganz) }
  }
  const withFirst = (satz: Aenderungssatz, part: object) => ({
    ...satz,
    aenderungen: satz.aenderungen.map((blatt, i) => (i === 0 ? { ...blatt, ...part } : blatt)),
  })
  const resignByStranger = (satz: Aenderungssatz) => {
    const stranger = { ...anna, ...createWissensschluessel() }
    return resign(satz, { autor: stranger.schluessel }, stranger)
  }

  test.each(Object.entries(tampered))('%s', async (_name, [code, change]) => {
    const knoten = await openTestknoten(besetzung)
    expect(await answer(knoten, change(write(knoten), knoten))).toBe(code)
  })

  it('does not count a second time when it is sent again', async () => {
    const knoten = await openTestknoten(besetzung)
    const satz = write(knoten)
    expect(await answer(knoten, satz)).toBe('neu')
    const hash = standHash(knoten.stand, 'arbeit')
    expect(await answer(knoten, structuredClone(satz))).toBe('bekannt')
    expect(standHash(knoten.stand, 'arbeit')).toBe(hash)
  })

  it('waits while one before it is missing, and follows only the one that it names', async () => {
    const [quelle, ziel] = [await openTestknoten(besetzung), await openTestknoten(besetzung)]
    const saetze: Aenderungssatz[] = []
    for (const wert of [8, 9, 12]) {
      const ersetzt = headIdsOf(quelle.stand, slot)
      const satz = write(quelle, ersetzt.length === 0 ? gut() : [aenderung(slot, { wert }, ersetzt)])
      saetze.push(satz)
      await receiveSatz(quelle, satz)
    }
    const [one, two, three] = saetze as [Aenderungssatz, Aenderungssatz, Aenderungssatz]
    expect(await answer(ziel, three)).toBe('wartet')
    expect(await answer(ziel, one)).toBe('neu')
    expect(await answer(ziel, resign(two, { vorgaenger: three.id }))).toBe('kette-falsch')
    expect(await answer(ziel, two)).toBe('neu')
    expect(standHash(ziel.stand, 'arbeit')).toBe(standHash(quelle.stand, 'arbeit'))
  })

  it('is refused when too much before it is missing', async () => {
    const knoten = await openTestknoten(besetzung)
    const at = (nr: number) => resign(write(knoten), { nr, vorgaenger: 'c'.repeat(64) })
    expect(await answer(knoten, at(grenzen.wartend + 1))).toBe('wartet')
    expect(await answer(knoten, at(grenzen.wartend + 2))).toBe('zu-viele-wartend')
  })
})

describe('bad input', () => {
  const nameOf = (nameOriginal: string, more = {}) => neueAussage(namen, { wert: { nameOriginal, ...more } })
  const belegt = (adresse: string) => neueAussage(slot, { wert: 8 }, { ...gesetzblatt, adresse })
  const sagt = (art: string, angaben: object): Entwurf => ({ slot: art, ersetzt: [], wert: 'Stimmt das?', angaben })
  const notiz = testslot(`qual:${deriveAussageId('test', 'notiz')}`, 'pruefhinweise/arbeitsnotiz')
  const cases: [name: string, code: string, entwuerfe: () => Entwurf[], rolle?: Satzkopf['rolle']][] = [
    ['a new statement without a citation', 'beleg-fehlt', () => [aenderung(slot, { wert: 8 })]],
    [
      'a withdrawal without a reason',
      'grund-fehlt',
      () => [aenderung(slot, { wert: null }, [`${'0'.repeat(64)}:0:5e1f0ebc`])].map(foreignTo(slot)),
    ],
    [
      'a foreign slot in ersetzt',
      'ersetzt-fremd',
      () => [aenderung(slot, { wert: 8 }, [`${'0'.repeat(64)}:0:00000000`])],
    ],
    [
      'a field that the template does not have',
      'slot-unbekannt',
      () => neueAussage(slot.replace('pflichtschuljahre', 'wetter'), { wert: 8 }),
    ],
    ['a slot without form', 'slot-unbekannt', () => [aenderung('land:tr/x', 1)]],
    ['one register twice', 'slot-doppelt', () => [...gut(), aenderung(slot, { wert: 9 })]],
    ['a value of another form', 'wert-falsch', () => neueAussage(slot, { wert: 'acht' })],
    ['a value outside of its range', 'wert-falsch', () => neueAussage(slot, { wert: 31 })],
    [
      'a validity that ends before it begins',
      'zeitraum-falsch',
      () => neueAussage(slot, { wert: 8, gueltigVon: '2012', gueltigBis: '2011-12-31' }),
    ],
    ['a claim of 10 MB', 'zu-gross', () => neueAussage(namen, { wert: { nameDe: 'a'.repeat(10_000_000) } })],
    ['a claim just above its limit', 'zu-gross', () => [...gut(), aenderung('nachricht', 'a'.repeat(grenzen.wert))]],
    ['a citation of javascript:', 'adresse-verboten', () => belegt('javascript:alert(1)')],
    ['a citation of data:', 'adresse-verboten', () => belegt('data:text/html,<script>alert(1)</script>')],
    ['a citation of loopback', 'adresse-verboten', () => belegt('http://127.0.0.1/')],
    [
      'a citation of a cloud metadata service',
      'adresse-verboten',
      () => belegt('http://169.254.169.254/latest/meta-data'),
    ],
    ['a citation of localhost', 'adresse-verboten', () => belegt('https://localhost/')],
    ['a title with letters of two scripts', 'verwechselbar', () => nameOf('Рolska szkoła')],
    ['a title of Cyrillic letters that all look Latin', 'verwechselbar', () => nameOf('СОРА')],
    ['the same title where its script is named', 'neu', () => nameOf('СОРА', { schrift: 'Cyrl' })],
    ['a title with an invisible character', 'unsichtbares-zeichen', () => nameOf('Diplom\u200b')],
    ['a title that overrides its direction', 'richtungszeichen', () => nameOf('Diplom\u202egnp.exe')],
    [
      'prose that overrides its direction',
      'richtungszeichen',
      () => neueAussage(testslot('land:TR', 'berufsbildung/zugang'), { wert: 'Zugang \u2066frei\u2069' }),
    ],
    [
      'a citation that overrides its direction',
      'richtungszeichen',
      () => neueAussage(slot, { wert: 8 }, { ...gesetzblatt, titel: 'Gesetz\u202e' }),
    ],
    [
      'NUL in prose',
      'steuerzeichen',
      () => neueAussage(testslot('land:TR', 'berufsbildung/zugang'), { wert: 'a\u0000b' }),
    ],
    ['a contribution to a discussion', 'neu', () => [sagt('beitrag', { zu: slot })]],
    ['a contribution about a field of the Redaktion', 'slot-unbekannt', () => [sagt('beitrag', { zu: notiz })]],
    ['a contribution about no field', 'slot-unbekannt', () => [sagt('beitrag', { zu: 'land:TR/erfunden' })]],
    ['a contribution without its place', 'form-falsch', () => [sagt('beitrag', {})]],
    [
      'a contribution that overrides its direction',
      'richtungszeichen',
      () => [{ ...sagt('beitrag', { zu: slot }), wert: 'a\u202eb' }],
    ],
    ['a question to a chamber', 'neu', () => [sagt('anfrage', { zu: 'land:TR', an: ['102'], frist: '2026-12-04' })]],
    ['a question to nobody', 'form-falsch', () => [sagt('anfrage', { zu: 'land:TR', an: [], frist: '2026-12-04' })]],
    [
      'a question that tells more of the case than its last day',
      'form-falsch',
      () => [sagt('anfrage', { zu: 'land:TR', an: ['102'], frist: '2026-12-04', name: 'X' })],
    ],
    ['an answer to nothing', 'form-falsch', () => [sagt('antwort', {})]],
    ['a verdict in the role of an editor', 'rolle-falsch', () => [vermerk([`${'0'.repeat(64)}:0:00000000`])]],
    ['a statement in the role of a reviewer', 'rolle-falsch', gut, 'pruefer'],
    [
      'a grant in the role of the Redaktion',
      'rolle-falsch',
      () => [{ slot: `netz/berechtigung/${'A'.repeat(43)}`, ersetzt: [], wert: null, angaben: {} }],
      'redaktion',
    ],
    [
      'a verdict without a verdict',
      'form-falsch',
      () => [{ slot: 'pruefvermerk', ersetzt: [], wert: null, angaben: { ziele: [] } }],
      'pruefer',
    ],
    ['a profile that is the same as itself', 'wert-falsch', () => [aenderung('land:TR/gleichAls', 'land:TR')]],
  ]
  const foreignTo =
    (name: string) =>
    (entwurf: Entwurf): Entwurf => ({
      ...entwurf,
      ersetzt: entwurf.ersetzt.map((id) => id.slice(0, -8) + (ownKennung.get(name) ?? '')),
    })
  const ownKennung = new Map<string, string>()
  beforeAll(async () => {
    const knoten = await openTestknoten(besetzung)
    await receiveSatz(knoten, write(knoten))
    ownKennung.set(slot, (headIdsOf(knoten.stand, slot)[0] ?? '').slice(-8))
  })

  test.each(cases)('%s: %s', async (_name, code, entwuerfe, rolle) => {
    const knoten = await openTestknoten(besetzung)
    expect(await answer(knoten, write(knoten, entwuerfe(), anna, rolle))).toBe(code)
  })

  it('a role that the key was not granted', async () => {
    const knoten = await openTestknoten(besetzung)
    const zulassung = knoten.netz.zulassungen.get(anna.schluessel)?.map((z) => ({ ...z, rollen: ['pruefer' as const] }))
    knoten.netz.zulassungen = new Map([[anna.schluessel, zulassung ?? []]])
    expect(await answer(knoten, write(knoten))).toBe('rolle-fehlt')
    expect(bernd.kammer).toBe(anna.kammer)
  })

  it('lines that are too long or no JSON', async () => {
    const knoten = await openTestknoten(besetzung)
    const zeilen = ['', '{"a":', JSON.stringify({ a: 'x'.repeat(grenzen.satz) }), JSON.stringify(write(knoten))]
    const ergebnisse = await collect(pushZeilen(knoten, zeilen))
    expect(ergebnisse.map(({ ergebnis }) => ergebnis)).toEqual(['zeichen-falsch', 'zu-gross', 'neu'])
    expect('wert' in parseSatz(`"${'x'.repeat(grenzen.satz - 2)}"`)).toBe(true)
    expect(parseSatz(`"${'x'.repeat(grenzen.satz - 1)}"`)).toMatchObject({ code: 'zu-gross' })
  })

  it('names of changes that do not exist take little memory and change nothing', async () => {
    const knoten = await openTestknoten(besetzung)
    await receiveSatz(knoten, write(knoten))
    const kennung = ownKennung.get(slot) ?? ''
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < 20; i++) {
      const forged = Array.from({ length: grenzen.ersetzt }, (_, j) => `${sha256(`${i}/${j}`)}:${999 - j}:${kennung}`)
      const ersetzt = [...headIdsOf(knoten.stand, slot), ...forged.slice(1)]
      expect((await receiveSatz(knoten, write(knoten, [aenderung(slot, { wert: i }, ersetzt)]))).ergebnis).toBe('neu')
    }
    expect(headIdsOf(knoten.stand, slot)).toHaveLength(1)
    // 4,000 names; filled up to their numbers they would be four million entries.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000)
  })

  it('every code has a text in both languages', () => {
    for (const { de, en } of Object.values(ablehnungen)) expect([de, en].every((text) => text.endsWith('.'))).toBe(true)
  })
})
