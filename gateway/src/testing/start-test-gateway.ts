import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ClientOptions, createClient, type GatewayClient } from '@berichtsheft/sdk'
import { buildSammelanforderung } from '../features/anforderung/sammelanforderung.service.ts'
import { buildExport } from '../features/export/export.service.ts'
import { createJobs } from '../jobs/jobs.ts'
import { createTestApp, type TestApp, type TestAppOptions, type TestClient } from './create-test-app.ts'

/** A gateway of a test that listens, as vendors and chambers meet it. */
export interface TestGateway extends TestApp {
  /** Address that it listens on; its `PUBLIC_URL`. */
  readonly address: string
  /** A client of the SDK that signs in with the key of a test client. */
  readonly connect: (client: TestClient, options?: Partial<ClientOptions>) => GatewayClient
}

/** Builds the gateway of {@link createTestApp} with a running clock and its jobs, and lets it listen on a free port of the loopback. */
export const startTestGateway = async ({
  host = '127.0.0.1',
  ...options
}: TestAppOptions & { readonly host?: '127.0.0.1' | 'localhost' } = {}): Promise<TestGateway> => {
  const port = await findFreePort()
  const address = `http://${host}:${port}`
  const app = await createTestApp({ liveClock: true, ...options, env: { PUBLIC_URL: address, ...options.env } })
  const jobs = await createJobs(app.deps, {
    databaseUrl: app.databaseUrl,
    arten: {
      export: (id) => buildExport(app.deps, id),
      sammelanforderung: (id) => buildSammelanforderung(app.deps, id),
    },
  })
  await app.server.listen({ port, host: '127.0.0.1' })
  return {
    ...app,
    address,
    connect: ({ clientId, jwk }, clientOptions) =>
      createClient({ baseUrl: address, clientId, privateJwk: jwk, ...clientOptions }),
    close: async () => {
      app.server.server.closeAllConnections()
      await jobs.stop()
      await app.close()
    },
  }
}

/** The address has to be known before the server listens, because tokens are made for it. */
const findFreePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
