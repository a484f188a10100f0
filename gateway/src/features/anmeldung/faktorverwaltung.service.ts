import { type Personenrecht, type Rolle, rechte } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { isId } from '../../ids.ts'
import { nameOf } from '../../mail/texte/mitgliedschaft.ts'
import { lockKontoRow } from '../konto/konto.queries.ts'
import { noteFaktor } from './faktor-mitteilung.ts'
import { countNotcodes, createNotcodes, replaceNotcodes } from './notcode.service.ts'

/** A second factor as its owner sees it. */
export interface Faktor {
  readonly id: string
  readonly art: 'totp' | 'passkey'
  readonly name: string
  readonly erstelltAm: Date
  readonly benutztAm: Date | undefined
}

/** The second factors of an account, oldest first, and how many emergency codes are left. */
export interface Faktoruebersicht {
  readonly faktoren: readonly Faktor[]
  readonly notcodes: number
}

interface FaktorRow {
  readonly id: string
  readonly art: 'totp' | 'passkey'
  readonly name: string
  readonly erstellt_am: Date
  readonly benutzt_am: Date | null
}

const listFaktorRows = async (trx: Knex, kontoId: string): Promise<readonly Faktor[]> => {
  const rows: FaktorRow[] = await trx('kontofaktor')
    .where({ konto_id: kontoId })
    .orderBy(['erstellt_am', 'id'])
    .select('id', 'art', 'name', 'erstellt_am', 'benutzt_am')
  return rows.map(({ id, art, name, erstellt_am: erstelltAm, benutzt_am: benutztAm }) => ({
    id,
    art,
    name,
    erstelltAm,
    benutztAm: benutztAm ?? undefined,
  }))
}

/** What secures an account beside its password. */
export const readFaktoren = (deps: Pick<Deps, 'db' | 'now'>, kontoId: string): Promise<Faktoruebersicht> =>
  alsSystem(deps, async (trx) => ({
    faktoren: await listFaktorRows(trx, kontoId),
    notcodes: await countNotcodes(trx, kontoId),
  }))

/** Roles that can do something only with a second factor: those that the permission table asks it of. */
const rollenMitMehrfaktor: ReadonlySet<string> = new Set(
  Object.values(rechte)
    .flatMap((recht): readonly Personenrecht[] =>
      typeof recht === 'object' && 'personen' in recht ? recht.personen : [],
    )
    .flatMap(({ stufe, rollen = [] }) => (stufe === 'mehrfaktor' ? rollen : [])),
)

const listZwingendeRollen = async (trx: Knex, kontoId: string, now: Date): Promise<readonly Rolle[]> => {
  const { rows } = await trx.raw('select distinct rolle from person_rollen(?, ?) order by rolle', [kontoId, now])
  return (rows as { rolle: Rolle }[]).map(({ rolle }) => rolle).filter((rolle) => rollenMitMehrfaktor.has(rolle))
}

/** How the removal of a factor went. The last one stays while a role asks for it; its names are told. */
export type Entfernungsbefund =
  | { readonly art: 'gut' }
  | { readonly art: 'unbekannt' }
  | { readonly art: 'noetig'; readonly rollen: readonly string[] }

/** Removes a second factor; the owner is told by mail. With the last one the emergency codes go, which stand for it. */
export const removeFaktor = (deps: Pick<Deps, 'db' | 'now'>, kontoId: string, id: string): Promise<Entfernungsbefund> =>
  alsSystem(deps, async (trx) => {
    const now = deps.now()
    // The lock lets two removals at the same time not take the last two together.
    const konto = await lockKontoRow(trx, kontoId)
    const faktoren = await listFaktorRows(trx, kontoId)
    const faktor = isId(id) ? faktoren.find((one) => one.id === id) : undefined
    if (konto?.status !== 'aktiv' || faktor === undefined) return { art: 'unbekannt' }
    if (faktoren.length === 1) {
      const rollen = await listZwingendeRollen(trx, kontoId, now)
      if (rollen.length > 0) return { art: 'noetig', rollen: rollen.map(nameOf) }
      await replaceNotcodes(trx, kontoId, [], now)
    }
    await trx('kontofaktor').where({ id }).delete()
    const { art, name } = faktor
    await noteFaktor(trx, konto, { vorgang: 'entfernt', faktor: art, id, ...(art === 'passkey' && { name }) }, now)
    return { art: 'gut' }
  })

/** Makes new emergency codes; those before are good no longer. The owner is told by mail. Nothing without a second factor. */
export const renewNotcodes = (
  deps: Pick<Deps, 'db' | 'now'>,
  kontoId: string,
): Promise<readonly string[] | undefined> =>
  alsSystem(deps, async (trx) => {
    const now = deps.now()
    const konto = await lockKontoRow(trx, kontoId)
    const faktoren = await listFaktorRows(trx, kontoId)
    if (konto?.status !== 'aktiv' || faktoren.length === 0) return undefined
    const codes = createNotcodes()
    await replaceNotcodes(trx, kontoId, codes, now)
    await noteFaktor(trx, konto, { vorgang: 'erneuert', faktor: 'notcodes' }, now)
    return codes
  })
