import type { Datum, Zeitraum } from '../contract/common.ts'
import { wochentagOf } from '../domain/kalender.ts'
import { isTagIn } from '../domain/zeitraum.ts'
import { abwesenheitOf } from './bericht.ts'
import type { Buchobjekt } from './objekt.ts'

/** Whole days of absence from Monday to Friday. Illness is not told apart from other absence: that is health data. */
export interface Abwesenheiten {
  readonly urlaub: number
  readonly feiertag: number
  /** Illness and any other absence together (AN-009). */
  readonly fehltage: number
}

/** Counts the days of absence of a book, within a period where one is given; a day that stands twice counts once. */
export const countAbwesenheiten = (buch: Buchobjekt, zeitraum?: Zeitraum): Abwesenheiten => {
  const tage = { urlaub: new Set<Datum>(), feiertag: new Set<Datum>(), fehltage: new Set<Datum>() }
  for (const { inhalt } of buch.ausbildungsnachweise)
    for (const tag of inhalt.tage ?? []) {
      if (wochentagOf(tag.datum) > 5 || (zeitraum !== undefined && !isTagIn(zeitraum, tag.datum))) continue
      const art = abwesenheitOf(tag)
      if (art === 'urlaub') tage.urlaub.add(tag.datum)
      else if (art === 'feiertag') tage.feiertag.add(tag.datum)
      else if (art !== undefined) tage.fehltage.add(tag.datum)
    }
  return { urlaub: tage.urlaub.size, feiertag: tage.feiertag.size, fehltage: tage.fehltage.size }
}
