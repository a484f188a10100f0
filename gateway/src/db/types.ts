import pg from 'pg'

const { builtins } = pg.types

/** PostgreSQL's numbers of the types whose values we read differently from the driver; arrays have numbers of their own. */
const oids = { int8: builtins.INT8, int8Array: 1016, date: builtins.DATE, dateArray: 1182, textArray: 1009 }

/**
 * Reads an `int8`: a number where a number can hold it exactly, else its decimal digits as a string, so no value is ever rounded.
 * Counters and sums stay numbers for ever (9 · 10^15); only hashes and the like come as strings.
 */
export function readInt8(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

/**
 * How the text of a column becomes a value: `date` stays `YYYY-MM-DD`, because a day has no time zone; `int8` as `readInt8` says;
 * all other types as the driver does it. Given per connection, so other users of the driver in the process keep its defaults.
 */
export const columnTypes = { getTypeParser }

const readTextArray: (text: string) => (string | null)[] = pg.types.getTypeParser(oids.textArray, 'text')

function getTypeParser(oid: number, format: string = 'text'): (text: string) => unknown {
  if (format === 'binary') return pg.types.getTypeParser(oid, 'binary')
  switch (oid) {
    case oids.int8:
      return readInt8
    case oids.int8Array:
      return (text: string) => readTextArray(text).map((item) => (item === null ? null : readInt8(item)))
    case oids.date:
      return (text: string) => text
    case oids.dateArray:
      return readTextArray
    default:
      return pg.types.getTypeParser(oid, 'text')
  }
}
