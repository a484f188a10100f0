import { randomUUID } from 'node:crypto'
import type { Anforderung, Lieferposition, Lieferung, Nachricht, Uebermittlung, Verstoss } from '@berichtsheft/core'
import { verifyPaket } from '@berichtsheft/core/signatur'
import { readXml } from '@berichtsheft/core/xml'
import { describe, expect, it } from 'vitest'
import { makeKopf, makeLieferung, makeNachweis } from '../../testing/fixtures.ts'
import {
  anforderungFor,
  bodyOf,
  ereignisseOf,
  freigabeFor,
  get,
  heute,
  openScene,
  post,
  pushHeft,
  release,
  request,
  unknownId,
} from '../anforderung/testing/vorgang.ts'
import { message, type Partner, partner, receiptOf, rejectionOf, send } from './testing/message.ts'

const { app, vendor, other, kammer } = await openScene()

describe('messages of a chamber', () => {
  it('0101 requests a book, as the JSON operation does', async () => {
    const heftId = await pushHeft(vendor, 1)
    const uuid = randomUUID()
    const { inhalt, nachrichtenkopf } = receiptOf(
      await send(kammer, message('anforderung', kammer, anforderungFor(heftId), { uuid })),
    )
    expect(inhalt).toMatchObject({
      bezugUUID: uuid,
      nachricht: 'ausbildungsnachweis.anforderung.0101',
      angenommenAm: heute.toISOString(),
    })
    expect(nachrichtenkopf).toMatchObject({ referenzUUID: uuid, leser: partner(kammer), autor: { kennung: 'gateway' } })
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${inhalt.objektId}`)).toMatchObject({
      status: 'angelegt',
      berichtsheftId: heftId,
    })
    expect(await ereignisseOf(app, inhalt.objektId)).toEqual(['anforderung.angelegt'])
  })

  it('0102 requests many books', async () => {
    const inhalt = {
      auswahl: { beruf: 'fachinformatiker' },
      zweck: 'stichprobe' as const,
      rechtsgrundlage: 'BBiG § 76',
      frist: '2026-12-15',
    }
    const receipt = receiptOf(await send(kammer, message('sammelanforderung', kammer, inhalt)))
    expect(await get(kammer, `/v1/sammelanforderungen/${receipt.inhalt.objektId}`)).toMatchObject({
      status: 'inArbeit',
    })
  })

  it('0105 decides about a transfer', async () => {
    const heftId = await pushHeft(vendor, 1)
    const { id: freigabeId } = await release(vendor, heftId)
    const { id } = bodyOf<Uebermittlung>(await post(vendor, '/v1/uebermittlungen', { freigabeId }), 201)
    const inhalt = {
      uebermittlungId: id,
      entscheidung: 'beanstandet' as const,
      beanstandungen: [{ text: 'Der März fehlt.' }],
    }
    expect(receiptOf(await send(kammer, message('pruefergebnis', kammer, inhalt))).inhalt.objektId).toBe(id)
    expect(await get<Uebermittlung>(vendor, `/v1/uebermittlungen/${id}`)).toMatchObject({
      pruefergebnis: { entscheidung: 'beanstandet' },
    })
    expect(rejectionOf(await send(kammer, message('pruefergebnis', kammer, inhalt)))).toMatchObject({
      status: 409,
      grund: 'S',
    })
  })
})

describe('messages of a vendor', () => {
  it('0103 releases a book and answers a request', async () => {
    const heftId = await pushHeft(vendor, 1)
    const { id } = await request(kammer, heftId)
    const leser: Partner = { verzeichnisdienst: 'knr', kennung: '153', name: 'IHK Rhein-Neckar' }
    const xml = message('freigabe', vendor, freigabeFor(heftId, { anforderungId: id }), { leser })
    const { inhalt } = receiptOf(await send(vendor, xml))
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${id}`)).toMatchObject({
      status: 'freigegeben',
      freigabeId: inhalt.objektId,
    })
  })

  const transfer = (lieferung: Lieferung | undefined, more: object = {}): Nachricht<'uebermittlung'>['inhalt'] => ({
    unternehmen: 'Werkstatt Störtebeker GmbH',
    freigebender: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' },
    gueltigBis: '2027-06-30',
    ...(lieferung === undefined ? {} : { lieferung }),
    ...more,
  })
  const withoutRequest = { knr: '153', zweck: 'stichprobe' as const }

  it('0104 delivers, releases and transfers a book in one step, and the package verifies', async () => {
    const lieferung = makeLieferung(3)
    const erklaerungen = [
      { erklaerender: { name: 'Tilda Ehrlichmann' }, wortlaut: 'Selbst verfasst.', zeitpunkt: '2026-11-20T08:00:00Z' },
    ]
    const xml = message('uebermittlung', vendor, transfer(lieferung, { ...withoutRequest, erklaerungen }))
    const { inhalt } = receiptOf(await send(vendor, xml))
    const uebermittlung = await get<Uebermittlung>(kammer, `/v1/uebermittlungen/${inhalt.objektId}`)
    expect(uebermittlung).toMatchObject({ anzahlNachweise: 3, zweck: 'stichprobe' })
    expect(inhalt.verstoesse?.map(({ regel }) => regel)).toEqual(uebermittlung.verstoesse.map(({ regel }) => regel))
    const paket = await kammer.inject({ url: `/v1/uebermittlungen/${inhalt.objektId}/paket` })
    const check = await verifyPaket(paket.rawPayload, { readXml: (bytes) => readXml(bytes).value as Lieferung })
    expect(check).toMatchObject({ gueltig: true, uebersicht: { azubi: 'Tilda Ehrlichmann' } })
  })

  it('0104 answers a request, with a book that is there already', async () => {
    const heftId = await pushHeft(vendor, 2)
    const { id } = await request(kammer, heftId, { zeitraum: { von: '2024-09-02', bis: '2024-09-08' } })
    const { inhalt } = receiptOf(
      await send(vendor, message('uebermittlung', vendor, transfer(undefined, { anforderungId: id }))),
    )
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${id}`)).toMatchObject({
      status: 'uebermittelt',
      uebermittlungId: inhalt.objektId,
    })
    expect(await get<Uebermittlung>(kammer, `/v1/uebermittlungen/${inhalt.objektId}`)).toMatchObject({
      anzahlNachweise: 1,
    })
  })

  it('0104 names a book by its key', async () => {
    const kopf = makeKopf()
    bodyOf(await post(vendor, '/v1/berichtshefte', kopf), 201)
    const named = transfer(undefined, { ...withoutRequest, berichtsheftFremdId: kopf.fremdId })
    expect(receiptOf(await send(vendor, message('uebermittlung', vendor, named))).inhalt.objektId).toBeDefined()
  })

  it('0104 places findings of reports where they stand in the message', async () => {
    const lieferung = { berichtsheft: makeKopf(), ausbildungsnachweise: [makeNachweis(1), makeNachweis(0)] }
    const [, early] = lieferung.ausbildungsnachweise
    if (early) early.verlauf = [{ vorgang: 'eingereicht', zeitpunkt: '2024-09-07T09:00:00Z' }]
    const { inhalt } = receiptOf(
      await send(vendor, message('uebermittlung', vendor, transfer(lieferung, withoutRequest))),
    )
    const uebermittlung = await get<Uebermittlung>(vendor, `/v1/uebermittlungen/${inhalt.objektId}`)
    const ofReports = (verstoesse: readonly Verstoss[] = []) =>
      verstoesse.filter(({ pfad }) => pfad.includes('/ausbildungsnachweise/'))
    const swapped = ofReports(uebermittlung.verstoesse).map(
      ({ regel, pfad }) => `${regel} /inhalt/lieferung${pfad.replace(/\d+/, (page) => `${1 - Number(page)}`)}`,
    )
    expect(ofReports(inhalt.verstoesse).map(({ regel, pfad }) => `${regel} ${pfad}`)).toEqual(swapped)
    expect(swapped.length).toBeGreaterThan(0)
  })

  it.each<[string, () => Nachricht<'uebermittlung'>['inhalt'], string[]]>([
    ['no chamber and no purpose', () => transfer(makeLieferung(1)), ['BH-14 /inhalt/knr', 'BH-14 /inhalt/zweck']],
    ['no book', () => transfer(undefined, withoutRequest), ['BH-16 /inhalt/berichtsheftFremdId']],
    [
      'an unknown book',
      () => transfer(undefined, { ...withoutRequest, berichtsheftFremdId: 'nichts' }),
      ['BH-16 /inhalt/berichtsheftFremdId'],
    ],
    [
      'two books',
      () => transfer(makeLieferung(1), { ...withoutRequest, berichtsheftFremdId: 'nichts' }),
      ['BH-14 /inhalt/berichtsheftFremdId'],
    ],
    [
      'a release in the past',
      () => transfer(makeLieferung(1), { ...withoutRequest, gueltigBis: '2026-11-19' }),
      ['BH-14 /inhalt/gueltigBis'],
    ],
    ['another chamber', () => transfer(makeLieferung(1), { ...withoutRequest, knr: '107' }), ['BH-14 /inhalt/knr']],
  ])('0104 with %s is refused', async (_what, inhalt, expected) => {
    expect(rejectionOf(await send(vendor, message('uebermittlung', vendor, inhalt())))).toMatchObject({
      status: 422,
      grund: 'S',
      findings: expected,
    })
  })

  it('0104 stores nothing when a later step is refused', async () => {
    const lieferung = makeLieferung(1)
    const refused = await send(
      vendor,
      message('uebermittlung', vendor, transfer(lieferung, { ...withoutRequest, gueltigBis: '2026-11-19' })),
    )
    expect(refused.statusCode).toBe(422)
    const { eintraege } = await get<{ eintraege: unknown[] }>(
      vendor,
      `/v1/berichtshefte?fremdId=${lieferung.berichtsheft.fremdId}`,
    )
    expect(eintraege).toEqual([])
  })

  type Break = (lieferung: Lieferung, inhalt: Lieferung['ausbildungsnachweise'][number]['inhalt']) => void
  it.each<[string, Break]>([
    [
      'a period that ends before it begins',
      (_, inhalt) => (inhalt.zeitraum = { von: '2024-09-15', bis: '2024-09-09' }),
    ],
    ['a period of 32 days', (_, inhalt) => (inhalt.zeitraum = { von: '2024-09-09', bis: '2024-10-10' })],
    [
      'a week that does not begin on Monday',
      (_, inhalt) => (inhalt.zeitraum = { von: '2024-09-10', bis: '2024-09-15' }),
    ],
    ['a day outside of its week', (_, inhalt) => Object.assign(inhalt.tage?.[1] ?? {}, { datum: '2024-09-20' })],
    ['the same day twice', (_, inhalt) => Object.assign(inhalt.tage?.[1] ?? {}, { datum: inhalt.tage?.[0]?.datum })],
    [
      'a day of more than 24 hours',
      (_, inhalt) => inhalt.tage?.[0]?.eintraege.push(...Array(3).fill({ art: 'betrieb', text: 'x', minuten: 480 })),
    ],
    ['a report before the training', (lieferung) => (lieferung.berichtsheft.ausbildungsbeginn = '2024-09-30')],
    [
      'the key of another report',
      (lieferung) =>
        Object.assign(lieferung.ausbildungsnachweise[1] ?? {}, { fremdId: lieferung.ausbildungsnachweise[0]?.fremdId }),
    ],
    ['a chamber that is dissolved', (lieferung) => (lieferung.berichtsheft.knr = '105')],
    [
      'an approval before the last day',
      (lieferung) =>
        Object.assign(lieferung.ausbildungsnachweise[1]?.verlauf?.[1] ?? {}, { zeitpunkt: '2024-09-07T10:00:00Z' }),
    ],
  ])('0104 with %s is refused as the JSON delivery is: same rules, same places', async (_what, damage) => {
    const lieferung = makeLieferung(2)
    const [, second] = lieferung.ausbildungsnachweise
    if (second) damage(lieferung, second.inhalt)
    const answer = await post(vendor, '/v1/lieferungen', lieferung)
    const json = bodyOf<{ positionen: Lieferposition[] }>(answer, 200)
    const expected = json.positionen.flatMap(({ art, position, verstoesse = [] }) => {
      const place = art === 'berichtsheft' ? 'berichtsheft' : `ausbildungsnachweise/${position - 1}`
      return verstoesse.map(({ regel, pfad }) => `${regel} /inhalt/lieferung/${place}${pfad}`)
    })
    expect(expected.length).toBeGreaterThan(0)
    const inhalt = transfer(lieferung, { ...withoutRequest, knr: lieferung.berichtsheft.knr })
    const xml = rejectionOf(await send(vendor, message('uebermittlung', vendor, inhalt)))
    expect(xml).toMatchObject({ status: 422, grund: 'S', findings: expected })
  })
})

describe('two doors, one room', () => {
  it.each<[string, (heftId: string) => object]>([
    ['a deadline in the past', (id) => anforderungFor(id, { frist: '2020-01-01' })],
    ['an unknown book', () => anforderungFor(unknownId)],
    [
      'a period that ends before it begins',
      (id) => anforderungFor(id, { zeitraum: { von: '2026-02-01', bis: '2026-01-01' } }),
    ],
    ['no selection', (id) => ({ ...anforderungFor(id), auswahl: {} })],
  ])('%s: the same verdict, rules, places and words', async (_what, make) => {
    const body = make(await pushHeft(vendor, 1))
    const json = bodyOf<{ status: number; verstoesse: Verstoss[] }>(await post(kammer, '/v1/anforderungen', body), 422)
    const xml = rejectionOf(
      await send(kammer, message('anforderung', kammer, body as Nachricht<'anforderung'>['inhalt'])),
    )
    expect(xml.status).toBe(json.status)
    expect(xml.verstoesse).toEqual(
      json.verstoesse.map((verstoss) => ({ ...verstoss, pfad: `/inhalt${verstoss.pfad}` })),
    )
  })

  it('a foreign book does not exist through either door', async () => {
    const heftId = await pushHeft(vendor, 1)
    for (const id of [heftId, unknownId]) {
      expect((await post(other, '/v1/freigaben', freigabeFor(id))).statusCode).toBe(404)
      expect(rejectionOf(await send(other, message('freigabe', other, freigabeFor(id))))).toMatchObject({
        status: 404,
        grund: 'S',
      })
    }
  })

  it('faults of form have the same places', async () => {
    const valid = message('anforderung', kammer, anforderungFor(unknownId))
    const xml = rejectionOf(await send(kammer, valid.replace('2026-12-15', '2026-02-30')))
    const json = bodyOf<{ verstoesse: Verstoss[] }>(
      await post(kammer, '/v1/anforderungen', anforderungFor(unknownId, { frist: '2026-02-30' })),
      400,
    )
    expect(xml).toMatchObject({ status: 400, grund: 'X' })
    expect(xml.findings).toEqual(json.verstoesse.map(({ regel, pfad }) => `${regel} /inhalt${pfad}`))
    expect(xml.bezugUUID).toMatch(/^[0-9a-f-]{36}$/)
  })
})
