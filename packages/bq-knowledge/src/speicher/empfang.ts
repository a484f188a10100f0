import type { ClientBase } from 'pg'
import type { Aenderungssatz } from '../kern/aenderungssatz.ts'
import { admitSatz, type Empfang, type Knoten, listOrders, rejectWert } from '../kern/knoten.ts'
import { isAktiv, type Netzrichtlinie } from '../kern/netz.ts'
import type { Satzpruefung } from '../kern/pruefung.ts'
import { parseAenderungId } from '../kern/slot.ts'
import type { Speicher } from '../kern/speicher.ts'
import { createWissensstand } from '../kern/stand.ts'
import { createRecall, type Netzbestand } from './netzbestand.ts'
import { findSaetze, listSaetze, type Verbindung, writeSaetze } from './speicher.ts'

/** What somebody sent, with the result of its check. */
export interface Einsendung {
  readonly wert: unknown
  readonly pruefung: Satzpruefung
}

/** The log as the core sees it during a transaction: what is written waits here until all of it is written at once. */
interface Puffer extends Speicher {
  readonly written: () => readonly Aenderungssatz[]
}

const openPuffer = async (client: ClientBase, ids: readonly string[]): Promise<Puffer> => {
  const stored = await findSaetze(client, ids)
  const known = new Map<string, Aenderungssatz | undefined>(ids.map((id) => [id, stored.get(id)]))
  const written = new Map<string, Aenderungssatz>()
  return {
    find: async (id) => written.get(id) ?? (known.has(id) ? known.get(id) : (await findSaetze(client, [id])).get(id)),
    put: async (satz) => {
      written.set(satz.id, satz)
    },
    list: () => listSaetze(client),
    written: () => [...written.values()],
  }
}

/**
 * Takes in what was sent within the transaction of the client. In memory the core sees the batch itself and the redactions that
 * concern it, nothing else; the views are open for what it changed.
 */
export const receiveSaetze = async (
  client: ClientBase,
  { netz, unvollstaendig }: Netzbestand,
  einsendungen: readonly Einsendung[],
): Promise<readonly Empfang[]> => {
  const saetze = einsendungen.flatMap(({ pruefung }) => (pruefung.gueltig ? [pruefung.satz] : []))
  const ids = new Set(saetze.map(({ id }) => id))
  const puffer = await openPuffer(client, [...ids])
  const stand = createWissensstand()
  stand.richtlinien = netz.richtlinien
  stand.netzschwaerzungen = netz.schwaerzungen
  const recall = createRecall(client, netz, stand)
  await recall([...ids, ...saetze.flatMap(listOrders).map((ziel) => parseAenderungId(ziel).satz)])
  const bewegt = new Map<string, boolean>()
  const knoten: Knoten = {
    speicher: puffer,
    netz,
    stand,
    unvollstaendig,
    pruefe: () => {
      throw new Error('a changeset comes in without its check')
    },
    begleitung: {
      recall,
      note: ({ neu, weg }) => {
        for (const id of weg) bewegt.set(id, false)
        for (const id of neu) bewegt.set(id, true)
      },
    },
  }
  const before = {
    unvollstaendig: new Set(unvollstaendig),
    richtlinien: netz.richtlinien,
    schwaerzungen: netz.schwaerzungen,
  }
  const answers: Empfang[] = []
  for (const { wert, pruefung } of einsendungen) {
    answers.push(pruefung.gueltig ? await admitSatz(knoten, pruefung.satz) : rejectWert(wert, pruefung.ablehnung))
  }
  const written = puffer.written()
  await writeSaetze(client, written, (satz) => ({
    aktiv: isAktiv(netz, satz),
    unvollstaendig: unvollstaendig.has(satz.id),
  }))
  const withCopy = new Set(written.map(({ id }) => id))
  await writeBewegung(client, bewegt, withCopy)
  await writeUnvollstaendige(client, before.unvollstaendig, unvollstaendig, withCopy)
  await openForRules(client, before, netz)
  return answers
}

/** Which changesets count now that did not, and the other way round, beside those that were just written. */
const writeBewegung = async (
  db: Verbindung,
  bewegt: ReadonlyMap<string, boolean>,
  written: ReadonlySet<string>,
): Promise<void> => {
  for (const aktiv of [true, false]) {
    const ids = [...bewegt].filter(([id, is]) => is === aktiv && !written.has(id)).map(([id]) => id)
    if (ids.length === 0) continue
    await db.query(`update bq.satz set aktiv = $2, offen = nextval('bq.stand') where id = any($1::text[])`, [
      ids,
      aktiv,
    ])
  }
}

const writeUnvollstaendige = async (
  db: Verbindung,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  written: ReadonlySet<string>,
): Promise<void> => {
  const changed = differ(before, after).filter((id) => !written.has(id))
  if (changed.length === 0) return
  await db.query('update bq.satz set unvollstaendig = not unvollstaendig where id = any($1::text[])', [changed])
}

/** What is in one of two sets only. */
const differ = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] => [
  ...[...a].filter((one) => !b.has(one)),
  ...[...b].filter((one) => !a.has(one)),
]

/** Opens the views of what other policies or votes for redactions read differently. */
const openForRules = async (
  db: Verbindung,
  before: { richtlinien: readonly Netzrichtlinie[]; schwaerzungen: ReadonlySet<string> },
  { richtlinien, schwaerzungen }: Netzbestand['netz'],
): Promise<void> => {
  const ziele = differ(before.schwaerzungen, schwaerzungen).map((ziel) => parseAenderungId(ziel).satz)
  if (ziele.length > 0) {
    await db.query(`update bq.satz set offen = nextval('bq.stand') where id = any($1::text[])`, [ziele])
  }
  const written = (all: readonly Netzrichtlinie[]) => new Map(all.map((one) => [JSON.stringify(one), one]))
  const [old, now] = [written(before.richtlinien), written(richtlinien)]
  const changed = [...old, ...now].filter(([text]) => old.has(text) !== now.has(text))
  for (const [, { abschnitt, ab }] of changed) {
    // Only what was judged can be approved otherwise, and only from where the policy begins.
    await db.query(
      `update bq.satz s set offen = nextval('bq.stand')
        where s.nr >= coalesce(($2::jsonb ->> s.knoten)::integer, 1)
          and exists (select from bq.bezug b where b.ziel = s.id)
          and exists (select from bq.aenderung a where a.satz = s.folge and ($1 = '*' or split_part(a.slot, '/', 2) = $1))`,
      [abschnitt, JSON.stringify(ab)],
    )
  }
}
