import { randomBytes } from 'node:crypto'
import type { Keyring } from '../../schluessel/keyring.ts'
import type { WebhookRow } from './webhook.queries.ts'

/** A new secret of a webhook, 32 random bytes (Standard Webhooks asks for 24 to 64). */
export const createSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** Wraps a secret for storage; it opens only for this webhook. */
export const wrapSecret = ({ wrap }: Pick<Keyring, 'wrap'>, webhookId: string, secret: string): Promise<string> =>
  wrap(secret, `webhook ${webhookId}`)

/** The secret of a webhook as its receiver knows it. */
export const secretOf = (
  { unwrap }: Pick<Keyring, 'unwrap'>,
  { id, geheimnis }: Pick<WebhookRow, 'id' | 'geheimnis'>,
): Promise<string> => unwrap(geheimnis, `webhook ${id}`)
