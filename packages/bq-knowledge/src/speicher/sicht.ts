import type { Knoten } from '../kern/knoten.ts'
import { isAktiv } from '../kern/netz.ts'
import type { Pruefvermerk, Schwaerzung } from '../kern/netzangaben.ts'
import type { Sicht } from '../kern/slotstand.ts'
import { type Eintrag, resolve, type Slotort } from '../kern/stand.ts'
import { slotzeile } from '../kern/standhash.ts'
import type { Verbindung } from './speicher.ts'

/** What the views rest on, as it was before a batch. */
export interface Sichtmarke {
  readonly ketten: Knoten['netz']['ketten']
  readonly laengen: ReadonlyMap<string, number>
  readonly regeln: string
}

const rulesOf = ({ netz }: Knoten): string => JSON.stringify([netz.richtlinien, [...netz.schwaerzungen].sort()])

/** Marks how far a node has come, so that afterwards it can be told what a batch has touched. */
export const markSicht = (knoten: Knoten): Sichtmarke => ({
  ketten: knoten.netz.ketten,
  laengen: new Map([...knoten.netz.ketten].map(([name, { pfad }]) => [name, pfad.length])),
  regeln: rulesOf(knoten),
})

/** The ids of all changesets that count at a node. */
export const listAktive = ({ netz }: Knoten): Set<string> => {
  const aktive = new Set<string>()
  for (const kette of netz.koepfe.values()) {
    for (const eintraege of kette.values()) for (const e of eintraege) if (isAktiv(netz, e)) aktive.add(e.id)
  }
  return aktive
}

/** Brings the set of what counts up to date; what came and what went since the mark. */
const moveAktive = (knoten: Knoten, marke: Sichtmarke, aktive: Set<string>): { neu: string[]; weg: string[] } => {
  const { netz } = knoten
  const neu: string[] = []
  if (netz.ketten === marke.ketten) {
    // Chains only grew, so what is new stands at their ends.
    for (const [name, { pfad }] of netz.ketten) neu.push(...pfad.slice(marke.laengen.get(name) ?? 0))
    for (const id of neu) aktive.add(id)
    return { neu, weg: [] }
  }
  const after = listAktive(knoten)
  const weg = [...aktive].filter((id) => !after.has(id))
  neu.push(...[...after].filter((id) => !aktive.has(id)))
  for (const id of weg) aktive.delete(id)
  for (const id of neu) aktive.add(id)
  return { neu, weg }
}

/** The slots whose lines a changeset may have changed, by its coming or by its going. */
const touchedBy = ({ stand }: Knoten, id: string): Slotort[] => {
  const touchedByEntry = ({ ort, angaben }: Eintrag): (Slotort | undefined)[] => {
    if (ort?.art === 'pruefvermerk') return (angaben as Pruefvermerk).ziele.map((ziel) => resolve(stand, ziel).ort)
    if (ort?.art === 'schwaerzung') return [resolve(stand, (angaben as Schwaerzung).ziel).ort]
    // Who is in charge decides whose verdicts count, for all that was judged.
    if (ort?.art === 'leitkammer') return ort.profil ? [ort, ...(stand.profile.get(ort.profil) ?? [])] : []
    return [ort]
  }
  const entries = stand.saetze.get(id)?.aenderungen ?? []
  return entries.flatMap(touchedByEntry).filter((ort): ort is Slotort => ort?.profil !== undefined)
}

/**
 * Stores what a batch changed in the views: which changesets count, and the lines of the slots that were touched. Only when the
 * rules of the network themselves changed, every slot is looked at.
 */
export const updateSicht = async (
  db: Verbindung,
  knoten: Knoten,
  marke: Sichtmarke,
  aktive: Set<string>,
  empfangene: readonly string[],
): Promise<void> => {
  const { neu, weg } = moveAktive(knoten, marke, aktive)
  if (neu.length > 0) await db.query('update bq.satz set aktiv = true where id = any($1::text[])', [neu])
  if (weg.length > 0) await db.query('update bq.satz set aktiv = false where id = any($1::text[])', [weg])
  if (rulesOf(knoten) !== marke.regeln) return writeLines(db, knoten, knoten.stand.slots.values())
  const touched = new Set([...neu, ...weg, ...empfangene].flatMap((id) => touchedBy(knoten, id)))
  await writeLines(db, knoten, touched)
}

/** Makes the views anew from the fold. */
export const rebuildSicht = async (db: Verbindung, knoten: Knoten, aktive: ReadonlySet<string>): Promise<void> => {
  await db.query('update bq.satz set aktiv = (id = any($1::text[])) where aktiv <> (id = any($1::text[]))', [
    [...aktive],
  ])
  await db.query('delete from bq.slot')
  await writeLines(db, knoten, knoten.stand.slots.values())
}

const writeLines = async (db: Verbindung, { stand }: Knoten, orte: Iterable<Slotort>): Promise<void> => {
  const lines = [...orte].flatMap((ort) =>
    ort.profil === undefined
      ? []
      : [
          {
            slot: ort.slot,
            profil: ort.profil,
            arbeit: slotzeile(stand, ort, 'arbeit'),
            oeffentlich: slotzeile(stand, ort, 'oeffentlich'),
          },
        ],
  )
  const isEmpty = ({ arbeit, oeffentlich }: (typeof lines)[number]) => arbeit === '' && oeffentlich === ''
  const gone = lines.filter(isEmpty)
  const kept = lines.filter((line) => !isEmpty(line))
  if (gone.length > 0) await db.query('delete from bq.slot where slot = any($1::text[])', [gone.map((l) => l.slot)])
  for (let start = 0; start < kept.length; start += 5_000) {
    const some = kept.slice(start, start + 5_000)
    await db.query(
      `insert into bq.slot (slot, profil, arbeit, oeffentlich)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
        on conflict (slot) do update set arbeit = excluded.arbeit, oeffentlich = excluded.oeffentlich
        where (slot.arbeit, slot.oeffentlich) is distinct from (excluded.arbeit, excluded.oeffentlich)`,
      [
        some.map(({ slot }) => slot),
        some.map(({ profil }) => profil),
        some.map(({ arbeit }) => arbeit),
        some.map(({ oeffentlich }) => oeffentlich),
      ],
    )
  }
}

/** The hash of the state as the stored views have it; the same as that of the fold. */
export const readStandHash = async (db: Verbindung, sicht: Sicht): Promise<string> => {
  const { rows } = await db.query<{ hash: string }>(
    `select encode(sha256(convert_to(coalesce(string_agg(${sicht}, '' order by slot), ''), 'UTF8')), 'hex') as hash from bq.slot`,
  )
  return rows[0]?.hash ?? ''
}
