import {
  type Anwendung,
  anwendungskennungsform,
  type CreateAnwendung,
  canonicalize,
  type Rolle,
  type UpdateAnwendung,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { idOfName } from '../../ids.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand, etagOf, type Gelesen } from '../../stand.ts'
import { refuseRolle, rollenbefund } from '../rolle/rollenbefund.service.ts'

/** Row of the table `anwendung`. */
export interface AnwendungRow {
  readonly kennung: string
  readonly name: string
  readonly status: Anwendung['status']
  readonly rollen: Rolle[]
  readonly einstieg: string | null
  readonly rueckkehradressen: string[]
  readonly version: number
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** Row to contract. */
export const toAnwendung = (row: AnwendungRow): Anwendung => ({
  kennung: row.kennung,
  version: row.version,
  name: row.name,
  status: row.status,
  rollen: row.rollen,
  ...(row.einstieg === null ? {} : { einstieg: row.einstieg }),
  rueckkehradressen: row.rueckkehradressen,
  erstelltAm: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

const geleseneAnwendung = (row: AnwendungRow): Gelesen<Anwendung> => ({
  stand: toAnwendung(row),
  etag: etagOf(row.version),
})

/** Every application, by code. */
export const listAnwendungRows = (db: Knex): Promise<AnwendungRow[]> =>
  db('anwendung').orderBy('kennung').select<AnwendungRow[]>('*')

/** The applications that are plugged in and that people can begin at, by name. */
export const listEinstiege = (db: Knex): Promise<Pick<AnwendungRow, 'kennung' | 'name' | 'einstieg'>[]> =>
  db('anwendung')
    .where({ status: 'angebunden' })
    .whereNotNull('einstieg')
    .orderBy('name')
    .select('kennung', 'name', 'einstieg')

/** The application of this code that people may sign in for: plugged in, with an address to return to. Any text may be asked for. */
export const findAnmeldbare = async (
  db: Knex,
  kennung: string,
): Promise<Pick<AnwendungRow, 'kennung' | 'name' | 'rueckkehradressen'> | undefined> => {
  if (!anwendungskennungsform.test(kennung)) return undefined
  const row: AnwendungRow | undefined = await db('anwendung').where({ kennung, status: 'angebunden' }).first()
  return row !== undefined && row.rueckkehradressen.length > 0 ? row : undefined
}

/** Where the chain of events of an application begins. */
export const anwendungsketteOf = (kennung: string): string => idOfName(`anwendung:${kennung}`)

/** Appends a step to the chain of an application: who, when, and what it is from now on. */
const appendAnwendungsereignis = async (
  trx: Knex,
  art: 'anwendung.angebunden' | 'anwendung.geaendert',
  { kennung, name, status, rollen, einstieg, rueckkehradressen, version }: AnwendungRow,
  durch: string,
  now: Date,
): Promise<void> => {
  const objekt = anwendungsketteOf(kennung)
  const daten = {
    kennung,
    name,
    status,
    rollen: rollen.join(','),
    ...(einstieg === null ? {} : { einstieg }),
    ...(rueckkehradressen.length === 0 ? {} : { rueckkehradressen: rueckkehradressen.join(' ') }),
    version: `${version}`,
  }
  const inhalt = { art, objekt, durch, zeitpunkt: now.toISOString(), daten }
  await trx.raw('select ereignis_anhaengen(?, ?)', [objekt, canonicalize(inhalt)])
}

/** Without these roles nobody could switch anything on again. */
const unverzichtbar: Readonly<Record<string, Rolle>> = {
  'meine-ihk': 'unternehmensadministrator',
  kammer: 'kammeradministration',
  betrieb: 'betreiber',
}

/**
 * Plugs an application in (MI-17, MI-59).
 *
 * @throws ProblemError conflict when there is one with this code
 */
export const insertAnwendung = async (
  trx: Knex.Transaction,
  { kennung, name, rollen, einstieg, rueckkehradressen = [] }: CreateAnwendung,
  durch: string,
  now: Date,
): Promise<Anwendung> => {
  const [row] = await trx('anwendung')
    .insert({
      kennung,
      name,
      status: 'angebunden',
      rollen: JSON.stringify(rollen),
      einstieg: einstieg ?? null,
      rueckkehradressen: JSON.stringify(rueckkehradressen),
      version: 1,
      erstellt_am: now,
      geaendert_am: now,
    })
    .onConflict()
    .ignore()
    .returning<AnwendungRow[]>('*')
  if (row === undefined) throw new ProblemError('conflict', { detail: `There is an application ${kennung} already` })
  await appendAnwendungsereignis(trx, 'anwendung.angebunden', row, durch, now)
  return toAnwendung(row)
}

/**
 * Changes an application or switches it off: from the next request on its roles give nothing (MI-15). The assignments stay,
 * and count again once it is back.
 *
 * @param expected version that the caller saw (If-Match)
 * @param durch the account that changes it
 * @throws ProblemError not-found, precondition-failed, rule-violated for an application that the gateway itself needs
 */
export const changeAnwendung = async (
  trx: Knex.Transaction,
  kennung: string,
  { name, status, rollen, einstieg, rueckkehradressen }: UpdateAnwendung,
  expected: number,
  durch: string,
  now: Date,
): Promise<Gelesen<Anwendung>> => {
  const row: AnwendungRow | undefined = await trx('anwendung').where({ kennung }).forUpdate().first()
  if (row === undefined) throw new ProblemError('not-found', { detail: `Anwendung ${kennung}` })
  await checkStand(expected, row.version, () => geleseneAnwendung(row))
  const noetig = unverzichtbar[kennung]
  if (noetig !== undefined && (status === 'abgeschaltet' || rollen?.includes(noetig) === false))
    refuseRolle([rollenbefund('anwendungUnverzichtbar', status === 'abgeschaltet' ? '/status' : '/rollen')])
  const changed = {
    ...(name === undefined ? {} : { name }),
    ...(status === undefined ? {} : { status }),
    ...(einstieg === undefined ? {} : { einstieg }),
    version: row.version + 1,
    geaendert_am: now,
  }
  await trx('anwendung')
    .where({ kennung })
    .update({
      ...changed,
      ...(rollen === undefined ? {} : { rollen: JSON.stringify(rollen) }),
      ...(rueckkehradressen === undefined ? {} : { rueckkehradressen: JSON.stringify(rueckkehradressen) }),
    })
  const listen = {
    ...(rollen === undefined ? {} : { rollen }),
    ...(rueckkehradressen === undefined ? {} : { rueckkehradressen }),
  }
  const neu = { ...row, ...changed, ...listen }
  await appendAnwendungsereignis(trx, 'anwendung.geaendert', neu, durch, now)
  return geleseneAnwendung(neu)
}
