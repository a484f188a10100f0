import { createHash } from 'node:crypto'
import type { Laenderliste, Qualifikationsliste, Qualifikationsvergleich, Wissenssuche } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, inject, it, test } from 'vitest'
import type { Aussage, Beleg } from '../kern/aussage.ts'
import { formOf } from '../kern/inhaltspruefung.ts'
import { createWissensserver } from '../testing/wissensserver.ts'
import { type Feld, formen, maySee, sichtbarkeiten } from '../vorlage/feld.ts'
import { vorlagen } from '../vorlage/vorlage.ts'

const frei: Beleg = { art: 'webseite', titel: 'Seite', guete: 'amtlich', lizenz: 'CC BY 4.0', quelle: 'seite' }
const gleich: Beleg = { ...frei, titel: 'Reihe', lizenz: 'CC BY-SA 3.0 IGO', quelle: 'reihe' }
const id = (n: number) => `0198c3a4-7b1e-7a52-9d01-3f4a5b6c7d0${n}`
const [technik, sekundar, elektroniker] = [`qual:${id(1)}`, `qual:${id(2)}`, `ref:${id(3)}`] as const

let server: Awaited<ReturnType<typeof createWissensserver>>
beforeAll(async () => {
  server = await createWissensserver(inject('postgres'), {
    listPositionen: async (beruf) => (beruf === '4711' ? [{ titel: 'Aus dem Verzeichnis', wochen: 5 }] : []),
  })
  const { state } = server
  await state('land:TR', [
    ['bildungssystem/pflichtschuljahre', { wert: 8, gueltigVon: '1998', gueltigBis: '2011' }, gleich],
    ['bildungssystem/pflichtschuljahre', { wert: 12, gueltigVon: '2012' }, gleich],
    [
      'bildungssystem/struktur',
      {
        wert: [
          { stufe: 'Primarschule', jahre: 4 },
          { stufe: '<script>alert(1)</script>', jahre: 4 },
        ],
      },
      frei,
    ],
    ['allgemeines/hauptstadt', { wert: 'Ankara' }, frei],
    ['abschluesse/zeugnismerkmale', { wert: 'Hologramm nur für Kammern' }, frei],
  ])
  await state('land:YUCS', [['allgemeines/hauptstadt', { wert: 'Belgrad' }, frei]])
  await state('land:SY', [['allgemeines/hauptstadt', { wert: 'Damaskus' }, frei]], { publish: false })
  await state(technik, [
    ['kopf/land', { wert: 'PL' }, frei],
    ['kopf/nameDe', { wert: 'Techniker' }, frei],
    ['kopf/nameOriginal', { wert: 'technik elektryk' }, frei],
    ['bezug/referenzberufe', { wert: { bezeichnung: 'Elektroniker', profil: elektroniker } }, frei],
    [
      'vergleich/zeile',
      { wert: { referenzberuf: elektroniker, position: 'Aus dem Verzeichnis', abdeckung: 'voll' } },
      frei,
    ],
  ])
  await state(sekundar, [
    ['kopf/land', { wert: 'SY' }, frei],
    ['kopf/nameDe', { wert: 'allgemeine Sekundarschule' }, frei],
    ['kopf/nameOriginal', { wert: 'الثانوية العامة' }, frei],
    ['kopf/umschrift', { wert: 'aṯ-ṯānawīya al-ʿāmma' }, frei],
  ])
  await state(elektroniker, [
    ['kopf/bezeichnung', { wert: 'Elektroniker' }, frei],
    ['kopf/beruf', { wert: '4711' }, frei],
  ])
}, 120_000)
afterAll(() => server.close())

describe('T13: a country at a time', () => {
  test.each([
    ['2011', 8],
    ['2012', 12],
    ['2011-12-31', 8],
  ])('GET /laender/TR?zeitpunkt=%s has %i years of compulsory schooling', async (zeitpunkt, jahre) => {
    const { aussagen } = await server.json<{
      aussagen: { feld: string; werte: { wert: Aussage }[]; belege: Beleg[] }[]
    }>(`/laender/TR?zeitpunkt=${zeitpunkt}`)
    const found = aussagen.filter(({ feld }) => feld === 'pflichtschuljahre')
    expect(found.map(({ werte, belege }) => [werte[0]?.wert.wert, belege[0]?.lizenz])).toEqual([
      [jahre, 'CC BY-SA 3.0 IGO'],
    ])
  })
})

