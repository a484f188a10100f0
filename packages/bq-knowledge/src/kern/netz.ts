import { canonicalize, sha256 } from '@berichtsheft/core/signatur'
import { type Ablehnung, refuse } from './ablehnung.ts'
import { type Aenderungssatz, isVerhuellt, type Satzkopf } from './aenderungssatz.ts'
import type { Berechtigung, Richtlinie, Schwaerzung } from './netzangaben.ts'
import { type AenderungId, parseSlot } from './slot.ts'
import { countVotes, listAdministration, listWiderrufe, listZulassungen } from './stimmen.ts'

/** The founding document of a network: whose votes grant keys, and how many chambers have to agree. Every node is started with it. */
export interface Gruendung {
  readonly name: string
  readonly mindestens: number
  readonly administration: readonly { readonly kammer: string; readonly schluessel: string }[]
}

/** The hash of a founding document; every changeset names it. */
export const netzIdOf = (gruendung: Gruendung): string => sha256(canonicalize(gruendung))

/** What a member of the network administration votes for; equal votes of enough chambers take effect. */
export interface Stimme {
  readonly art: 'berechtigung' | 'widerruf' | 'richtlinie' | 'netzschwaerzung'
  readonly gegenstand: string
  readonly angaben: unknown
  /** Equal votes have the same key. */
  readonly schluessel: string
}

/** The part of a head that decides about admission. */
export type Kettenglied = Pick<Satzkopf, 'netz' | 'knoten' | 'nr' | 'vorgaenger' | 'kammer' | 'autor' | 'rolle'>

/** What admission has to know of a changeset: its head and its votes, not its contents. */
export interface Kopfeintrag {
  readonly id: string
  readonly kopf: Kettenglied
  readonly stimmen: readonly Stimme[]
}

/** A key with what it may do, from one number of its chain to another. */
export interface Zulassung extends Berechtigung {
  readonly schluessel: string
  readonly bisNr: number
}

/** What counts of a chain: the ids in their order, and where it was cut because its author signed two continuations. */
export interface Kette {
  readonly pfad: readonly string[]
  /** Number at which the chain was cut, and the two changesets that prove it. */
  readonly gabelung?: { readonly nr: number; readonly zweige: readonly [string, string] }
}

/** A policy of review that enough chambers voted for. */
export interface Netzrichtlinie extends Richtlinie {
  readonly abschnitt: string
}

/** What the heads of all changesets say together. */
export interface Netz {
  readonly gruendung: Gruendung
  readonly id: string
  /** Heads by chain and number; several where an author signed several. */
  readonly koepfe: Map<string, Map<number, Kopfeintrag[]>>
  /** Grants by key. */
  zulassungen: ReadonlyMap<string, readonly Zulassung[]>
  ketten: Map<string, Kette>
  richtlinien: readonly Netzrichtlinie[]
  schwaerzungen: ReadonlySet<AenderungId>
  /** Changesets that revocations name as the last ones in good faith: of a forked chain their branch counts. */
  festgelegt: ReadonlyMap<string, string>
}

/** What became active and what no longer is. */
export interface Netzwirkung {
  readonly neu: readonly string[]
  readonly weg: readonly string[]
  /** Whether keys, policies or votes for redactions may be others than before. */
  readonly regeln: boolean
}

/** A network that knows nothing but its founding document. */
export const createNetz = (gruendung: Gruendung): Netz => {
  const netz: Netz = {
    gruendung,
    id: netzIdOf(gruendung),
    koepfe: new Map(),
    zulassungen: new Map(),
    ketten: new Map(),
    richtlinien: [],
    schwaerzungen: new Set(),
    festgelegt: new Map(),
  }
  assess(netz)
  return netz
}

/** Names that very many heads share, each kept once. */
const shared = new Map<string, string>()

const share = <T extends string>(name: T): T => {
  const known = shared.get(name)
  if (known !== undefined) return known as T
  // Bounded: names come from outside.
  if (shared.size >= 10_000) shared.clear()
  shared.set(name, name)
  return name
}

const none: readonly Stimme[] = []

