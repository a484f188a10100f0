import type { Kopfeintrag, Netz, Stimme, Zulassung } from './netz.ts'
import type { Berechtigung, Widerruf } from './netzangaben.ts'

/** A vote that enough chambers cast alike. */
export interface Wahlergebnis extends Stimme {
  readonly kammern: ReadonlySet<string>
}

/** The heads of a member of the administration, up to the first number that the key signed twice. */
const ownPath = (netz: Netz, schluessel: string): Kopfeintrag[] => {
  const kette = netz.koepfe.get(`netz.${schluessel}`)
  const path: Kopfeintrag[] = []
  for (;;) {
    const [next, ...others] = (kette?.get(path.length + 1) ?? []).filter(
      ({ kopf }) => kopf.vorgaenger === (path.at(-1)?.id ?? null),
    )
    if (!next || others.length > 0) return path
    path.push(next)
  }
}

/** Votes that enough chambers cast alike. */
export const countVotes = (
  netz: Netz,
  verwaltung: ReadonlyMap<string, string>,
  counts: (schluessel: string, nr: number) => boolean,
): Wahlergebnis[] => {
  const votes = new Map<string, Stimme & { kammern: Set<string> }>()
  for (const [schluessel, kammer] of verwaltung) {
    for (const { kopf, stimmen } of ownPath(netz, schluessel)) {
      if (kopf.kammer !== kammer || !counts(schluessel, kopf.nr)) continue
      for (const stimme of stimmen) {
        const known = votes.get(stimme.schluessel)
        if (known) known.kammern.add(kammer)
        else votes.set(stimme.schluessel, { ...stimme, kammern: new Set([kammer]) })
      }
    }
  }
  return [...votes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, vote]) => vote)
    .filter(({ kammern }) => kammern.size >= netz.gruendung.mindestens)
}

/** Keys of the administration with their chambers: the founders and whom enough of the others took in. */
export const listAdministration = (
  netz: Netz,
  gruender: ReadonlyMap<string, string>,
  counts: (schluessel: string, nr: number) => boolean,
): ReadonlyMap<string, string> => {
  let verwaltung = new Map(gruender)
  for (;;) {
    const grown = new Map(verwaltung)
    for (const { art, gegenstand, angaben } of countVotes(netz, verwaltung, counts)) {
      const { rollen, kammer, knoten } = art === 'berechtigung' ? (angaben as Berechtigung) : {}
      if (
        rollen?.includes('netzadministration') &&
        knoten === `netz.${gegenstand}` &&
        !grown.has(gegenstand) &&
        kammer
      ) {
        grown.set(gegenstand, kammer)
      }
    }
    if (grown.size === verwaltung.size) return verwaltung
    verwaltung = grown
  }
}

/** The earliest end that enough chambers set to each key. */
export const listWiderrufe = (netz: Netz, jemals: ReadonlyMap<string, string>): Map<string, Widerruf> => {
  const widerrufe = new Map<string, Widerruf>()
  for (const { art, gegenstand, angaben } of countVotes(netz, jemals, () => true)) {
    if (art !== 'widerruf') continue
    const widerruf = angaben as Widerruf
    const known = widerrufe.get(gegenstand)
    if (!known || widerruf.bisNr < known.bisNr) widerrufe.set(gegenstand, widerruf)
  }
  return widerrufe
}

/** All keys with what they may do: of the administration at any time, and those that were voted for. */
export const listZulassungen = (
  stimmen: readonly Wahlergebnis[],
  gruender: ReadonlyMap<string, string>,
  jemals: ReadonlyMap<string, string>,
  widerrufe: ReadonlyMap<string, Widerruf>,
): Map<string, Zulassung[]> => {
  const zulassungen = new Map<string, Zulassung[]>()
  const add = (schluessel: string, berechtigung: Berechtigung): void => {
    const bisNr = widerrufe.get(schluessel)?.bisNr ?? Number.MAX_SAFE_INTEGER
    const known = zulassungen.get(schluessel) ?? []
    zulassungen.set(schluessel, [...known, { ...berechtigung, schluessel, bisNr }])
  }
  for (const [schluessel, kammer] of [...gruender, ...jemals]) {
    if (zulassungen.has(schluessel)) continue
    const knoten = `netz.${schluessel}`
    add(schluessel, { knoten, kammer, person: knoten.slice(0, 64), rollen: ['netzadministration'], abNr: 1 })
  }
  for (const { art, gegenstand, angaben } of stimmen) {
    const berechtigung = art === 'berechtigung' ? (angaben as Berechtigung) : undefined
    // Chains of the administration belong to one key each, which the votes above have dealt with.
    if (berechtigung && !berechtigung.knoten.startsWith('netz.')) add(gegenstand, berechtigung)
  }
  return zulassungen
}