describe('lists', () => {
  const codes = async (query: string, who?: string) =>
    (await server.json<Laenderliste>(`/laender${query}`, who)).laender.map(({ code }) => code)

  it('countries have names in both languages, former ones with successors', async () => {
    const { laender } = await server.json<Laenderliste>('/laender')
    expect(laender).toMatchObject([
      { code: 'TR', nameDe: 'Türkei', nameEn: 'Türkiye', status: 'aktuell', aussagen: 4 },
      { code: 'YUCS', nameDe: 'Jugoslawien', status: 'ehemalig', nachfolger: expect.arrayContaining(['BA', 'HR']) },
    ])
    expect(await codes('?sicht=arbeit', 'anna')).toEqual(['SY', 'TR', 'YUCS'])
    expect((await codes('?alle=true')).length).toBe(260)
  })

  test.each([
    ['tuerk', ['TR']],
    ['Turkey', ['TR']],
    ['ehemalig', []],
    ['Ju', ['YUCS']],
  ])('countries by name: %s', async (suche, found) => {
    expect(await codes(`?suche=${encodeURIComponent(suche)}`)).toEqual(found)
  })

  it('countries by status; a filter that is none is refused', async () => {
    expect(await codes('?status=ehemalig')).toEqual(['YUCS'])
    expect((await server.call('/laender?status=neu')).status).toBe(400)
  })

  const titles = async (query: string) =>
    (await server.json<Qualifikationsliste>(`/qualifikationen${query}`)).eintraege.map(({ profil }) => profil)
  test.each([
    ['', [sekundar, technik]],
    ['?land=PL', [technik]],
    ['?titel=tanawiya', [sekundar]],
    ['?referenzberuf=elektron', [technik]],
    [`?referenzberuf=${id(3)}`, [technik]],
    ['?land=DE', []],
  ])('qualifications: %s', async (query, found) => {
    expect(await titles(query)).toEqual(found)
  })

  it('pages of qualifications lead on', async () => {
    const first = await server.json<Qualifikationsliste>('/qualifikationen?limit=1')
    expect(first).toMatchObject({ gesamt: 2, eintraege: [{ profil: sekundar }] })
    const second = await server.json<Qualifikationsliste>(`/qualifikationen?limit=1&cursor=${first.naechsterCursor}`)
    expect(second.eintraege.map(({ profil }) => profil)).toEqual([technik])
    expect(second.naechsterCursor).toBeUndefined()
    expect((await server.call('/qualifikationen?cursor=abc')).status).toBe(400)
  })
})

describe('T18: GET /suche', () => {
  test.each([
    ['الثانوية العامة', sekundar],
    ['aṯ-ṯānawīya', sekundar],
    ['at tanawiya', sekundar],
    ['elektryk', technik],
    ['Ankara', 'land:TR'],
  ])('%s', async (frage, profil) => {
    const { eintraege } = await server.json<Wissenssuche>(`/suche?frage=${encodeURIComponent(frage)}`)
    expect(eintraege[0]?.profil).toBe(profil)
  })

  it('keeps to level and view, and to what was asked', async () => {
    const find = async (query: string, who?: string) =>
      (await server.json<Wissenssuche>(`/suche?frage=${query}`, who)).eintraege.map(({ profil }) => profil)
    expect([await find('Hologramm'), await find('Hologramm', 'kammern')]).toEqual([[], ['land:TR']])
    expect([await find('Damaskus', 'anna'), await find('Damaskus&sicht=arbeit', 'anna')]).toEqual([[], ['land:SY']])
    expect((await server.call('/suche?frage=Damaskus&sicht=arbeit')).status).toBe(403)
    expect(await find('Elektroniker&art=ref')).toEqual([elektroniker])
    expect((await server.call('/suche')).status).toBe(400)
    expect((await server.call(`/suche?frage=${'x'.repeat(201)}`)).status).toBe(400)
  })
})

describe('GET /qualifikationen/{id}/vergleich/{referenzberufId}', () => {
  const url = `/qualifikationen/${id(1)}/vergleich/${id(3)}`
  it('judges row by row for chambers, with positions of the catalogue', async () => {
    const vergleich = await server.json<Qualifikationsvergleich>(url, 'kammern')
    expect(vergleich.zeilen.map(({ position, befund }) => [position.titel, position.wochen, befund])).toEqual([
      ['Dauer', undefined, 'offen'],
      ['Aus dem Verzeichnis', 5, 'gleichwertig'],
    ])
    expect(vergleich.offen).toEqual([0])
    const forAll = await server.json<Qualifikationsvergleich>(url)
    expect(forAll.zeilen.map(({ befund }) => befund)).toEqual(['offen', 'offen'])
  })

  it('is nowhere for profiles that there are not', async () => {
    expect((await server.call(`/qualifikationen/${id(8)}/vergleich/${id(3)}`)).status).toBe(404)
    expect((await server.call(`/qualifikationen/${id(1)}/vergleich/${id(8)}`)).status).toBe(404)
  })
})

describe('GET /laender/{code}/diagramm', () => {
  it('is a drawing from which nothing runs', async () => {
    const { status, headers, text } = await server.call('/laender/TR/diagramm?zeitpunkt=2012')
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    expect(text).toContain('Schulpflicht: 12 Jahre')
    expect(text).not.toContain('<script')
    expect(text).toContain('&lt;script&gt;')
    expect((await server.call('/laender/TR/diagramm?zeitpunkt=2011&sprache=en')).text).toContain(
      'Compulsory schooling: 8 years',
    )
    expect((await server.call('/laender/FR/diagramm')).status).toBe(404)
    expect((await server.call('/laender/TR/diagramm?sicht=arbeit')).status).toBe(403)
  })
})

