import type {
  CreateVertragsnachforderung,
  Dokumentart,
  Dokumentbedarf,
  Dokumentplatz,
  Vertragsherkunft,
  Vertragsstatus,
} from '@berichtsheft/core'
import { isEingetragen } from '@berichtsheft/core'

/** What decides which documents a contract takes now. */
export interface Platzlage {
  readonly status: Vertragsstatus
  readonly herkunft: Vertragsherkunft
  /** Slots that the rules opened. */
  readonly bedarf: readonly Dokumentbedarf[]
  /** Kinds of documents that the contract names. */
  readonly vorhanden: ReadonlySet<Dokumentart>
  readonly nachforderung?: Pick<CreateVertragsnachforderung, 'dokumentarten'> | undefined
}

/** A slot without the documents in it. */
export type Platz = Omit<Dokumentplatz, 'dokumente'>

/** States of a printed version that is to be signed, or was. */
const gedruckt = new Set<Vertragsstatus>(['freigegebenZumDruck', 'unterzeichnet', 'zweitpruefung'])

/** Slots that a step opens, or that are always open. */
const schrittplaetze = ({ status, herkunft, nachforderung }: Platzlage): readonly [Dokumentart, string][] => [
  ...(nachforderung?.dokumentarten ?? []).map((art): [Dokumentart, string] => [art, 'DV-03']),
  ...(gedruckt.has(status) ? [['vertrag', 'DV-05'] as [Dokumentart, string]] : []),
  ['ausbildungsplan', 'DV-06'],
  ['schulzeugnis', 'DV-07'],
  ...(herkunft === 'papier'
    ? ([
        ['antrag', 'DV-09'],
        ['vertrag', 'DV-09'],
      ] as [Dokumentart, string][])
    : []),
  ...(isEingetragen(status) ? [['aenderung', 'DV-12'] as [Dokumentart, string]] : []),
  ['sonstiges', 'DV-07'],
]

/**
 * The slots that are open now: those of the rules, what the chamber asked for, the signed contract once it is printed, papers
 * that the chamber types in, and always the plan, school reports and other documents. Each kind and part once. Pure.
 *
 * @see DV-05, DV-06, DV-07, DV-09, DV-10
 */
export const listPlaetze = (lage: Platzlage): Platz[] => {
  const plaetze = new Map<string, Platz>()
  for (const { art, regel, pflicht, bezug, vorhanden } of lage.bedarf) {
    const key = `${art} ${bezug ?? ''}`
    const before = plaetze.get(key)
    plaetze.set(key, {
      art,
      regel: before?.regel ?? regel,
      pflicht: pflicht || (before?.pflicht ?? false),
      vorhanden,
      ...(bezug === undefined ? {} : { bezug }),
    })
  }
  for (const [art, regel] of schrittplaetze(lage)) {
    const isOpen = [...plaetze.values()].some((platz) => platz.art === art)
    if (!isOpen) plaetze.set(`${art} `, { art, regel, pflicht: false, vorhanden: lage.vorhanden.has(art) })
  }
  return [...plaetze.values()]
}

/** The slot for a document; one without `bezug` fits every slot of its kind. */
export const findPlatz = (plaetze: readonly Platz[], art: Dokumentart, bezug: string | undefined): Platz | undefined =>
  plaetze.find((platz) => platz.art === art && (bezug === undefined || platz.bezug === bezug))