/** The part of a changeset that admission keeps. */
export const toKopfeintrag = ({
  id,
  kopf,
  aenderungen,
}: Pick<Aenderungssatz, 'id' | 'kopf' | 'aenderungen'>): Kopfeintrag => ({
  id,
  kopf: {
    netz: share(kopf.netz),
    knoten: share(kopf.knoten),
    nr: kopf.nr,
    vorgaenger: kopf.vorgaenger,
    kammer: share(kopf.kammer),
    autor: share(kopf.autor),
    rolle: share(kopf.rolle),
  },
  stimmen:
    kopf.rolle === 'netzadministration'
      ? aenderungen.flatMap((blatt) => {
          if (isVerhuellt(blatt)) return []
          const slot = parseSlot(blatt.slot)
          if (!slot || slot.art === 'nachricht') return []
          const { angaben } = blatt
          const schluessel = `${blatt.slot} ${canonicalize(angaben)}`
          return [{ art: slot.art as Stimme['art'], gegenstand: slot.gegenstand ?? '', angaben, schluessel }]
        })
      : none,
})

/** Whether a changeset may be stored at all: a granted key, at a place and in a role that it was granted. */
export const checkZulassung = (netz: Netz, { kopf }: { kopf: Kettenglied }): Ablehnung | undefined => {
  if (kopf.netz !== netz.id) return refuse('netz-fremd', '/kopf/netz')
  const zulassungen = netz.zulassungen.get(kopf.autor)
  if (!zulassungen) return refuse('unbekannter-schluessel', '/kopf/autor')
  const eigene = zulassungen.filter(({ knoten, kammer }) => knoten === kopf.knoten && kammer === kopf.kammer)
  if (eigene.length === 0) return refuse('schluessel-fremd', '/kopf/autor')
  // Chains of the administration are passed on whole, so that all count the same votes.
  const geltende = kopf.rolle === 'netzadministration' ? eigene : eigene.filter((z) => holdsAt(z, kopf.nr))
  if (geltende.length === 0) return refuse('schluessel-abgelaufen', '/kopf/nr')
  return geltende.some(({ rollen }) => rollen.includes(kopf.rolle)) ? undefined : refuse('rolle-fehlt', '/kopf/rolle')
}

const holdsAt = ({ abNr, bisNr }: Zulassung, nr: number): boolean => abNr <= nr && nr <= bisNr

/** Whether nothing after a number is of use any more, because the chain was cut and no revocation says which branch counts. */
export const isCut = (netz: Netz, knoten: string, nr: number): boolean => {
  const gabelung = netz.ketten.get(knoten)?.gabelung
  if (!gabelung || nr < gabelung.nr) return false
  return ![...netz.festgelegt.values()].some((schluessel) =>
    netz.zulassungen.get(schluessel)?.some((zulassung) => zulassung.knoten === knoten),
  )
}

/** The ids that count of a chain; none for a chain that nobody knows. */
export const pathOf = (netz: Netz, knoten: string): readonly string[] => netz.ketten.get(knoten)?.pfad ?? []

/** Whether a changeset counts. */
export const isAktiv = (netz: Netz, { id, kopf }: { id: string; kopf: { knoten: string; nr: number } }): boolean =>
  pathOf(netz, kopf.knoten)[kopf.nr - 1] === id && isEffective(netz, kopf.knoten, kopf.nr)

/** Of the chain of a revoked administrator the votes after the revocation are kept, but count for nothing. */
const isEffective = (netz: Netz, knoten: string, nr: number): boolean => {
  if (!knoten.startsWith('netz.')) return true
  return netz.zulassungen.get(knoten.slice(5))?.some((z) => holdsAt(z, nr)) ?? false
}

/** Adds one head and says what it changes. The result depends on the heads alone, not on the order in which they came. */
export const addKopf = (netz: Netz, eintrag: Kopfeintrag): Netzwirkung => {
  const { knoten, nr } = eintrag.kopf
  const kette = netz.koepfe.get(knoten) ?? new Map<number, Kopfeintrag[]>()
  netz.koepfe.set(knoten, kette)
  const hier = kette.get(nr)
  if (hier?.some(({ id }) => id === eintrag.id)) return { neu: [], weg: [], regeln: false }
  kette.set(nr, hier ? [...hier, eintrag] : [eintrag])
  const pfad = pathOf(netz, knoten)
  const istAnschluss = nr === pfad.length + 1 && !netz.ketten.get(knoten)?.gabelung
  if (hier || knoten.startsWith('netz.') || (nr <= pfad.length && pfad[nr - 1] !== eintrag.id)) return reassess(netz)
  return istAnschluss ? { neu: extend(netz, knoten), weg: [], regeln: false } : { neu: [], weg: [], regeln: false }
}

