import fc from 'fast-check'
import { zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalize } from '../kanonisch.ts'
import { type Beispielheft, createBeispielheft, readBeispielXml } from '../testing/beispielheft.ts'
import type { Paketbefund } from './befund.ts'
import { buildPaket } from './build.ts'
import type { Json } from './json.ts'
import { paketdateien } from './manifest.ts'
import { type Paketpruefung, verifyPaket } from './verify.ts'
import { readZip } from './zip-read.ts'

let heft: Beispielheft
let files: Record<string, Uint8Array>
let pinned: string[]

beforeAll(async () => {
  heft = await createBeispielheft(4, 3)
  pinned = [heft.schluessel.kid]
  files = Object.fromEntries(readZip(await buildPaket(heft.eingabe, heft.signer)).dateien)
})

const verify = (dateien: Record<string, Uint8Array>): Promise<Paketpruefung> =>
  verifyPaket(zipSync(dateien, { level: 0 }), { pinned, readXml: readBeispielXml })

const textOf = (name: string) => Buffer.from(files[name] as Uint8Array).toString()
const withText = (name: string, text: string) => ({ ...files, [name]: Buffer.from(text) })

/** Findings as one line each: kind, file, page number of the report, pointer. */
const lines = (befunde: readonly Paketbefund[]) =>
  befunde.map(({ art, datei, nachweis, pfad }) =>
    [art, datei, nachweis && `Seite ${nachweis.nr}`, pfad].filter((part) => part !== undefined).join(' '),
  )

/** The value of a JSON file with one change, written canonically again. */
const changed = (name: string, change: (value: never) => void): string => {
  const value = JSON.parse(textOf(name)) as never
  change(value)
  return canonicalize(value)
}

/** Both forms of the book with the same change in them: what a careful forger does. */
const forgeBoth = (from: string, to: string) => ({
  ...withText(paketdateien.json, textOf(paketdateien.json).replace(from, to)),
  [paketdateien.xml]: Buffer.from(textOf(paketdateien.xml).replace(from, to)),
})

describe('a package as it was made', () => {
  test('is valid, trusted, and without errors', async () => {
    const { gueltig, vertrauen, befunde, uebersicht } = await verify(files)
    expect(lines(befunde)).toEqual(['freigabenOhneUnterschrift freigaben.json'])
    expect([gueltig, vertrauen]).toEqual([true, 'gepinnt'])
    expect(uebersicht).toEqual({
      uebermittlungId: heft.eingabe.uebermittlungId,
      anforderungId: heft.eingabe.anforderungId,
      knr: '153',
      zweck: 'abschlusspruefung',
      rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
      berichtsheftId: heft.eingabe.berichtsheft.id,
      azubi: 'Tilda Ehrlichmann',
      anzahlNachweise: 4,
      anzahlDateien: 11,
      anzahlEreignisse: 4,
      anzahlFreigaben: 3,
      vollstaendigkeit: { fehler: 0, warnung: 0, hinweis: 1 },
      erstelltAm: '2027-01-11T09:00:00Z',
      iss: 'https://gateway.example',
      fingerabdruck: heft.schluessel.kid,
    })
  })

  test('is valid without a pinned key, but not trusted, and says so', async () => {
    const result = await verifyPaket(zipSync(files), { readXml: readBeispielXml })
    expect([result.gueltig, result.vertrauen]).toEqual([true, 'nichtGepinnt'])
    expect(result.befunde[0]).toMatchObject({ art: 'nichtGepinnt', schwere: 'warnung' })
    expect(result.befunde[0]?.text).toContain(heft.schluessel.kid)
  })

  test('fails for another pinned key', async () => {
    const result = await verifyPaket(zipSync(files), { pinned: ['NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'] })
    expect([result.gueltig, result.vertrauen]).toEqual([false, 'nichtGepinnt'])
    expect(lines(result.befunde)).toContain('andererSchluessel jwks.json')
  })

  test('says that XML was not compared where no reader is given', async () => {
    const { gueltig, befunde } = await verifyPaket(zipSync(files), { pinned })
    expect(gueltig).toBe(true)
    expect(lines(befunde)).toContain('xmlNichtVerglichen berichtsheft.xml')
  })

  test('holds the stored texts byte for byte, and is canonical JSON as a whole', () => {
    const text = textOf(paketdateien.json)
    for (const { text: stored } of heft.eingabe.nachweise) expect(text).toContain(`"inhalt":${stored}`)
    for (const name of Object.keys(files).filter((file) => file.endsWith('.json'))) {
      expect(canonicalize(JSON.parse(textOf(name)))).toBe(textOf(name))
    }
  })

  test('has German before English in every text', () => {
    expect(textOf(paketdateien.liesmich)).toMatch(/^ÜBERMITTLUNGSPAKET[\s\S]+TRANSFER PACKAGE/)
  })

  test('of a book without reports, events and attachments is valid', async () => {
    const empty = await createBeispielheft(0)
    const { pdf: _, ...eingabe } = { ...empty.eingabe, kette: [], freigaben: [], erklaerungen: [] }
    const result = await verifyPaket(await buildPaket(eingabe, empty.signer), {
      pinned: [empty.schluessel.kid],
      readXml: readBeispielXml,
    })
    expect(lines(result.befunde)).toEqual([])
    expect(result.gueltig).toBe(true)
  })
})

