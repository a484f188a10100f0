import fc from 'fast-check'
import { zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { readBeispielXml } from '../testing/beispielheft.ts'
import { createPaketprobe, type Dateien, lines, type Paketprobe } from '../testing/paketprobe.ts'
import type { Json } from './json.ts'
import { paketdateien } from './manifest.ts'
import { verifyPaket } from './verify.ts'

const { manifest, signatur, jwks, json, xml, kette, freigaben, pruefwerte, liesmich } = paketdateien
const attachment = 'anhaenge/a41db4b01dc5c18a8aa268f346ad91b989ab393837808139e7284da14085514f.txt'

let probe: Paketprobe

beforeAll(async () => {
  probe = await createPaketprobe()
})

interface Report {
  id: string
  fremdId: string
  inhalt: Json
}
interface Book {
  ausbildungsnachweise: Report[]
}

describe('any change', () => {
  test('of one byte in any file is noticed, and never thrown', () => {
    const names = Object.keys(probe.files).sort()
    const kinds = fc.constantFrom('replace', 'insert', 'remove')
    const byte = fc.integer({ min: 0, max: 255 })
    return fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), kinds, byte, async (name, position, kind, by) => {
        const bytes = Buffer.from(probe.files[name] ?? [])
        const at = position % bytes.length
        const middle = kind === 'remove' ? [] : kind === 'insert' ? [by, bytes[at] ?? 0] : [by]
        const damaged = Buffer.concat([bytes.subarray(0, at), Buffer.from(middle), bytes.subarray(at + 1)])
        fc.pre(!damaged.equals(bytes))
        const { gueltig, befunde } = await probe.verify({ ...probe.files, [name]: damaged })
        expect(gueltig).toBe(false)
        expect(befunde.some(({ schwere }) => schwere === 'fehler')).toBe(true)
        if (name !== manifest && name !== signatur) expect(lines(befunde)).toContain(`dateiGeaendert ${name}`)
      }),
      { numRuns: 250 },
    )
  })

  /** All leaves of the reports, with page number and pointer. */
  const leavesOf = (value: Json, pfad: string): { pfad: string; leaf: Json }[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, child]) => leavesOf(child as Json, `${pfad}/${key}`))
      : [{ pfad, leaf: value }]

  const replaceAt = (value: unknown, pfad: string, leaf: Json): void => {
    const tokens = pfad.split('/').slice(1)
    const last = tokens.pop() ?? ''
    const parent = tokens.reduce<unknown>((node, token) => (node as Record<string, unknown>)[token], value)
    Object.assign(parent as object, { [last]: leaf })
  }

  test('in a report names that report and that field, in JSON alone and in JSON and XML alike', () => {
    const book = JSON.parse(probe.textOf(json)) as Book
    const places = book.ausbildungsnachweise.flatMap(({ inhalt }, index) =>
      leavesOf(inhalt, '/inhalt').map((place) => ({ ...place, index })),
    )
    const character = fc.constantFrom('x', 'ö', '7', '🙂')
    return fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.nat(), character, async ({ index, pfad, leaf }, position, by) => {
        const at = position % (`${leaf}`.length + 1)
        const text = `${leaf}`.slice(0, at) + by + `${leaf}`.slice(at + 1)
        const value = typeof leaf === 'number' && /^[0-9]+$/.test(text) ? Number(text) : text
        fc.pre(value !== leaf && text.isWellFormed())
        const files = probe.changed<Book>(json, (copy) => replaceAt(copy.ausbildungsnachweise[index], pfad, value))
        const lieferung = readBeispielXml(probe.files[xml] ?? Buffer.alloc(0))
        replaceAt(lieferung.ausbildungsnachweise[index], pfad, value)

        const archive = zipSync(files, { level: 0 })
        const alone = await probe.verify(files)
        const alike = await verifyPaket(archive, { pinned: probe.pinned, readXml: () => lieferung })
        for (const { gueltig, befunde } of [alone, alike]) {
          expect(gueltig).toBe(false)
          expect(lines(befunde).filter((line) => line.startsWith('feld'))).toEqual([
            `feldGeaendert ${json} Seite ${index + 1} ${pfad}`,
          ])
        }
        const contradictions = [alone, alike].map(({ befunde }) =>
          lines(befunde).filter((line) => line.startsWith('xml')),
        )
        expect(contradictions).toEqual([[`xmlAnders ${xml} Seite ${index + 1} ${pfad}`], []])
      }),
      { numRuns: 120 },
    )
  })

  test('in JSON and XML alike is named with report, key, period and what stands there now', async () => {
    const files = {
      ...probe.replaced(json, 'Kundengespräch', 'Kundengesprach'),
      [xml]: Buffer.from(probe.textOf(xml).replace('Kundengespräch', 'Kundengesprach')),
    }
    const finding = (await probe.verify(files)).befunde.find(({ art }) => art === 'feldGeaendert')
    expect(finding).toMatchObject({
      nachweis: { nr: 1, fremdId: 'woche/1', zeitraum: { von: '2024-09-02', bis: '2024-09-06' } },
      pfad: '/inhalt/tage/0/eintraege/0/text',
    })
    expect(finding?.text).toContain('Kundengesprach')
    expect(finding?.textEnglisch).toContain('Kundengesprach')
  })
})

