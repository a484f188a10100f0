import type { Nachricht, Nachrichtenname } from '@berichtsheft/core'
import { type CallOptions, type Connection, toUrl } from './connection.ts'

/** The answer to a message: the receipt 0020, or the rejection 0010; nothing of a rejected message was stored. */
export type Nachrichtenantwort =
  | { readonly name: 'quittung'; readonly value: Nachricht<'quittung'> }
  | { readonly name: 'rueckweisung'; readonly value: Nachricht<'rueckweisung'> }

const isXml = ({ headers }: Response): boolean => /^application\/xml\s*(;|$)/i.test(headers.get('content-type') ?? '')

/**
 * Sends a message of the standard, written here from its value; its `nachrichtenUUID` makes it take effect once.
 *
 * @throws TypeError when the value cannot be written; ProblemError when no message came back, as for a token that is refused
 */
export const sendNachricht = async <N extends Nachrichtenname>(
  connection: Connection,
  name: N,
  value: Nachricht<N>,
  options: CallOptions = {},
): Promise<Nachrichtenantwort> => {
  const { writeNachricht } = await import('@berichtsheft/core/xml')
  return sendNachrichtXml(connection, writeNachricht(name, value), options)
}

/** As {@link sendNachricht}, from XML that was written elsewhere. */
export const sendNachrichtXml = async (
  connection: Connection,
  xml: string | Uint8Array<ArrayBuffer>,
  { signal }: CallOptions = {},
): Promise<Nachrichtenantwort> => {
  const { readNachricht } = await import('@berichtsheft/core/xml')
  const answer = await connection.transport.send({
    method: 'POST',
    url: toUrl(connection, '/v1/nachrichten'),
    headers: new Headers({ 'content-type': 'application/xml', accept: 'application/xml' }),
    body: xml,
    // The UUID in the header of the message is its idempotency key.
    isRepeatable: true,
    isAnswer: isXml,
    signal,
  })
  const { name, value } = readNachricht(new Uint8Array(await answer.arrayBuffer()))
  if (name !== 'quittung' && name !== 'rueckweisung') throw new Error(`the gateway answered with the message ${name}`)
  return { name, value } as Nachrichtenantwort
}
