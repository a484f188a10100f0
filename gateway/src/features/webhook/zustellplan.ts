const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/**
 * Pauses before each attempt of a delivery, in milliseconds: ten attempts over 75 hours and 35 minutes.
 *
 * @see Standard Webhooks 1.0, "Retry schedule"
 */
export const pausen: readonly number[] = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** Attempts are spread by up to this share of their pause, so that a receiver that comes back is not run over. */
const jitter = 0.1

/** When a delivery is given up, however few attempts it had: a receiver under pause uses up none. */
export const aufgabeNach: number = 84 * hour

/**
 * When the next attempt is due.
 *
 * @param stufe attempts so far
 * @param random 0 to 1
 * @returns `undefined` when there is none: the delivery is given up
 */
export const nextVersuch = (stufe: number, now: Date, random: number): Date | undefined => {
  const pause = pausen[stufe]
  return pause === undefined ? undefined : new Date(now.getTime() + Math.round(pause * (1 + jitter * random)))
}

/** What the answer of a receiver means. */
export type Ergebnis =
  | { readonly art: 'zugestellt' }
  /** The receiver wants no more events (410 Gone). */
  | { readonly art: 'abbestellt'; readonly fehler: string }
  /** The gateway stops; the attempt does not count in the schedule. */
  | { readonly art: 'abgebrochen' }
  /** `pause` in milliseconds: how long the receiver asks to be left alone. */
  | { readonly art: 'fehlgeschlagen'; readonly fehler: string; readonly pause?: number }

const longestPause = 24 * hour
/** Pause of a receiver that asks for one without saying how long. */
const defaultPause = minute

/**
 * Judges the answer of a receiver: 2xx is success, 410 ends the subscription, 429, 502 and 504 ask for a pause, as does
 * every failure with `Retry-After`; everything else fails, redirects too.
 *
 * @see Standard Webhooks 1.0, "Delivery"; RFC 9110 section 10.2.3
 */
export const judgeAntwort = (status: number, retryAfter: string | null, now: Date): Ergebnis => {
  if (status >= 200 && status < 300) return { art: 'zugestellt' }
  const fehler = `HTTP ${status}`
  if (status === 410) return { art: 'abbestellt', fehler }
  const asked = readRetryAfter(retryAfter, now)
  const throttled = status === 429 || status === 502 || status === 504
  if (asked === undefined && !throttled) return { art: 'fehlgeschlagen', fehler }
  return { art: 'fehlgeschlagen', fehler, pause: Math.min(asked ?? defaultPause, longestPause) }
}

const readRetryAfter = (text: string | null, now: Date): number | undefined => {
  if (text === null) return undefined
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * second
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? undefined : Math.max(0, instant - now.getTime())
}

/**
 * How long a receiver is left alone after so many failures in a row, in milliseconds: not at all after three, then twice
 * as long each time, up to a minute. So a dead receiver with thousands of open deliveries costs one attempt a minute.
 */
export const pauseAfter = (fehlschlaege: number): number =>
  fehlschlaege <= 3 ? 0 : Math.min(second * 2 ** Math.min(fehlschlaege - 4, 16), minute)
