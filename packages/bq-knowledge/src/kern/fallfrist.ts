import { addMonate, addTage, maxDatum, minDatum, nextArbeitstag, toTageszahl } from '@berichtsheft/core'

/** Procedures of recognition, which differ in their terms. */
export type Fallverfahren = keyof typeof verfahrensfristen

/** A span of time as the law gives it. */
type Dauer = { readonly monate: number } | { readonly tage: number }

/** Terms of a procedure: for the acknowledgement from the receipt on, for the decision from the complete documents on. */
interface Verfahrensfrist {
  readonly bestaetigung: Dauer
  readonly entscheidung: Dauer
  readonly rechtsgrundlage: string
  /** Longest extension, where the law names one. */
  readonly verlaengerung?: Dauer
}

/** The terms as they stood when this was written; the wording in force is to be checked before a case is decided by them. */
export const verfahrensfristen = {
  regel: { bestaetigung: { monate: 1 }, entscheidung: { monate: 3 }, rechtsgrundlage: 'BQFG § 6 Abs. 2 und 3' },
  reglementiert: {
    bestaetigung: { monate: 1 },
    entscheidung: { monate: 3 },
    rechtsgrundlage: 'BQFG § 13 Abs. 2 und 3',
  },
  reglementiertEu: {
    bestaetigung: { monate: 1 },
    entscheidung: { monate: 3 },
    rechtsgrundlage: 'BQFG § 13 Abs. 2 und 3',
    verlaengerung: { monate: 1 },
  },
  fachkraefte: { bestaetigung: { tage: 14 }, entscheidung: { monate: 2 }, rechtsgrundlage: 'BQFG § 14a' },
} as const satisfies Readonly<Record<string, Verfahrensfrist>>

/** Where a case stands. */
export type Fallzustand = 'eingegangen' | 'unvollstaendig' | 'laufend' | 'gehemmt' | 'entschieden'

/** What happens to a case on a day. */
export interface Fallereignis {
  readonly art: 'nachforderung' | 'vollstaendig' | 'hemmung' | 'fortsetzung' | 'verlaengerung' | 'entscheidung'
  readonly am: string
  /** Of an extension: the new last day for the decision. */
  readonly bis?: string
}

/** From which state each event leads where. The documents are complete or not; once they are, the clock runs or rests. */
const uebergaenge: Readonly<Record<Fallzustand, Partial<Record<Fallereignis['art'], Fallzustand>>>> = {
  eingegangen: { nachforderung: 'unvollstaendig', vollstaendig: 'laufend' },
  unvollstaendig: { vollstaendig: 'laufend' },
  laufend: {
    nachforderung: 'unvollstaendig',
    hemmung: 'gehemmt',
    verlaengerung: 'laufend',
    entscheidung: 'entschieden',
  },
  gehemmt: { fortsetzung: 'laufend', entscheidung: 'entschieden' },
  entschieden: {},
}

/** A case as far as its terms go; nothing of it names anybody. */
export interface Fallstand {
  readonly zustand: Fallzustand
  /** Last day for the acknowledgement. */
  readonly bestaetigungBis: string
  /** Last day for the decision; absent until the documents are complete, and while the clock rests. */
  readonly entscheidungBis?: string
}

/** Why the days that were given are none of a case. */
export type Fallfehler = 'reihenfolge' | 'uebergang' | 'zweite-verlaengerung' | 'verlaengerung-zu-lang'

const addDauer = (tag: string, dauer: Dauer): string =>
  nextArbeitstag('monate' in dauer ? addMonate(tag, dauer.monate) : addTage(tag, dauer.tage))

/**
 * The terms of a case from its days: received, completed, resting, extended. A term that rests is as much longer as it rested.
 *
 * @see BQFG §§ 6, 13, 14, 14a; VwVfG § 31
 */
export const fallstandOf = (
  verfahren: Fallverfahren,
  eingangAm: string,
  ereignisse: readonly Fallereignis[],
): Fallstand | { readonly fehler: Fallfehler; readonly stelle: number } => {
  const fristen: Verfahrensfrist = verfahrensfristen[verfahren]
  const bestaetigungBis = addDauer(eingangAm, fristen.bestaetigung)
  let zustand: Fallzustand = 'eingegangen'
  let letzter = eingangAm
  let gehemmtSeit: string | undefined
  let entscheidungBis: string | undefined
  let verlaengert = false
  for (const [stelle, { art, am, bis }] of ereignisse.entries()) {
    if (am < letzter) return { fehler: 'reihenfolge', stelle }
    const next: Fallzustand | undefined = uebergaenge[zustand][art]
    if (next === undefined) return { fehler: 'uebergang', stelle }
    if (art === 'vollstaendig') entscheidungBis = addDauer(am, fristen.entscheidung)
    if (art === 'hemmung') gehemmtSeit = am
    if (art === 'fortsetzung' && entscheidungBis !== undefined && gehemmtSeit !== undefined)
      entscheidungBis = nextArbeitstag(addTage(entscheidungBis, toTageszahl(am) - toTageszahl(gehemmtSeit)))
    if (art === 'verlaengerung' && entscheidungBis !== undefined) {
      if (verlaengert) return { fehler: 'zweite-verlaengerung', stelle }
      if (bis === undefined || bis <= entscheidungBis) return { fehler: 'reihenfolge', stelle }
      if (fristen.verlaengerung && bis > addDauer(entscheidungBis, fristen.verlaengerung))
        return { fehler: 'verlaengerung-zu-lang', stelle }
      entscheidungBis = bis
      verlaengert = true
    }
    zustand = next
    letzter = am
  }
  return zustand === 'laufend' && entscheidungBis !== undefined
    ? { zustand, bestaetigungBis, entscheidungBis }
    : { zustand, bestaetigungBis }
}

/** The last day of the case that has to be kept now; `undefined` while the clock rests, and when it is decided. */
export const nextFallfrist = ({ zustand, bestaetigungBis, entscheidungBis }: Fallstand): string | undefined =>
  zustand === 'eingegangen' ? bestaetigungBis : zustand === 'laufend' ? entscheidungBis : undefined

/** Days that are left until a day, negative once it is over. */
export const resttageOf = (heute: string, bis: string): number => toTageszahl(bis) - toTageszahl(heute)

/** Until when an answer is due: when it is asked for, at the latest when the case is, and not before tomorrow's work begins. */
export const antwortfristOf = (gewuenscht: string, fallfrist: string | undefined, heute: string): string =>
  maxDatum(nextArbeitstag(heute), fallfrist === undefined ? gewuenscht : minDatum(gewuenscht, fallfrist))
