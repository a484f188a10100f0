import type { ProfilId } from '../kern/slot.ts'
import type { Verbindung } from './speicher.ts'

/** Profiles with heads that wait for a review, in their order. Notes and charges of the Redaktion need none. */
export const listOffeneProfile = async (
  db: Verbindung,
  nach: ProfilId | undefined,
  hoechstens: number,
): Promise<ProfilId[]> => {
  const { rows } = await db.query<{ profil: ProfilId }>(
    `select distinct profil from bq.slot
      where offen > 0 and slot not like '%/vermerk' and slot not like '%/leitkammer' and ($1::text is null or profil > $1)
      order by profil limit $2`,
    [nach ?? null, hoechstens],
  )
  return rows.map(({ profil }) => profil)
}

/** When changesets were made, as their authors say. */
export const listErstellt = async (db: Verbindung, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; am: string }>(
    `select id, kopf::jsonb ->> 'erstelltAm' as am from bq.satz where id = any($1::text[])`,
    [[...new Set(ids)]],
  )
  return new Map(rows.map(({ id, am }) => [id, am]))
}
