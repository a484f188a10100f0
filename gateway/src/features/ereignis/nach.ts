import { ProblemError } from '../../problem-error.ts'

/** Position after an entry of an event list, as clients pass it back. It stays good for ever, because the list only grows. */
export const encodeNach = (folge: number): string => Buffer.from(`nach ${folge}`).toString('base64url')

/**
 * Reads a position; 0, the begin of the list, without one.
 *
 * @throws ProblemError malformed-request when it was not made by {@link encodeNach}
 */
export const decodeNach = (text: string | undefined): number => {
  if (text === undefined) return 0
  const match = /^nach (0|[1-9]\d{0,14})$/.exec(Buffer.from(text, 'base64url').toString())
  if (!match || encodeNach(Number(match[1])) !== text) {
    throw new ProblemError('malformed-request', { detail: 'nach is no position of this list' })
  }
  return Number(match[1])
}
