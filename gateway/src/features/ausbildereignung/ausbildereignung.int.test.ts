import type { Ausbildereignung, Ausbildungsvertrag, CreateAusbildereignung, Vertragspruefung } from '@berichtsheft/core'
import { createVertrag } from '@berichtsheft/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createId } from '../../ids.ts'
import { expectLikeMissing } from '../../testing/foreign-objects.ts'
import { openVertragsszene, type Vertragsszene } from '../vertragsaenderung/testing/szene.ts'

const url = '/ausbildereignungen'
const vertrag = createVertrag()
const beruf = vertrag.beruf.bezeichnung

let s: Vertragsszene
beforeAll(async () => {
  s = await openVertragsszene('2026-05-18T10:00:00Z')
})
afterAll(() => s?.app.close())

const datenblatt = (change: Partial<CreateAusbildereignung> = {}): CreateAusbildereignung => ({
  vorname: 'Rika',
  familienname: 'van der Saal',
  geburtsjahr: 1984,
  eignungsart: 'berufsabschluss',
  aevo: 'pruefung',
  berufe: [beruf, 'Koch'],
  dokumente: [{ art: 'ausbilderdatenblatt' }, { art: 'ausbilderabschluss' }, { art: 'ausbildereignung' }],
  ...change,
})
const report = (change?: Partial<CreateAusbildereignung>) =>
  s.good<Ausbildereignung>(s.company, url, datenblatt(change))
const offered = async (query = '') =>
  (await s.call(s.company, { url: `/v1/ausbildungsvertraege/vorbelegung${query}` })).json()
/** What the check says about the trainer of a draft. */
const found = async (fremdId: string): Promise<string[]> => {
  const [trainer] = vertrag.ausbilder
  const { id } = await s.good<Ausbildungsvertrag>(s.company, '/ausbildungsvertraege', {
    vertrag: { ...vertrag, ausbilder: [{ ...trainer, meldung: 'anerkannt', fremdId }], dokumente: [] },
  })
  const { verstoesse } = await s.read<Vertragspruefung>(s.company, `/ausbildungsvertraege/${id}/pruefung`)
  return verstoesse.filter(({ regel }) => regel === 'DAV-161').map(({ schwere, pfad }) => `${schwere} ${pfad}`)
}

