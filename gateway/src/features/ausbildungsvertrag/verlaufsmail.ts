import type { Vertragsentwurf } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { sendMail } from '../../mail/mail.service.ts'
import type { Mailtextname, WerteOf } from '../../mail/texte/index.ts'
import { vertragswerte } from './vertragsmail.ts'

/** A mail about a contract: what it says beside it is given by the caller. */
type Vertragsmail = Extract<
  Mailtextname,
  | 'aenderungAbgelehnt'
  | 'aenderungEingetragen'
  | 'aufloesungVerworfen'
  | 'eintragungGeloescht'
  | 'vertragAufgeloest'
  | 'vertragBestaetigt'
  | 'vertragFreigegeben'
  | 'vertragMaengelfrist'
  | 'vertragNachforderung'
  | `nachuntersuchung${9 | 12 | 13 | 14}`
>

/** Whose contract it is about, and who filed it. */
export interface Verlaufsbezug {
  readonly antragsteller: string | null
  readonly vertrag: Vertragsentwurf
}

type Zusatz<N extends Vertragsmail> = Omit<WerteOf<N>, 'azubi' | 'beruf' | 'unternehmen'>

const send = <N extends Vertragsmail>(
  trx: Knex,
  an: string | undefined,
  text: N,
  vertrag: Vertragsentwurf,
  zusatz: Zusatz<N>,
) =>
  an === undefined
    ? undefined
    : sendMail(trx, { an, text, werte: { ...vertragswerte(vertrag), ...zusatz } as unknown as WerteOf<N> })

/** Tells the company: the account that wrote the contract, else the address of the company in it. */
export const mailUnternehmen = async <N extends Vertragsmail>(
  trx: Knex,
  { antragsteller, vertrag }: Verlaufsbezug,
  text: N,
  zusatz: Zusatz<N>,
): Promise<void> => send(trx, antragsteller ?? vertrag.ausbildender?.kontakt?.email, text, vertrag, zusatz)

/** Tells the company, the apprentice and every representative, each address once. */
export const mailAlleParteien = async <N extends Vertragsmail>(
  trx: Knex,
  bezug: Verlaufsbezug,
  text: N,
  zusatz: Zusatz<N>,
): Promise<void> => {
  const { azubi, vertreter = [] } = bezug.vertrag
  await mailUnternehmen(trx, bezug, text, zusatz)
  const addresses = [azubi, ...vertreter].map((person) => person?.kontakt?.email)
  for (const an of new Set(addresses)) await send(trx, an, text, bezug.vertrag, zusatz)
}
