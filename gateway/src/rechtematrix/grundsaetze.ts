import { berichtsheftgrundsaetze } from './grundsaetze/berichtsheft.ts'
import type { Grundsatz } from './grundsaetze/grundsatz.ts'
import { kontogrundsaetze } from './grundsaetze/konto.ts'
import { unternehmengrundsaetze } from './grundsaetze/unternehmen.ts'
import { vertraggrundsaetze } from './grundsaetze/vertrag.ts'
import { vertragsverlaufgrundsaetze } from './grundsaetze/vertragsverlauf.ts'
import { verwaltunggrundsaetze } from './grundsaetze/verwaltung.ts'
import { wissengrundsaetze } from './grundsaetze/wissen.ts'

/**
 * Who may do what, written by hand from the issue, the law and the handbook, without a look at the permission table: so
 * the table cannot confirm itself. Every operation stands here exactly once.
 */
export const grundsaetze: readonly Grundsatz[] = [
  ...berichtsheftgrundsaetze,
  ...kontogrundsaetze,
  ...unternehmengrundsaetze,
  ...vertraggrundsaetze,
  ...vertragsverlaufgrundsaetze,
  ...verwaltunggrundsaetze,
  ...wissengrundsaetze,
]
