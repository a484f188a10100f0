import type { Rolle, Rollenangabe, Rollenzuweisung, RollenzuweisungFilter } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import type { Cursor } from '../../seite.ts'

/** Row of the table `rollenzuweisung`. */
export interface RolleRow {
  readonly id: string
  readonly konto_id: string
  readonly unternehmen_id: string | null
  readonly knr: string | null
  readonly anwendung: string
  readonly rolle: Rolle
  readonly gueltig_von: string
  readonly gueltig_bis: string | null
  readonly vertritt: string | null
  readonly vergeben_von: string | null
  readonly vergeben_am: Date
  readonly entzogen_von: string | null
  readonly entzogen_am: Date | null
}

interface RolleMitName extends RolleRow {
  readonly vorname: string
  readonly nachname: string
}

/** Row to contract. */
const toRollenzuweisung = (row: RolleMitName): Rollenzuweisung => ({
  id: row.id,
  kontoId: row.konto_id,
  vorname: row.vorname,
  nachname: row.nachname,
  ...(row.unternehmen_id === null ? {} : { unternehmenId: row.unternehmen_id }),
  ...(row.knr === null ? {} : { knr: row.knr }),
  anwendung: row.anwendung,
  rolle: row.rolle,
  gueltigVon: row.gueltig_von,
  ...(row.gueltig_bis === null ? {} : { gueltigBis: row.gueltig_bis }),
  ...(row.vertritt === null ? {} : { vertritt: row.vertritt }),
  ...(row.vergeben_von === null ? {} : { vergebenVon: row.vergeben_von }),
  vergebenAm: row.vergeben_am.toISOString(),
  ...(row.entzogen_von === null ? {} : { entzogenVon: row.entzogen_von }),
  ...(row.entzogen_am === null ? {} : { entzogenAm: row.entzogen_am.toISOString() }),
})

const columns = [
  'id',
  'konto_id',
  'unternehmen_id',
  'knr',
  'anwendung',
  'rolle',
  'gueltig_von',
  'gueltig_bis',
  'vertritt',
  'vergeben_von',
  'vergeben_am',
  'entzogen_von',
  'entzogen_am',
]

const select = (db: Knex, aufrufer: Angemeldeter) => {
  const query = db('rollenzuweisung').select<RolleRow[]>(columns.map((name) => `rollenzuweisung.${name}`))
  applyBereich(query, aufrufer)
  return query
}

/** Says which roles belong to the capacity that the person works in: row level security also shows the own ones elsewhere. */
const applyBereich = (query: Knex.QueryBuilder, aufrufer: Angemeldeter): void => {
  if (aufrufer.art === 'unternehmen') query.whereIn('rollenzuweisung.unternehmen_id', aufrufer.unternehmenIds ?? [])
  else if (aufrufer.art === 'kammer') query.where('rollenzuweisung.knr', aufrufer.knr)
  else if (aufrufer.art === 'betreiber')
    query.whereNull('rollenzuweisung.unternehmen_id').where((own) => {
      own.whereNull('rollenzuweisung.knr').orWhere('rollenzuweisung.rolle', 'kammeradministration')
    })
  else query.where('rollenzuweisung.konto_id', aufrufer.person?.kontoId ?? null)
}

/** A role of the area that the caller works for. */
export const findRolle = async (db: Knex, aufrufer: Angemeldeter, id: string): Promise<RolleRow | undefined> =>
  (await select(db, aufrufer).where('rollenzuweisung.id', id))[0]

/** The same, locked until the transaction ends. */
export const lockRolle = async (db: Knex, aufrufer: Angemeldeter, id: string): Promise<RolleRow | undefined> =>
  (await select(db, aufrufer).where('rollenzuweisung.id', id).forUpdate('rollenzuweisung'))[0]

/** A role with the name of its holder. */
export const readRollenzuweisung = async (db: Knex, id: string): Promise<Rollenzuweisung> => {
  const [row] = await db('rollenzuweisung')
    .join('konto', 'konto.id', 'rollenzuweisung.konto_id')
    .where('rollenzuweisung.id', id)
    .select<RolleMitName[]>([...columns.map((name) => `rollenzuweisung.${name}`), 'konto.vorname', 'konto.nachname'])
  if (row === undefined) throw new Error('a role cannot be read in the transaction that wrote it')
  return toRollenzuweisung(row)
}

