import type { Sprache } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../db/transaktion.ts'
import type { Deps } from '../deps.ts'
import type { Mailtext, Mailwerte } from './mailtext.ts'
import { renderMail } from './render-mail.ts'
import { mailtexte } from './texte/index.ts'
import { isEndgueltig, type Mailweg } from './transport.ts'

/** Mails that are taken at once. */
const batch = 20
/** Time after which a mail of a process that died is taken by another, in milliseconds. */
const lease = 300_000
/** Pauses after failed attempts, in minutes; about a day and a half in all. */
const pauses = [1, 5, 15, 60, 120, 240, 480, 720] as const

interface MailRow {
  readonly id: string
  readonly text: string
  readonly werte: Mailwerte
  /** That of the account, or of whoever caused the mail; both languages where nobody knows. */
  readonly sprache: Sprache | null
  readonly an: string | null
  readonly versuche: number
  readonly erstellt_am: Date
}

/**
 * Delivers the mails that are due, oldest first. Another process may do so at the same time. A mail that was sent while
 * the process died is sent again, with the same Message-ID.
 *
 * @returns whether more may be due
 * @throws Error when the database is not reachable
 */
export const deliverMails = async (deps: Pick<Deps, 'db' | 'now' | 'log'>, weg: Mailweg): Promise<boolean> => {
  const rows = await alsSystem(deps, (trx) => takeFaellige(trx, deps.now()))
  for (const row of rows) await deliver(deps, weg, row)
  return rows.length === batch
}

const takeFaellige = async (trx: Knex, now: Date): Promise<readonly MailRow[]> => {
  const { rows } = await trx.raw(
    `with faellig as (
       select id from mail where status = 'offen' and naechster_versuch <= :now order by naechster_versuch limit :batch for update skip locked)
     update mail m set versuche = m.versuche + 1, naechster_versuch = :lease
       from faellig f
      where m.id = f.id
     returning m.id, m.text, m.werte, m.versuche, m.erstellt_am,
       coalesce(m.sprache, (select k.sprache from konto k where k.id = m.konto_id)) as sprache,
       coalesce(m.an, (select k.email from konto k where k.id = m.konto_id and k.status <> 'geloescht')) as an`,
    { now, batch, lease: new Date(now.getTime() + lease) },
  )
  return rows
}

const deliver = async (deps: Pick<Deps, 'db' | 'now' | 'log'>, weg: Mailweg, row: MailRow): Promise<void> => {
  const mailtext = (mailtexte as unknown as Readonly<Record<string, Mailtext<Mailwerte>>>)[row.text]
  if (row.an === null) return end(deps, row.id, 'unzustellbar', 'the account is deleted')
  if (mailtext === undefined) return end(deps, row.id, 'unzustellbar', `there is no text ${row.text}`)
  try {
    const fertig = renderMail(mailtext, row.sprache ?? undefined, row.werte)
    await weg.send({ ...fertig, id: row.id, an: row.an, sprache: row.sprache ?? 'de, en', zeitpunkt: row.erstellt_am })
  } catch (error) {
    const pause = pauses[row.versuche - 1]
    deps.log.warn({ err: error, mail: row.id }, 'mail not delivered')
    if (isEndgueltig(error) || pause === undefined) return end(deps, row.id, 'unzustellbar', messageOf(error))
    return postpone(deps, row.id, new Date(deps.now().getTime() + pause * 60_000), messageOf(error))
  }
  return end(deps, row.id, 'versendet', null)
}

/** What a mail was filled with is needed no longer: links that sign people in must not lie about. */
const end = (
  deps: Pick<Deps, 'db' | 'now'>,
  id: string,
  status: 'versendet' | 'unzustellbar',
  fehler: string | null,
): Promise<void> =>
  alsSystem(deps, async (trx) => {
    await trx('mail')
      .where({ id })
      .update({ status, werte: '{}', beendet_am: deps.now(), naechster_versuch: null, letzter_fehler: fehler })
  })

const postpone = (deps: Pick<Deps, 'db' | 'now'>, id: string, until: Date, fehler: string): Promise<void> =>
  alsSystem(deps, async (trx) => {
    await trx('mail').where({ id }).update({ naechster_versuch: until, letzter_fehler: fehler })
  })

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500)
