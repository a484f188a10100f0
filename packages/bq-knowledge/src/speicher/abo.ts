import type { Aboart } from '@berichtsheft/core'
import type { Verbindung } from './speicher.ts'

/** Something that somebody watches. */
export interface Aboeintrag {
  readonly id: string
  readonly art: Aboart
  readonly wert: string
  /** Place of the log from which on it is told. */
  readonly ab: number
  readonly erstelltAm: string
}

interface Zeile {
  readonly id: string
  readonly art: Aboart
  readonly wert: string
  readonly ab: string | number
  readonly erstellt_am: Date
}

const toAboeintrag = ({ id, art, wert, ab, erstellt_am }: Zeile): Aboeintrag => ({
  id,
  art,
  wert,
  ab: Number(ab),
  erstelltAm: erstellt_am.toISOString(),
})

const columns = 'id, art, wert, ab, erstellt_am'

/** Watches something from now on; what is watched already stays as it is. */
export const insertAbo = async (
  db: Verbindung,
  { id, kennung, art, wert }: Pick<Aboeintrag, 'id' | 'art' | 'wert'> & { readonly kennung: string },
  now: Date,
): Promise<Aboeintrag> => {
  const { rows } = await db.query<Zeile>(
    `insert into bq.abo (id, kennung, art, wert, ab, erstellt_am)
       values ($1, $2, $3, $4, (select coalesce(max(folge), 0) from bq.satz), $5)
       on conflict (kennung, art, wert) do update set art = excluded.art returning ${columns}`,
    [id, kennung, art, wert, now],
  )
  const [row] = rows
  if (!row) throw new Error('an entry of a watch list was not stored')
  return toAboeintrag(row)
}

/** The watch list of somebody, oldest first. */
export const listAboeintraege = async (db: Verbindung, kennung: string): Promise<readonly Aboeintrag[]> => {
  const { rows } = await db.query<Zeile>(`select ${columns} from bq.abo where kennung = $1 order by erstellt_am, id`, [
    kennung,
  ])
  return rows.map(toAboeintrag)
}

/** Ends an entry of somebody's own list. */
export const deleteAboeintrag = async (
  db: Verbindung,
  kennung: string,
  id: string,
): Promise<Aboeintrag | undefined> => {
  const { rows } = await db.query<Zeile>(`delete from bq.abo where kennung = $1 and id = $2 returning ${columns}`, [
    kennung,
    id,
  ])
  return rows[0] && toAboeintrag(rows[0])
}