describe('a change of', () => {
  // Replaced is the first occurrence.
  test.each<[string, string, string, string, string[]]>([
    ['a state', json, '"status":"freigegeben"', '"status":"entwurf"', [`feldGeaendert ${json} Seite 1 /status`]],
    [
      'the time of a step',
      json,
      'T07:30',
      'T08:30',
      [`feldGeaendert ${json} Seite 1 /verlauf/0/zeitpunkt`, `xmlAnders ${xml} Seite 1 /verlauf/0/zeitpunkt`],
    ],
    ['a remark', json, 'Maße', 'Masse', [`feldGeaendert ${json} Seite 2 /kommentare/0/text`]],
    [
      'the head',
      json,
      'Störtebeker',
      'Stortebeker',
      [
        `feldGeaendert ${json} /berichtsheft/inhalt/unternehmen/name`,
        `xmlAnders ${xml} /berichtsheft/unternehmen/name`,
      ],
    ],
    ['the key of a report', json, '"woche/2"', '"woche/9"', [`feldGeaendert ${json} Seite 2 /fremdId`]],
    [
      'a field, by leaving it out',
      json,
      '"ausbildungsjahr":1,',
      '',
      [`feldFehlt ${json} Seite 1 /inhalt/ausbildungsjahr`],
    ],
    [
      'a field, by putting it in',
      json,
      '"azubi":"T',
      '"abteilung":"IT","azubi":"T',
      [`feldZusaetzlich ${json} Seite 1 /inhalt/abteilung`],
    ],
    ['blanks', json, '{"ausb', '{ "ausb', [`stelleGeaendert ${json} /ausbildungsnachweise`]],
    [
      'an escape that means the same',
      json,
      'Tilda',
      String.raw`\u0054ilda`,
      [`stelleGeaendert ${json} Seite 1 /inhalt/azubi`],
    ],
    [
      'a colon',
      json,
      '"minuten":152',
      '"minuten"?152',
      [`dateiUnlesbar ${json}`, `stelleGeaendert ${json} Seite 3 /inhalt/tage/0/eintraege/1/minuten`],
    ],
    ['a text, to a lone surrogate', json, 'Tilda', String.raw`\ud800`, [`feldGeaendert ${json} Seite 1 /inhalt/azubi`]],
    ['the XML', xml, 'Kundengespräch', 'Kundengesprach', [`xmlAnders ${xml} Seite 1 /inhalt/tage/0/eintraege/0/text`]],
    ['the XML, to none', xml, '</', '<', [`xmlUnlesbar ${xml}`]],
    ['an event', kette, 'angelegt', 'angelehnt', [`kette ${kette} /0`]],
    ['the check values', pruefwerte, 'sha256-64', 'sha256-32', [`ohnePruefwerte ${pruefwerte}`]],
    ['the manifest', manifest, '"knr":"153"', '"knr":"154"', [`signatur ${signatur}`]],
    ['the version of the format', manifest, '"version":"1.0"', '"version":"2.0"', [`version ${manifest} /version`]],
  ])('%s', async (_name, file, from, to, expected) => {
    const { gueltig, befunde } = await probe.verify(probe.replaced(file, from, to))
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toEqual(expect.arrayContaining(expected))
  })

  test.each<[string, string, (value: never) => void, string[]]>([
    [
      'the reports, one left out',
      json,
      (book: Book) => book.ausbildungsnachweise.splice(1, 1),
      [`nachweisFehlt ${json} Seite 2 `],
    ],
    [
      'the reports, one put in',
      json,
      (book: Book) =>
        book.ausbildungsnachweise.push({ ...(book.ausbildungsnachweise[0] as Report), id: 'x', fremdId: 'y' }),
      [`nachweisZusaetzlich ${json} /ausbildungsnachweise/4`, `xmlOhneNachweis ${xml} `],
    ],
    [
      'the order of reports',
      json,
      (book: Book) => book.ausbildungsnachweise.reverse(),
      [`reihenfolge ${json} Seite 2 `],
    ],
    [
      'the events, the last left out',
      kette,
      (events: Json[]) => events.pop(),
      [`kettenende ${kette}`, `freigabeKette ${freigaben} Seite 3 /2`],
    ],
    ['the events, one left out', kette, (events: Json[]) => events.splice(1, 1), [`kette ${kette} /1`]],
    [
      'an approval',
      freigaben,
      (list: string[]) => list.splice(1, 1, `${list[1]?.slice(0, -9)}AAAAAAAAA`),
      [`freigabe ${freigaben} /1`],
    ],
    [
      'a hash in the manifest',
      manifest,
      ({ nachweise }: { nachweise: object[] }) => Object.assign(nachweise[2] ?? {}, { hash: 'a'.repeat(64) }),
      [`signatur ${signatur}`, `nachweisGeaendert ${json} Seite 3 /inhalt`, `freigabeAndererText ${freigaben} Seite 3`],
    ],
    [
      'an id in the manifest, to one that is listed',
      manifest,
      ({ nachweise }: { nachweise: { id: string }[] }) => Object.assign(nachweise[2] ?? {}, { id: nachweise[1]?.id }),
      [`signatur ${signatur}`, `doppelt ${manifest}`],
    ],
  ])('%s', async (_name, file, change, expected) => {
    const { gueltig, befunde } = await probe.verify(probe.changed(file, change))
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toEqual(expect.arrayContaining(expected))
  })

  test.each<[string, string, string, string[]]>([
    ['the book, to no JSON at all', json, 'weg', [`dateiUnlesbar ${json}`, `stelleGeaendert ${json} `]],
    ['the book, to another kind of JSON', json, '[]', [`feldGeaendert ${json} `]],
    ['the events, to another form', kette, '[1]', [`form ${kette} /0`]],
    ['the approvals, to another form', freigaben, '[1]', [`form ${freigaben} /0`]],
    ['the readme', liesmich, 'Alles in Ordnung', [`dateiGeaendert ${liesmich}`]],
    ['an attachment', attachment, 'anderes', [`dateiGeaendert ${attachment}`]],
    ['the keys, to none', jwks, '{"keys":[]}', [`signatur ${signatur}`, `dateiGeaendert ${jwks}`]],
    ['the keys, to another form', jwks, '{"keys":[1]}', [`form ${jwks} /keys/0`]],
    ['the signature, to nothing', signatur, '', [`signatur ${signatur}`]],
    ['the manifest, to no JSON', manifest, 'x', [`dateiUnlesbar ${manifest}`]],
    ['the manifest, to another form', manifest, '{}', [`form ${manifest} `]],
    ['nothing but one more file', 'notiz.txt', 'x', ['dateiUnbekannt notiz.txt']],
    [
      'nothing but one more attachment',
      `anhaenge/${'0'.repeat(64)}.pdf`,
      'x',
      [`dateiUnbekannt anhaenge/${'0'.repeat(64)}.pdf`],
    ],
  ])('%s', async (_name, file, text, expected) => {
    const { gueltig, befunde } = await probe.verify(probe.withText(file, text))
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toEqual(expect.arrayContaining(expected))
  })

  test('bytes, to some that are no UTF-8', async () => {
    const bytes = Buffer.from(probe.files[json] ?? [])
    bytes[bytes.indexOf('ilda')] = 0xff
    const { befunde } = await probe.verify({ ...probe.files, [json]: bytes })
    expect(lines(befunde)).toEqual(
      expect.arrayContaining([`dateiUnlesbar ${json}`, `stelleGeaendert ${json} Seite 1 /inhalt/azubi`]),
    )
  })

  test.each(Object.values(paketdateien))('the package, by leaving out %s', async (name) => {
    const { [name]: _, ...rest } = probe.files
    const { gueltig, befunde } = await probe.verify(rest)
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toContain(`dateiFehlt ${name}`)
  })

  test('two files, by changing places', async () => {
    const { [json]: first, [xml]: second } = probe.files as Required<Dateien>
    const { gueltig, befunde } = await probe.verify({ ...probe.files, [json]: second, [xml]: first } as Dateien)
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toEqual(expect.arrayContaining([`dateiGeaendert ${json}`, `dateiGeaendert ${xml}`]))
  })

  test('thousands of fields is counted, not listed', async () => {
    const files = probe.changed<{ ausbildungsnachweise: { inhalt: object }[] }>(json, (book) => {
      for (const report of book.ausbildungsnachweise) {
        Object.assign(report.inhalt, Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`x${index}`, 1])))
      }
    })
    const { befunde } = await probe.verify(files)
    expect(befunde.length).toBeLessThan(510)
    expect(befunde.at(-1)).toMatchObject({ art: 'weitere', schwere: 'fehler' })
  })
})

