import { type Einsatz, type EinsatzFilter, einsatzstatusOf, type Person } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import { etagOf, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

/** Row of the table `einsatz` with the names of both people. */
export interface EinsatzRow {
  readonly id: string
  readonly unternehmen_id: string
  readonly berichtsheft_id: string
  readonly konto_id: string
  readonly von: string
  readonly bis: string
  readonly abteilung: string
  readonly abschnitt: string | null
  readonly parallel: boolean
  readonly version: number
  readonly abgesagt_am: Date | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
  readonly vorname: string
  readonly nachname: string
  readonly azubi: Person
}

/** Row to contract, with the state of a day. */
const toEinsatz = (row: EinsatzRow, heute: string): Einsatz => ({
  id: row.id,
  unternehmenId: row.unternehmen_id,
  version: row.version,
  status: einsatzstatusOf({ von: row.von, bis: row.bis, abgesagt: row.abgesagt_am !== null }, heute),
  berichtsheftId: row.berichtsheft_id,
  azubi: row.azubi,
  kontoId: row.konto_id,
  von: row.von,
  bis: row.bis,
  abteilung: row.abteilung,
  ...(row.abschnitt === null ? {} : { abschnitt: row.abschnitt }),
  parallel: row.parallel,
  vorname: row.vorname,
  nachname: row.nachname,
  erstelltAm: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

const select = (db: Knex, { unternehmenIds = [] }: Angemeldeter) =>
  db('einsatz as e')
    .join('konto', 'konto.id', 'e.konto_id')
    .join('berichtsheft as b', 'b.id', 'e.berichtsheft_id')
    .whereIn('e.unternehmen_id', unternehmenIds)
    .select<EinsatzRow[]>(['e.*', 'konto.vorname', 'konto.nachname', db.raw("b.kopf::json -> 'azubi' as azubi")])

/** An assignment of the company as it is answered, with its ETag. */
export const readEinsatz = async (
  db: Knex,
  aufrufer: Angemeldeter,
  id: string,
  heute: string,
): Promise<Gelesen<Einsatz>> => {
  const [row] = await select(db, aufrufer).where('e.id', id)
  if (row === undefined) throw new Error('an assignment cannot be read in the transaction that wrote it')
  return { stand: toEinsatz(row, heute), etag: etagOf(row.version) }
}

/** An assignment of the company, locked until the transaction ends. */
export const lockEinsatz = async (db: Knex, aufrufer: Angemeldeter, id: string): Promise<EinsatzRow | undefined> =>
  (await select(db, aufrufer).where('e.id', id).forUpdate('e'))[0]

/** The assignments of an apprentice that have a day in a period and were not called off. */
export const listPlan = (
  db: Knex,
  heftId: string,
  { von, bis }: { readonly von: string; readonly bis: string },
): Promise<Pick<EinsatzRow, 'id' | 'von' | 'bis' | 'parallel'>[]> =>
  db('einsatz')
    .where({ berichtsheft_id: heftId, abgesagt_am: null })
    .where('von', '<=', bis)
    .where('bis', '>=', von)
    .orderBy(['von', 'id'])
    .select('id', 'von', 'bis', 'parallel')

/** Assignments that the caller may see, in the order of their days. */
export const listEinsatzEintraege = async (
  db: Knex,
  aufrufer: Angemeldeter,
  { berichtsheftId, kontoId, von, bis }: EinsatzFilter,
  after: Cursor | undefined,
  limit: number,
  heute: string,
): Promise<readonly Listeneintrag[]> => {
  const query = select(db, aufrufer).orderBy(['e.von', 'e.id']).limit(limit)
  if (berichtsheftId !== undefined) query.where('e.berichtsheft_id', berichtsheftId)
  if (kontoId !== undefined) query.where('e.konto_id', kontoId)
  if (von !== undefined) query.where('e.bis', '>=', von)
  if (bis !== undefined) query.where('e.von', '<=', bis)
  if (after) query.whereRaw('(e.von, e.id) > (?::date, ?::uuid)', [after.wert, after.id])
  return (await query).map((row) => ({ wert: row.von, id: row.id, json: JSON.stringify(toEinsatz(row, heute)) }))
}
