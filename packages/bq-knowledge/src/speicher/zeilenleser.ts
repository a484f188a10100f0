import { canonicalize } from '@berichtsheft/core/signatur'
import type { Pool } from 'pg'
import { type Bereich, veilSatz } from '../kern/teilsicht.ts'
import { type Satzzeile, toSatz, toSatztext } from './zeile.ts'

/** Changesets that are read at once; some megabytes. */
const page = 100

const blaetter = `(
  select json_agg(json_build_array(a.blatt, a.slot, a.ersetzt, a.angaben, a.inhalt, a.salz, a.wert) order by a.index)
  from bq.aenderung a where a.satz = s.folge) as blaetter`

type Feldreihe = [
  blatt: string | null,
  slot: string | null,
  ersetzt: string[] | null,
  angaben: string | null,
  inhalt: string | null,
  salz: string | null,
  wert: string | null,
]

/** Stored changesets as lines of NDJSON in the order of their ids, as a partner may get them. Nothing is held longer than it takes to be sent. */
export const readZeilen = async function* (
  pool: Pool,
  ids: readonly string[],
  bereich: Bereich,
): AsyncGenerator<string> {
  // Whoever may read everything gets the stored texts, which are canonical, as they are.
  const isWhole = bereich.stufe === 'redaktion' && bereich.enthaelt === undefined
  for (let start = 0; start < ids.length; start += page) {
    const some = ids.slice(start, start + page)
    const { rows } = await pool.query<Omit<Satzzeile, 'blaetter'> & { blaetter: Feldreihe[] }>(
      `select s.id, s.kopf, s.signatur, ${blaetter} from bq.satz s where s.id = any($1::text[])`,
      [some],
    )
    const found = new Map(rows.map((row) => [row.id, { ...row, blaetter: row.blaetter.map(toBlattzeile) }]))
    for (const id of some) {
      const zeile = found.get(id)
      // A partner may ask for what was never here.
      if (!zeile) continue
      yield `${isWhole ? toSatztext(zeile) : canonicalize(veilSatz(toSatz(zeile), bereich))}\n`
    }
  }
}

const toBlattzeile = ([blatt, slot, ersetzt, angaben, inhalt, salz, wert]: Feldreihe) => ({
  blatt,
  slot,
  ersetzt,
  angaben,
  inhalt,
  salz,
  wert,
})
