import type { Anschrift, Brief, BriefFilter, Briefstatus } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'

/** Row of the table `brief`. */
export interface BriefRow {
  readonly id: string
  readonly unternehmen_id: string
  readonly knr: string
  readonly status: Briefstatus
  readonly empfaenger: string
  readonly anschrift: Anschrift
  readonly inhalt: string | null
  readonly sha256: Buffer
  readonly erstellt_am: Date
  readonly versandt_am: Date | null
  readonly geaendert_am: Date
}

/** Row to contract. */
export const toBrief = (row: Omit<BriefRow, 'inhalt'>): Brief => ({
  id: row.id,
  unternehmenId: row.unternehmen_id,
  knr: row.knr,
  status: row.status,
  empfaenger: row.empfaenger,
  anschrift: row.anschrift,
  sha256: row.sha256.toString('hex'),
  erstelltAm: row.erstellt_am.toISOString(),
  ...(row.versandt_am === null ? {} : { versandtAm: row.versandt_am.toISOString() }),
})

const columns = [
  'id',
  'unternehmen_id',
  'knr',
  'status',
  'empfaenger',
  'anschrift',
  'sha256',
  'erstellt_am',
  'versandt_am',
  'geaendert_am',
] as const

/** A letter that the caller may see. */
export const findBrief = (db: Knex, id: string): Promise<BriefRow | undefined> =>
  db('brief').where({ id }).first<BriefRow | undefined>('*')

/** A letter that the caller may see, locked until the transaction ends. */
export const lockBrief = (db: Knex, id: string): Promise<BriefRow | undefined> =>
  db('brief').where({ id }).forUpdate().first<BriefRow | undefined>('*')

/** Letters of a chamber in the order of their last change. */
export const listBriefEintraege = async (
  db: Knex,
  knr: string,
  { status, unternehmenId }: BriefFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<Listeneintrag[]> => {
  const query = db('brief')
    .where({ knr })
    .orderBy(['geaendert_am', 'id'])
    .limit(limit)
    .select<BriefRow[]>(...columns)
  if (status !== undefined) query.where({ status })
  if (unternehmenId !== undefined) query.where({ unternehmen_id: unternehmenId })
  if (after) query.whereRaw('(geaendert_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  const rows = await query
  return rows.map((row) => ({ wert: row.geaendert_am.toISOString(), id: row.id, json: JSON.stringify(toBrief(row)) }))
}
