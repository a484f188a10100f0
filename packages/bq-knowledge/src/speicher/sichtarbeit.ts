import type { ProfilId } from '../kern/slot.ts'
import type { Slotort, Wissensstand } from '../kern/stand.ts'
import { type Sichtquelle, writeLines } from './sicht.ts'
import type { Verbindung } from './speicher.ts'
import { writeSuche } from './suche.ts'
import { foldTeil } from './teilstand.ts'

/**
 * Slots that open changesets have touched: those of their changes, those of what their verdicts and redactions speak of, and all
 * of a profile whose Leitkammer changed, because that decides whose verdicts count. The changesets are named one by one: of a condition
 * the planner does not know how few meet it, and reads the whole log.
 */
const touched = `
  with slots as (
    select a.slot from bq.aenderung a where a.satz = any($1::bigint[])
    union all
    select a.slot from bq.aenderung a where a.satz = any(array(
      select z.folge from bq.bezug b join bq.satz z on z.id = b.ziel where b.satz = any($1::bigint[])))
    union all
    select t.slot from bq.aenderung l
      join bq.aenderung t on t.slot >= split_part(l.slot, '/', 1) || '/' and t.slot < split_part(l.slot, '/', 1) || '0'
      where l.satz = any($1::bigint[]) and l.slot like '%/leitkammer'
  )`
/** Only names of profiles hold a colon. */
const isProfilslot = `position(':' in slot) > 0`

/** Most slots that are made one by one; when more are open, whole profiles are read in their order. */
const few = 4_000
const profilesAtOnce = 60

/** How far a settling has to go, and what it has to do. */
export type Sichtarbeit =
  | { readonly bis: string; readonly slots: readonly string[] }
  | { readonly bis: string; readonly profile: readonly ProfilId[] }

/** Whether there is something that the views do not show yet. */
export const hasOffene = async (db: Verbindung): Promise<boolean> => {
  const { rows } = await db.query<{ offen: boolean }>(
    'select exists (select from bq.satz where offen is not null) as offen',
  )
  return rows[0]?.offen === true
}

/** What the views do not show yet; `undefined` when they show everything. */
export const findArbeit = async (db: Verbindung): Promise<Sichtarbeit | undefined> => {
  const offene = await db.query<{ bis: string | null; folgen: string[] }>(
    'select max(offen)::text as bis, array_agg(folge) as folgen from bq.satz where offen is not null',
  )
  const [{ bis, folgen } = { bis: null, folgen: [] }] = offene.rows
  if (bis === null) return undefined
  const { rows } = await db.query<{ slot: string }>(
    `${touched} select distinct slot from slots where ${isProfilslot} limit ${few + 1}`,
    [folgen],
  )
  if (rows.length <= few) return { bis, slots: rows.map(({ slot }) => slot) }
  const profile = await db.query<{ profil: ProfilId }>(
    `${touched} select distinct split_part(slot, '/', 1) as profil from slots where ${isProfilslot} order by 1`,
    [folgen],
  )
  return { bis, profile: profile.rows.map(({ profil }) => profil) }
}

/** A part of some work, short enough for one transaction. What it reads may be read ahead of its turn. */
export interface Arbeitsschritt {
  readonly read: (db: Verbindung, quelle: Sichtquelle) => Promise<Wissensstand | undefined>
  readonly write: (db: Verbindung, quelle: Sichtquelle, stand: Wissensstand | undefined) => Promise<void>
}

/** The steps of some work; after the last one the views show everything up to `bis`. */
export const planArbeit = (arbeit: Sichtarbeit): readonly Arbeitsschritt[] => {
  const close: Arbeitsschritt = {
    read: async () => undefined,
    write: async (db) => {
      await db.query('update bq.satz set offen = null where offen <= $1', [arbeit.bis])
    },
  }
  if ('slots' in arbeit) return [settleSlots(arbeit.slots), close]
  const steps: Arbeitsschritt[] = []
  for (let start = 0; start < arbeit.profile.length; start += profilesAtOnce) {
    steps.push(settleProfile(arbeit.profile.slice(start, start + profilesAtOnce)))
  }
  return [...steps, close]
}

/** The slots of a statement stand and fall together: its citations decide whether it is shown. */
const below = ['', '/belege', '/sort', '/vermerk']

/** Makes the rows of some slots and of what belongs to the same statements. */
const settleSlots = (slots: readonly string[]): Arbeitsschritt => {
  const bases = [...new Set(slots.map((slot) => slot.replace(/\/(?:belege|sort|vermerk)$/, '')))]
  const leiter = [...new Set(bases.map((slot) => `${slot.split('/', 1)[0]}/leitkammer`))]
  const names = bases.flatMap((base) => below.map((end) => base + end))
  return {
    read: (db, { netz }) => foldTeil(db, netz, { slots: [...new Set([...names, ...leiter])] }),
    write: async (db, { netz }, stand) => {
      if (!stand) return
      // A slot of which nothing counts any more is not in the fold, and its row has to go.
      const gone = names.filter((name) => !stand.slots.has(name))
      await db.query('delete from bq.slot where slot = any($1::text[])', [gone])
      await writeLines(db, { netz, stand }, pick(stand, names))
      await writeSuche(db, stand, { slots: bases })
    },
  }
}

const pick = (stand: Wissensstand, names: readonly string[]): Slotort[] =>
  names.flatMap((name) => stand.slots.get(name) ?? [])

/** Makes all rows of some profiles. */
const settleProfile = (profile: readonly ProfilId[]): Arbeitsschritt => ({
  read: (db, { netz }) => foldTeil(db, netz, { profile }),
  write: async (db, { netz }, stand) => {
    if (!stand) return
    await db.query('delete from bq.slot where profil = any($1::text[]) and slot <> all($2::text[])', [
      profile,
      [...stand.slots.keys()],
    ])
    await writeLines(db, { netz, stand }, stand.slots.values())
    await writeSuche(db, stand, { profile })
  },
})