/** Follows a chain from where it ends as far as it goes without a second continuation. */
const extend = (netz: Netz, knoten: string): string[] => {
  const kette = netz.koepfe.get(knoten)
  const pfad = pathOf(netz, knoten) as string[]
  const start = pfad.length
  const neu: string[] = []
  for (;;) {
    const [next, ...others] = (kette?.get(pfad.length + 1) ?? []).filter((k) => follows(netz, k, pfad))
    if (!next) break
    if (others.length > 0) {
      // Both continuations had been waiting for what came now.
      const cut = walk(netz, knoten)
      netz.ketten.set(knoten, cut)
      return cut.pfad.slice(start)
    }
    pfad.push(next.id)
    neu.push(next.id)
  }
  netz.ketten.set(knoten, { pfad })
  return neu
}

const follows = (netz: Netz, eintrag: Kopfeintrag, pfad: readonly string[]): boolean =>
  eintrag.kopf.vorgaenger === (pfad.at(-1) ?? null) && !checkZulassung(netz, eintrag)

const reassess = (netz: Netz): Netzwirkung => {
  const before = activeIds(netz)
  assess(netz)
  const after = activeIds(netz)
  return {
    neu: [...after].filter((id) => !before.has(id)),
    weg: [...before].filter((id) => !after.has(id)),
    regeln: true,
  }
}

const activeIds = (netz: Netz): Set<string> =>
  new Set([...netz.ketten].flatMap(([knoten, { pfad }]) => pfad.filter((_, i) => isEffective(netz, knoten, i + 1))))

/**
 * Works everything out anew, in layers of which none depends on a later one:
 * 1. chains of the administration up to their own forks, which the chain's only key proves;
 * 2. keys of the administration, as far as granted at any time; 3. revocations by their votes, those of revoked members included;
 * 4. grants, policies and redactions by votes that were cast in time; 5. the chains of nodes under these keys.
 */
const assess = (netz: Netz): void => {
  const gruender = new Map(netz.gruendung.administration.map(({ schluessel, kammer }) => [schluessel, kammer]))
  const jemals = listAdministration(netz, gruender, () => true)
  const widerrufe = listWiderrufe(netz, jemals)
  const rechtzeitig = (schluessel: string, nr: number): boolean => nr <= (widerrufe.get(schluessel)?.bisNr ?? Infinity)
  const verwaltung = listAdministration(netz, gruender, rechtzeitig)
  const stimmen = countVotes(netz, verwaltung, rechtzeitig)
  netz.festgelegt = new Map(
    [...widerrufe].flatMap(([schluessel, { kopf }]) => (kopf ? [[kopf, schluessel] as const] : [])),
  )
  netz.zulassungen = listZulassungen(stimmen, gruender, jemals, widerrufe)
  netz.richtlinien = stimmen
    .filter(({ art }) => art === 'richtlinie')
    .map(({ gegenstand, angaben }) => ({ ...(angaben as Richtlinie), abschnitt: gegenstand }))
  netz.schwaerzungen = new Set(
    stimmen.filter(({ art }) => art === 'netzschwaerzung').map(({ angaben }) => (angaben as Schwaerzung).ziel),
  )
  netz.ketten = new Map([...netz.koepfe.keys()].sort().map((knoten) => [knoten, walk(netz, knoten)]))
}

/** The chain of a key up to the first number that it signed twice. */
const walk = (netz: Netz, knoten: string): Kette => {
  const kette = netz.koepfe.get(knoten) ?? new Map<number, Kopfeintrag[]>()
  const pinned = pinnedIds(kette, netz.festgelegt)
  const pfad: string[] = []
  for (;;) {
    const nr = pfad.length + 1
    const next = (kette.get(nr) ?? []).filter((eintrag) => follows(netz, eintrag, pfad))
    const chosen = next.length > 1 ? next.filter(({ id }) => pinned.has(id)) : next
    if (next.length === 0) return { pfad }
    const [one] = chosen
    if (!one || chosen.length > 1) {
      const [a = '', b = ''] = next.map(({ id }) => id).sort()
      return { pfad, gabelung: { nr, zweige: [a, b] } }
    }
    pfad.push(one.id)
  }
}

/** Changesets of a chain that revocations name as the ones in good faith, with everything before them. */
const pinnedIds = (
  kette: ReadonlyMap<number, readonly Kopfeintrag[]>,
  pins: ReadonlyMap<string, string>,
): Set<string> => {
  const pinned = new Set<string>()
  if (pins.size === 0) return pinned
  for (const eintraege of kette.values()) {
    for (const start of eintraege) {
      if (!pins.has(start.id)) continue
      let current: Kopfeintrag | undefined = start
      while (current && !pinned.has(current.id)) {
        pinned.add(current.id)
        const { nr, vorgaenger }: Kettenglied = current.kopf
        current = kette.get(nr - 1)?.find(({ id }) => id === vorgaenger)
      }
    }
  }
  return pinned
}
