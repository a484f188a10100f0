import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A mail as it arrived: what SMTP said, the bytes, and what another library reads in them. */
export interface Eingang {
  /** Addresses of `RCPT TO`. */
  readonly an: readonly string[]
  readonly roh: string
  readonly mail: Email
}

/** A real SMTP server on the loopback. */
export interface Mailserver {
  /** For `SMTP_URL`. */
  readonly url: string
  readonly eingaenge: readonly Eingang[]
  /** What the next recipients are answered instead of "accepted"; `undefined` accepts again. */
  readonly refuse: (code: number | undefined) => void
  /** The newest mail to this address that `find` accepts, waiting for it up to ten seconds. */
  readonly next: (an: string, find?: (mail: Email) => boolean) => Promise<Email>
  readonly close: () => Promise<void>
}

/** Starts a mail server that takes every mail and keeps it; with `folder`, also as files there, as a mailbox would. */
export const startMailserver = async (folder?: string): Promise<Mailserver> => {
  const eingaenge: Eingang[] = []
  let refused: number | undefined
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      done(refused === undefined ? null : Object.assign(new Error('refused by the test'), { responseCode: refused }))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks)
        PostalMime.parse(bytes).then(
          (mail) => {
            const an = session.envelope.rcptTo.map(({ address }) => address)
            eingaenge.push({ an, roh: bytes.toString('latin1'), mail })
            if (folder !== undefined)
              writeFileSync(path.join(folder, `${String(eingaenge.length).padStart(4, '0')}.eml`), bytes)
            done()
          },
          (error: Error) => done(error),
        )
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    eingaenge,
    refuse: (code) => {
      refused = code
    },
    next: async (an, find = () => true) => {
      for (const until = Date.now() + 10_000; Date.now() < until; ) {
        const found = eingaenge.findLast((eingang) => eingang.an.includes(an) && find(eingang.mail))
        if (found) return found.mail
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error(
        `no such mail to ${an}; there are ${JSON.stringify(eingaenge.map((one) => [one.an, one.mail.subject]))}`,
      )
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The address in a mail that stands on a line of its own. */
export const verweisOf = (mail: Email): string => {
  const verweis = /^https?:\/\/\S+$/m.exec(mail.text ?? '')?.[0]
  if (verweis === undefined) throw new Error(`there is no address in "${mail.text}"`)
  return verweis
}
