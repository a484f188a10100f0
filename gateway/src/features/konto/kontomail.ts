import { limits } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Deps } from '../../deps.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { countVersuch } from './drossel.ts'
import { createToken } from './geheimtoken.ts'
import type { KontoRow } from './konto.queries.ts'

const hour = 3_600_000

/** Address of a page of the own account, with the token of a link. */
export const pageOf = (publicUrl: string, page: string, token?: string): string =>
  `${publicUrl}/konto/${page}${token === undefined ? '' : `?token=${token}`}`

/**
 * Whether one more mail may go to this address that anybody could have asked for; else the mailbox of a stranger could be
 * flooded. Who asks is not told.
 */
export const mayMail = async (deps: Pick<Deps, 'db' | 'now'>, email: string): Promise<boolean> =>
  (await countVersuch(deps, [
    { schluessel: ['mail', email.toLowerCase()], hoechstens: limits.mailsJeAdresse, fenster: hour },
  ])) === 0

type Person = Pick<KontoRow, 'id' | 'email' | 'vorname' | 'nachname' | 'sprache'>

const namesOf = ({ vorname, nachname }: Person) => ({ vorname, nachname })

/** What a registration says until it is confirmed; nobody but the token knows it. */
export interface Registrierungsinhalt {
  readonly passwort: string
  readonly vorname: string
  readonly nachname: string
  readonly sprache: KontoRow['sprache']
  readonly informationspflichten: string
  readonly akzeptiertAm: string
}

/** Mails the link that confirms a registration. */
export const mailBestaetigung = async (
  trx: Knex,
  { PUBLIC_URL }: Pick<Deps['config'], 'PUBLIC_URL'>,
  konto: Pick<KontoRow, 'id' | 'email'>,
  inhalt: Registrierungsinhalt,
  now: Date,
): Promise<void> => {
  const dauer = limits.bestaetigungStunden * hour
  const token = await createToken(trx, { kontoId: konto.id, zweck: 'bestaetigung', inhalt: { ...inhalt }, dauer }, now)
  await sendMail(trx, {
    an: konto.email,
    text: 'kontoBestaetigung',
    sprache: inhalt.sprache,
    werte: {
      vorname: inhalt.vorname,
      nachname: inhalt.nachname,
      verweis: pageOf(PUBLIC_URL, 'bestaetigung', token),
      stunden: String(limits.bestaetigungStunden),
    },
  })
}

/** Tells the owner of an address that somebody wanted to use it for another account. */
export const mailVorhanden = (
  trx: Knex,
  { PUBLIC_URL }: Pick<Deps['config'], 'PUBLIC_URL'>,
  konto: Person,
): Promise<void> =>
  sendMail(trx, {
    an: konto.id,
    text: 'kontoVorhanden',
    werte: { ...namesOf(konto), verweis: pageOf(PUBLIC_URL, 'passwort') },
  })

/** Mails the link that sets a new password. */
export const mailPasswort = async (
  trx: Knex,
  { PUBLIC_URL }: Pick<Deps['config'], 'PUBLIC_URL'>,
  konto: Person,
  now: Date,
): Promise<void> => {
  const dauer = limits.passwortlinkMinuten * 60_000
  const token = await createToken(trx, { kontoId: konto.id, zweck: 'passwort', dauer }, now)
  await sendMail(trx, {
    an: konto.id,
    text: 'kontoPasswort',
    werte: {
      ...namesOf(konto),
      verweis: pageOf(PUBLIC_URL, 'passwort/neu', token),
      minuten: String(limits.passwortlinkMinuten),
    },
  })
}

/** Mails the link that ends a lock. */
export const mailEntsperrung = async (
  trx: Knex,
  { PUBLIC_URL }: Pick<Deps['config'], 'PUBLIC_URL'>,
  konto: Person,
  now: Date,
  grund?: string,
): Promise<void> => {
  const dauer = limits.entsperrlinkTage * 24 * hour
  const inhalt = grund === undefined ? {} : { grund }
  const token = await createToken(trx, { kontoId: konto.id, zweck: 'entsperrung', inhalt, dauer }, now)
  await sendMail(trx, {
    an: konto.id,
    text: 'kontoGesperrt',
    werte: {
      ...namesOf(konto),
      verweis: pageOf(PUBLIC_URL, 'entsperrung', token),
      tage: String(limits.entsperrlinkTage),
    },
  })
}

/** Mails the link that confirms a new address, to that address. */
export const mailEmailWechsel = async (
  trx: Knex,
  { PUBLIC_URL }: Pick<Deps['config'], 'PUBLIC_URL'>,
  konto: Person,
  email: string,
  now: Date,
  senden: boolean,
): Promise<void> => {
  const dauer = limits.bestaetigungStunden * hour
  const token = await createToken(trx, { kontoId: konto.id, zweck: 'emailWechsel', inhalt: { email }, dauer }, now)
  if (!senden) return
  await sendMail(trx, {
    an: email,
    text: 'kontoEmailWechsel',
    sprache: konto.sprache,
    werte: {
      ...namesOf(konto),
      verweis: pageOf(PUBLIC_URL, 'email', token),
      stunden: String(limits.bestaetigungStunden),
    },
  })
}

/** Mails that only tell, to the account as it is when the mail goes out. */
export const mailNachricht = (
  trx: Knex,
  { PUBLIC_URL }: Pick<Deps['config'], 'PUBLIC_URL'>,
  konto: Person,
  text: 'kontoPasswortGeaendert' | 'kontoEntsperrt',
): Promise<void> =>
  text === 'kontoPasswortGeaendert'
    ? sendMail(trx, { an: konto.id, text, werte: { ...namesOf(konto), verweis: pageOf(PUBLIC_URL, 'passwort') } })
    : sendMail(trx, { an: konto.id, text, werte: namesOf(konto) })
