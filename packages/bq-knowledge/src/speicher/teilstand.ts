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

interface Kopfzeile {
  readonly folge: string
  readonly id: string
  readonly kopf: string
}

const fields = `a.satz, a.index, a.slot, nullif(array_to_string(a.ersetzt, ' '), '') as ersetzt, a.angaben, a.wert`

/** A profile is all slots that begin with its name and a slash; after the slash comes the zero. */
const byProfil = `select ${fields} from unnest($1::text[]) as p (id)
  cross join lateral (select * from bq.aenderung b where b.slot >= p.id || '/' and b.slot < p.id || '0') a`

const bySlot = `select ${fields} from bq.aenderung a where a.slot = any($1::text[])`

/** The verdicts and redactions about some changesets. */
const byZiel = `select ${fields}, s.folge, s.id, s.kopf from bq.bezug z
  join bq.satz s on s.folge = z.satz join bq.aenderung a on a.satz = z.satz and a.index = z.index
  where z.ziel = any($1::text[]) and s.aktiv`

/**
 * Folds a part of the log with the functions of the core. The result holds what was asked for, whole, and nothing of the rest.
 * `vektor` takes of each chain only what was known up to a number. Three questions, each of which goes along an index: put together,
 * the planner takes a profile for a large part of the log and reads all heads.
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
  const add = ({ id, kopf: line }: Kopfzeile, blaetter: readonly Blattfeld[]): void => {
    const kopf = JSON.parse(line) as Satzkopf
    if (vektor && kopf.nr > (vektor[kopf.knoten] ?? 0)) return
    addBlaetter(stand, { id, kopf }, blaetter.map(toEintrag), personOf({ netz }, kopf))
  }
  const { rows } = await db.query<Blattfeld>({ text, values: [names], rowMode: 'array' })
  const bySatz = Map.groupBy(rows, ([satz]) => satz)
  const koepfe = await db.query<Kopfzeile>(
    'select folge, id, kopf from bq.satz where folge = any($1::bigint[]) and aktiv order by folge',
    [[...bySatz.keys()]],
  )
  for (const kopf of koepfe.rows) add(kopf, bySatz.get(kopf.folge) ?? [])
  const bezogen = await db.query<[...Blattfeld, folge: string, id: string, kopf: string]>({
    text: byZiel,
    values: [koepfe.rows.map(({ id }) => id)],
    rowMode: 'array',
  })
  for (const [satz, index, slot, ersetzt, angaben, wert, folge, id, kopf] of bezogen.rows) {
    add({ folge, id, kopf }, [[satz, index, slot, ersetzt, angaben, wert]])
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
