import type { Knex } from 'knex'
import { sendMail } from '../../mail/mail.service.ts'
import type { KontoRow } from '../konto/konto.queries.ts'
import { appendKontoereignis } from '../konto/konto-ereignis.ts'

/** What happened to a second factor or to the emergency codes. */
export interface Faktoraenderung {
  readonly vorgang: 'eingerichtet' | 'ersetzt' | 'entfernt' | 'erneuert'
  readonly faktor: 'totp' | 'passkey' | 'notcodes'
  /** Id of the factor. */
  readonly id?: string
  /** What the person calls it; goes into the mail only. */
  readonly name?: string
}

const ereignisse = {
  eingerichtet: 'konto.faktorEingerichtet',
  ersetzt: 'konto.faktorErsetzt',
  entfernt: 'konto.faktorEntfernt',
  erneuert: 'konto.notcodesErneuert',
} as const

/** Tells the holder by mail, and notes it in the chain of the account. */
export const noteFaktor = async (
  trx: Knex,
  { id: kontoId, vorname, nachname }: Pick<KontoRow, 'id' | 'vorname' | 'nachname'>,
  { vorgang, faktor, id, name = '' }: Faktoraenderung,
  now: Date,
): Promise<void> => {
  await sendMail(trx, { an: kontoId, text: 'kontoFaktor', werte: { vorname, nachname, vorgang, faktor, name } })
  await appendKontoereignis(trx, {
    kontoId,
    art: ereignisse[vorgang],
    durch: kontoId,
    zeitpunkt: now,
    daten: { faktor, ...(id === undefined ? {} : { id }) },
  })
}
