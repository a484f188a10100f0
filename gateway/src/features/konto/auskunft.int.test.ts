import { writeFile } from 'node:fs/promises'
import { verifyAuskunft } from '@berichtsheft/core/signatur'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createCliBench } from '../../sdk/testing/run-cli.ts'
import { type Kontenprobe, startKontenprobe } from '../anmeldung/testing/konten.ts'
import { auskunftsquellen } from './auskunft.service.ts'
import { storeCompany } from './testing/company.ts'
import { lookInto } from './testing/look.ts'
import { idOf } from './testing/person.ts'

let probe: Kontenprobe
beforeAll(async () => {
  probe = await startKontenprobe()
})
afterAll(() => probe?.close())

const { deps, bearer } = lookInto(() => probe)

describe('the access to the own data', () => {
  it('D02: before it all own data can be had as one file, without secrets and without anybody else', async () => {
    const email = await probe.createPerson('auskunft')
    const id = await idOf(deps(), email)
    const colleague = await probe.createPerson('kanarienvogel')
    await storeCompany(deps(), '01934a5e-7c00-7a31-9b1c-2f0d6c1e5f05', 'Auskunft KG', [
      id,
      await idOf(deps(), colleague),
    ])
    const answer = await probe.send('GET', '/v1/konten/ich/auskunft', undefined, await bearer(email))
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="auskunft.json"')
    const text = await answer.text()
    const { konto, daten, schluessel } = JSON.parse(text)
    const [{ kid }] = schluessel
    expect(await verifyAuskunft(text, [kid])).toMatchObject({ gueltig: true, vertrauen: 'gepinnt', fingerabdruck: kid })
    const changed = text.replace('Auskunft KG', 'Auskunft AG')
    expect(await verifyAuskunft(changed, [kid])).toMatchObject({ gueltig: false, grund: expect.any(String) })
    const bench = await createCliBench()
    const verify = async (content: string) => {
      await writeFile(bench.file('auskunft.json'), content)
      return bench.run(['verify', 'auskunft.json', '--schluessel', kid])
    }
    const [whole, tampered] = [await verify(text), await verify(changed)]
    await bench.close()
    expect([whole.code, whole.out]).toEqual([0, expect.stringContaining('trusted, as named by --schluessel')])
    expect([tampered.code, tampered.err]).toEqual([6, expect.stringContaining('NOT valid')])
    const published = (await (await probe.send('GET', '/jwks')).json()) as { keys: { kid: string }[] }
    expect(published.keys.map((key) => key.kid)).toContain(kid)
    expect(konto).toMatchObject({ id, email, vorname: 'Tilda' })
    expect(daten).toMatchObject({
      zustimmungen: [{ version: '2026-11' }],
      mitgliedschaften: [{ name: 'Auskunft KG', status: 'aktiv' }],
      rollen: [{ rolle: 'unternehmensadministrator' }],
      mails: [{ text: 'kontoBestaetigung' }],
      ereignisse: [{ inhalt: { art: 'konto.angelegt' } }, { inhalt: { art: 'konto.bestaetigt' } }],
    })
    expect(JSON.stringify(daten)).not.toMatch(/argon2|"hash"/)
    expect(JSON.stringify(daten)).not.toContain('kanarienvogel')
  })

  it('which looks into every table that refers to accounts', async () => {
    const { rows } = await alsSystem(deps(), (trx) =>
      trx.raw(
        `select distinct c.conrelid::regclass::text as table from pg_constraint c where c.contype = 'f' and c.confrelid = 'konto'::regclass`,
      ),
    )
    const asked = Object.values(auskunftsquellen).join(' ')
    const tables = (rows as { table: string }[]).map(({ table }) => table)
    expect(tables.length).toBeGreaterThan(8)
    expect(tables.filter((table) => !new RegExp(`from ${table}\\b`).test(asked))).toEqual([])
  })
})
