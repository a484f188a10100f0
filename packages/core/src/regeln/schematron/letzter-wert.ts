import type { Historie, Historienwert } from '../historie.ts'

/**
 * The value that holds from the last day of a table on.
 *
 * @throws Error when the table is empty, which no declared one is
 */
export const letzterWert = <T>(historie: Historie<T>): Historienwert<T> => {
  const letzter = historie.at(-1)
  if (letzter === undefined) throw new Error('a table of dated values is empty')
  return letzter
}