describe('a trainer (DV-15, DV-21)', () => {
  it('is reported, checked and accepted; then the register proposes him, for these occupations only', async () => {
    const { id, status, fremdId } = await report()
    expect(status).toBe('gemeldet')
    expect((await offered()).ausbilder).toEqual([])
    const before = await found(fremdId)
    expect(before).not.toEqual([])
    expect(await s.tasks(s.clerk, 'ausbilderPruefen')).toContain(id)
    expect((await s.post(s.clerk, `${url}/${id}/anerkennung`, {})).statusCode).toBe(409)
    expect(await s.good(s.clerk, `${url}/${id}/uebernahme`)).toMatchObject({
      status: 'inPruefung',
      zugewiesenAn: s.clerk[0].kontoId,
    })
    expect((await s.post(s.other, `${url}/${id}/anerkennung`, {})).statusCode).toBe(409)
    expect((await s.post(s.clerk, `${url}/${id}/anerkennung`, { berufe: ['Tischler'] })).statusCode).toBe(422)
    expect(await s.good(s.clerk, `${url}/${id}/anerkennung`, { berufe: [beruf] })).toMatchObject({
      status: 'anerkannt',
      anerkannteBerufe: [beruf],
    })
    expect(await s.mailsTo(s.company[0].kontoId)).toContain('ausbilderAnerkannt')
    expect(await offered(`?ausbilder=${fremdId}`)).toMatchObject({
      vertrag: { ausbilder: [{ fremdId, vorname: 'Rika van der', familienname: 'Saal' }] },
      berufe: [beruf],
    })
    expect(await found(fremdId)).toEqual([])
    expect(await s.events(id)).toEqual(['ausbilder.gemeldet', 'ausbilder.inPruefung', 'ausbilder.anerkannt'])
    expect(await s.chainHolds(id)).toBe(true)

    // One more occupation for the same person: the register keeps both.
    const more = await report({ fremdId, berufe: ['Koch'] })
    await s.good(s.clerk, `${url}/${more.id}/uebernahme`)
    await s.good(s.clerk, `${url}/${more.id}/anerkennung`, {})
    expect((await offered(`?ausbilder=${fremdId}`)).berufe).toEqual([beruf, 'Koch'])

    // What is in doubt leaves the register until the chamber has decided again (BBiG § 32).
    expect((await s.post(s.clerk, `${url}/${id}/wiederaufnahme`, { grund: ' ' })).statusCode).toBe(422)
    await s.good(s.clerk, `${url}/${id}/wiederaufnahme`, { grund: 'Beschwerde' })
    expect((await offered(`?ausbilder=${fremdId}`)).berufe).toEqual(['Koch'])
    expect(await found(fremdId)).toEqual(before)
    await s.good(s.clerk, `${url}/${id}/ablehnung`, { grund: 'Nicht mehr im Betrieb' })
    expect(await found(fremdId)).not.toEqual([])
  })

  it('is refused with a reason, and may be reported again', async () => {
    const { id } = await report({ berufe: ['Koch'] })
    await s.good(s.clerk, `${url}/${id}/uebernahme`)
    expect((await s.post(s.clerk, `${url}/${id}/ablehnung`, { grund: ' ' })).statusCode).toBe(422)
    await s.good(s.clerk, `${url}/${id}/ablehnung`, { grund: 'Der Nachweis fehlt.' })
    expect(await s.mailsTo(s.company[0].kontoId)).toContain('ausbilderAbgelehnt')
    expect(await s.read(s.company, `${url}/${id}`)).toMatchObject({ status: 'abgelehnt', grund: 'Der Nachweis fehlt.' })
    await s.good(s.company, `${url}/${id}/meldung`, datenblatt({ aevo: 'befreiung' }))
    await s.good(s.clerk, `${url}/${id}/uebernahme`)
    expect(await s.good(s.clerk, `${url}/${id}/rueckgabe`)).toMatchObject({ status: 'gemeldet' })
    await s.good(s.other, `${url}/${id}/uebernahme`)
    expect(await s.good(s.other, `${url}/${id}/anerkennung`, {})).toMatchObject({
      aevo: 'befreiung',
      status: 'anerkannt',
    })
  })

  it('of the register is checked once at a time, and only of the own company', async () => {
    expect((await s.post(s.company, url, datenblatt({ fremdId: 'a-99' }))).json().verstoesse).toMatchObject([
      { regel: 'DV-21', pfad: '/fremdId' },
    ])
    const { id, fremdId } = await report({ berufe: ['Koch'] })
    await s.good(s.clerk, `${url}/${id}/uebernahme`)
    await s.good(s.clerk, `${url}/${id}/anerkennung`, {})
    const answers = await Promise.all([0, 1].map(() => s.post(s.company, url, datenblatt({ fremdId }))))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
    const claims = await Promise.all(
      [s.clerk, s.other].map((wer) =>
        s.post(wer, `${url}/${answers.find((a) => a.statusCode === 201)?.json().id}/uebernahme`),
      ),
    )
    expect(claims.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
  })

  it('of somebody else is like one that does not exist', async () => {
    const { id } = await report({ berufe: ['Koch'] })
    const read = (one: string) => () => s.call(s.stranger, { url: `/v1${url}/${one}` })
    await expectLikeMissing('GET', read(id), read(createId(s.app.clock.now)))
    expect((await s.post(s.stranger, `${url}/${id}/meldung`, datenblatt())).statusCode).toBe(404)
    const ferne = await s.app.createKammer('107')
    expect((await ferne.inject({ url: `/v1${url}/${id}` })).statusCode).toBe(404)
    for (const step of ['uebernahme', 'rueckgabe', 'anerkennung', 'ablehnung', 'wiederaufnahme'])
      expect(
        (await ferne.inject({ method: 'POST', url: `/v1${url}/${id}/${step}`, payload: { grund: 'x' } })).statusCode,
        step,
      ).not.toBe(200)
    expect((await ferne.inject({ url: `/v1${url}` })).json().eintraege).toEqual([])
    const own = await s.read<{ eintraege: Ausbildereignung[] }>(s.company, `${url}?status=gemeldet&limit=200`)
    expect(own.eintraege.map((one) => one.id)).toContain(id)
  })
})
