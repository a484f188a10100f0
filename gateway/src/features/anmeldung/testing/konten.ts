import { type Mailserver, startMailserver, verweisOf } from '../../../mail/testing/mail-server.ts'
import { startTestGateway, type TestGateway } from '../../../testing/start-test-gateway.ts'
import { informationspflichtenVersion } from '../../konto/informationspflichten.ts'

/** A gateway that listens, with a mail server beside it. */
export interface Kontenprobe {
  readonly gateway: TestGateway
  readonly mails: Mailserver
  /** Sends JSON to the gateway. */
  readonly send: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>
  /** Registers a person and follows the link of the mail. Answers the address. */
  readonly createPerson: (name: string, passwort?: string) => Promise<string>
  readonly close: () => Promise<void>
}

/** A body of JSON, as far as the tests look into it. */
export interface Koerper {
  readonly type?: string
  readonly instance?: string
  readonly verstoesse?: readonly {
    readonly regel: string
    readonly pfad: string
    readonly text: string
    readonly textEnglisch: string
  }[]
  readonly eintraege?: readonly { readonly id: string; readonly art: string; readonly anwendungen: readonly string[] }[]
  readonly konto?: object
  readonly daten?: object
}

/** The body of an answer. */
export const readJson = async (answer: Response): Promise<Koerper> => (await answer.json()) as Koerper

/** The password of every person of the tests. */
export const passwort = 'Regenschirm im Mai'

/** What a registration sends. */
export const registrierung = (email: string, change: Record<string, unknown> = {}) => ({
  email,
  passwort,
  vorname: 'Tilda',
  nachname: 'Ehrlichmann',
  sprache: 'de',
  informationspflichten: informationspflichtenVersion,
  ...change,
})

/** The token in the link of a mail. */
export const tokenOf = (mail: Parameters<typeof verweisOf>[0]): string =>
  new URL(verweisOf(mail)).searchParams.get('token') ?? ''

/** Starts both. Passkeys need a name as host. */
export const startKontenprobe = async (
  env: Record<string, string> = {},
  host: '127.0.0.1' | 'localhost' = '127.0.0.1',
): Promise<Kontenprobe> => {
  const mails = await startMailserver()
  const gateway = await startTestGateway({
    host,
    env: { SMTP_URL: mails.url, VERTRAUTE_PROXIES: '127.0.0.1/32', ...env },
  })
  let calls = 0
  // Each call comes from a place of its own, as those of different people do.
  const nextAddress = () => `203.0.${++calls >> 8}.${calls & 255}`
  const send: Kontenprobe['send'] = (method, path, body, headers = {}) =>
    fetch(`${gateway.address}${path}`, {
      method,
      headers: {
        'x-forwarded-for': nextAddress(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    gateway,
    mails,
    send,
    createPerson: async (name, secret = passwort) => {
      const email = `${name}@example.org`
      const registered = await send('POST', '/v1/konten', registrierung(email, { passwort: secret }))
      if (registered.status !== 202) throw new Error(`${registered.status} ${await registered.text()}`)
      const token = tokenOf(await mails.next(email, ({ subject }) => subject?.includes('bestätigen') === true))
      const confirmed = await send('POST', '/v1/konten/bestaetigung', { token })
      if (confirmed.status !== 200) throw new Error(`${confirmed.status} ${await confirmed.text()}`)
      return email
    },
    close: async () => {
      await gateway.close()
      await mails.close()
    },
  }
}
