import type { Vertragsentwurf } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { sendMail } from '../../mail/mail.service.ts'
import { type AusbildungsvertragRow, vertragOf } from './ausbildungsvertrag.queries.ts'

/** Name of a person, or of the institution that represents one. */
export const nameOf = (
  person: { readonly vorname?: string; readonly familienname?: string; readonly einrichtung?: string } | undefined,
): string =>
  [person?.vorname, person?.familienname].filter((part) => part !== undefined).join(' ') || (person?.einrichtung ?? '')

/** What every mail about a contract says of it; never a day of birth or an address. */
export const vertragswerte = ({ beruf, azubi, ausbildender }: Vertragsentwurf) => ({
  beruf: beruf?.bezeichnung ?? '',
  azubi: nameOf(azubi),
  unternehmen: ausbildender?.name ?? '',
})

/** Mails to the company. */
type Antragstellermail =
  | 'vertragFreigegebenFehlend'
  | 'vertragVollstaendig'
  | 'vertragUnvollstaendig'
  | 'vertragEinwendungErledigt'
  | 'vertragBestaetigt'
  | 'vertragFreigegeben'
  | 'vertragNachforderung'
  | 'vertragAbgelehnt'
  | 'vertragEingetragen'

/** What they say beside the contract. */
interface Zusatz {
  readonly frist?: string
  readonly text?: string
  readonly grund?: string
  readonly nummer?: string
  readonly tag?: string
  readonly dokumente?: string
  readonly befunde?: string
  readonly befundeEnglisch?: string
  readonly antwort?: string
}

const leer = {
  frist: '',
  text: '',
  grund: '',
  nummer: '',
  tag: '',
  dokumente: '',
  befunde: '',
  befundeEnglisch: '',
  antwort: '',
}

/** Tells who filed the contract: the account that wrote it, else the address of the company in the contract. */
export const mailAntragsteller = async (
  trx: Knex,
  row: AusbildungsvertragRow,
  text: Antragstellermail,
  zusatz: Zusatz = {},
): Promise<void> => {
  const vertrag = vertragOf(row)
  const an = row.antragsteller ?? vertrag.ausbildender?.kontakt?.email
  if (an === undefined) return
  const werte = { ...vertragswerte(vertrag), ...leer, ...zusatz }
  await sendMail(trx, { an, text, werte })
}

/** Tells the registration to the company; the parties are told by their links (DV-11). */
export const mailEintragung = (trx: Knex, row: AusbildungsvertragRow): Promise<void> =>
  mailAntragsteller(trx, row, 'vertragEingetragen', {
    nummer: row.eintragungsnummer ?? '',
    tag: row.eingetragen_am ?? '',
  })
