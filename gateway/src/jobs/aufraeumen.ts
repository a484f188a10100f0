import { limits } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../db/transaktion.ts'
import type { Deps } from '../deps.ts'

const hour = 3_600_000
const day = 24 * hour

/** Rows per transaction, so that nobody waits for the cleaning. */
const batch = 2_000

interface Regel {
  readonly table: string
  /** Condition on the row `t`; `?` is the instant. */
  readonly where: string
  readonly until: (now: Date) => Date
}

const before = (time: number) => (now: Date) => new Date(now.getTime() - time)

/** What is removed when, in an order in which nothing is removed that something left refers to. */
const regeln: readonly Regel[] = [
  { table: 'idempotenz', where: 't.erstellt_am < ?', until: before(limits.idempotenzStunden * hour) },
  { table: 'zugriff', where: 't.zeitpunkt < ?', until: before(limits.zugriffTage * day) },
  { table: 'oidc_artefakt', where: 't.ablauf < ?', until: before(0) },
  { table: 'anmeldeversuch', where: 't.fenster_bis < ?', until: before(0) },
  { table: 'mail', where: 't.beendet_am < ?', until: before(limits.zustellungTage * day) },
  // A used or expired link is told from one that never was for as long as its mail may lie about.
  { table: 'kontotoken', where: 't.ablauf < ?', until: before(limits.unbestaetigtTage * day) },
  {
    table: 'konto',
    where:
      "t.status = 'zurBestaetigung' and t.erstellt_am < ? and not exists (select from kontotoken k where k.konto_id = t.id and k.verbraucht_am is null)",
    until: before(limits.unbestaetigtTage * day),
  },
  {
    table: 'elstervorgang',
    where: 'ablauf_mit_wartung(t.begonnen_am, t.ablauf) < ?',
    until: before(0),
  },
  // Addresses of people who never came.
  {
    table: 'einladung',
    where: "t.status in ('abgelaufen', 'zurueckgezogen') and t.geaendert_am < ?",
    until: before(limits.einladungAufbewahrungTage * day),
  },
  { table: 'datei', where: 't.verfuegbar_bis < ?', until: before(0) },
  // Uploads that broke off in a process that ended.
  {
    table: 'tresordokument',
    where: 't.uebernommen_am is null and t.erstellt_am < ?',
    until: before(limits.uploadStunden * hour),
  },
  // The entry outlives its file, so that "no longer available" can be told from "never was".
  { table: 'export', where: 't.verfuegbar_bis < ?', until: before(30 * day) },
  {
    table: 'zustellung',
    where: "t.status <> 'offen' and t.beendet_am < ?",
    until: before(limits.zustellungTage * day),
  },
  {
    table: 'webhook',
    where:
      "t.status = 'abgeschaltet' and t.erstellt_am < ? and not exists (select from zustellung z where z.webhook_id = t.id)",
    until: before(limits.zustellungTage * day),
  },
]

/**
 * Removes what has outlived its purpose, and gives up deliveries whose time is over or whose webhook is switched off.
 * May be broken off anywhere.
 *
 * @returns rows that were removed, by table
 */
export const runAufraeumen = async (deps: Pick<Deps, 'db'>, now: Date): Promise<Readonly<Record<string, number>>> => {
  const removed: Record<string, number> = {}
  await giveUpZustellungen(deps, now)
  for (const { table, where, until } of regeln) {
    for (let done = batch; done === batch; ) {
      done = await alsSystem({ ...deps, now: () => now }, (trx) => deleteBatch(trx, table, where, until(now)))
      removed[table] = (removed[table] ?? 0) + done
    }
  }
  return removed
}

const deleteBatch = async (trx: Knex.Transaction, table: string, where: string, until: Date): Promise<number> => {
  const { rowCount } = await trx.raw(
    `delete from ?? where ctid = any (array(select t.ctid from ?? t where ${where} limit ? for update skip locked))`,
    [table, table, until, batch],
  )
  return rowCount
}

const giveUpZustellungen = (deps: Pick<Deps, 'db'>, now: Date): Promise<void> =>
  alsSystem({ ...deps, now: () => now }, async (trx) => {
    await trx.raw(
      `update zustellung z
          set status = 'unzustellbar', beendet_am = :now, naechster_versuch = null, letzter_fehler = coalesce(z.letzter_fehler, 'no attempt was possible in time')
         from webhook w
        where w.id = z.webhook_id and z.status = 'offen' and (z.aufgeben_am < :now or w.status = 'abgeschaltet')`,
      { now },
    )
  })
