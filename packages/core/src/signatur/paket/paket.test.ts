import { zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../contract/limits.ts'
import { sha256 } from '../hash.ts'
import { canonicalize } from '../kanonisch.ts'
import { createBeispielheft, readBeispielXml } from '../testing/beispielheft.ts'
import { createPaketprobe, lines, type Paketprobe } from '../testing/paketprobe.ts'
import type { Paketbefund } from './befund.ts'
import { buildPaket, type Paketbericht, type Paketeingabe } from './build.ts'
import { paketdateien } from './manifest.ts'
import { verifyPaket } from './verify.ts'
import { readZip } from './zip-read.ts'

let probe: Paketprobe
let eingabe: Paketeingabe

beforeAll(async () => {
  probe = await createPaketprobe()
  eingabe = probe.heft.eingabe
})

describe('a package as it was made', () => {
  test('is valid, trusted, and without errors', async () => {
    const { gueltig, vertrauen, befunde, uebersicht } = await probe.verify(probe.files)
    expect(lines(befunde)).toEqual(['freigabenOhneUnterschrift freigaben.json'])
    expect([gueltig, vertrauen]).toEqual([true, 'gepinnt'])
    expect(uebersicht).toEqual({
      uebermittlungId: eingabe.uebermittlungId,
      anforderungId: eingabe.anforderungId,
      knr: '153',
      zweck: 'abschlusspruefung',
      rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
      berichtsheftId: eingabe.berichtsheft.id,
      azubi: 'Tilda Ehrlichmann',
      anzahlNachweise: 4,
      anzahlDateien: 11,
      anzahlEreignisse: 4,
      anzahlFreigaben: 3,
      vollstaendigkeit: { fehler: 0, warnung: 0, hinweis: 1 },
      erstelltAm: '2027-01-11T09:00:00Z',
      iss: 'https://gateway.example',
      fingerabdruck: probe.heft.schluessel.kid,
    })
  })

  test('is valid without a pinned key, but not trusted, and says so', async () => {
    const { gueltig, vertrauen, befunde } = await verifyPaket(zipSync(probe.files), { readXml: readBeispielXml })
    expect([gueltig, vertrauen]).toEqual([true, 'nichtGepinnt'])
    expect(befunde[0]).toMatchObject({ art: 'nichtGepinnt', schwere: 'warnung' })
    expect(befunde[0]?.text).toContain(probe.heft.schluessel.kid)
  })

  test('fails for another pinned key, and holds when one of several fits', async () => {
    const other = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'
    const { gueltig, vertrauen, befunde } = await verifyPaket(zipSync(probe.files), { pinned: [other] })
    expect([gueltig, vertrauen]).toEqual([false, 'nichtGepinnt'])
    expect(lines(befunde)).toContain('andererSchluessel jwks.json')
    const both = await verifyPaket(zipSync(probe.files), { pinned: [other, ...probe.pinned] })
    expect([both.gueltig, both.vertrauen]).toEqual([true, 'gepinnt'])
  })

  test('says that XML was not compared where no reader is given', async () => {
    const { gueltig, befunde } = await verifyPaket(zipSync(probe.files), { pinned: probe.pinned })
    expect(gueltig).toBe(true)
    expect(lines(befunde)).toContain('xmlNichtVerglichen berichtsheft.xml')
  })

  test('holds the stored texts byte for byte, and is canonical JSON as a whole', () => {
    const text = probe.textOf(paketdateien.json)
    for (const { text: stored } of eingabe.nachweise) expect(text).toContain(`"inhalt":${stored}`)
    for (const name of Object.keys(probe.files).filter((file) => file.endsWith('.json'))) {
      expect(canonicalize(JSON.parse(probe.textOf(name)))).toBe(probe.textOf(name))
    }
  })

  test('explains itself in German, then in English', () => {
    expect(probe.textOf(paketdateien.liesmich)).toMatch(/^ÜBERMITTLUNGSPAKET[\s\S]+TRANSFER PACKAGE/)
    expect(probe.textOf(paketdateien.liesmich)).toContain(probe.heft.schluessel.kid)
  })

  test('differs from the next one in its signature only', async () => {
    const { dateien } = readZip(await buildPaket(eingabe, probe.heft.signer))
    const different = [...dateien].filter(
      ([name, bytes]) => !Buffer.from(bytes).equals(probe.files[name] ?? Buffer.alloc(0)),
    )
    expect(different.map(([name]) => name)).toEqual([paketdateien.signatur])
  })

  test('of a book without reports, events and attachments is valid', async () => {
    const empty = await createBeispielheft(0)
    const { pdf: _, ...rest } = { ...empty.eingabe, kette: [], freigaben: [], erklaerungen: [] }
    const { gueltig, befunde } = await verifyPaket(await buildPaket(rest, empty.signer), {
      pinned: [empty.schluessel.kid],
      readXml: readBeispielXml,
    })
    expect(lines(befunde)).toEqual([])
    expect(gueltig).toBe(true)
  })
})

describe('a package that the issuer made wrong', () => {
  test('XML and JSON that contradict each other are named although both are signed', async () => {
    const xml = Buffer.from(probe.textOf(paketdateien.xml).replace('Maße', 'Masse'))
    const { gueltig, befunde } = await probe.signed({ xml })
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toContain('xmlAnders berichtsheft.xml Seite 2 /kommentare/0/text')
    const { text } = befunde.find(({ art }) => art === 'xmlAnders') as Paketbefund
    expect(text).toContain('Masse')
    expect(text).toContain('Maße')
  })

  test('an attachment that is not at hand is a warning', async () => {
    const { gueltig, befunde } = await probe.signed({ anhaenge: [] })
    expect(gueltig).toBe(true)
    expect(lines(befunde)).toContain('anhangFehlt berichtsheft.json Seite 1 /inhalt/anhaenge/0')
  })

  test('an approval that is no part of the event chain is an error', async () => {
    const other = await createBeispielheft(1)
    const jwks = { keys: [...eingabe.jwks.keys, ...other.eingabe.jwks.keys] }
    const { befunde } = await probe.signed({ jwks, freigaben: [...eingabe.freigaben, ...other.eingabe.freigaben] })
    expect(lines(befunde)).toContain('freigabeKette freigaben.json Seite 1 /3')
  })

  test('an approval by a key that is not enclosed is an error', async () => {
    const other = await createBeispielheft(1)
    const { befunde } = await probe.signed({ freigaben: other.eingabe.freigaben })
    expect(lines(befunde)).toContain('freigabe freigaben.json /0')
  })

  test('a report that counts as approved with an approval of another step is an error', async () => {
    const [first, ...rest] = eingabe.nachweise as [Paketbericht, ...Paketbericht[]]
    const { befunde } = await probe.signed({ nachweise: [{ ...first, status: 'stufe1Freigegeben' }, ...rest] })
    expect(lines(befunde)).toContain('freigabeAndererText freigaben.json Seite 1')
  })

  test('a key that did not sign at that time is an error', async () => {
    const keys = eingabe.jwks.keys.map((key) => ({ ...key, gueltigBis: '2027-01-11T09:00:00Z' }))
    const { gueltig, befunde } = await probe.signed({ jwks: { keys } })
    expect(gueltig).toBe(false)
    expect(lines(befunde)).toContain('signatur manifest.jws')
  })

  test('a key that bears a name of its own choice is an error', async () => {
    const kid = 'A'.repeat(43)
    const keys = eingabe.jwks.keys.map((key) => ({ ...key, kid }))
    const archive = await buildPaket({ ...eingabe, jwks: { keys }, freigaben: [] }, { ...probe.heft.signer, kid })
    const { gueltig, vertrauen, befunde } = await verifyPaket(archive, { pinned: [kid] })
    expect([gueltig, vertrauen]).toEqual([false, 'nichtGepinnt'])
    expect(lines(befunde)).toContain('schluesselname jwks.json')
  })
})

describe('no package is made', () => {
  const report = (index: number): Paketbericht => eingabe.nachweise[index] as Paketbericht
  const withReport = (part: Partial<Paketbericht>) => ({ nachweise: [{ ...report(0), ...part }] })
  const spaced = (text: string) => ({ text, hash: sha256(text) })

  test.each<[string, () => Partial<Paketeingabe>]>([
    ['when the stored hash is not the one of the text', () => withReport({ hash: report(1).hash })],
    ['when a stored text is not canonical', () => withReport(spaced(report(0).text.replace('{', '{ ')))],
    ['when a stored text is not JSON', () => withReport(spaced('{'))],
    ['when stored steps are not canonical', () => withReport({ verlauf: '[ ]' })],
    ['when the chain is broken', () => ({ kette: eingabe.kette.toSpliced(1, 1) })],
    ['when an id is none of ours', () => ({ uebermittlungId: '4711' })],
    ['when the address of the issuer is none', () => ({ iss: 'gateway' })],
    [
      'when the bytes of an attachment have another hash',
      () => ({ anhaenge: eingabe.anhaenge.map((anhang) => ({ ...anhang, bytes: Buffer.from('x') })) }),
    ],
    ['when no report names an attachment', () => ({ anhaenge: [{ sha256: sha256('x'), bytes: Buffer.from('x') }] })],
    ['when the PDF is a byte too large', () => ({ pdf: Buffer.alloc(limits.paketPdf + 1) })],
  ])('%s', async (_name, change) => {
    await expect(buildPaket({ ...eingabe, ...change() }, probe.heft.signer)).rejects.toThrow(
      expect.objectContaining({ name: 'PaketError' }),
    )
  })

  test('unless the PDF is just as large as chambers accept', async () => {
    const { gueltig } = await probe.signed({ pdf: Buffer.alloc(limits.paketPdf, 'x') })
    expect(gueltig).toBe(true)
  })
})
