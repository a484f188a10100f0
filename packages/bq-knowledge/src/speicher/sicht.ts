import { isFreigegeben, listVermerke } from '../kern/freigabe.ts'
import type { Netz } from '../kern/netz.ts'
import type { Pruefvermerk } from '../kern/netzangaben.ts'
import { sichtbarkeitOf } from '../kern/sichtbarkeit.ts'
import type { ProfilId } from '../kern/slot.ts'
import { headsIn, readSlot, type Sicht } from '../kern/slotstand.ts'
import { headsOf, type Slotort, type Wissensstand } from '../kern/stand.ts'
import { slotzeile } from '../kern/standhash.ts'
import { type Sichtbarkeit, sichtbarkeiten } from '../vorlage/feld.ts'
import type { Verbindung } from './speicher.ts'
import { writeSuche } from './suche.ts'
import { foldTeil } from './teilstand.ts'

/** Raised when the rows of the views mean something else than before: all of them are then made anew. */
export const sichtversion = 2

/** What the views are made with: the rules of the network. */
export interface Sichtquelle {
  readonly netz: Netz
}

/** A fold that holds at least the statements whose rows are written, with all that lies below them. */
export interface Sichtstand extends Sichtquelle {
  readonly stand: Wissensstand
}

const rankOf = (stand: Wissensstand, ort: Slotort, sicht: Sicht): number | null => {
  const levels = headsIn(stand, ort, sicht).map(({ satz }) =>
    sichtbarkeiten.indexOf(sichtbarkeitOf(ort.slot, satz.urheber?.zugang ?? 'kammern')),
  )
  return levels.length === 0 ? null : Math.min(...levels)
}

const zustandOf = (stand: Wissensstand, ort: Slotort, sicht: Sicht): string | null => {
  if (ort.art !== 'aussage' && ort.art !== 'vermerk') return null
  const { stand: zustand } = readSlot(stand, ort, sicht)
  return zustand === 'leer' ? null : zustand
}

/** Heads that are neither approved nor refused. */
const countOffene = (stand: Wissensstand, ort: Slotort): number =>
  headsOf(ort).filter(
    (eintrag) =>
      !isFreigegeben(stand, eintrag) &&
      !listVermerke(eintrag).some(({ angaben }) => (angaben as Pruefvermerk).urteil === 'nein'),
  ).length

const toZeile = (stand: Wissensstand, ort: Slotort, profil: ProfilId) => ({
  slot: ort.slot,
  profil,
  arbeit: slotzeile(stand, ort, 'arbeit'),
  oeffentlich: slotzeile(stand, ort, 'oeffentlich'),
  zustand_arbeit: zustandOf(stand, ort, 'arbeit'),
  zustand_oeffentlich: zustandOf(stand, ort, 'oeffentlich'),
  stufe_arbeit: rankOf(stand, ort, 'arbeit'),
  stufe_oeffentlich: rankOf(stand, ort, 'oeffentlich'),
  offen: countOffene(stand, ort),
})

