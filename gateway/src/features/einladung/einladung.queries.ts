import type { Einladung, EinladungFilter, Rolle } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'

/** Row of the table `einladung`, with the names that belong to it. */
export interface EinladungRow {
  readonly id: string
  readonly unternehmen_id: string
  readonly unternehmen: string
  readonly email: string
  readonly anwendung: string
  readonly rolle: Rolle
  readonly gueltig_bis: string | null
  /** The state as it is now: an invitation whose link has ended is expired, also before the job has written it down. */
  readonly status: Einladung['status']
  readonly version: number
  readonly ablauf: Date
  readonly eingeladen_von: string
  readonly konto_id: string | null
  readonly vorname: string | null
  readonly nachname: string | null
  readonly kontostatus: string | null
  readonly versendet_am: Date
  readonly angenommen_am: Date | null
  readonly genehmigt_am: Date | null
  readonly genehmigt_von: string | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** Row to contract. */
const toEinladung = (row: EinladungRow): Einladung => ({
  id: row.id,
  unternehmenId: row.unternehmen_id,
  unternehmen: row.unternehmen,
  version: row.version,
  status: row.status,
  email: row.email,
  anwendung: row.anwendung,
  rolle: row.rolle,
  ...(row.gueltig_bis === null ? {} : { gueltigBis: row.gueltig_bis }),
  eingeladenVon: row.eingeladen_von,
  ablauf: row.ablauf.toISOString(),
  ...(row.konto_id === null ? {} : { kontoId: row.konto_id }),
  ...(row.vorname === null ? {} : { vorname: row.vorname }),
  ...(row.nachname === null ? {} : { nachname: row.nachname }),
  versendetAm: row.versendet_am.toISOString(),
  ...(row.angenommen_am === null ? {} : { angenommenAm: row.angenommen_am.toISOString() }),
  ...(row.genehmigt_am === null ? {} : { genehmigtAm: row.genehmigt_am.toISOString() }),
  ...(row.genehmigt_von === null ? {} : { genehmigtVon: row.genehmigt_von }),
  erstelltAm: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

/** An invitation as it is served. */
export const geleseneEinladung = (row: EinladungRow): Gelesen<Einladung> => ({
  stand: toEinladung(row),
  etag: etagOf(row.version),
})

/** The end of an invitation's link, of the columns of `einladung`; it rests while the service does. */
export const ablaufMitWartung = 'ablauf_mit_wartung(versendet_am, ablauf)'
const jetzt = "current_setting('app.jetzt')::timestamptz"
// The second comparison is made only for what the first leaves.
const vorbei = `case when e.status = 'versendet' and e.ablauf <= ${jetzt} then ${ablaufMitWartung} <= ${jetzt} else false end`
const stand = `case when ${vorbei} then 'abgelaufen' else e.status end`
const columns = [
  'id',
  'unternehmen_id',
  'email',
  'anwendung',
  'rolle',
  'gueltig_bis',
  'ablauf',
  'eingeladen_von',
  'konto_id',
  'versendet_am',
  'angenommen_am',
  'genehmigt_am',
  'genehmigt_von',
  'erstellt_am',
  'geaendert_am',
]

// The job that writes the end down raises the version too, so both tell the same.
const select = (db: Knex) =>
  db('einladung as e')
    .join('unternehmen', 'unternehmen.id', 'e.unternehmen_id')
    .leftJoin('konto', 'konto.id', 'e.konto_id')
    .select<EinladungRow[]>([
      ...columns.map((name) => `e.${name}`),
      'unternehmen.name as unternehmen',
      'konto.vorname',
      'konto.nachname',
      'konto.status as kontostatus',
      db.raw(`${stand} as status`),
      db.raw(`e.version + (${vorbei})::integer as version`),
    ])

/** An invitation that the caller may see; as an administrator only those of the companies that he works for. */
export const findEinladung = async (
  db: Knex,
  unternehmenIds: readonly string[] | undefined,
  id: string,
): Promise<EinladungRow | undefined> => {
  const query = select(db).where('e.id', id)
  if (unternehmenIds !== undefined) query.whereIn('e.unternehmen_id', unternehmenIds)
  return (await query)[0]
}

/** The same, locked until the transaction ends. */
export const lockEinladung = async (
  db: Knex,
  unternehmenIds: readonly string[] | undefined,
  id: string,
): Promise<EinladungRow | undefined> => {
  const query = select(db).where('e.id', id).forUpdate('e')
  if (unternehmenIds !== undefined) query.whereIn('e.unternehmen_id', unternehmenIds)
  return (await query)[0]
}

/** The invitation that a link belongs to, if it is for the person who calls. */
export const findByToken = async (db: Knex, hash: Buffer): Promise<EinladungRow | undefined> =>
  (await select(db).where('e.token_hash', hash))[0]

/** Invitations of a company, oldest change first. */
export const listEinladungEintraege = async (
  db: Knex,
  unternehmenId: string,
  { status }: EinladungFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = select(db).where('e.unternehmen_id', unternehmenId).orderBy(['e.geaendert_am', 'e.id']).limit(limit)
  if (status !== undefined) query.whereRaw(`${stand} = ?`, [status])
  if (after) query.whereRaw('(e.geaendert_am, e.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return (await query).map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toEinladung(row)),
  }))
}

/** Invitations that wait: for the person who calls to accept, or for an administrator to approve. */
export const listWartende = async (
  db: Knex,
  status: 'versendet' | 'angenommen',
  unternehmenIds: readonly string[] | undefined,
  after: Cursor | undefined,
  limit: number,
): Promise<(EinladungRow & { readonly ende: Date })[]> => {
  const seit = status === 'versendet' ? 'e.versendet_am' : 'e.angenommen_am'
  const query = select(db)
    .select<(EinladungRow & { readonly ende: Date })[]>(db.raw(`${ablaufMitWartung} as ende`))
    .whereRaw(`${stand} = ?`, [status])
    .orderBy([seit, 'e.id'])
    .limit(limit)
  if (unternehmenIds !== undefined) query.whereIn('e.unternehmen_id', unternehmenIds)
  if (after) query.whereRaw(`(${seit}, e.id) > (?::timestamptz, ?::uuid)`, [after.wert, after.id])
  return query
}
