import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Sprache } from '@berichtsheft/core'
import type { Transporter } from 'nodemailer'
import type { Config } from '../config.ts'
import type { FertigeMail } from './render-mail.ts'

/** A mail with its address. */
export interface Sendung extends FertigeMail {
  readonly id: string
  readonly an: string
  /** Languages of its text, as `Content-Language` names them. */
  readonly sprache: Sprache | 'de, en'
  readonly zeitpunkt: Date
}

/** The way out for mails. */
export interface Mailweg {
  /** @throws Error when the mail was not taken; `isEndgueltig` says whether it ever will be */
  readonly send: (sendung: Sendung) => Promise<void>
  readonly close: () => void
}

/** Longest silence of a mail server, in milliseconds. */
const silence = 15_000

/**
 * Opens the way out: the mail server of `SMTP_URL`, else files in `DATA_DIR/mails` that any mail program opens. Nothing is
 * loaded or connected before the first mail.
 */
export const openMailweg = (
  config: Pick<Config, 'SMTP_URL' | 'DATA_DIR' | 'MAIL_ABSENDER' | 'PUBLIC_URL'>,
): Mailweg => {
  let transporter: Promise<Transporter> | undefined
  const open = async (): Promise<Transporter> => {
    const { createTransport } = await import('nodemailer')
    // Content comes from the dictionary alone, so nothing may be read from files or addresses.
    const safe = { disableFileAccess: true, disableUrlAccess: true }
    return config.SMTP_URL === undefined
      ? createTransport({ streamTransport: true, buffer: true, newline: 'windows', ...safe })
      : createTransport({
          url: config.SMTP_URL,
          pool: true,
          maxConnections: 2,
          connectionTimeout: silence,
          greetingTimeout: silence,
          socketTimeout: silence,
          ...safe,
        })
  }
  return {
    send: async ({ id, an, betreff, text, html, sprache, zeitpunkt }) => {
      transporter ??= open()
      const mailer = await transporter
      const info: { message?: unknown } = await mailer.sendMail({
        from: config.MAIL_ABSENDER,
        // As an object the address is one address, whatever characters it has.
        to: { name: '', address: an },
        subject: betreff,
        text,
        html,
        date: zeitpunkt,
        messageId: `<${id}@${new URL(config.PUBLIC_URL).hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': sprache },
      })
      if (config.SMTP_URL === undefined) {
        await writeEml(path.join(config.DATA_DIR, 'mails'), id, zeitpunkt, info.message as Buffer)
      }
    },
    close: () => {
      transporter?.then(
        (mailer) => mailer.close(),
        () => undefined, // it was never opened
      )
    },
  }
}

/** The file appears whole or not at all; only this user may read it, because links in it sign people in. */
const writeEml = async (folder: string, id: string, zeitpunkt: Date, message: Buffer): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = `${zeitpunkt.toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}-${id}.eml`
  const draft = path.join(folder, `.${name}`)
  await writeFile(draft, message, { mode: 0o600 })
  await rename(draft, path.join(folder, name))
}

/** Whether a mail server refused the address or the mail itself for good (RFC 5321 § 4.2.1), so that repeating is of no use. */
export const isEndgueltig = (error: unknown): boolean => {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown }
  const aboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  return aboutMail && (typeof responseCode !== 'number' || (responseCode >= 500 && responseCode < 600))
}
