import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alsSystem } from '../db/transaktion.ts'
import { openDokument, putDokument } from '../dokumente/tresor.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { openKeyring } from './keyring.ts'
import { orte, rewrapAll } from './rewrap.ts'
import { wrapText } from './wrap-text.ts'

let t: TestApp
const old = new Uint8Array(32).fill(7) // the key of createTestApp
const current = randomBytes(32)
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const keyringOf = (wrappingKey: Uint8Array, previousKey?: Uint8Array) =>
  openKeyring({
    db: t.deps.db,
    databaseUrl: t.databaseUrl,
    now: t.deps.now,
    wrappingKey,
    previousKey,
    onError: () => {},
  })
const system = <T>(work: Parameters<typeof alsSystem<T>>[1]) => alsSystem(t.deps, work)
const read = async (keyring: TestApp['deps']['keyring'], id: string): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of await openDokument({ keyring }, system, id)) parts.push(part)
  return Buffer.concat(parts).toString()
}

it('the wrapping key is replaced while the gateway runs: both are read, then everything is under the new one', async () => {
  const source = (text: string) =>
    (async function* () {
      yield Buffer.from(text)
    })()
  const before = await putDokument(t.deps, source('vorher'), 100)
  const id = randomUUID()
  const [artefakt] = await system((trx) =>
    trx('oidc_artefakt')
      .insert({
        art: 'Session',
        id,
        ablauf: new Date(t.clock.now.getTime() + 1e9),
        inhalt: { uid: 'u', versiegelt: '' },
      })
      .returning('*'),
  )
  const versiegelt = await wrapText('"geheim"', `Session:${id}`, old)
  await system((trx) =>
    trx('oidc_artefakt')
      .where({ id })
      .update({ inhalt: { ...artefakt.inhalt, versiegelt } }),
  )

  await expect(keyringOf(current)).rejects.toThrow('cannot be used')
  const both = await keyringOf(current, old)
  const after = await putDokument({ ...t.deps, keyring: both }, source('nachher'), 100)
  expect([await read(both, before.id), await read(both, after.id)]).toEqual(['vorher', 'nachher'])

  const parts = await system((trx) => trx('tresorteil').orderBy('dokument_id').pluck('inhalt'))
  const first = await rewrapAll(t.deps, { old, current })
  expect(first).toMatchObject({ schluessel: 3, tresordokument: 1, oidc_artefakt: 1 })
  expect(await system((trx) => trx('tresorteil').orderBy('dokument_id').pluck('inhalt'))).toEqual(parts)
  expect(Object.values(await rewrapAll(t.deps, { old, current })).every((count) => count === 0)).toBe(true)
  await both.close()

  const only = await keyringOf(current)
  expect([await read(only, before.id), await read(only, after.id)]).toEqual(['vorher', 'nachher'])
  const row = await system((trx) => trx('oidc_artefakt').where({ id }).first('inhalt'))
  expect(row.inhalt.uid).toBe('u')
  expect(await only.unwrap(row.inhalt.versiegelt, `Session:${id}`)).toBe('"geheim"')
  await only.close()
})

it('every place in the list is one that the gateway may write', async () => {
  for (const { table, key, text } of orte)
    await system((trx) =>
      trx.raw(`select ${key.join()}, ${text} from ${table} order by ${key.join()} limit 1 for update`),
    )
})

it('every place where something is wrapped is in the list, or does not last', () => {
  const folder = path.join(import.meta.dirname, '..')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.includes('test') && !file.startsWith('schluessel/'),
  )
  const wrapping = files.filter((file) =>
    /\b(?:keyring\.wrap|wrap)\((?:JSON|Buffer|key\.|schluessel|secret|randomBytes|export)/.test(
      readFileSync(path.join(folder, file), 'utf8'),
    ),
  )
  expect(wrapping.sort()).toEqual([
    'dokumente/tresor.ts', // tresordokument
    'features/anmeldung/artefakt-siegel.ts', // oidc_artefakt
    'features/anmeldung/faktor.service.ts', // kontofaktor
    'features/anmeldung/geheimnis.queries.ts', // geheimnis
    'features/anmeldung/interaktion-faktor.routes.ts', // a form, for minutes
    'features/anmeldung/sicherheit.routes.ts', // a form, for minutes
    'features/brief/brief.service.ts', // brief
    'features/webhook/geheimnis.ts', // webhook
    'features/wissen/schluessel.ts', // wissensschluessel
  ])
})
