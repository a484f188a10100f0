import type { FastifyReply } from 'fastify'
import { sendFinished } from './send-finished.ts'

/** Sends a PDF under a name in ASCII; what is drawn from personal data stays in no cache. */
export const sendPdf = (reply: FastifyReply, pdf: Uint8Array, name: string): void =>
  sendFinished(
    reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', `attachment; filename="${name}.pdf"`)
      .header('cache-control', 'no-store'),
    Buffer.from(pdf),
  )
