import { writeXml } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeKopf, makeLieferung, makeNachweis } from '../fixtures.ts'
import { type ChildGateway, startChildGateway } from './child-gateway.ts'
import { expectAtWork, expectRefused } from './refused.ts'

let gateway: ChildGateway
beforeAll(async () => {
  gateway = await startChildGateway()
})
afterAll(() => gateway?.close())

/** A delivery of one report with this text. */
const deliveryOf = (text: string) => {
  const lieferung = makeLieferung(0)
  const nachweis = makeNachweis(0)
  const [day] = nachweis.inhalt.tage ?? []
  const tage = [{ ...day, datum: day?.datum ?? '', eintraege: [{ text, minuten: 60 }] }]
  return { ...lieferung, ausbildungsnachweise: [{ ...nachweis, inhalt: { ...nachweis.inhalt, tage } }] }
}

const readBack = async (id: string): Promise<string> => {
  const answer = await gateway.send({ path: `/v1/ausbildungsnachweise/${id}` })
  return JSON.parse(answer.text).inhalt.tage[0].eintraege[0].text
}

const idOfReport = (text: string): string => {
  const positions = text.startsWith('{"art"')
    ? text
        .split('\n')
        .slice(0, -2)
        .map((line) => JSON.parse(line))
    : JSON.parse(text).positionen
  expect(positions[1], text).toMatchObject({ ergebnis: 'gespeichert' })
  return positions[1].id
}

const exact: readonly (readonly [name: string, text: string])[] = [
  ['NFC', 'Ünïcödé ﬁ Å'.normalize('NFC')],
  ['NFD', 'Ünïcödé Å'.normalize('NFD')],
  ['both forms side by side', `${'ä'.normalize('NFC')}${'ä'.normalize('NFD')}`],
  ['bidirectional overrides', 'a\u202ecba\u202c \u2066x\u2069 \u200f\u200e'],
  ['zero width characters', 'a\u200bb\u200c\u200d\u2060\ufeffc'],
  ['a byte order mark in the middle', 'a\ufeffb'],
  ['20 000 characters of one letter under combining marks', `a${'\u0301'.repeat(19_999)}`],
  ['emoji of several code points', '👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['beyond the basic plane', '𝔘𐍈\u{10ffff}'],
  ['the replacement character itself', 'a\ufffdb'],
  ['separators of lines and paragraphs', 'a\u2028b\u2029c\u0085d'],
  ['control characters of C1 and DEL', 'a\u007f\u0080\u009fb'],
  ['TAB and LF', 'a\tb\n\nc'],
  ['blanks at both ends', '  a \n'],
  ['private use and non-characters inside of a plane', '\ue000\ufdd0'],
  ['what others would read as markup', `<script>alert(1)</script>&amp;]]><![CDATA[x]]>{{7*7}}\${x}"'\\\\`],
]

describe('B07: valid text returns exactly', () => {
  test.each(exact)('B07: %s', async (_name, text) => {
    const delivery = deliveryOf(text)
    const asJson = await gateway.send({ path: '/v1/lieferungen', body: JSON.stringify(delivery) })
    expect(await readBack(idOfReport(asJson.text))).toBe(text)

    const body = Buffer.from(writeXml('lieferungen', [{ ...deliveryOf(text), berichtsheft: makeKopf() }]))
    const asXml = await gateway.send({
      path: '/v1/lieferungen/strom',
      headers: { 'content-type': 'application/xml' },
      body,
    })
    expect(await readBack(idOfReport(asXml.text))).toBe(text)
  })
})

const pointer = '/inhalt/tage/0/eintraege/0/text'
const refused: readonly (readonly [name: string, text: string])[] = [
  ['NUL', 'a\0b'],
  ['ESC', 'a\u001b[31mb'],
  ['BEL', 'a\u0007'],
  ['CR', 'a\r\nb'],
  ['a surrogate alone', 'a\ud83d'],
  ['surrogates in the wrong order', '\ude00\ud83d'],
  ['U+FFFE', 'a\ufffe'],
  ['U+FFFF', 'a\uffff'],
  ['one character more than allowed', 'x'.repeat(20_001)],
  ['500 000 combining marks', `a${'\u0301'.repeat(500_000)}`],
]

describe('B07: text that cannot be kept is refused with its place', () => {
  test.each(refused)('B07: %s', async (_name, text) => {
    // JSON.stringify escapes what is no well-formed text, so these bytes are valid UTF-8.
    const report = JSON.stringify({ ...deliveryOf(text).ausbildungsnachweise[0] })
    await expectRefused(gateway, {
      id: 'B07',
      name: _name,
      request: { path: '/v1/ausbildungsnachweise/pruefung', body: report },
      slug: 'validation-failed',
      says: pointer,
    })
    const delivery = await gateway.send({ path: '/v1/lieferungen', body: JSON.stringify(deliveryOf(text)) })
    expect(JSON.parse(delivery.text)).toMatchObject({ gespeichert: 0, abgelehnt: 2 })
    expect(JSON.parse(delivery.text).positionen[1].verstoesse[0]).toMatchObject({ pfad: pointer })
  })

  test.each(['Tilda\u202eEhrlich', 'Tilda\u200b', '👩', 'a\nb', '<b>'])(
    'B07: a name of a person outside of DIN 91379, %j',
    async (name) => {
      await expectRefused(gateway, {
        id: 'B07',
        name,
        request: { body: JSON.stringify(makeKopf({ azubi: { name } })) },
        slug: 'validation-failed',
        says: '/azubi/name',
      })
    },
  )

  test('B07: a text of 5 MB, in an ordinary body and in a delivery', async () => {
    const text = 'ä'.repeat(2_500_000)
    const request = {
      path: '/v1/ausbildungsnachweise/pruefung',
      body: JSON.stringify(deliveryOf(text).ausbildungsnachweise[0]),
    }
    await expectRefused(gateway, { id: 'B07', name: '5 MB', request, slug: 'payload-too-large' })
    const delivery = await gateway.send({ path: '/v1/lieferungen', body: JSON.stringify(deliveryOf(text)) })
    expect(JSON.parse(delivery.text)).toMatchObject({ gespeichert: 0, abgelehnt: 2 })
    await expectAtWork(gateway)
  })
})

describe('B07: both forms of a letter are found', () => {
  test.each([
    [
      'beruf',
      { beruf: { bezeichnung: 'Bürokraft für Äpfel'.normalize('NFC') } },
      'Bürokraft für Äpfel'.normalize('NFD'),
    ],
    ['beruf', { beruf: { bezeichnung: 'Straßenwärter'.normalize('NFD') } }, 'Straßenwärter'.normalize('NFC')],
    ['unternehmen', { unternehmen: { name: 'Gärtnerei Öz' } }, 'Gärtnerei Öz'.normalize('NFD')],
  ])('B07: filter %s', async (filter, kopf, wanted) => {
    const created = await gateway.send({ body: JSON.stringify(makeKopf(kopf)) })
    expect(created.status, created.text).toBe(201)
    const list = await gateway.send({ path: `/v1/berichtshefte?${filter}=${encodeURIComponent(wanted)}` })
    expect(JSON.parse(list.text).eintraege).toHaveLength(1)
    // What came is given back as it came.
    expect(JSON.parse(created.text)).toMatchObject(kopf)
  })
})
