import type { Berufsfassung } from '../contract/beruf.ts'
import type { Rahmenplan, Zeitrichtwert } from '../contract/rahmenplan.ts'
import { toWochen } from './zeitangabe.ts'

/** A catalogue of occupations as one JSON document: what it is as of, and its entries. */
export interface Berufskatalog {
  readonly meta: { readonly stand: string }
  readonly berufe: readonly Berufsfassung[]
}

/** Whether a value has the outline of such a catalogue; its entries are checked one by one. */
export const isBerufskatalog = (value: unknown): value is Berufskatalog => {
  if (typeof value !== 'object' || value === null) return false
  const { meta, berufe } = value as { meta?: { stand?: unknown } | null; berufe?: unknown }
  const hasObjects = Array.isArray(berufe) && berufe.every((one) => typeof one === 'object' && one !== null)
  return hasObjects && typeof meta === 'object' && meta !== null && typeof meta.stand === 'string'
}

/**
 * The entries of a catalogue. Where it lists an ordinance in force without its first day, the day of the catalogue is one on
 * which it was in force, and so is the day on which one that it replaces was repealed.
 */
export const listFassungen = ({ meta, berufe }: Berufskatalog): Berufsfassung[] => {
  const replaced = new Map<string, string>()
  for (const { aufgehobenZum, ersetztDurch } of berufe)
    if (aufgehobenZum !== undefined && Array.isArray(ersetztDurch))
      for (const jurabk of ersetztDurch) {
        const known = replaced.get(jurabk)
        if (known === undefined || aufgehobenZum < known) replaced.set(jurabk, aufgehobenZum)
      }
  return berufe.map((fassung) => {
    const { aufgehoben, geltendAm, verordnung } = fassung
    if (aufgehoben || geltendAm !== undefined || verordnung?.gueltigAb !== null) return fassung
    const since = replaced.get(verordnung.jurabk)
    return { ...fassung, geltendAm: since !== undefined && since < meta.stand ? since : meta.stand }
  })
}

const withWholeWeeks = <T>(holder: T, name: 'zeitrichtwerte' | 'zeitangaben'): T => {
  const times = (holder as Partial<Record<typeof name, unknown>> | null)?.[name]
  if (!Array.isArray(times)) return holder
  const toWhole = (time: Zeitrichtwert | null) => {
    const weeks = typeof time?.wochen === 'number' ? toWochen(time.wochen) : undefined
    return weeks ? { ...time, ...weeks } : time
  }
  return { ...holder, [name]: times.map(toWhole) }
}

/** A plan as a catalogue has it, with its half weeks as the contract writes them: whole numbers and a mark. */
export const readPlanJson = (value: unknown): Rahmenplan => {
  const plan = value as Rahmenplan
  if (typeof value !== 'object' || value === null || !Array.isArray(plan.positionen)) return plan
  const { zeitlicheGliederung } = plan
  return {
    ...plan,
    positionen: plan.positionen.map((one) => withWholeWeeks(one, 'zeitrichtwerte')),
    ...(Array.isArray(zeitlicheGliederung) && {
      zeitlicheGliederung: zeitlicheGliederung.map((one) => withWholeWeeks(one, 'zeitangaben')),
    }),
  }
}
