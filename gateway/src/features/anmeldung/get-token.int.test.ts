import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { ensureBetreiber } from './betreiber.ts'

const example = fileURLToPath(new URL('../../../../docs/guide/examples/get-token.ts', import.meta.url))
let gateway: TestApp
let address: string

beforeAll(async () => {
  const port = await findFreePort()
  address = `http://127.0.0.1:${port}`
  gateway = await createTestApp({ liveClock: true, env: { PUBLIC_URL: address } })
  await gateway.server.listen({ port, host: '127.0.0.1' })
})
afterAll(() => gateway?.close())

/** The address has to be known before the server listens, because tokens are made for it. */
const findFreePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

test('with the file of the first start and the example of the guide the operator gets in', async () => {
  const betreiber = await ensureBetreiber(gateway.deps)
  const child = spawn(process.execPath, [example, address, String(betreiber?.createdFile)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(err).toBe('')
  const { access_token, scope } = JSON.parse(out)
  expect(scope).toBe('verwaltung:schreiben verwaltung:lesen')
  const answer = await fetch(`${address}/v1/anbieter`, { headers: { authorization: `Bearer ${access_token}` } })
  expect([answer.status, await answer.json()]).toEqual([200, { eintraege: [] }])
})
