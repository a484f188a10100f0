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

/** Raised when the rows of the views mean something else than before: all of them are then made anew. */
export const sichtversion = 4

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

/** Says of all changesets that the views do not show them, when another version of the program made the views. */
export const checkSichtversion = async (db: Verbindung): Promise<void> => {
  const { rows } = await db.query<{ version: number }>('select version from bq.sichtversion')
  if (rows[0]?.version === sichtversion) return
  await db.query('delete from bq.sichtversion')
  await db.query('insert into bq.sichtversion (version) values ($1)', [sichtversion])
  await reopenSichten(db)
  // The search keeps what it knows of a text that did not change.
  await db.query('delete from bq.suchteil')
  await db.query('delete from bq.suche')
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
