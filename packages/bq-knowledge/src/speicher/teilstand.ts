import type { Blatt, Satzkopf } from '../kern/aenderungssatz.ts'
import { personOf } from '../kern/knoten.ts'
import type { Netz } from '../kern/netz.ts'
import type { ProfilId } from '../kern/slot.ts'
import { addBlaetter, createWissensstand, type Wissensstand } from '../kern/stand.ts'
import type { Wissensvektor } from './rueckblick.ts'
import type { Verbindung } from './speicher.ts'

/** Which part of the log is folded: whole profiles, or single slots. */
export type Ausschnitt = { readonly profile: readonly ProfilId[] } | { readonly slots: readonly string[] }

type Blattfeld = [
  satz: string,
  index: number,
  slot: string,
  ersetzt: string | null,
  angaben: string | null,
  wert: string | null,
]

/** Leaves of the slots that are asked for, and the verdicts and redactions about their changesets; only what counts. */
const leavesOf = (auswahl: string): string => `
  with eigene as materialized (select a.* from ${auswahl}),
  bezogen as (
    select distinct b.satz, b.index from bq.bezug b
      join bq.satz z on z.id = b.ziel where z.folge in (select satz from eigene)
  ),
  blaetter as (
    select e.* from eigene e
    union all
    select a.* from bezogen b join bq.aenderung a on a.satz = b.satz and a.index = b.index
  )
  select a.satz, a.index, a.slot, nullif(array_to_string(a.ersetzt, ' '), ''), a.angaben, a.wert
    from blaetter a join bq.satz s on s.folge = a.satz where s.aktiv`

/** A profile is all slots that begin with its name and a slash; after the slash comes the zero. */
const byProfil = leavesOf(
  `unnest($1::text[]) as p (id) join bq.aenderung a on a.slot >= p.id || '/' and a.slot < p.id || '0'`,
)

const bySlot = leavesOf('bq.aenderung a where a.slot = any($1::text[])')

/**
 * Folds a part of the log with the functions of the core. The result holds what was asked for, whole, and nothing of the rest.
 * `vektor` takes of each chain only what was known up to a number.
 */
export const foldTeil = async (
  db: Verbindung,
  netz: Netz,
  ausschnitt: Ausschnitt,
  vektor?: Wissensvektor,
): Promise<Wissensstand> => {
  const stand = createWissensstand()
  stand.richtlinien = netz.richtlinien
  stand.netzschwaerzungen = netz.schwaerzungen
  const [text, names] = 'profile' in ausschnitt ? [byProfil, ausschnitt.profile] : [bySlot, ausschnitt.slots]
  if (names.length === 0) return stand
  const { rows } = await db.query<Blattfeld>({ text, values: [names], rowMode: 'array' })
  const bySatz = Map.groupBy(rows, ([satz]) => satz)
  const koepfe = await db.query<{ folge: string; id: string; kopf: string }>(
    'select folge, id, kopf from bq.satz where folge = any($1::bigint[]) order by folge',
    [[...bySatz.keys()]],
  )
  for (const { folge, id, kopf: line } of koepfe.rows) {
    const kopf = JSON.parse(line) as Satzkopf
    if (vektor && kopf.nr > (vektor[kopf.knoten] ?? 0)) continue
    const blaetter = (bySatz.get(folge) ?? []).map(toEintrag)
    addBlaetter(stand, { id, kopf }, blaetter, personOf({ netz }, kopf))
  }
  return stand
}

const toEintrag = ([, index, slot, ersetzt, angaben, wert]: Blattfeld): readonly [number, Blatt] => {
  const place = {
    slot,
    ersetzt: ersetzt === null ? [] : ersetzt.split(' '),
    ...(angaben === null ? {} : { angaben: JSON.parse(angaben) as unknown }),
  }
  // Salt and hash of a content prove it; the fold does not look at them.
  return [index, wert === null ? { ...place, inhalt: '' } : { ...place, salz: '', wert: JSON.parse(wert) as unknown }]
}
