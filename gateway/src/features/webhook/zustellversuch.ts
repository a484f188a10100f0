import { limits } from '@berichtsheft/core'
import { type GuardedFetch, ZielError } from '@berichtsheft/sdk/netz'
import { Webhook } from 'standardwebhooks'
import { type Ergebnis, judgeAntwort } from './zustellplan.ts'
import type { Auftrag } from './zustellung.queries.ts'

/** What is sent: ids and the signed token, never personal data. */
const toNutzlast = ({ art, zeitpunkt, meldung_id, objekt_id, token }: Auftrag): string =>
  JSON.stringify({
    type: art,
    timestamp: zeitpunkt.toISOString(),
    data: { ereignisId: meldung_id, objektId: objekt_id, token },
  })

/**
 * Makes one attempt to deliver an event. The id is that of the delivery and so the same for every attempt.
 *
 * @param secret `whsec_…`
 * @param signal breaks the attempt off
 * @returns what became of it; never throws
 * @see Standard Webhooks 1.0
 */
export const attempt = async (
  fetch: GuardedFetch['fetch'],
  auftrag: Auftrag,
  secret: string,
  now: Date,
  signal: AbortSignal,
): Promise<Ergebnis> => {
  const body = toNutzlast(auftrag)
  try {
    const response = await fetch(auftrag.url, {
      method: 'POST',
      body,
      signal,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'berichtsheft-gateway',
        'webhook-id': auftrag.id,
        'webhook-timestamp': `${Math.floor(now.getTime() / 1000)}`,
        'webhook-signature': new Webhook(secret).sign(auftrag.id, now, body),
      },
    })
    const ergebnis = judgeAntwort(response.status, response.headers.get('retry-after'), now)
    await discardBody(response)
    return ergebnis
  } catch (error) {
    if (signal.aborted) return { art: 'abgebrochen' }
    return { art: 'fehlgeschlagen', fehler: describe(error) }
  }
}

/** How long a body may take that nobody needs, in milliseconds; a short one is read so that the connection can be used again. */
const bodyTime = 1_000

/** The status has said everything; a body that is slow, endless or broken off changes nothing. */
const discardBody = async ({ body }: Response): Promise<void> => {
  if (body === null) return
  const reader = body.getReader()
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), bodyTime)
  try {
    for (let seen = 0; seen < limits.webhookAntwort; ) {
      const { done, value } = await reader.read()
      if (done) return
      seen += value.byteLength
    }
  } catch {
    return
  } finally {
    clearTimeout(timer)
    await reader.cancel().catch(() => undefined)
  }
}

/** One line for the owner of the webhook: never anything that the receiver sent. */
const describe = (error: unknown): string => {
  if (error instanceof ZielError) return error.message
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${limits.webhookZeit} ms`
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e.name === 'HTTPParserError') return 'the answer is no HTTP'
    const { code } = e as NodeJS.ErrnoException
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return `connection failed (${code})`
  }
  return 'connection failed'
}
