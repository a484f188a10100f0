import {
  type Beteiligter,
  checkUebergang,
  type Kommentar,
  type Nachweisseite,
  type Nachweisstatus,
  nachweisZustand,
  type Schritt,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { findBeteiligter } from '../beteiligung/beteiligter.service.ts'
import { einUnternehmenOf, refuseHeft } from '../beteiligung/heftbefund.service.ts'
import { findFreigabeverfahren } from '../freigabeverfahren/freigabeverfahren.service.ts'
import type { NachweisRow } from './ausbildungsnachweis.queries.ts'

type Personenseite = Exclude<Nachweisseite, 'anbieter'>

const wahr = async (trx: Knex, sql: string, values: readonly (string | readonly string[])[]): Promise<boolean> => {
  const { rows } = await trx.raw<{ rows: { wahr: boolean }[] }>(`select ${sql} as wahr`, values as string[])
  return rows[0]?.wahr === true
}

/** Whether the person is the apprentice of a book; the link stays until the end of the transaction. */
export const isAzubi = (trx: Knex, heftId: string): Promise<boolean> => wahr(trx, 'azubi_halten(?)', [heftId])

/** Whether the person is or ever was the apprentice of a book: ending the own link makes the own reports nobody else's. */
const wasAzubi = (trx: Knex, heftId: string): Promise<boolean> =>
  wahr(
    trx,
    `exists (select from beteiligung t
      where t.berichtsheft_id = ? and t.konto_id = app_konto() and t.art = 'azubi' and t.zugestimmt_am is not null)`,
    [heftId],
  )

const arbeitetAls = (trx: Knex, heftId: string, rolle: string): Promise<boolean> =>
  wahr(trx, 'person_arbeitet_an(?, array[?])', [heftId, rolle])

/** As what a person may take steps of a report: by the link, by the assignment in its days (BH-22), by the role. */
const seitenOf = async (
  trx: Knex,
  row: Pick<NachweisRow, 'berichtsheft_id' | 'von' | 'bis'>,
): Promise<readonly Personenseite[]> => [
  ...((await isAzubi(trx, row.berichtsheft_id)) ? (['auszubildende'] as const) : []),
  ...((await wahr(trx, 'einsatz_halten(?, ?, ?)', [row.berichtsheft_id, row.von, row.bis]))
    ? (['ausbildungsbeauftragter'] as const)
    : []),
  ...((await arbeitetAls(trx, row.berichtsheft_id, 'ausbilder')) ? (['ausbilder'] as const) : []),
]

const findSeite = (
  seiten: readonly Personenseite[],
  von: Nachweisstatus,
  { vorgang, kommentar }: Schritt,
): Personenseite => {
  const fehler = seiten.map((seite) => checkUebergang(nachweisZustand, von, vorgang, seite, kommentar))
  const seite = seiten[fehler.indexOf(undefined)]
  if (seite !== undefined) return seite
  if (fehler.includes('kommentarFehlt')) return refuseHeft('kommentarFehlt', '/kommentar')
  const uebergang = nachweisZustand.uebergaenge.find((one) => one.von === von && one.nach === vorgang)
  if (uebergang === undefined)
    throw new ProblemError('conflict', { detail: `A report in the state ${von} cannot become ${vorgang}` })
  throw new ProblemError('role-required', {
    detail: `This step is up to: ${uebergang.durch.filter((one) => one !== 'anbieter').join(', ')}; an Ausbildungsbeauftragter has to be assigned in the days of the report, an apprentice linked to the book`,
  })
}

const entscheidungen: readonly Nachweisstatus[] = ['stufe1Freigegeben', 'freigegeben', 'zurueckgewiesen']

/** Approvals of two stages (BH-23): neither is left out, and where the company wants it they come from different people. */
const checkStufen = async (
  trx: Knex,
  aufrufer: Angemeldeter,
  row: NachweisRow,
  { vorgang }: Schritt,
): Promise<void> => {
  if (!entscheidungen.includes(vorgang)) return
  if (await wasAzubi(trx, row.berichtsheft_id)) refuseHeft('eigenerBericht', '/vorgang')
  const { stufen, verschiedenePersonen } = await findFreigabeverfahren(trx, einUnternehmenOf(aufrufer))
  if (stufen === 1 && vorgang === 'stufe1Freigegeben') refuseHeft('nurEineStufe', '/vorgang')
  if (stufen === 2 && vorgang === 'freigegeben' && row.status === 'eingereicht') refuseHeft('stufe1Fehlt', '/vorgang')
  const erster = (JSON.parse(row.verlauf) as Schritt[]).findLast((one) => one.vorgang === 'stufe1Freigegeben')
  const gleich = row.status === 'stufe1Freigegeben' && erster?.durch?.kennung === aufrufer.clientId
  if (verschiedenePersonen && vorgang === 'freigegeben' && gleich) refuseHeft('gleichePerson', '/vorgang')
}

/**
 * Checks a step of a person on a locked report. Who took it and when is what the gateway knows: the account and the clock
 * take the place of what the request asserts.
 *
 * @throws ProblemError role-required, rule-violated, conflict when the table of states does not allow the step
 */
export const checkPersonenschritt = async (
  trx: Knex,
  aufrufer: Angemeldeter,
  row: NachweisRow,
  { vorgang, kommentar }: Schritt,
  now: Date,
): Promise<Schritt> => {
  const gewollt: Schritt = { vorgang, ...(kommentar === undefined ? {} : { kommentar }) }
  // A report whose source told no state is a draft for people.
  const seite = findSeite(await seitenOf(trx, row), row.status ?? 'entwurf', gewollt)
  await checkStufen(trx, aufrufer, row, gewollt)
  return { ...gewollt, zeitpunkt: now.toISOString(), durch: await findBeteiligter(trx, aufrufer, seite) }
}

/**
 * A remark of a person, with the account and the clock in the place of what the request asserts.
 *
 * @throws ProblemError role-required for who is neither the apprentice nor approves
 */
export const toPersonenkommentar = async (
  trx: Knex,
  aufrufer: Angemeldeter,
  row: NachweisRow,
  { text, bezug }: Kommentar,
  now: Date,
): Promise<Kommentar> => {
  const rolle = await findRolle(trx, row.berichtsheft_id)
  return {
    text,
    ...(bezug === undefined ? {} : { bezug }),
    zeitpunkt: now.toISOString(),
    von: await findBeteiligter(trx, aufrufer, rolle),
  }
}

const findRolle = async (trx: Knex, heftId: string): Promise<NonNullable<Beteiligter['rolle']>> => {
  if (await isAzubi(trx, heftId)) return 'auszubildende'
  for (const rolle of ['ausbilder', 'ausbildungsbeauftragter'] as const)
    if (await arbeitetAls(trx, heftId, rolle)) return rolle
  throw new ProblemError('role-required', {
    detail: 'One of these roles is needed: azubi, ausbilder, ausbildungsbeauftragter',
  })
}