/** Writes the rows of slots as they stand now; a slot without heads has none. */
export const writeLines = async (db: Verbindung, { stand }: Sichtstand, orte: Iterable<Slotort>): Promise<void> => {
  const lines = [...orte].flatMap((ort) => (ort.profil === undefined ? [] : [toZeile(stand, ort, ort.profil)]))
  const isEmpty = ({ arbeit, oeffentlich }: (typeof lines)[number]) => arbeit === '' && oeffentlich === ''
  const gone = lines.filter(isEmpty)
  const kept = lines.filter((line) => !isEmpty(line))
  if (gone.length > 0) await db.query('delete from bq.slot where slot = any($1::text[])', [gone.map((l) => l.slot)])
  if (kept.length === 0) return
  const column = <K extends keyof (typeof lines)[number]>(name: K) => kept.map((line) => line[name])
  await db.query(
    `insert into bq.slot (slot, profil, arbeit, oeffentlich, zustand_arbeit, zustand_oeffentlich, stufe_arbeit, stufe_oeffentlich, offen)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::smallint[], $9::smallint[])
      on conflict (slot) do update set arbeit = excluded.arbeit, oeffentlich = excluded.oeffentlich,
        zustand_arbeit = excluded.zustand_arbeit, zustand_oeffentlich = excluded.zustand_oeffentlich,
        stufe_arbeit = excluded.stufe_arbeit, stufe_oeffentlich = excluded.stufe_oeffentlich, offen = excluded.offen
      where (slot.arbeit, slot.oeffentlich, slot.zustand_arbeit, slot.zustand_oeffentlich, slot.stufe_arbeit, slot.stufe_oeffentlich, slot.offen)
        is distinct from (excluded.arbeit, excluded.oeffentlich, excluded.zustand_arbeit, excluded.zustand_oeffentlich,
          excluded.stufe_arbeit, excluded.stufe_oeffentlich, excluded.offen)`,
    [
      column('slot'),
      column('profil'),
      column('arbeit'),
      column('oeffentlich'),
      column('zustand_arbeit'),
      column('zustand_oeffentlich'),
      column('stufe_arbeit'),
      column('stufe_oeffentlich'),
      column('offen'),
    ],
  )
}

/** The slots of a statement stand and fall together: its citations decide whether it is shown. */
const below = ['', '/belege', '/sort', '/vermerk']

/** Makes the rows of some slots and of what belongs to the same statements. */
const settleSlots = async (db: Verbindung, { netz }: Sichtquelle, slots: readonly string[]): Promise<void> => {
  const bases = [...new Set(slots.map((slot) => slot.replace(/\/(?:belege|sort|vermerk)$/, '')))]
  const leiter = [...new Set(bases.map((slot) => `${slot.split('/', 1)[0]}/leitkammer`))]
  const names = bases.flatMap((base) => below.map((end) => base + end))
  const stand = await foldTeil(db, netz, { slots: [...new Set([...names, ...leiter])] })
  // A slot of which nothing counts any more is not in the fold, and its row has to go.
  const gone = names.filter((name) => !stand.slots.has(name))
  await db.query('delete from bq.slot where slot = any($1::text[])', [gone])
  await writeLines(db, { netz, stand }, pick(stand, names))
  await writeSuche(db, stand, { slots: bases })
}

const pick = (stand: Wissensstand, names: readonly string[]): Slotort[] =>
  names.flatMap((name) => stand.slots.get(name) ?? [])

/** Makes all rows of some profiles. */
const settleProfile = async (db: Verbindung, { netz }: Sichtquelle, profile: readonly ProfilId[]): Promise<void> => {
  const stand = await foldTeil(db, netz, { profile })
  await db.query('delete from bq.slot where profil = any($1::text[]) and slot <> all($2::text[])', [
    profile,
    [...stand.slots.keys()],
  ])
  await writeLines(db, { netz, stand }, stand.slots.values())
  await writeSuche(db, stand, { profile })
}

/**
 * Slots that open changesets have touched: those of their changes, those of what their verdicts and redactions speak of, and all
 * of a profile whose Leitkammer changed, because that decides whose verdicts count.
 */
