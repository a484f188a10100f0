import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeLieferung } from '../../testing/fixtures.ts'
import { createTestPerson } from '../../testing/people.ts'
import { imAmt, type Szene, setScene } from '../unternehmen/testing/szene.ts'
import { annahmen } from './annahme.ts'

let s: Szene
beforeAll(async () => {
  s = await setScene()
})
afterAll(() => s.t.close())

/** An object of the OpenAPI document, as far as this looks into it. */
interface Beschrieben {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Beschrieben>>
  readonly $ref?: string
  readonly anyOf?: readonly Beschrieben[]
}

describe('whoever has registered', () => {
  it('goes on to a company of his own, or asks to join one as an apprentice; both ways are named (MI-23, DV-08)', async () => {
    for (const text of Object.values(annahmen.bestaetigt)) expect(text).toMatch(/Unternehmen.*Beitritt|company.*join/)
    const firma = await s.activate('0000900001')
    const kuenftig = await createTestPerson(s.t)
    const own = await s.register({ name: 'Eigene Firma GmbH' }, kuenftig)
    expect(own.status).toBe('beantragt')
    const azubi = await createTestPerson(s.t)
    const { name, anschrift } = firma
    const payload = {
      name,
      anschrift,
      identnummer: '0000900001',
      knr: '153',
      anwendung: 'berichtsheft',
      rolle: 'azubi',
    }
    const asked = await azubi.inject(undefined, { method: 'POST', url: '/v1/beitrittsanfragen', payload })
    expect(asked.json(), asked.body).toMatchObject({ status: 'offen', rolle: 'azubi' })
  })

  it('takes part only with account, company and membership, each of which came by its own registration (BH-19)', async () => {
    const firma = await s.activate('0000900002')
    const kontext = `unternehmen:${firma.id}`
    const books = async (wer = s.registrant, als = kontext) =>
      (await wer.inject(als, { url: '/v1/berichtshefte' })).statusCode
    expect((await s.t.server.inject({ url: '/v1/berichtshefte' })).statusCode).toBe(401)
    const ausbilder = await createTestPerson(s.t)
    expect(await books(ausbilder)).toBe(404)
    const invited = await s.registrant.inject(kontext, {
      method: 'POST',
      url: `/v1/unternehmen/${firma.id}/einladungen`,
      payload: { email: 'ausbilder@person.example', anwendung: 'berichtsheft', rolle: 'ausbilder' },
    })
    expect(invited.statusCode, invited.body).toBe(201)
    // Invited is not yet a member.
    expect(await books(ausbilder)).toBe(404)
    const member = await createTestPerson(s.t, { rollen: [{ rolle: 'ausbilder', unternehmenId: firma.id }] })
    expect(await books(member)).toBe(200)
    const waiting = await s.register({ name: 'Noch nicht aktiv GmbH' }, ausbilder)
    expect(await books(ausbilder, `unternehmen:${waiting.id}`)).toBe(404)
  })
})

describe('the form of keeping a book', () => {
  it.each([
    ['elektronisch', undefined],
    ['schriftlich', 'K8'],
  ] as const)('%s is compared with the contract when it is presented (BH-20)', async (nachweisform, regel) => {
    const vendor = await s.t.createVendor()
    const lieferung = makeLieferung(1)
    const payload = { ...lieferung, berichtsheft: { ...lieferung.berichtsheft, nachweisform } }
    const answer = await vendor.inject({ method: 'POST', url: '/v1/lieferungen', payload })
    const freigabe = await vendor.inject({
      method: 'POST',
      url: '/v1/freigaben',
      payload: {
        berichtsheftId: answer.json().positionen[0].id,
        knr: '153',
        zweck: 'abschlusspruefung',
        gueltigBis: '2099-12-31',
        freigebender: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' },
        unternehmen: 'Werkstatt Störtebeker GmbH',
      },
    })
    expect(freigabe.statusCode, freigabe.body).toBe(201)
    const uebermittlung = { freigabeId: freigabe.json().id }
    const made = await vendor.inject({ method: 'POST', url: '/v1/uebermittlungen', payload: uebermittlung })
    const regeln = made.json().verstoesse.map((one: { regel: string }) => one.regel)
    expect(regeln.includes('K8'), made.body).toBe(regel === 'K8')
  })
})

describe('the published contract', () => {
  it('explains every field that a person fills in, for forms to show beside it (MI-27)', async () => {
    const { components } = (await s.t.server.inject({ url: '/openapi.json' })).json()
    const schemas: Readonly<Record<string, Beschrieben>> = components.schemas
    for (const name of [
      'CreateKonto',
      'CreateUnternehmen',
      'UpdateUnternehmen',
      'Anschrift',
      'CreateAktivierung',
      'CreateBeitrittsanfrage',
      'CreateRollenanfrage',
      'CreateEinladung',
      'CreateLoeschantrag',
    ]) {
      const fields = Object.entries(schemas[name]?.properties ?? {})
      expect(fields.length, name).toBeGreaterThan(0)
      for (const [field, { description, $ref, anyOf }] of fields) {
        const named = schemas[($ref ?? anyOf?.[0]?.$ref ?? '').split('/').at(-1) ?? '']
        expect(description ?? named?.description, `${name}.${field}`).toMatch(/\w{3}/)
      }
    }
  })

  it('says its version in the document and in every address (MI-60)', async () => {
    const { info, paths } = (await s.t.server.inject({ url: '/openapi.json' })).json()
    expect(info.version).toMatch(/^\d+\.\d+\.\d+/)
    const own = Object.keys(paths).filter((path) => path.startsWith('/v'))
    expect(own.length).toBeGreaterThan(90)
    expect(own.every((path) => path.startsWith('/v1/'))).toBe(true)
    const clerk = await s.clerk.inject(imAmt, { url: '/v2/unternehmen' })
    expect(clerk.statusCode).toBe(404)
  })
})