describe('the archive', () => {
  test('with the files in another order, packed by another program, is the same package', async () => {
    const reversed = Object.fromEntries(Object.entries(probe.files).reverse())
    const options = { pinned: probe.pinned, readXml: readBeispielXml }
    expect((await verifyPaket(zipSync(reversed, { level: 9 }), options)).gueltig).toBe(true)
  })

  test('that is cut, doubled or none at all is refused', async () => {
    const archive = Buffer.from(zipSync(probe.files))
    const damaged = [archive.subarray(0, -1), archive.subarray(100), Buffer.concat([archive, archive]), Buffer.alloc(0)]
    for (const bytes of damaged) {
      const result = await verifyPaket(bytes, { pinned: probe.pinned })
      expect(result).toMatchObject({ gueltig: false, vertrauen: 'nichtGepinnt', befunde: [{ art: 'archiv' }] })
      expect(result.uebersicht).toBeUndefined()
    }
  })

  test('with a file whose bytes do not fit their checksum is named with that file', async () => {
    const archive = Buffer.from(zipSync(probe.files, { level: 0 }))
    const at = archive.indexOf('%PDF')
    archive[at] = 0
    const { gueltig, befunde } = await verifyPaket(archive, { pinned: probe.pinned, readXml: readBeispielXml })
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toContain(`archiv ${paketdateien.pdf}`)
    expect(lines(befunde)).not.toContain(`dateiFehlt ${paketdateien.pdf}`)
  })

  test('with XML that a reader fails on is refused with the reason', async () => {
    const readXml = () => {
      throw new Error('kaputt')
    }
    const { gueltig, befunde } = await verifyPaket(zipSync(probe.files), { pinned: probe.pinned, readXml })
    expect(gueltig).toBe(false)
    expect(befunde.find(({ art }) => art === 'xmlUnlesbar')?.text).toContain('kaputt')
  })
})