describe('a changed package', () => {
  test('every single change of any file is noticed, and never thrown', () => {
    const names = Object.keys(files).sort()
    const byte = fc.integer({ min: 0, max: 255 })
    const change = fc.oneof(
      fc.record({ kind: fc.constant('replace' as const), byte }),
      fc.record({ kind: fc.constant('insert' as const), byte }),
      fc.record({ kind: fc.constant('remove' as const), byte }),
    )
    return fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), change, async (name, position, { kind, byte: by }) => {
        const bytes = Buffer.from(files[name] as Uint8Array)
        const at = position % bytes.length
        const middle = kind === 'remove' ? [] : kind === 'insert' ? [by, bytes[at] ?? 0] : [by]
        const damaged = Buffer.concat([bytes.subarray(0, at), Buffer.from(middle), bytes.subarray(at + 1)])
        fc.pre(!damaged.equals(bytes))
        const { gueltig, befunde } = await verify({ ...files, [name]: damaged })
        expect(gueltig).toBe(false)
        expect(befunde.some(({ schwere }) => schwere === 'fehler')).toBe(true)
        if (name !== paketdateien.manifest && name !== paketdateien.signatur) {
          expect(lines(befunde)).toContain(`dateiGeaendert ${name}`)
        }
      }),
      { numRuns: 250 },
    )
  })

  test('a change inside of a report names that report and that field, in JSON alone and in both forms alike', () => {
    const reports = JSON.parse(textOf(paketdateien.json)).ausbildungsnachweise as { inhalt: Json }[]
    const leaves = (value: Json, pfad: string): { pfad: string; leaf: Json }[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, child]) => leaves(child as Json, `${pfad}/${key}`))
        : [{ pfad, leaf: value }]
    const all = reports.flatMap(({ inhalt }, report) =>
      leaves(inhalt, '/inhalt').map((place) => ({ ...place, nr: report + 1 })),
    )
    const set = (value: Json, tokens: readonly string[], leaf: Json): Json => {
      const [key, ...rest] = tokens
      if (key === undefined) return leaf
      const copy = structuredClone(value) as Record<string, Json>
      copy[key] = set(copy[key] as Json, rest, leaf)
      return copy
    }
    return fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...all),
        fc.nat(),
        fc.constantFrom('x', 'ö', '7', '🙂'),
        async (place, at, by) => {
          const { nr, pfad, leaf } = place
          const text = `${leaf}`
          const cut = at % (text.length + 1)
          const forged = text.slice(0, cut) + by + text.slice(cut + 1)
          const value = typeof leaf === 'number' && Number.isInteger(Number(forged)) ? Number(forged) : forged
          fc.pre(value !== leaf && forged.isWellFormed())
          const book = JSON.parse(textOf(paketdateien.json))
          book.ausbildungsnachweise[nr - 1] = set(book.ausbildungsnachweise[nr - 1], pfad.split('/').slice(1), value)
          const lieferung = readBeispielXml(files[paketdateien.xml] as Uint8Array)
          const report = lieferung.ausbildungsnachweise[nr - 1] as unknown as Json
          lieferung.ausbildungsnachweise[nr - 1] = set(report, pfad.split('/').slice(1), value) as never

          const json = withText(paketdateien.json, canonicalize(book))
          const single = await verifyPaket(zipSync(json, { level: 0 }), { pinned, readXml: readBeispielXml })
          const both = await verifyPaket(zipSync(json, { level: 0 }), { pinned, readXml: () => lieferung })
          for (const { gueltig, befunde } of [single, both]) {
            expect(gueltig).toBe(false)
            expect(lines(befunde)).toContain(`feldGeaendert berichtsheft.json Seite ${nr} ${pfad}`)
            const others = befunde.filter(({ art, pfad: other }) => art.startsWith('feld') && other !== pfad)
            expect(lines(others)).toEqual([])
          }
          expect(lines(single.befunde)).toContain(`xmlAnders berichtsheft.xml Seite ${nr} ${pfad}`)
          expect(lines(both.befunde).filter((line) => line.startsWith('xmlAnders'))).toEqual([])
        },
      ),
      { numRuns: 120 },
    )
  })

  test('a hit that breaks the JSON still names report and field', async () => {
    const text = textOf(paketdateien.json)
    const place = text.indexOf('"minuten":152')
    const broken = `${text.slice(0, place)}"minuten"?152${text.slice(place + 13)}`
    const { befunde } = await verify(withText(paketdateien.json, broken))
    expect(lines(befunde)).toEqual(
      expect.arrayContaining([
        'dateiUnlesbar berichtsheft.json',
        'stelleGeaendert berichtsheft.json Seite 3 /inhalt/tage/0/eintraege/1/minuten',
      ]),
    )
  })

  test('the same character changed in JSON and XML alike is named with report, key, period and what stands there', async () => {
    const { befunde } = await verify(forgeBoth('Kundengespräch', 'Kundengesprach'))
    const finding = befunde.find(({ art }) => art === 'feldGeaendert')
    expect(finding?.nachweis).toMatchObject({
      fremdId: expect.stringMatching(/^woche\/\d$/),
      zeitraum: { von: expect.any(String) },
    })
    expect(finding?.pfad).toMatch(/^\/inhalt\/tage\/\d\/eintraege\/\d\/text$/)
    expect(finding?.text).toContain('Kundengesprach')
    expect(finding?.textEnglisch).toContain('Kundengesprach')
  })

  test.each<[string, () => Record<string, Uint8Array>, string[]]>([
    [
      'a state',
      () =>
        withText(paketdateien.json, textOf(paketdateien.json).replace('"status":"freigegeben"', '"status":"entwurf"')),
      ['feldGeaendert berichtsheft.json Seite 1 /status'],
    ],
    [
      'the time of a step',
      () => withText(paketdateien.json, textOf(paketdateien.json).replace('T07:30', 'T08:30')),
      [
        'feldGeaendert berichtsheft.json Seite 1 /verlauf/0/zeitpunkt',
        'xmlAnders berichtsheft.xml Seite 1 /verlauf/0/zeitpunkt',
      ],
    ],
    [
      'a remark',
      () => withText(paketdateien.json, textOf(paketdateien.json).replace('Maße', 'Masse')),
      ['feldGeaendert berichtsheft.json Seite 2 /kommentare/0/text'],
    ],
    [
      'the head',
      () => withText(paketdateien.json, textOf(paketdateien.json).replace('Störtebeker', 'Stortebeker')),
      [
        'feldGeaendert berichtsheft.json /berichtsheft/inhalt/unternehmen/name',
        'xmlAnders berichtsheft.xml /berichtsheft/unternehmen/name',
      ],
    ],
    [
      'a key of a report',
      () => withText(paketdateien.json, textOf(paketdateien.json).replace('"woche/2"', '"woche/9"')),
      ['feldGeaendert berichtsheft.json Seite 2 /fremdId'],
    ],
    [
      'a field left out',
      () => withText(paketdateien.json, textOf(paketdateien.json).replace('"ausbildungsjahr":1,', '')),
      ['feldFehlt berichtsheft.json Seite 1 /inhalt/ausbildungsjahr'],
    ],
    [
      'a field put in',
      () => withText(paketdateien.json, textOf(paketdateien.json).replace('"azubi":"T', '"abteilung":"IT","azubi":"T')),
      ['feldZusaetzlich berichtsheft.json Seite 1 /inhalt/abteilung'],
    ],
    [
      'a report left out',
      () =>
        withText(
          paketdateien.json,
          changed(paketdateien.json, (value: { ausbildungsnachweise: unknown[] }) =>
            value.ausbildungsnachweise.splice(1, 1),
          ),
        ),
      ['nachweisFehlt berichtsheft.json Seite 2 '],
    ],
    [
      'a report put in',
      () =>
        withText(
          paketdateien.json,
          changed(paketdateien.json, (value: { ausbildungsnachweise: { id: string; fremdId: string }[] }) =>
            value.ausbildungsnachweise.push({
              ...(value.ausbildungsnachweise[0] as { id: string; fremdId: string }),
              id: 'x',
              fremdId: 'y',
            }),
          ),
        ),
      ['nachweisZusaetzlich berichtsheft.json /ausbildungsnachweise/4', 'xmlOhneNachweis berichtsheft.xml '],
    ],
    [
      'two reports swapped',
      () =>
        withText(
          paketdateien.json,
          changed(paketdateien.json, (value: { ausbildungsnachweise: unknown[] }) =>
            value.ausbildungsnachweise.reverse(),
          ),
        ),
      ['reihenfolge berichtsheft.json Seite 2 '],
    ],
    [
      'blanks only',
      () => withText(paketdateien.json, textOf(paketdateien.json).replace('{"ausb', '{ "ausb')),
      ['stelleGeaendert berichtsheft.json /ausbildungsnachweise'],
    ],
    [
      'an escape that means the same',
      () => withText(paketdateien.json, textOf(paketdateien.json).replace('Tilda', String.raw`\u0054ilda`)),
      ['stelleGeaendert berichtsheft.json Seite 1 /inhalt/azubi'],
    ],
    [
      'bytes that are no UTF-8',
      () => ({
        ...files,
        [paketdateien.json]: Buffer.from(
          Buffer.from(files[paketdateien.json] as Uint8Array)
            .toString('latin1')
            .replace('Tilda', 'T\xfflda'),
          'latin1',
        ),
      }),
      ['dateiUnlesbar berichtsheft.json', 'stelleGeaendert berichtsheft.json Seite 1 /inhalt/azubi'],
    ],
    [
      'no JSON at all',
      () => withText(paketdateien.json, 'weg'),
      ['dateiUnlesbar berichtsheft.json', 'stelleGeaendert berichtsheft.json '],
    ],
    ['another kind of JSON', () => withText(paketdateien.json, '[]'), ['feldGeaendert berichtsheft.json ']],
    [
      'a lone surrogate',
      () => withText(paketdateien.json, textOf(paketdateien.json).replace('Tilda', String.raw`\ud800`)),
      ['feldGeaendert berichtsheft.json Seite 1 /inhalt/azubi'],
    ],
    [
      'the XML only',
      () => withText(paketdateien.xml, textOf(paketdateien.xml).replace('Kundengespräch', 'Kundengesprach')),
      ['xmlAnders berichtsheft.xml Seite 1 /inhalt/tage/0/eintraege/0/text'],
    ],
    [
      'XML that is none',
      () => withText(paketdateien.xml, textOf(paketdateien.xml).slice(0, -3)),
      ['xmlUnlesbar berichtsheft.xml'],
    ],
    [
      'a comment in the XML',
      () => withText(paketdateien.xml, `${textOf(paketdateien.xml)}<!-- -->`),
      ['dateiGeaendert berichtsheft.xml'],
    ],
    [
      'the text of an event',
      () => withText(paketdateien.kette, textOf(paketdateien.kette).replace('angelegt', 'angelehnt')),
      ['kette kette.json /0'],
    ],
    [
      'the last event left out',
      () =>
        withText(
          paketdateien.kette,
          changed(paketdateien.kette, (value: unknown[]) => value.pop()),
        ),
      ['kettenende kette.json', 'freigabeKette freigaben.json Seite 3 /2'],
    ],
    [
      'an event in the middle left out',
      () =>
        withText(
          paketdateien.kette,
          changed(paketdateien.kette, (value: unknown[]) => value.splice(1, 1)),
        ),
      ['kette kette.json /1'],
    ],
    ['an event of another form', () => withText(paketdateien.kette, '[1]'), ['form kette.json /0']],
    [
      'an approval',
      () =>
        withText(
          paketdateien.freigaben,
          changed(paketdateien.freigaben, (value: string[]) =>
            value.splice(1, 1, `${value[1]?.slice(0, -9)}AAAAAAAAA`),
          ),
        ),
      ['freigabe freigaben.json /1'],
    ],
    ['an approval of another form', () => withText(paketdateien.freigaben, '[1]'), ['form freigaben.json /0']],
    [
      'the check values',
      () => withText(paketdateien.pruefwerte, textOf(paketdateien.pruefwerte).replace('sha256-64', 'sha256-32')),
      ['ohnePruefwerte pruefwerte.json'],
    ],
    [
      'an attachment',
      () => ({
        ...files,
        ...Object.fromEntries(
          Object.keys(files)
            .filter((name) => name.startsWith('anhaenge/'))
            .map((name) => [name, Buffer.from('anderes')]),
        ),
      }),
      ['dateiGeaendert anhaenge/a41db4b01dc5c18a8aa268f346ad91b989ab393837808139e7284da14085514f.txt'],
    ],
    ['the readme', () => withText(paketdateien.liesmich, 'Alles in Ordnung'), ['dateiGeaendert LIESMICH.txt']],
    [
      'the key set',
      () => withText(paketdateien.jwks, '{"keys":[]}'),
      ['signatur manifest.jws', 'dateiGeaendert jwks.json'],
    ],
    ['a key set of another form', () => withText(paketdateien.jwks, '{"keys":[1]}'), ['form jwks.json /keys/0']],
    [
      'the signature',
      () => withText(paketdateien.signatur, `${textOf(paketdateien.signatur)}\n`),
      ['signatur manifest.jws'],
    ],
    ['the signature for an empty one', () => withText(paketdateien.signatur, ''), ['signatur manifest.jws']],
    [
      'the manifest',
      () => withText(paketdateien.manifest, textOf(paketdateien.manifest).replace('"knr":"153"', '"knr":"154"')),
      ['signatur manifest.jws'],
    ],
    [
      'a hash in the manifest',
      () =>
        withText(
          paketdateien.manifest,
          changed(paketdateien.manifest, (value: { nachweise: { hash: string }[] }) =>
            Object.assign(value.nachweise[2] ?? {}, { hash: 'a'.repeat(64) }),
          ),
        ),
      [
        'signatur manifest.jws',
        'nachweisGeaendert berichtsheft.json Seite 3 /inhalt',
        'freigabeAndererText freigaben.json Seite 3',
      ],
    ],
    ['the manifest for something else', () => withText(paketdateien.manifest, 'x'), ['dateiUnlesbar manifest.json']],
    ['the manifest for one of another form', () => withText(paketdateien.manifest, '{}'), ['form manifest.json ']],
    [
      'the version of the format',
      () =>
        withText(paketdateien.manifest, textOf(paketdateien.manifest).replace('"version":"1.0"', '"version":"2.0"')),
      ['version manifest.json /version'],
    ],
    ['nothing but one more file', () => withText('notiz.txt', 'x'), ['dateiUnbekannt notiz.txt']],
    [
      'nothing but one more attachment',
      () => withText(`anhaenge/${'0'.repeat(64)}.pdf`, 'x'),
      [`dateiUnbekannt anhaenge/${'0'.repeat(64)}.pdf`],
    ],
  ])('%s', async (_name, change, expected) => {
    const { gueltig, befunde } = await verify(change())
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toEqual(expect.arrayContaining(expected))
  })

  test.each(Object.values(paketdateien).filter((name) => name !== 'manifest.json'))('without %s', async (name) => {
    const { [name]: _, ...rest } = files
    const { gueltig, befunde } = await verify(rest)
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toContain(`dateiFehlt ${name}`)
  })

  test("two files with each other's content", async () => {
    const [json, xml] = [files[paketdateien.json], files[paketdateien.xml]] as [Uint8Array, Uint8Array]
    const { gueltig, befunde } = await verify({ ...files, [paketdateien.json]: xml, [paketdateien.xml]: json })
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toEqual(
      expect.arrayContaining(['dateiGeaendert berichtsheft.json', 'dateiGeaendert berichtsheft.xml']),
    )
  })

  test('files in another order, packed by another program, are the same package', async () => {
    const reversed = Object.fromEntries(Object.entries(files).reverse())
    expect((await verifyPaket(zipSync(reversed, { level: 9 }), { pinned, readXml: readBeispielXml })).gueltig).toBe(
      true,
    )
  })

  test('an archive that is cut, doubled or none at all is refused', async () => {
    const archive = Buffer.from(zipSync(files))
    for (const bytes of [
      archive.subarray(0, -1),
      archive.subarray(100),
      Buffer.concat([archive, archive]),
      Buffer.alloc(0),
    ]) {
      const result = await verifyPaket(bytes, { pinned })
      expect(result).toMatchObject({ gueltig: false, vertrauen: 'nichtGepinnt', befunde: [{ art: 'archiv' }] })
      expect(result.uebersicht).toBeUndefined()
    }
  })

  test('a reader of XML that fails is a finding', async () => {
    const readXml = () => {
      throw 'kaputt'
    }
    const { gueltig, befunde } = await verifyPaket(zipSync(files), { pinned, readXml })
    expect(gueltig).toBe(false)
    expect(befunde.find(({ art }) => art === 'xmlUnlesbar')?.text).toContain('kaputt')
  })

  test('thousands of changes are counted, not listed', async () => {
    const text = textOf(paketdateien.json).replaceAll('"art":"betrieb"', '"art":"schule"')
    const value = JSON.parse(text)
    for (const report of value.ausbildungsnachweise) report.inhalt.mehr = Array(400).fill(1)
    const noise = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`x${index}.txt`, Buffer.from('x')]))
    const { befunde } = await verify({ ...withText(paketdateien.json, canonicalize(value)), ...noise })
    expect(befunde.length).toBeLessThan(600)
    expect(befunde.at(-1)).toMatchObject({ art: 'weitere', schwere: 'fehler' })
  })
})

