import type { Zeitraum } from '../../contract/common.ts'
import { limits } from '../../contract/limits.ts'
import type { Schwere } from '../../contract/problem.ts'
import { type Befundart, befundtexte, type Textpaar } from './befundtexte.ts'

/** The report that a finding speaks of, as the manifest lists it. */
export interface Befundnachweis {
  /** Page number in the package, from 1. */
  readonly nr: number
  readonly id: string
  readonly fremdId: string
  readonly zeitraum: Zeitraum
}

/** One finding of the verification of a package. */
export interface Paketbefund {
  /** What was found, for programs. */
  readonly art: Befundart
  /** A package with a `fehler` is not valid. */
  readonly schwere: Schwere
  /** File in the package; absent when the package as a whole is meant. */
  readonly datei?: string
  readonly nachweis?: Befundnachweis
  /** JSON Pointer into the report, or into the file when no report is named. */
  readonly pfad?: string
  /** The finding in German. */
  readonly text: string
  readonly textEnglisch: string
}

/** Where a finding belongs. */
export type Befundstelle = Pick<Paketbefund, 'datei' | 'nachweis' | 'pfad'>

/** The parameters that the text of a kind of finding needs. */
type Parameter<A extends Befundart> = Parameters<(typeof befundtexte)[A]['text']>[0]

/** Collects findings while a package is verified. */
export interface Befundliste {
  readonly befunde: readonly Paketbefund[]
  /** Answers `undefined`, so that a check can end with its finding. */
  readonly add: <A extends Befundart>(art: A, parameter: Parameter<A>, stelle?: Befundstelle) => undefined
}

/** An empty list of findings. It keeps the first 500; what comes after is counted in one closing finding by {@link closeList}. */
export const createBefundliste = (): Befundliste & { readonly close: () => readonly Paketbefund[] } => {
  const befunde: Paketbefund[] = []
  let more = 0
  return {
    befunde,
    add: (art, parameter, stelle = {}) => {
      const { schwere, text } = befundtexte[art]
      // The parameter fits the text by the signature of `add`; a union of functions cannot show it.
      const [deutsch, englisch] = (text as (parameter: unknown) => Textpaar)(parameter)
      if (befunde.length >= limits.paketBefunde && schwere !== 'hinweis') more += 1
      else befunde.push({ art, schwere, ...stelle, text: deutsch, textEnglisch: englisch })
      return undefined
    },
    close: () => {
      if (more === 0) return befunde
      const { schwere, text } = befundtexte.weitere
      const [deutsch, englisch] = text({ anzahl: more })
      return [...befunde, { art: 'weitere', schwere, text: deutsch, textEnglisch: englisch }]
    },
  }
}
