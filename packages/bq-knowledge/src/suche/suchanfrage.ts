import { suchform } from '../kern/suche.ts'
import { suchtexte } from './suchteil.ts'

/** Words of a question beyond these are not looked for. */
const maxSuchworte = 12

/**
 * The words of a question in their search form. They hold letters and digits alone, whatever was typed, so nothing of it can be
 * read as the syntax of a query.
 */
export const suchworte = (text: string): string[] =>
  [...new Set(suchform(text.slice(0, 500)).split(' '))].filter((word) => word !== '').slice(0, maxSuchworte)

/** A query of words that each begin a word of the text, optionally of one weight. */
export const toPrefixquery = (worte: readonly string[], gewicht = ''): string =>
  worte.map((wort) => `${wort}:*${gewicht}`).join(' & ')

/** Words of names in which every word of the question begins one; both with umlauts written out as well. */
export const matchesName = (name: string, worte: readonly string[]): boolean => {
  const words = suchtexte(name).split(' ')
  return worte.every((wanted) => words.some((word) => word.startsWith(wanted)))
}
