import type { Datum, Zeitraum } from '../contract/common.ts'
import type { Nachweisinhalt, Taetigkeitsart } from '../contract/nachweisinhalt.ts'
import type { Verstoss } from '../contract/problem.ts'
import type { Kalenderwoche } from '../domain/wochen.ts'
import { type Abwesenheiten, countAbwesenheiten } from './abwesenheit.ts'
import { artOf, isAbwesenheit, minutenOf } from './bericht.ts'
import { findLaengsten, listAbstaende } from './freigabe.ts'
import { type Buchobjekt, withVertragszeitraum } from './objekt.ts'
import { evaluateBuch } from './pruefung.ts'
import type { Pruefkontext } from './regel.ts'
import { listWochenstaende, pruefzeitraumOf, type Wochenzustand } from './wochenstand.ts'

/** How often and how long a position of a training plan was served (K7). */
export interface Positionsnachweis {
  readonly kennung: string
  readonly rahmenplan?: string
  readonly bezeichnung?: string
  readonly eintraege: number
  /** Minutes of those entries that tell their time; an entry with several positions counts for each of them. */
  readonly minuten: number
}

/** Minutes of training by kind, as far as reports tell them. */
export interface Ausbildungsminuten {
  readonly betrieb: number
  readonly unterweisung: number
  readonly schule: number
  /** Of an unknown kind, or given for days with several kinds. */
  readonly ohneArt: number
}

/** What a chamber wants to know of a book before reading it; part of every transfer package. */
export interface Vollstaendigkeitsbericht {
  readonly stichtag: Datum
  /** The days for which reports are expected; absent while the begin of training is unknown or still to come. */
  readonly zeitraum?: Zeitraum
  /** Calendar weeks; `erwartet` is the sum of all others. `abwesend`: covered by marks of absence or school alone. */
  readonly wochen: Readonly<Record<'erwartet' | Wochenzustand, number>>
  readonly fehlendeWochen: readonly Kalenderwoche[]
  readonly freigabe: {
    /** Longest time between the end of a period and its approval, in days; absent while nothing can be measured. */
    readonly laengsterAbstandTage?: number
    readonly verspaetet: number
  }
  readonly ausbildungsminuten: Ausbildungsminuten
  readonly abwesenheit: Abwesenheiten
  /** By key of the plan and of the position. */
  readonly positionen: readonly Positionsnachweis[]
  readonly verstoesse: readonly Verstoss[]
}

/**
 * Makes the completeness report of a book on a day: weeks, approvals, times, absences, positions and all findings. It
 * is written for the chamber unless the context names another reader, so confidential findings (K4) are left out. Where
 * the book belongs to a registered contract, days, hours, leave, form and trainer are those that the contract had then.
 *
 * @see docs/regeln.md (K1 to K10)
 */
export const completenessReport = (gegeben: Buchobjekt, kontext: Pruefkontext): Vollstaendigkeitsbericht => {
  const { stichtag, konfig } = kontext
  const buch = withVertragszeitraum(gegeben)
  const zeitraum = pruefzeitraumOf(buch, stichtag)
  const staende = listWochenstaende(buch, stichtag)
  const countWochen = (zustand: Wochenzustand) => staende.filter((stand) => stand.zustand === zustand).length
  const abstaende = listAbstaende(buch, stichtag, konfig)
  const laengster = findLaengsten(abstaende)
  return {
    stichtag,
    ...(zeitraum === undefined ? {} : { zeitraum }),
    wochen: {
      erwartet: staende.length,
      freigegeben: countWochen('freigegeben'),
      abwesend: countWochen('abwesend'),
      offen: countWochen('offen'),
      zurueckgewiesen: countWochen('zurueckgewiesen'),
      fehlend: countWochen('fehlend'),
    },
    fehlendeWochen: staende.flatMap((stand) => (stand.zustand === 'fehlend' ? [stand.woche] : [])),
    freigabe: {
      ...(laengster === undefined ? {} : { laengsterAbstandTage: laengster.tage }),
      verspaetet: abstaende.filter((abstand) => abstand.verspaetet).length,
    },
    ausbildungsminuten: sumMinuten(buch),
    abwesenheit: countAbwesenheiten(buch, zeitraum),
    positionen: listPositionen(buch),
    verstoesse: evaluateBuch(buch, { empfaenger: 'kammer', ...kontext }),
  }
}

type Berichtstag = NonNullable<Nachweisinhalt['tage']>[number]

const listTageOf = (buch: Buchobjekt): Berichtstag[] =>
  buch.ausbildungsnachweise.flatMap(({ inhalt }) => inhalt.tage ?? [])

const sumMinuten = (buch: Buchobjekt): Ausbildungsminuten => {
  const summen = { betrieb: 0, unterweisung: 0, schule: 0, ohneArt: 0 }
  for (const tag of listTageOf(buch)) {
    // A time of the day belongs to a kind only if the day has one; else the entries are asked.
    if (tag.minuten !== undefined && tag.eintraege.every((eintrag) => eintrag.minuten === undefined)) {
      summen[toAbschnitt(einzigeArtOf(tag))] += minutenOf(tag) ?? 0
      continue
    }
    for (const eintrag of tag.eintraege) {
      const art = artOf(tag, eintrag)
      if (!isAbwesenheit(art)) summen[toAbschnitt(art)] += eintrag.minuten ?? 0
    }
  }
  return summen
}

const einzigeArtOf = (tag: Berichtstag): Taetigkeitsart | undefined => {
  const arten = new Set(tag.eintraege.map((eintrag) => artOf(tag, eintrag)).filter((art) => !isAbwesenheit(art)))
  if (arten.size === 0) return tag.art
  return arten.size === 1 ? [...arten][0] : undefined
}

const toAbschnitt = (art: Taetigkeitsart | undefined): keyof Ausbildungsminuten =>
  art === 'betrieb' || art === 'unterweisung' || art === 'schule' ? art : 'ohneArt'

const listPositionen = (buch: Buchobjekt): Positionsnachweis[] => {
  const jePosition = new Map<string, Positionsnachweis>()
  for (const eintrag of listTageOf(buch).flatMap((tag) => tag.eintraege))
    for (const position of eintrag.positionen ?? []) {
      const schluessel = `${position.rahmenplan ?? ''} ${position.kennung}`
      const bisher = jePosition.get(schluessel) ?? { ...position, eintraege: 0, minuten: 0 }
      jePosition.set(schluessel, {
        ...bisher,
        ...position,
        eintraege: bisher.eintraege + 1,
        minuten: bisher.minuten + (eintrag.minuten ?? 0),
      })
    }
  return [...jePosition].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, position]) => position)
}
