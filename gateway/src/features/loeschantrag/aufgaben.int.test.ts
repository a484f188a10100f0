import { afterAll, beforeAll, expect, it } from 'vitest'
import { imAmt, type Szene, setScene } from '../unternehmen/testing/szene.ts'

let s: Szene
beforeAll(async () => {
  s = await setScene()
})
afterAll(() => s.t.close())

it('a deletion waits in the task list of the chamber until it is decided or revoked', async () => {
  const { id } = await s.activate('1234')
  const kontext = `unternehmen:${id}`
  const tasks = async (): Promise<string[]> =>
    (await s.clerk.inject(imAmt, { url: '/v1/aufgaben?art=loeschungPruefen' }))
      .json()
      .eintraege.map((one: { id: string }) => one.id)
  const draft = (
    await s.registrant.inject(kontext, {
      method: 'POST',
      url: `/v1/unternehmen/${id}/loeschantraege`,
      payload: { grund: 'Schluss' },
    })
  ).json()
  expect(await tasks()).toEqual([])
  const payload = { bestaetigung: draft.bestaetigung }
  await s.registrant.inject(kontext, { method: 'POST', url: `/v1/loeschantraege/${draft.id}/bestaetigung`, payload })
  expect(await tasks()).toEqual([draft.id])
  await s.registrant.inject(kontext, { method: 'POST', url: `/v1/loeschantraege/${draft.id}/widerruf` })
  expect(await tasks()).toEqual([])
})
