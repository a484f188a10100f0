import { Readable } from 'node:stream'
import { maySee, type Sichtbarkeit } from '@berichtsheft/bq-knowledge'
import type { Wissensaufrufer } from '@berichtsheft/bq-knowledge/plugin'
import {
  anhangMedientypen,
  getWissensdokument,
  limits,
  listWissensdokumente,
  uploadWissensdokument,
  type Wissensdokument,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { receiveDokument } from '../../dokumente/annahme.ts'
import { openDokument, removeDokument, takeDokument } from '../../dokumente/tresor.ts'
import { ProblemError } from '../../problem-error.ts'
import { streamOf } from '../../satzstrom.ts'
import { sendFinished } from '../../send-finished.ts'
import { dateiHeaders } from '../uebermittlung/datei.service.ts'

interface Zeile {
  readonly dokument_id: string
  readonly sha256: Buffer
  readonly profil: Wissensdokument['profil']
  readonly titel: string
  readonly lizenz: string
  readonly stufe: Sichtbarkeit
  readonly medientyp: string
  readonly groesse: number
  readonly knr: string
  readonly erstellt_am: Date
}

const columns = [
  'dokument_id',
  'sha256',
  'profil',
  'titel',
  'lizenz',
  'stufe',
  'medientyp',
  'groesse',
  'knr',
  'erstellt_am',
] as const

const toWissensdokument = (row: Zeile): Wissensdokument => ({
  hash: row.sha256.toString('hex'),
  titel: row.titel,
  lizenz: row.lizenz,
  stufe: row.stufe,
  profil: row.profil,
  medientyp: row.medientyp,
  groesse: row.groesse,
  kammer: row.knr,
  erstelltAm: row.erstellt_am.toISOString(),
})

const findZeile = (trx: Knex, hash: string): Promise<Zeile | undefined> =>
  trx('wissensdokument')
    .where({ sha256: Buffer.from(hash, 'hex') })
    .first(columns)

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

/** Documents behind citations: curricula and certificates in the safe of the gateway, each with its licence and who may read it. */
export const wissensdokumentRoutes: FastifyPluginAsyncTypebox<
  Deps & { readonly identify: (request: FastifyRequest) => Promise<Wissensaufrufer> }
> = async (app, { identify, ...deps }) => {
  for (const type of anhangMedientypen) app.addContentTypeParser(type, (_request, payload, done) => done(null, payload))

  app.route({
    ...uploadWissensdokument,
    bodyLimit: limits.wissensdokument,
    config: { strom: true },
    handler: async (request, reply) => {
      const { kammer } = await identify(request)
      if (kammer === undefined) throw new ProblemError('forbidden')
      const { type: typ, body } = streamOf(request, anhangMedientypen, limits.wissensdokument)
      const annahme = { typ, hoechstens: limits.wissensdokument, mitMarken: false, regel: 'BQ-DOKUMENT' }
      const { id, sha256, groesse, medientyp } = await receiveDokument(deps, body, annahme)
      const stored = await alsSystem(deps, async (trx) => {
        const now = deps.now()
        await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`bq ${sha256}`])
        const known = await findZeile(trx, sha256)
        if (known) return known
        await takeDokument(trx, id, medientyp, now)
        await trx('wissensdokument').insert({
          dokument_id: id,
          sha256: Buffer.from(sha256, 'hex'),
          ...request.query,
          medientyp,
          groesse,
          knr: kammer,
          erstellt_am: now,
        })
        return findZeile(trx, sha256)
      })
      if (!stored) throw new Error('a document was not stored')
      if (stored.dokument_id !== id) await removeDokument(deps, id)
      return reply.code(201).send(toWissensdokument(stored))
    },
  })

  app.route({
    ...listWissensdokumente,
    handler: async (request) => {
      const { stufe } = await identify(request)
      const { profil } = request.query
      const rows: Zeile[] = await alsSystem(deps, (trx) =>
        trx('wissensdokument').where({ profil }).orderBy(['erstellt_am', 'dokument_id']).select(columns),
      )
      return { eintraege: rows.filter((row) => maySee(stufe, row.stufe)).map(toWissensdokument) }
    },
  })

  app.route({
    ...getWissensdokument,
    handler: async (request, reply) => {
      const { stufe } = await identify(request)
      const { hash } = request.params
      const row = await alsSystem(deps, (trx) => findZeile(trx, hash))
      if (!row || !maySee(stufe, row.stufe)) throw new ProblemError('not-found', { detail: hash })
      const parts = await openDokument(deps, (work) => alsSystem(deps, work), row.dokument_id)
      reply
        .headers(dateiHeaders(`${hash}.${endings[row.medientyp]}`, row.medientyp, row.groesse, hash))
        .header('content-security-policy', "default-src 'none'; sandbox")
      return sendFinished(reply, Readable.from(parts, { objectMode: false }))
    },
  })
}
