import { type CreateWebhook, limits, type Verstoss } from '@berichtsheft/core'
import { checkZiel, parseNetze, ZielError, type Zielgrund } from '@berichtsheft/sdk/netz'
import type { Knex } from 'knex'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids.ts'
import { ProblemError } from '../../problem-error.ts'
import { createSecret, wrapSecret } from './geheimnis.ts'
import { countActiveWebhooks, findWebhook, insertWebhook, switchOff, type WebhookRow } from './webhook.queries.ts'
import { giveUpAll } from './zustellung.queries.ts'

const texts: Record<Zielgrund, { readonly text: string; readonly textEnglisch: string }> = {
  form: { text: 'Das ist keine Adresse.', textEnglisch: 'This is no address.' },
  schema: { text: 'Die Adresse muss mit https:// beginnen.', textEnglisch: 'The address must begin with https://.' },
  zugangsdaten: {
    text: 'Die Adresse darf weder Benutzername noch Passwort enthalten.',
    textEnglisch: 'The address must not hold a user name or password.',
  },
  adresse: {
    text: 'Das Ziel liegt in keinem öffentlichen Netz.',
    textEnglisch: 'The target does not lie in a public network.',
  },
  port: {
    text: 'Öffentliche Ziele sind nur über die Ports 443 und 8443 erlaubt.',
    textEnglisch: 'Public targets are allowed on the ports 443 and 8443 only.',
  },
  name: { text: 'Diesen Rechnernamen gibt es nicht.', textEnglisch: 'There is no such host.' },
}

/** The finding for a target that is refused. */
const toVerstoss = ({ grund }: ZielError): Verstoss => ({
  regel: 'WEBHOOK-ZIEL',
  schwere: 'fehler',
  pfad: '/url',
  ...texts[grund],
})

/**
 * Subscribes a tenant to its events from now on, with a new secret.
 *
 * @returns the id
 * @throws ProblemError rule-violated for a target that is never connected, conflict when there are too many webhooks
 */
export const subscribe = async (
  trx: Knex.Transaction,
  { keyring, config }: Pick<Deps, 'keyring' | 'config'>,
  mandant: string,
  { url }: CreateWebhook,
  now: Date,
): Promise<WebhookRow> => {
  const target = checkTarget(url, config.ERLAUBTE_NETZE)
  if ((await countActiveWebhooks(trx, mandant)) >= limits.webhooks) {
    throw new ProblemError('conflict', { detail: `There are ${limits.webhooks} active webhooks already` })
  }
  const id = createId(now)
  const geheimnis = await wrapSecret(keyring, id, createSecret())
  await insertWebhook(trx, { id, mandant, url: target, geheimnis, erstellt_am: now })
  const row = await findWebhook(trx, mandant, id)
  if (!row) throw new Error('a new webhook cannot be read in its own transaction')
  return row
}

const checkTarget = (url: string, erlaubteNetze: string): string => {
  try {
    return checkZiel(url, parseNetze(erlaubteNetze)).href
  } catch (error) {
    if (!(error instanceof ZielError)) throw error
    throw new ProblemError('rule-violated', { detail: error.message, verstoesse: [toVerstoss(error)] })
  }
}

/**
 * Switches a webhook off for good; what was still to be delivered is given up. Does nothing when it is off already.
 *
 * @throws ProblemError not-found
 */
export const unsubscribe = async (
  trx: Knex.Transaction,
  mandant: string,
  id: string,
  now: Date,
): Promise<WebhookRow> => {
  const row = await findWebhook(trx, mandant, id)
  if (!row) throw new ProblemError('not-found', { detail: `Webhook ${id}` })
  if (row.status === 'abgeschaltet') return row
  await switchOff(trx, id)
  await giveUpAll(trx, id, 'switched off by its owner', now)
  return { ...row, status: 'abgeschaltet' }
}
