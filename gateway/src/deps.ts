import type { FastifyBaseLogger } from 'fastify'
import type { Adapters } from './adapters/adapters.ts'
import type { Config } from './config.ts'
import type { Database } from './db/client.ts'
import type { Wissensbasis } from './features/wissen/wissensbasis.ts'
import type { Keyring } from './schluessel/keyring.ts'

/** What the features need from outside; passed as plugin options, wired in app.ts and nowhere else. */
export interface Deps {
  readonly config: Config
  readonly db: Database
  /** The present instant. */
  readonly now: () => Date
  readonly keyring: Keyring
  readonly adapters: Adapters
  readonly log: FastifyBaseLogger
  /** The knowledge base, where this gateway keeps one. */
  readonly wissen?: Wissensbasis
}
