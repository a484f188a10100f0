import type { FastifyPluginAsync } from 'fastify'
import { wissenAbgleichen } from './abgleichen.ts'
import type { Wissensdienste } from './aufrufer.ts'
import { wissenAuswerten } from './auswerten.ts'
import { wissenBeobachten } from './beobachten.ts'
import { wissenEntscheiden } from './entscheiden.ts'
import { wissenBesprechen } from './gespraech.ts'
import { wissenImportieren } from './importieren.ts'
import { wissenLesen } from './lesen.ts'
import { wissenSchreiben } from './schreiben.ts'
import { wissenSuchen } from './suchen.ts'
import { wissenVorlegen } from './warteschlange.ts'

/**
 * The operations of the knowledge base below `/v1/bq`: reading, editing, review, exchange. The server around it has the contract
 * (`useWissensvertrag`, unless it has its own way), says who calls through `identify`, and renders `WissensproblemError`.
 */
export const wissenPlugin: FastifyPluginAsync<Wissensdienste> = async (app, dienste) => {
  await app.register(wissenLesen, dienste)
  await app.register(wissenSuchen, dienste)
  await app.register(wissenAuswerten, dienste)
  await app.register(wissenSchreiben, dienste)
  await app.register(wissenBesprechen, dienste)
  await app.register(wissenVorlegen, dienste)
  await app.register(wissenBeobachten, dienste)
  await app.register(wissenEntscheiden, dienste)
  await app.register(wissenImportieren, dienste)
  await app.register(wissenAbgleichen, dienste)
}
