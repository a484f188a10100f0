import type { Aenderungssatz } from './aenderungssatz.ts'
import { type Empfang, type Knoten, type Netzknoten, receiveSatz } from './knoten.ts'
import { pathOf } from './netz.ts'
import { parseSatz } from './pruefung.ts'
import { type Bereich, veilSatz } from './teilsicht.ts'

/** How far a node knows each chain, which forks it can prove, and of which changesets it misses something. */
export interface Vektor {
  readonly netz: string
  readonly ketten: Readonly<Record<string, { readonly nr: number; readonly kopf: string }>>
  readonly gabelungen: readonly {
    readonly knoten: string
    readonly nr: number
    readonly zweige: readonly [string, string]
  }[]
  readonly unvollstaendig: readonly string[]
}

/** What a node tells its partners before they exchange. */
export const vectorOf = ({ netz, unvollstaendig }: Pick<Netzknoten, 'netz' | 'unvollstaendig'>): Vektor => ({
  netz: netz.id,
  ketten: Object.fromEntries(
    [...netz.ketten].flatMap(([knoten, { pfad }]) => {
      const kopf = pfad.at(-1)
      return kopf === undefined ? [] : [[knoten, { nr: pfad.length, kopf }] as const]
    }),
  ),
  gabelungen: [...netz.ketten].flatMap(([knoten, { gabelung }]) => (gabelung ? [{ knoten, ...gabelung }] : [])),
  unvollstaendig: [...unvollstaendig],
})

/** How far each chain counts, as seals and bundles name it. */
export const standVectorOf = ({ netz }: Pick<Netzknoten, 'netz'>): Record<string, number> =>
  Object.fromEntries(
    [...netz.ketten].filter(([, { pfad }]) => pfad.length > 0).map(([knoten, { pfad }]) => [knoten, pfad.length]),
  )

/** The ids that a partner lacks: chains of the administration first, because they grant the keys of the others; each ascending. */
const missingIds = ({ netz }: Netzknoten, have: Pick<Vektor, 'ketten' | 'gabelungen'>): string[] => {
  const knoten = [...netz.ketten.keys()].sort(
    (a, b) => Number(b.startsWith('netz.')) - Number(a.startsWith('netz.')) || (a < b ? -1 : 1),
  )
  return knoten.flatMap((name) => {
    const pfad = pathOf(netz, name)
    const theirs = have.ketten[name]
    const cut = have.gabelungen.find((gabelung) => gabelung.knoten === name)
    // Their branch is another one: the whole chain goes out, so that the fork comes to light. Afterwards both sides can prove it.
    const differs =
      theirs !== undefined && pfad[theirs.nr - 1] !== undefined && pfad[theirs.nr - 1] !== theirs.kopf && !cut
    const { gabelung } = netz.ketten.get(name) ?? {}
    const proof = gabelung && (!cut || cut.nr > gabelung.nr) ? gabelung.zweige : []
    return [...pfad.slice(differs ? 0 : (theirs?.nr ?? 0)), ...proof]
  })
}

/** What a partner says that it has. */
export type Bestandsangabe = Pick<Vektor, 'ketten' | 'gabelungen' | 'unvollstaendig'>

/** What goes out to a partner, in this order: what it lacks, and of what it has in part only those that are whole here. */
export const listFehlende = (
  knoten: Netzknoten,
  have: Bestandsangabe,
): { readonly fehlend: readonly string[]; readonly ergaenzend: readonly string[] } => ({
  fehlend: missingIds(knoten, have),
  ergaenzend: have.unvollstaendig.filter((id) => !knoten.unvollstaendig.has(id)),
})

/** What a partner lacks, as far as it may have it. The partner says what it has; nothing is remembered about it. */
export const fetchSaetze = async function* (
  knoten: Netzknoten,
  have: Bestandsangabe,
  bereich: Bereich,
): AsyncGenerator<Aenderungssatz> {
  const { fehlend, ergaenzend } = listFehlende(knoten, have)
  for (const id of fehlend) {
    const satz = await knoten.speicher.find(id)
    if (!satz) throw new Error(`changeset ${id} counts but is not stored`)
    yield veilSatz(satz, bereich)
  }
  for (const id of ergaenzend) {
    const satz = await knoten.speicher.find(id)
    if (satz) yield veilSatz(satz, bereich)
  }
}

/** Takes in what a partner sends, one result per changeset. One that is refused holds up no other. */
export const pushSaetze = async function* (
  knoten: Knoten,
  saetze: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<Empfang> {
  for await (const satz of saetze) yield await receiveSatz(knoten, satz)
}

/** As {@link pushSaetze}, from lines of NDJSON; empty lines are skipped. */
export const pushZeilen = async function* (
  knoten: Knoten,
  zeilen: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Empfang> {
  for await (const zeile of zeilen) {
    if (zeile.trim() === '') continue
    const gelesen = parseSatz(zeile)
    yield 'wert' in gelesen
      ? await receiveSatz(knoten, gelesen.wert)
      : { id: '', ergebnis: gelesen.code, pfad: gelesen.pfad }
  }
}

/** Fetches from one node what another lacks, until nothing new comes; the number of changesets that were new. */
export const pullFrom = async (quelle: Knoten, ziel: Knoten, bereich: Bereich): Promise<number> => {
  let neu = 0
  // A key may be granted in a chain that comes after the one that needs it, so it goes round until nothing moves.
  for (;;) {
    let moved = 0
    for await (const { ergebnis } of pushSaetze(ziel, fetchSaetze(quelle, vectorOf(ziel), bereich))) {
      if (ergebnis === 'neu') moved++
    }
    if (moved === 0) return neu
    neu += moved
  }
}
