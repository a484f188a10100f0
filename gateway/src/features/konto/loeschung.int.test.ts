import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { type Kontenprobe, readJson, startKontenprobe } from '../anmeldung/testing/konten.ts'
import { lockBereiche } from '../mitgliedschaft/sperre.service.ts'
import { storeCompany } from './testing/company.ts'
import { eventually, isSubject, lookInto } from './testing/look.ts'
import { idOf } from './testing/person.ts'

let probe: Kontenprobe
beforeAll(async () => {
  probe = await startKontenprobe()
})
afterAll(() => probe?.close())

const { deps, tableOf, bearer } = lookInto(() => probe)

describe('the end of an account (MI-56)', () => {
  it('is refused to the last administrator, with the company and the way out', async () => {
    const [email, other] = [await probe.createPerson('letzter'), await probe.createPerson('zweiter')]
    const [id, otherId] = [await idOf(deps(), email), await idOf(deps(), other)]
    await storeCompany(deps(), '01934a5e-7c00-7a31-9b1c-2f0d6c1e5b01', 'Werft Störtebeker', [id])
    await storeCompany(deps(), '01934a5e-7c00-7a31-9b1c-2f0d6c1e5c02', 'Kontor Zu Zweit', [id, otherId])
    const answer = await probe.send('DELETE', '/v1/konten/ich', undefined, await bearer(email))
    const body = await readJson(answer)
    expect(answer.status).toBe(409)
    expect(body.verstoesse).toHaveLength(1)
    expect(body.verstoesse?.[0]).toMatchObject({ regel: 'MI-56', text: expect.stringContaining('Werft Störtebeker') })
    expect(body.verstoesse?.[0]?.textEnglisch).toContain('First add another one')
  })

  it('of two administrators who leave at once, one stays', async () => {
    const people = [await probe.createPerson('geht1'), await probe.createPerson('geht2')]
    const ids = await Promise.all(people.map((email) => idOf(deps(), email)))
    await storeCompany(deps(), '01934a5e-7c00-7a31-9b1c-2f0d6c1e5d03', 'Letzte Hand GmbH', ids)
    const answers = await Promise.all(
      people.map(async (email) => probe.send('DELETE', '/v1/konten/ich', undefined, await bearer(email))),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('is refused to who became the only administration of a chamber while it waited for others to decide', async () => {
    const email = await probe.createPerson('wartend')
    const [id, other] = [await idOf(deps(), email), await idOf(deps(), await probe.createPerson('bleibend'))]
    const company = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5f05'
    await storeCompany(deps(), company, 'Übergabe GmbH', [other, id])
    const headers = await bearer(email)
    const { asked } = await alsSystem(deps(), async (trx) => {
      await lockBereiche(trx, [company])
      const sent = probe.send('DELETE', '/v1/konten/ich', undefined, headers)
      await eventually(async () => {
        const { rows } = await trx.raw("select from pg_locks where locktype = 'advisory' and not granted")
        return rows.length
      }).toBe(1)
      const rolle = { konto_id: id, knr: '164', anwendung: 'kammer', rolle: 'kammeradministration' }
      const neu = { id: randomUUID(), gueltig_von: '2020-01-01', vergeben_am: new Date() }
      await trx('rollenzuweisung').insert({ ...rolle, ...neu })
      return { asked: sent }
    })
    const answer = await asked
    expect([answer.status, (await readJson(answer)).verstoesse?.[0]?.regel]).toEqual([409, 'MI-56'])
    expect(await tableOf('konto', { id })).toMatchObject([{ status: 'aktiv' }])
  })

  it('leaves nothing that names the person, ends roles, and gives the address back', async () => {
    const email = await probe.createPerson('abschied')
    const id = await idOf(deps(), email)
    const stay = await idOf(deps(), await probe.createPerson('bleibt'))
    await storeCompany(deps(), '01934a5e-7c00-7a31-9b1c-2f0d6c1e5e04', 'Zurück AG', [stay, id])
    const headers = await bearer(email)
    const answer = await probe.send('DELETE', '/v1/konten/ich', undefined, headers)
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      {
        aufbewahrt: expect.arrayContaining([
          expect.objectContaining({ rechtsgrundlage: expect.stringContaining('DSGVO') }),
        ]),
      },
    ])
    await probe.mails.next(email, isSubject('gelöscht'))
    await eventually(async () => (await tableOf('mail', { status: 'offen' })).length).toBe(0)
    const left = JSON.stringify([
      await tableOf('konto', { id }),
      await tableOf('rollenzuweisung', { konto_id: id }),
      await tableOf('ereignis', { aggregat_id: id }),
      await tableOf('kontogeheimnis', { konto_id: id }),
      await tableOf('kontotoken', { konto_id: id }),
    ])
    expect(left).not.toMatch(/abschied|Tilda|Ehrlichmann|argon2/)
    expect(await tableOf('mitgliedschaft', { konto_id: id })).toMatchObject([{ status: 'entfernt' }])
    expect((await probe.send('GET', '/v1/konten/ich', undefined, headers)).status).toBe(403)
    const again = await probe.createPerson('abschied')
    expect(await idOf(deps(), again)).not.toBe(id)
  })
})
