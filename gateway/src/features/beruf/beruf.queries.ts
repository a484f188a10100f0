import { createHash } from 'node:crypto'
import {
  type BerufFilter,
  type Berufsfassung,
  berufsnameForm,
  type CreateBeruf,
  canonicalize,
  geltungOf,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { createId } from '../../ids.ts'
import type { Listeneintrag } from '../../liste.ts'
import type { Stapelergebnis } from '../../satzstrom.ts'
import type { Cursor } from '../../seite.ts'

/** Row of the table `beruf`, without the plan. */
interface BerufRow {
  readonly id: string
  readonly schluessel: string
  readonly bjnr: string
  readonly name_form: string
  readonly version: number
  readonly pruefsumme: string
  readonly mitgeliefert: boolean
  readonly fassung: string
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** The same with the plan. */
export interface BerufMitPlanRow extends BerufRow {
  readonly rahmenplan: string | null
}

const columns = [
  'id',
  'schluessel',
  'bjnr',
  'name_form',
  'version',
  'pruefsumme',
  'mitgeliefert',
  'fassung',
  'erstellt_am',
  'geaendert_am',
] as const

/** What an occupation is known by: its ordinance and its name. */
export const identityOf = ({ verordnung, bezeichnung }: Berufsfassung): string =>
  `${verordnung.bjnr}\n${berufsnameForm(bezeichnung)}`

const searchTextOf = ({ bezeichnung, bezeichnungWeiblich, bezeichnungKombiniert }: Berufsfassung): string =>
  ` ${[bezeichnung, bezeichnungWeiblich ?? '', bezeichnungKombiniert].map(berufsnameForm).join(' ')}`

/** A key that nothing else has: the one wanted, else with the year of the ordinance, else with a number. */
const freeKey = ({ schluessel, verordnung }: Berufsfassung, isTaken: (key: string) => boolean): string => {
  if (!isTaken(schluessel)) return schluessel
  const dated = `${schluessel}-${verordnung.ausfertigungsdatum.slice(0, 4)}`
  let key = dated
  for (let i = 2; isTaken(key); i++) key = `${dated}-${i}`
  return key
}

interface Ablage {
  readonly id: string
  readonly version: number
  readonly schluessel: string
  readonly bjnr: string
  readonly nameForm: string
  readonly suchtext: string
  readonly giltAb: string | null
  readonly giltBis: string | null
  readonly pruefsumme: string
  readonly fassung: string
  readonly rahmenplan: string | null
}

const toAblage = (
  { fassung, rahmenplan }: CreateBeruf,
  before: BerufMitPlanRow | undefined,
  schluessel: string,
  now: Date,
): Ablage => {
  const text = canonicalize({ ...fassung, schluessel })
  // A delivery without plans leaves those that are there.
  const plan = rahmenplan ? canonicalize({ ...rahmenplan, schluessel }) : (before?.rahmenplan ?? null)
  const { von, spaetestensVon, bis } = geltungOf(fassung)
  return {
    id: before?.id ?? createId(now),
    version: (before?.version ?? 0) + 1,
    schluessel,
    bjnr: fassung.verordnung.bjnr,
    nameForm: berufsnameForm(fassung.bezeichnung),
    suchtext: searchTextOf(fassung),
    giltAb: von ?? spaetestensVon ?? null,
    giltBis: bis ?? null,
    pruefsumme: createHash('sha256')
      .update(text)
      .update('\n')
      .update(plan ?? '')
      .digest('hex'),
    fassung: text,
    rahmenplan: plan,
  }
}

/**
 * Adds occupations and gives changed ones their next version; what is there already in the same form is left alone. No
 * occupation may stand twice in one batch.
 *
 * @param mitgeliefert whether they come with the product; those only fill gaps, and an import takes their place
 */
export const upsertBerufe = async (
  trx: Knex.Transaction,
  berufe: readonly CreateBeruf[],
  now: Date,
  mitgeliefert = false,
): Promise<Stapelergebnis> => {
  // One writer at a time: keys are given out by what is there.
  await trx.raw("select pg_advisory_xact_lock(hashtext('beruf'))")
  const found = await trx('beruf')
    .whereIn('bjnr', [...new Set(berufe.map(({ fassung }) => fassung.verordnung.bjnr))])
    .select<BerufMitPlanRow[]>(...columns, 'rahmenplan')
  const present = new Map(found.map((row) => [`${row.bjnr}\n${row.name_form}`, row]))
  const taken = new Set(await trx('beruf').pluck<string[]>('schluessel'))
  const changed = berufe.flatMap((beruf) => {
    const before = present.get(identityOf(beruf.fassung))
    if (before && mitgeliefert) return []
    const schluessel = before?.schluessel ?? freeKey(beruf.fassung, (key) => taken.has(key))
    taken.add(schluessel)
    const ablage = toAblage(beruf, before, schluessel, now)
    return before?.pruefsumme === ablage.pruefsumme ? [] : [ablage]
  })
  if (changed.length > 0) await writeAblagen(trx, changed, now, mitgeliefert)
  const neu = changed.filter(({ version }) => version === 1).length
  return { neu, geaendert: changed.length - neu, unveraendert: berufe.length - changed.length }
}

const writeAblagen = (
  trx: Knex.Transaction,
  ablagen: readonly Ablage[],
  now: Date,
  mitgeliefert: boolean,
): Promise<unknown> =>
  trx.raw(
    `with neu as (
       select * from unnest(:ids::uuid[], :versionen::integer[], :schluessel::text[], :bjnr::text[], :namen::text[], :suche::text[], :ab::date[], :bis::date[], :summen::text[], :fassungen::text[], :plaene::text[])
         as u (id, version, schluessel, bjnr, name_form, suchtext, gilt_ab, gilt_bis, pruefsumme, fassung, rahmenplan)
     ), abgelegt as (
       insert into beruf (id, version, schluessel, bjnr, name_form, suchtext, gilt_ab, gilt_bis, pruefsumme, fassung, rahmenplan, mitgeliefert, erstellt_am, geaendert_am)
       select neu.*, :mitgeliefert, :now, :now from neu
       on conflict (id) do update
          set version = excluded.version, suchtext = excluded.suchtext, gilt_ab = excluded.gilt_ab, gilt_bis = excluded.gilt_bis,
              pruefsumme = excluded.pruefsumme, fassung = excluded.fassung, rahmenplan = excluded.rahmenplan,
              mitgeliefert = excluded.mitgeliefert, geaendert_am = excluded.geaendert_am
       returning id, version, fassung, rahmenplan
     )
     insert into beruf_version (beruf_id, version, fassung, rahmenplan, seit)
     select id, version, fassung, rahmenplan, :now from abgelegt`,
    {
      now,
      mitgeliefert,
      ids: ablagen.map(({ id }) => id),
      versionen: ablagen.map(({ version }) => version),
      schluessel: ablagen.map(({ schluessel }) => schluessel),
      bjnr: ablagen.map(({ bjnr }) => bjnr),
      namen: ablagen.map(({ nameForm }) => nameForm),
      suche: ablagen.map(({ suchtext }) => suchtext),
      ab: ablagen.map(({ giltAb }) => giltAb),
      bis: ablagen.map(({ giltBis }) => giltBis),
      summen: ablagen.map(({ pruefsumme }) => pruefsumme),
      fassungen: ablagen.map(({ fassung }) => fassung),
      plaene: ablagen.map(({ rahmenplan }) => rahmenplan),
    },
  )

/** Finished JSON of an occupation: facts and plan are put in as they are stored. */
export const berufText = (
  { id, version, mitgeliefert, fassung, erstellt_am, geaendert_am }: BerufRow,
  rahmenplan?: string | null,
): string => {
  const { von, bis } = geltungOf(JSON.parse(fassung) as Berufsfassung)
  const days = `${von === undefined ? '' : `"gueltigVon":"${von}",`}${bis === undefined ? '' : `"gueltigBis":"${bis}",`}`
  const plan = rahmenplan ? `,"rahmenplan":${rahmenplan}` : ''
  return `{"id":"${id}","version":${version},${days}"mitgeliefert":${mitgeliefert},"erstelltAm":"${erstellt_am.toISOString()}","geaendertAm":"${geaendert_am.toISOString()}","fassung":${fassung}${plan}}`
}

/** An occupation with its plan, in its present form or an earlier version. */
export const findBerufRow = async (db: Knex, id: string, version?: number): Promise<BerufMitPlanRow | undefined> => {
  const row = await db('beruf')
    .where({ id })
    .first<BerufMitPlanRow | undefined>(...columns, 'rahmenplan')
  if (!row || version === undefined || version === row.version) return row
  const earlier = await db('beruf_version')
    .where({ beruf_id: id, version })
    .first<{ fassung: string; rahmenplan: string | null; seit: Date } | undefined>('fassung', 'rahmenplan', 'seit')
  if (!earlier) return undefined
  return { ...row, version, fassung: earlier.fassung, rahmenplan: earlier.rahmenplan, geaendert_am: earlier.seit }
}

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

/** Occupations in the order of their last change. */
export const listBerufEintraege = async (
  db: Knex,
  { name, schluessel, stichtag, geaendertSeit }: BerufFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<Listeneintrag[]> => {
  const query = db('beruf')
    .orderBy(['geaendert_am', 'id'])
    .limit(limit)
    .select<BerufRow[]>(...columns)
  if (schluessel !== undefined) query.where({ schluessel })
  if (name !== undefined) query.where('suchtext', 'like', `% ${escapeLike(berufsnameForm(name))}%`)
  if (stichtag !== undefined)
    query
      .where('gilt_ab', '<=', stichtag)
      .where((part) => part.whereNull('gilt_bis').orWhere('gilt_bis', '>=', stichtag))
  if (geaendertSeit !== undefined) query.where('geaendert_am', '>=', geaendertSeit)
  if (after) query.whereRaw('(geaendert_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  const rows = await query
  return rows.map((row) => ({ wert: row.geaendert_am.toISOString(), id: row.id, json: berufText(row) }))
}

/** The training plan of an occupation by its key, in its newest version. */
export const findPlantext = async (db: Knex, schluessel: string): Promise<string | undefined> => {
  const row = await db('beruf').where({ schluessel }).first<{ rahmenplan: string | null } | undefined>('rahmenplan')
  return row?.rahmenplan ?? undefined
}

/** How much the catalogue holds; grows with every change, because nothing is removed. */
export const findKatalogstand = async (db: Knex): Promise<number> => {
  const row = await db('beruf').sum<{ sum: string | null }[]>('version').first<{ sum: string | null } | undefined>()
  return Number(row?.sum ?? 0)
}

/** The facts of every occupation. */
export const listFassungstexte = (db: Knex): Promise<string[]> => db('beruf').orderBy('schluessel').pluck('fassung')
