import { type Ausbildungsnachweis, anforderungZustand } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { AnforderungRow } from '../anforderung/anforderung.queries.ts'
import type { UebermittlungRow } from '../uebermittlung/uebermittlung.queries.ts'

/** A book as the pages of the demo list it. */
export interface BookLine {
  readonly id: string
  readonly azubi: string
  readonly beruf: string | null
  readonly unternehmen: string | null
  readonly knr: string
  readonly anzahl: number
  /** Vendor system and format that one of its reports was read from. */
  readonly quelle: string | null
}

/** Most lines of a list; the newest are shown. */
const maxLines = 20

/** The newest books that the caller may see. */
export const listBooks = async (db: Knex): Promise<BookLine[]> => {
  const rows: (Omit<BookLine, 'quelle'> & { inhalt: string | null })[] = await db('berichtsheft as b')
    .joinRaw(
      `left join lateral (select count(*)::int as anzahl, min(n.inhalt) as inhalt
         from ausbildungsnachweis n where n.fach = fach_von(b.id) and n.berichtsheft_id = b.id) n on true`,
    )
    .orderBy('b.erstellt_am', 'desc')
    .limit(maxLines)
    .select('b.id', 'b.azubi', 'b.beruf', 'b.unternehmen', 'b.knr', 'n.anzahl', 'n.inhalt')
  return rows.map(({ inhalt, ...row }) => ({ ...row, quelle: inhalt === null ? null : quelleOf(inhalt) }))
}

const quelleOf = (inhalt: string): string | null => {
  const { quelle } = JSON.parse(inhalt) as Ausbildungsnachweis['inhalt']
  return quelle ? [quelle.system, quelle.format].filter((part) => part !== undefined).join(', ') : null
}

/** The newest requests that the caller may see. */
export const listRequests = (db: Knex): Promise<AnforderungRow[]> =>
  db('anforderung as a')
    .join('berichtsheft as b', 'b.id', 'a.berichtsheft_id')
    .orderBy('a.erstellt_am', 'desc')
    .limit(maxLines)
    .select<AnforderungRow[]>('a.*', 'b.azubi', 'b.fremd_id as heft_fremd_id')

/** A transfer with the name of the apprentice. */
export type PackageLine = UebermittlungRow & { readonly azubi: string }

/** The newest transfers that the caller may see. */
export const listPackages = (db: Knex): Promise<PackageLine[]> =>
  db('uebermittlung as u')
    .join('berichtsheft as b', 'b.id', 'u.berichtsheft_id')
    .orderBy('u.erstellt_am', 'desc')
    .limit(maxLines)
    .select<PackageLine[]>('u.*', 'b.azubi')

/** A book that no open request asks for. */
export const findFree = (db: Knex): Promise<{ id: string } | undefined> =>
  db('berichtsheft as b')
    .whereNotExists((query) =>
      query
        .select(db.raw('1'))
        .from('anforderung as a')
        .whereRaw('a.berichtsheft_id = b.id')
        .whereNotIn('a.status', anforderungZustand.ende),
    )
    .orderBy('b.erstellt_am')
    .first('b.id')

/** The newest request that waits for the vendor and still has time. */
export const findAnswerable = (db: Knex): Promise<{ id: string; unternehmen: string } | undefined> =>
  db('anforderung as a')
    .join('berichtsheft as b', 'b.id', 'a.berichtsheft_id')
    .whereIn('a.status', ['angelegt', 'zugestellt', 'gelesen'])
    .whereRaw('a.frist >= app_heute()')
    .whereNotNull('b.unternehmen')
    .orderBy('a.frist', 'desc')
    .first('a.id', 'b.unternehmen')

/** The newest transfer that answers a request and waits for the chamber. */
export const findReady = (db: Knex): Promise<{ anforderungId: string; dateiname: string } | undefined> =>
  db('uebermittlung as u')
    .join('anforderung as a', 'a.id', 'u.anforderung_id')
    .where('a.status', 'uebermittelt')
    .orderBy('u.erstellt_am', 'desc')
    .first('a.id as anforderungId', 'u.dateiname')
