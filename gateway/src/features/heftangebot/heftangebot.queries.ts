import {
  foldText,
  type Heftanbieter,
  type Heftangebotsstand,
  type Heftauswahl,
  type Vertragsentwurf,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Cursor } from '../../seite.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import type { AusbildungsvertragRow } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { nameOf } from '../ausbildungsvertrag/vertragsmail.ts'

/** Row of the table `vertragsheft`. */
export interface VertragsheftRow {
  readonly vertrag_id: string
  readonly berichtsheft_id: string | null
  readonly stand: Exclude<Heftangebotsstand, 'offen'>
  readonly durch: string
  readonly erstellt_am: Date
}

/** What became of the book of a contract; `undefined` while the offer is open. */
export const findVertragsheft = (db: Knex, vertragId: string): Promise<VertragsheftRow | undefined> =>
  db('vertragsheft').where({ vertrag_id: vertragId }).first()

interface Heftzeile {
  readonly id: string
  readonly anbieter_id: string
  readonly fremd_id: string
  readonly azubi: string
  readonly ausbildungsbeginn: string | null
}

const toAuswahl = ({ id, anbieter_id, fremd_id, azubi, ausbildungsbeginn }: Heftzeile): Heftauswahl => ({
  id,
  anbieterId: anbieter_id,
  fremdId: fremd_id,
  azubi,
  ...(ausbildungsbeginn === null ? {} : { ausbildungsbeginn }),
})

/**
 * Books of the same apprentice, by name and birth date, with the same company at the same chamber that belong to no contract
 * yet; of one vendor only, where one is given. As the gateway itself: who files contracts need not see books.
 */
export const listPassendeHefte = async (
  db: Knex,
  knr: string,
  { azubi, ausbildender }: Vertragsentwurf,
  anbieterId: string | undefined,
): Promise<Heftauswahl[]> => {
  if (azubi?.geburtsdatum === undefined) return []
  const query = db('berichtsheft as b')
    .where({ 'b.knr': knr, 'b.geburtsdatum': azubi.geburtsdatum })
    .whereRaw('(b.identnummer is null or b.identnummer = ?)', [ausbildender?.identnummer ?? ''])
    .whereNotExists(db('vertragsheft as h').whereRaw('h.berichtsheft_id = b.id'))
    .orderBy('b.id')
    .limit(50)
  if (anbieterId !== undefined) query.where('b.anbieter_id', anbieterId)
  const rows: Heftzeile[] = await query.select('b.id', 'b.anbieter_id', 'b.fremd_id', 'b.azubi', 'b.ausbildungsbeginn')
  const name = foldText(nameOf(azubi))
  return rows.filter((row) => foldText(row.azubi) === name).map(toAuswahl)
}

/** Active vendors, those that keep books of the company first; `bekannt` says how many of them do. */
export const listHeftanbieter = async (
  db: Knex,
  knr: string,
  identnummer: string | undefined,
): Promise<{ readonly anbieter: Heftanbieter[]; readonly bekannt: number }> => {
  const rows: (Heftanbieter & { readonly bekannt: boolean })[] = await db('anbieter as a')
    .where('a.status', 'aktiv')
    .select(
      'a.id',
      'a.name',
      'a.produkt',
      db.raw(
        'exists (select from berichtsheft b where b.anbieter_id = a.id and b.knr = ? and b.identnummer = ?) as bekannt',
        [knr, identnummer ?? ''],
      ),
    )
    .orderBy([{ column: 'bekannt', order: 'desc' }, 'a.name', 'a.id'])
    .limit(200)
  return {
    anbieter: rows.map(({ bekannt: _known, ...anbieter }) => anbieter),
    bekannt: rows.filter(({ bekannt }) => bekannt).length,
  }
}

/** A registered contract without a book. */
type VertragOhneHeft = Pick<AusbildungsvertragRow, 'id' | 'vertrag' | 'unternehmen_id' | 'knr' | 'geaendert_am'>

/** Registered contracts of companies whose report book is to be kept electronically, still runs, and has no decision yet. */
export const listOhneHeft = async (
  db: Knex,
  { unternehmenIds = [] }: Angemeldeter,
  heute: string,
  position: Cursor | undefined,
  limit: number,
): Promise<VertragOhneHeft[]> => {
  const query = db('ausbildungsvertrag as v')
    .whereIn('v.unternehmen_id', [...unternehmenIds])
    .whereIn('v.status', ['eingetragen', 'geaendert', 'verlaengert'])
    .where('v.ende', '>=', heute)
    .whereRaw("v.vertrag::json ->> 'nachweisform' = 'elektronisch'")
    .whereNotExists(db('vertragsheft as h').whereRaw('h.vertrag_id = v.id'))
    .orderBy(['v.geaendert_am', 'v.id'])
    .limit(limit)
  if (position) query.whereRaw('(v.geaendert_am, v.id) > (?::timestamptz, ?::uuid)', [position.wert, position.id])
  return query.select('v.id', 'v.vertrag', 'v.unternehmen_id', 'v.knr', 'v.geaendert_am')
}
