import { createHash, randomBytes } from 'node:crypto'
import type { Datum, Vertragsentwurf } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { ProblemError } from '../../problem-error.ts'
import type { VertragsbriefeOrder } from '../uebermittlung/documents.ts'
import { findVertragsbrief, toBriefeOrder } from '../vertragsbrief/vertragsbrief.queries.ts'
import { type AusbildungsvertragRow, getVertragRow, vertragOf } from './ausbildungsvertrag.queries.ts'
import { storeEinwendung } from './einwendung.service.ts'
import { nameOf, vertragswerte } from './vertragsmail.ts'

const day = 86_400_000
/** Days for which a party reads the registration by its link, and objects. */
const gueltigTage = 90

interface VertragslinkRow {
  readonly hash: Buffer
  readonly vertrag_id: string
  readonly partei: 'azubi' | 'vertreter'
  readonly vertreter_nummer: number | null
  readonly name: string
  readonly gueltig_bis: Date
}

/** What a party sees of its registration. */
export interface Eintragungsansicht {
  readonly row: AusbildungsvertragRow
  readonly vertrag: Vertragsentwurf
  readonly name: string
  readonly nummer: string
  readonly eingetragenAm: Datum
  /** Id of the letter to the party. */
  readonly briefId?: string
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Mails apprentice and representatives that the contract is registered, each with a link of its own; who has no address gets the letter only. */
export const mailVertragslinks = async (
  trx: Knex,
  { PUBLIC_URL }: Pick<Deps['config'], 'PUBLIC_URL'>,
  row: AusbildungsvertragRow,
  now: Date,
): Promise<void> => {
  const vertrag = vertragOf(row)
  const parties = [
    { partei: 'azubi', vertreter_nummer: null, person: vertrag.azubi },
    ...(vertrag.vertreter ?? []).map((person, i) => ({ partei: 'vertreter', vertreter_nummer: i, person })),
  ]
  for (const { person, ...party } of parties) {
    const an = person?.kontakt?.email
    if (an === undefined) continue
    const token = randomBytes(32).toString('base64url')
    await trx('vertragslink').insert({
      ...party,
      hash: hashOf(token),
      vertrag_id: row.id,
      name: nameOf(person),
      gueltig_bis: new Date(now.getTime() + gueltigTage * day),
      erstellt_am: now,
    })
    await sendMail(trx, {
      an,
      text: 'vertragEintragungMitgeteilt',
      werte: {
        ...vertragswerte(vertrag),
        name: nameOf(person),
        nummer: row.eintragungsnummer ?? '',
        tag: row.eingetragen_am ?? '',
        verweis: `${PUBLIC_URL}/vertrag/eintragung?token=${token}`,
      },
    })
  }
}

/** @throws ProblemError not-found for an unknown link, gone for one that has ended */
const findLink = async (trx: Knex.Transaction, token: string, now: Date): Promise<VertragslinkRow> => {
  const link = await trx('vertragslink')
    .where({ hash: hashOf(token) })
    .first<VertragslinkRow | undefined>()
  if (link === undefined) throw new ProblemError('not-found', { detail: 'There is no such link' })
  if (link.gueltig_bis <= now) throw new ProblemError('gone', { detail: 'The link has ended' })
  return link
}

const toAnsicht = async (trx: Knex.Transaction, link: VertragslinkRow): Promise<Eintragungsansicht> => {
  const row = await getVertragRow(trx, link.vertrag_id)
  const brief: { id: string } | undefined = await trx('vertragsbrief')
    .where({ vertrag_id: row.id, partei: link.partei, vertreter_nummer: link.vertreter_nummer })
    .orderBy('id', 'desc')
    .first('id')
  return {
    row,
    vertrag: vertragOf(row),
    name: link.name,
    nummer: row.eintragungsnummer ?? '',
    eingetragenAm: row.eingetragen_am ?? '',
    ...(brief && { briefId: brief.id }),
  }
}

/** The registration that a link is about. @throws ProblemError not-found, gone */
export const readEintragungByLink = (deps: Pick<Deps, 'db' | 'now'>, token: string): Promise<Eintragungsansicht> =>
  alsSystem(deps, async (trx) => toAnsicht(trx, await findLink(trx, token, deps.now())))

/** What the newest letter to the party is drawn from. @throws ProblemError not-found, gone */
export const readBriefByLink = (deps: Pick<Deps, 'db' | 'now'>, token: string): Promise<VertragsbriefeOrder> =>
  alsSystem(deps, async (trx) => {
    const { briefId } = await toAnsicht(trx, await findLink(trx, token, deps.now()))
    const brief = briefId === undefined ? undefined : await findVertragsbrief(trx, briefId)
    if (brief === undefined) throw new ProblemError('not-found', { detail: 'There is no letter to this party' })
    return toBriefeOrder([brief])
  })

/**
 * A party objects by its link.
 *
 * @throws ProblemError not-found, gone, conflict, rule-violated without words
 */
export const objectByLink = (
  deps: Pick<Deps, 'db' | 'now'>,
  token: string,
  text: string,
): Promise<Eintragungsansicht> =>
  alsSystem(deps, async (trx) => {
    const now = deps.now()
    const link = await findLink(trx, token, now)
    await trx('ausbildungsvertrag').where({ id: link.vertrag_id }).forUpdate().first('id')
    const { partei, vertreter_nummer, name } = link
    await storeEinwendung(
      trx,
      await getVertragRow(trx, link.vertrag_id),
      {
        partei,
        ...(vertreter_nummer === null ? {} : { vertreterNummer: vertreter_nummer }),
        name,
        text,
        durch: partei === 'azubi' ? 'azubi' : `vertreter-${vertreter_nummer}`,
      },
      now,
    )
    return toAnsicht(trx, link)
  })