/** Roles of the area that the caller works for, oldest first. */
export const listRollen = async (
  db: Knex,
  aufrufer: Angemeldeter,
  { kontoId, anwendung, rolle, entzogen }: RollenzuweisungFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = select(db, aufrufer)
    .join('konto', 'konto.id', 'rollenzuweisung.konto_id')
    .select<RolleMitName[]>(['konto.vorname', 'konto.nachname'])
    .orderBy([{ column: 'rollenzuweisung.vergeben_am' }, { column: 'rollenzuweisung.id' }])
    .limit(limit)
  if (kontoId !== undefined) query.where('rollenzuweisung.konto_id', kontoId)
  if (anwendung !== undefined) query.where('rollenzuweisung.anwendung', anwendung)
  if (rolle !== undefined) query.where('rollenzuweisung.rolle', rolle)
  if (entzogen !== undefined) query.whereRaw('(rollenzuweisung.entzogen_am is not null) = ?', [entzogen])
  if (after)
    query.whereRaw('(rollenzuweisung.vergeben_am, rollenzuweisung.id) > (?::timestamptz, ?::uuid)', [
      after.wert,
      after.id,
    ])
  return (await query).map((row) => ({
    wert: row.vergeben_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toRollenzuweisung(row as RolleMitName)),
  }))
}

/** Roles of one area: a company, a chamber, or the operator. */
export interface Rollenbereich {
  readonly unternehmenId?: string
  readonly knr?: string
}

/** Roles in an area that nobody has taken away, of this person and kind. */
export const listVergebene = (
  db: Knex,
  { unternehmenId, knr }: Rollenbereich,
  where: Partial<Pick<RolleRow, 'konto_id' | 'anwendung' | 'rolle' | 'vertritt'>>,
): Promise<RolleRow[]> =>
  db('rollenzuweisung')
    .where({ ...where, unternehmen_id: unternehmenId ?? null, knr: knr ?? null, entzogen_am: null })
    .orderBy('id')
    .select<RolleRow[]>(columns)

/** The same, locked until the transaction ends. */
export const lockVergebene = (
  db: Knex,
  bereich: Rollenbereich,
  where: Partial<Pick<RolleRow, 'konto_id' | 'anwendung' | 'rolle' | 'vertritt'>>,
): Promise<RolleRow[]> =>
  listVergebene(db, bereich, where).then(async (rows) => {
    if (rows.length === 0) return rows
    const ids = rows.map(({ id }) => id)
    return db('rollenzuweisung')
      .whereIn('id', ids)
      .whereNull('entzogen_am')
      .orderBy('id')
      .forUpdate()
      .select<RolleRow[]>(columns)
  })

/** SQL for the roles that hold today, as JSON, of the account and company that two columns name. */
export const rollenangabenSql = (konto: string, unternehmen: string): string => `coalesce((
  select json_agg(json_build_object('id', r.id, 'anwendung', r.anwendung, 'rolle', r.rolle, 'gueltigBis', r.gueltig_bis) order by r.anwendung, r.rolle, r.id)
    from rollenzuweisung r join anwendung a on a.kennung = r.anwendung and a.status = 'angebunden' and jsonb_exists(a.rollen, r.rolle)
   where r.konto_id = ${konto} and r.unternehmen_id = ${unternehmen} and r.entzogen_am is null
     and app_heute() between r.gueltig_von and coalesce(r.gueltig_bis, 'infinity')), '[]')`

/** What {@link rollenangabenSql} gives, as the contract has it: no end is absent. */
export const toRollenangaben = (
  rollen: readonly (Omit<Rollenangabe, 'gueltigBis'> & { gueltigBis: string | null })[],
): Rollenangabe[] =>
  rollen.map(({ gueltigBis, ...rolle }) => ({ ...rolle, ...(gueltigBis === null ? {} : { gueltigBis }) }))
