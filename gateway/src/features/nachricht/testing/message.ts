import { randomUUID } from 'node:crypto'
import { type Nachricht, type Nachrichtenname, nachrichten, standard } from '@berichtsheft/core'
import { readNachricht, writeNachricht } from '@berichtsheft/core/xml'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { TestClient } from '../../../testing/create-test-app.ts'

/** Who writes or reads a message. */
export type Partner = Nachricht<'anforderung'>['nachrichtenkopf']['autor']
const gateway: Partner = { verzeichnisdienst: 'gateway', kennung: 'gateway', name: 'Gateway' }
/** A client of the gateway as messages name it. */
export const partner = ({ knr, anbieterId }: TestClient): Partner =>
  knr === undefined
    ? { verzeichnisdienst: 'gateway', kennung: anbieterId ?? '', name: 'Heftwerk GmbH' }
    : { verzeichnisdienst: 'knr', kennung: knr, name: 'IHK' }

/** What is special about the frame of a message. */
export interface Frame {
  readonly uuid?: string
  readonly autor?: Partner
  readonly leser?: Partner
  readonly test?: boolean
  readonly code?: string
}

/** A message of a client to the gateway, as XML. */
export const message = <N extends Nachrichtenname>(
  name: N,
  client: TestClient,
  inhalt: Nachricht<N>['inhalt'],
  { uuid = randomUUID(), autor = partner(client), leser = gateway, test, code = nachrichten[name].nummer }: Frame = {},
): string =>
  writeNachricht(name, {
    produkt: 'Heftwerk',
    produkthersteller: 'Heftwerk GmbH',
    standard: standard.nameTechnisch,
    version: '1.0',
    ...(test === undefined ? {} : { test }),
    nachrichtenkopf: {
      identifikation: {
        nachrichtenUUID: uuid,
        nachrichtentyp: { code, name: nachrichten[name].element },
        erstellungszeitpunkt: '2026-11-20T09:00:00Z',
      },
      leser,
      autor,
    },
    inhalt,
  } as Nachricht<N>)

/** Sends a message. */
export const send = (
  client: TestClient,
  xml: string | Buffer,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> =>
  client.inject({
    method: 'POST',
    url: '/v1/nachrichten',
    payload: xml,
    headers: { 'content-type': 'application/xml', ...headers },
  })

/** The receipt of an accepted message. */
export const receiptOf = (answer: LightMyRequestResponse): Nachricht<'quittung'> => {
  const read = readNachricht(answer.rawPayload)
  if (answer.statusCode !== 201 || read.name !== 'quittung') throw new Error(`${answer.statusCode}: ${answer.body}`)
  expect(answer.headers['content-type']).toBe('application/xml; charset=utf-8')
  return read.value
}

/** Status, class and findings of a refused message. */
export const rejectionOf = (answer: LightMyRequestResponse) => {
  expect(answer.headers['content-type'], answer.body).toBe('application/xml; charset=utf-8')
  const read = readNachricht(answer.rawPayload)
  if (read.name !== 'rueckweisung') throw new Error(answer.body)
  const { grund, verstoesse = [], bezugUUID } = read.value.inhalt
  return {
    status: answer.statusCode,
    grund,
    findings: verstoesse.map(({ regel, pfad }) => `${regel} ${pfad}`),
    verstoesse,
    bezugUUID,
  }
}