describe('GET /ausgabe', () => {
  const lines = async (query = '', who?: string) => {
    const { text } = await server.call(`/ausgabe${query}`, who)
    return {
      text,
      lines: text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    }
  }

  it('gives out what is published for everybody, whoever asks, with a hash over it', async () => {
    const { text, lines: all } = await lines()
    expect((await lines('', 'anna')).text).toBe(text)
    const aussagen = all.slice(1, -1)
    expect(all[0]).toMatchObject({ art: 'bestand', version: 1, lizenzklasse: 'frei' })
    const hash = createHash('sha256').update(
      text
        .split('\n')
        .slice(1, -2)
        .map((line) => `${line}\n`)
        .join(''),
    )
    expect(all.at(-1)).toEqual({ art: 'ende', anzahl: aussagen.length, sha256: hash.digest('hex') })
    expect(
      aussagen.map(({ profil, feld }) => [profil, feld]).filter(([profil]) => String(profil).startsWith('land:')),
    ).toEqual([
      ['land:TR', 'hauptstadt'],
      ['land:TR', 'struktur'],
      ['land:YUCS', 'hauptstadt'],
    ])
    expect(aussagen.every(({ lizenzen, belege }) => String(lizenzen) === 'CC BY 4.0' && Array.isArray(belege))).toBe(
      true,
    )
    expect(text).not.toMatch(/Hologramm|Damaskus|p101a/)
  })

  it('keeps share-alike statements apart, and has a table form', async () => {
    const { lines: all } = await lines('?lizenzklasse=gleicheBedingungen')
    expect(all.slice(1, -1).map(({ feld, lizenzklasse }) => [feld, lizenzklasse])).toEqual([
      ['pflichtschuljahre', 'gleicheBedingungen'],
      ['pflichtschuljahre', 'gleicheBedingungen'],
    ])
    const { text, headers } = await server.call('/ausgabe?form=csv&profil=land:YUCS')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(text.split('\r\n')).toEqual([
      expect.stringContaining('profil,abschnitt'),
      expect.stringContaining('Belgrad'),
      '',
    ])
  })
})

/** A value that only its field has, for fields of text and for such with a text among their parts. */
const wortOf = (feld: Feld, wort: string): unknown => {
  if (feld.wert === formen.zeile || feld.wert === formen.absatz) return wort
  const parts = (feld.wert as { properties?: Record<string, unknown> }).properties ?? {}
  const [name] = Object.keys(parts).filter((part) => formOf(feld).has({ [part]: wort }))
  return name === undefined ? undefined : { [name]: wort }
}

describe('the matrix of visibility', () => {
  it('holds for every field with words over reading, search and open data', async () => {
    let checked = 0
    for (const { art, abschnitte } of vorlagen) {
      const profil = art === 'land' ? 'land:FR' : art === 'klass' ? 'klass:matrix' : (`${art}:${id(9)}` as const)
      const felder = abschnitte.flatMap(({ abschnitt, felder: own }) =>
        own.flatMap((feld, i) => {
          const wort = `${art}${abschnitt}${i}q`.toLowerCase()
          const wert = wortOf(feld, wort)
          return wert === undefined ? [] : [{ feld, name: `${abschnitt}/${feld.feld}`, wort, wert }]
        }),
      )
      await server.state(
        profil,
        felder.map(({ name, wert }) => [name, { wert }, frei]),
      )
      const open = (await server.call(`/ausgabe?profil=${profil}`)).text
      for (const stufe of sichtbarkeiten) {
        const read = art === 'klass' ? undefined : (await server.call(addressOf(profil), stufe)).text
        for (const { feld, wort, name } of felder) {
          const may = maySee(stufe, feld.sichtbarkeit)
          if (read !== undefined) expect(read.includes(`"${wort}"`), `${stufe} reads ${art}/${name}`).toBe(may)
          expect(open.includes(`"${wort}"`), `open data has ${art}/${name}`).toBe(feld.sichtbarkeit === 'oeffentlich')
          if (art !== 'klass') {
            const { eintraege, aehnlich } = await server.json<Wissenssuche>(`/suche?frage=${wort}`, stufe)
            expect(!aehnlich && eintraege.some((one) => one.profil === profil), `${stufe} finds ${art}/${name}`).toBe(
              may,
            )
          }
          checked++
        }
      }
    }
    expect(checked).toBeGreaterThan(200)
  }, 120_000)
})

const addressOf = (profil: string): string => {
  const [art, name] = profil.split(':')
  return `/${art === 'land' ? 'laender' : art === 'qual' ? 'qualifikationen' : 'referenzberufe'}/${name}`
}
