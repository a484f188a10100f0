import { isId } from './ids.ts'
import { ProblemError } from './problem-error.ts'

/** Position in a list that is ordered by one value and then by id. */
export interface Cursor {
  readonly wert: string
  readonly id: string
}

/** An opaque cursor. It names a position, no rights: row level security decides what is seen from there. */
export const encodeCursor = ({ wert, id }: Cursor): string =>
  Buffer.from(`${wert}\n${id}`, 'utf8').toString('base64url')

/**
 * Reads a cursor back.
 *
 * @param form what the ordering value must look like
 * @throws ProblemError malformed-request when the text is not a cursor of this list
 */
export const decodeCursor = (text: string | undefined, form: RegExp): Cursor | undefined => {
  if (text === undefined) return undefined
  const [wert, id, ...rest] = Buffer.from(text, 'base64url').toString('utf8').split('\n')
  const isOurs =
    wert !== undefined && id !== undefined && rest.length === 0 && form.test(wert) && isDay(wert) && isId(id)
  if (!isOurs) throw new ProblemError('malformed-request', { detail: 'The cursor does not belong to this list' })
  return { wert, id }
}

/** Whether a value that has the form of a day or an instant is one; the database knows no 30 February and no year 0. */
const isDay = (wert: string): boolean => {
  const instant = new Date(wert.length === 10 ? `${wert}T00:00:00.000Z` : wert)
  return !wert.startsWith('0000') && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(wert)
}

/** Form of a cursor value that is an instant. */
export const zeitpunktForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** Form of a cursor value that is a day. */
export const datumForm = /^\d{4}-\d{2}-\d{2}$/
