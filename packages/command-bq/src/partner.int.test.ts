import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { syncPartner } from '@berichtsheft/bq-knowledge/plugin'
import { migrateWissen, openWissensknoten, type Wissensknoten } from '@berichtsheft/bq-knowledge/speicher'
import { createBesetzung, createTestdatenbank, type Testdatenbank } from '@berichtsheft/bq-knowledge/testing'
import { createGuardedFetch } from '@berichtsheft/sdk/netz'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { readonly url: string; readonly template: string; readonly prefix: string }
  }
}

let datenbank: Testdatenbank
let knoten: Wissensknoten
const open: (() => Promise<unknown> | unknown)[] = []

beforeAll(async () => {
  datenbank = await createTestdatenbank(inject('postgres'))
  await migrateWissen(datenbank.pool)
  knoten = await openWissensknoten(datenbank.pool, createBesetzung(1).gruendung)
})

afterAll(() => datenbank.close())

afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** A partner that does with every request what it is told. */
const servePartner = async (handler: http.RequestListener): Promise<{ adresse: string; hits: () => number }> => {
  let hits = 0
  const server = http.createServer((request, response) => {
    hits++
    response.on('error', () => undefined) // cut off by the other side, that is the test
    handler(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { adresse: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/bq`, hits: () => hits }
}

const exchange = (adresse: string, erlaubteNetze = '127.0.0.0/8') => {
  const guarded = createGuardedFetch({ erlaubteNetze, zeit: 60_000, groesse: Number.POSITIVE_INFINITY })
  open.push(guarded.close)
  return syncPartner(knoten, { adresse, stufe: 'redaktion', fetch: guarded.fetch as typeof fetch, geduld: 400 })
}

/** Writes a text again and again for as long as somebody listens. */
const writeForEver = (response: http.ServerResponse, text: string, pause: number): void => {
  const write = (): void => {
    if (response.destroyed) return
    if (response.write(text)) setTimeout(write, pause)
    else response.once('drain', write)
  }
  write()
}

describe('B11: a partner of the exchange', () => {
  it('in a network that was not opened is not connected to', async () => {
    const { adresse, hits } = await servePartner((_request, response) => void response.end())
    await expect(exchange(adresse, '')).rejects.toMatchObject({ name: 'ZielError' })
    expect(hits()).toBe(0)
  })

  it.each<[string, http.RequestListener, RegExp]>([
    [
      'who sends somewhere else is not followed',
      (_request, response) => void response.writeHead(307, { location: '/elsewhere' }).end(),
      /answers 307/,
    ],
    ['who does not answer is left', () => undefined, /does not answer/],
    [
      'who begins to answer and falls silent is left',
      (_request, response) => void response.writeHead(200).write('{"id":'),
      /nothing came/,
    ],
    [
      'who sends empty lines for ever is left',
      (_request, response) => writeForEver(response.writeHead(200), '\n'.repeat(100), 5),
      /nothing came/,
    ],
    [
      'who sends one line for ever is left',
      (_request, response) => writeForEver(response.writeHead(200), 'x'.repeat(65_536), 0),
      /nothing came|without an end/,
    ],
    [
      'who sends what is refused for ever is left',
      (_request, response) => writeForEver(response.writeHead(200), '{}\n'.repeat(1_000), 0),
      /nothing of use/,
    ],
    ['who refuses is told apart', (_request, response) => void response.writeHead(403).end('no'), /answers 403: no/],
  ])('%s', { timeout: 60_000 }, async (_name, handler, message) => {
    const { adresse, hits } = await servePartner(handler)
    await expect(exchange(adresse)).rejects.toThrow(message)
    expect(hits()).toBe(1)
    // The node goes on as before.
    expect(await knoten.readNetz(({ netz }) => netz.ketten.size)).toBe(0)
  })
})