describe('a package that the issuer made wrong', () => {
  /** A package whose files are changed before it is signed. */
  const signed = async (change: Partial<Beispielheft['eingabe']>) =>
    verifyPaket(await buildPaket({ ...heft.eingabe, ...change }, heft.signer), { pinned, readXml: readBeispielXml })

  test('XML and JSON that contradict each other are named although both are signed', async () => {
    const xml = Buffer.from(textOf(paketdateien.xml).replace('Maße', 'Masse'))
    const { gueltig, befunde } = await signed({ xml })
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toContain('xmlAnders berichtsheft.xml Seite 2 /kommentare/0/text')
    const { text } = befunde.find(({ art }) => art === 'xmlAnders') as Paketbefund
    expect(text).toContain('Masse')
    expect(text).toContain('Maße')
  })

  test('an attachment that is not at hand is a warning', async () => {
    const { gueltig, befunde } = await signed({ anhaenge: [] })
    expect(gueltig).toBe(true)
    expect(lines(befunde)).toContain('anhangFehlt berichtsheft.json Seite 1 /inhalt/anhaenge/0')
  })

  test('an approval that is no part of the event chain is an error', async () => {
    const [first, second, third] = heft.eingabe.freigaben as [string, string, string]
    expect(lines((await signed({ freigaben: [first, second, third] })).befunde)).not.toContain('freigabeKette')
    const other = await createBeispielheft(1)
    const jwks = { keys: [...heft.eingabe.jwks.keys, ...other.eingabe.jwks.keys] }
    const { befunde } = await signed({ jwks, freigaben: [first, second, third, ...other.eingabe.freigaben] })
    expect(lines(befunde)).toContain('freigabeKette freigaben.json Seite 1 /3')
  })

  test('an approval by a key that is not enclosed is an error', async () => {
    const other = await createBeispielheft(1)
    const { befunde } = await signed({ freigaben: other.eingabe.freigaben })
    expect(lines(befunde)).toContain('freigabe freigaben.json /0')
  })

  test('a report that counts as approved with an approval of another step is an error', async () => {
    const [first, ...rest] = heft.eingabe.nachweise
    if (first === undefined) throw new Error('a book with reports expected')
    const { befunde } = await signed({ nachweise: [{ ...first, status: 'stufe1Freigegeben' }, ...rest] })
    expect(lines(befunde)).toContain('freigabeAndererText freigaben.json Seite 1')
  })

  test('a key that did not sign at that time is an error', async () => {
    const keys = heft.eingabe.jwks.keys.map((key) => ({ ...key, gueltigBis: '2027-01-11T09:00:00Z' }))
    const { gueltig, befunde } = await signed({ jwks: { keys } })
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toContain('signatur manifest.jws')
  })

  test('a key that bears a name of its own choice is an error', async () => {
    const kid = 'A'.repeat(43)
    const keys = heft.eingabe.jwks.keys.map((key) => ({ ...key, kid }))
    const archive = await buildPaket({ ...heft.eingabe, jwks: { keys }, freigaben: [] }, { ...heft.signer, kid })
    const { gueltig, vertrauen, befunde } = await verifyPaket(archive, { pinned: [kid] })
    expect([gueltig, vertrauen]).toEqual([false, 'nichtGepinnt'])
    expect(lines(befunde)).toContain('schluesselname jwks.json')
  })
})
