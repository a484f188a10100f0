import { anhangMedientypen, type GespeicherterAnhang, getAnhang, limits, putAnhang } from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { medientypOf } from '../../dokumente/medientyp.ts'
import { ProblemError } from '../../problem-error.ts'
import { sendFinished } from '../../send-finished.ts'
import { findBerichtsheft } from '../berichtsheft/berichtsheft.queries.ts'

/** Attachments: bytes under their own hash, one store per book. */
export const anhangRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  for (const type of anhangMedientypen) {
    app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: limits.anhang }, (_request, body, done) =>
      done(null, body),
    )
  }

  app.route({
    ...putAnhang,
    bodyLimit: limits.anhang,
    handler: async (request) => {
      const { id, hash: expected } = request.params
      const { aufrufer } = request
      const inhalt = request.body
      if (!Buffer.isBuffer(inhalt) || inhalt.length === 0)
        throw new ProblemError('malformed-request', { detail: 'The body holds the bytes of the file' })
      if (sha256(inhalt) !== expected)
        throw new ProblemError('validation-failed', { detail: 'The bytes have another hash than the address names' })
      const medientyp = medientypOf(inhalt)
      if (medientyp === undefined || !request.headers['content-type']?.startsWith(medientyp)) {
        throw new ProblemError('unsupported-media-type', {
          detail: `The bytes are none of ${anhangMedientypen.join(', ')}, or not what the content type says`,
        })
      }
      const now = deps.now()
      return inTransaktion(deps, aufrufer, async (trx): Promise<GespeicherterAnhang> => {
        const heft = await findBerichtsheft(trx, id)
        if (!heft) throw new ProblemError('not-found', { detail: `Berichtsheft ${id}` })
        const key = { berichtsheft_id: id, sha256: Buffer.from(expected, 'hex') }
        await trx('anhang')
          .insert({ ...key, anbieter_id: heft.anbieter_id, medientyp, inhalt, erstellt_am: now })
          .onConflict()
          .ignore()
        const row: { erstellt_am: Date } | undefined = await trx('anhang').where(key).first('erstellt_am')
        return {
          berichtsheftId: id,
          sha256: expected,
          medientyp,
          groesse: inhalt.length,
          erstelltAm: (row?.erstellt_am ?? now).toISOString(),
        }
      })
    },
  })

  app.route({
    ...getAnhang,
    handler: async (request, reply) => {
      const { id, hash } = request.params
      const row: { medientyp: string; inhalt: Buffer } | undefined = await inTransaktion(
        deps,
        request.aufrufer,
        (trx) =>
          trx('anhang')
            .where({ berichtsheft_id: id, sha256: Buffer.from(hash, 'hex') })
            .first('medientyp', 'inhalt'),
      )
      if (!row) throw new ProblemError('not-found', { detail: `Anhang ${hash}` })
      reply
        .header('content-type', row.medientyp)
        .header('content-disposition', `attachment; filename="${hash.slice(0, 16)}.${row.medientyp.split('/')[1]}"`)
        .header('content-security-policy', "default-src 'none'; sandbox")
      return sendFinished(reply, row.inhalt)
    },
  })
}