const touched = `
  with offene as materialized (select folge from bq.satz where offen <= $1),
  slots as (
    select a.slot from offene o join bq.aenderung a on a.satz = o.folge
    union all
    select a.slot from offene o join bq.bezug b on b.satz = o.folge join bq.satz z on z.id = b.ziel join bq.aenderung a on a.satz = z.folge
    union all
    select t.slot from offene o join bq.aenderung l on l.satz = o.folge and l.slot like '%/leitkammer'
      join bq.aenderung t on t.slot >= split_part(l.slot, '/', 1) || '/' and t.slot < split_part(l.slot, '/', 1) || '0'
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
  const marke = await db.query<{ bis: string | null }>(
    'select max(offen)::text as bis from bq.satz where offen is not null',
  )
  const bis = marke.rows[0]?.bis
  if (bis === null || bis === undefined) return undefined
  const { rows } = await db.query<{ slot: string }>(
    `${touched} select distinct slot from slots where ${isProfilslot} limit ${few + 1}`,
    [bis],
  )
  if (rows.length <= few) return { bis, slots: rows.map(({ slot }) => slot) }
  const profile = await db.query<{ profil: ProfilId }>(
    `${touched} select distinct split_part(slot, '/', 1) as profil from slots where ${isProfilslot} order by 1`,
    [bis],
  )
  return { bis, profile: profile.rows.map(({ profil }) => profil) }
}

/** The steps of some work, each short enough for one transaction; after the last one the views show everything up to `bis`. */
export const planArbeit = (arbeit: Sichtarbeit): ((db: Verbindung, quelle: Sichtquelle) => Promise<void>)[] => {
  const close = async (db: Verbindung) => {
    await db.query('update bq.satz set offen = null where offen <= $1', [arbeit.bis])
  }
  if ('slots' in arbeit) {
    return [
      async (db, quelle) => {
        await settleSlots(db, quelle, arbeit.slots)
        await close(db)
      },
    ]
  }
  const steps: ((db: Verbindung, quelle: Sichtquelle) => Promise<void>)[] = []
  for (let start = 0; start < arbeit.profile.length; start += profilesAtOnce) {
    const some = arbeit.profile.slice(start, start + profilesAtOnce)
    steps.push((db, quelle) => settleProfile(db, quelle, some))
  }
  return [...steps, close]
}

/** Says of all changesets that the views do not show them, when another version of the program made the views. */
export const checkSichtversion = async (db: Verbindung): Promise<void> => {
  const { rows } = await db.query<{ version: number }>('select version from bq.sichtversion')
  if (rows[0]?.version === sichtversion) return
  await db.query('delete from bq.sichtversion')
  await db.query('insert into bq.sichtversion (version) values ($1)', [sichtversion])
  await reopenSichten(db)
}

/** Has all views made anew. */
export const reopenSichten = async (db: Verbindung): Promise<void> => {
  await db.query(`update bq.satz set offen = nextval('bq.stand')`)
}

/** How many statements of each profile a level reads in a view; profiles whose names begin alike. */
export const countAussagen = async (
  db: Verbindung,
  beginn: string,
  sicht: Sicht,
  stufe: Sichtbarkeit,
): Promise<readonly { readonly profil: ProfilId; readonly aussagen: number }[]> => {
  const { rows } = await db.query<{ profil: ProfilId; aussagen: number }>(
    `select profil, count(*)::integer as aussagen from bq.slot
      where starts_with(profil, $1) and zustand_${sicht} is not null and slot not like '%/vermerk'
        and (zustand_${sicht} <> 'zurueckgezogen' or $2 = 'arbeit') and stufe_${sicht} <= $3
      group by profil order by profil`,
    [beginn, sicht, sichtbarkeiten.indexOf(stufe)],
  )
  return rows
}

/** Profiles with a slot in conflict. */
export const listStrittige = async (db: Verbindung, sicht: Sicht): Promise<ProfilId[]> => {
  const { rows } = await db.query<{ profil: ProfilId }>(
    `select distinct profil from bq.slot where zustand_${sicht} = 'konflikt' order by profil`,
  )
  return rows.map(({ profil }) => profil)
}

/** The hash of the state as the stored views have it; the same as that of the fold. */
export const readStandHash = async (db: Verbindung, sicht: Sicht): Promise<string> => {
  const { rows } = await db.query<{ hash: string }>(
    `select encode(sha256(convert_to(coalesce(string_agg(${sicht}, '' order by slot), ''), 'UTF8')), 'hex') as hash from bq.slot`,
  )
  return rows[0]?.hash ?? ''
}
