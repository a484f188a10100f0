/** How a source spells durations. */
export const dauerformate = ['stunden', 'minuten', 'h:mm', 'iso8601', 'klammer'] as const

/**
 * - `stunden`: 8 · 7.5 · 7,5 · "7.666666666666667" · 8h · 8 Std.
 * - `minuten`: 90 · "90" · 90 min
 * - `h:mm`: 7:48 · 07:48 · 07:48:30
 * - `iso8601`: PT7H45M · PT0S · PT90M · P1DT2H (RFC 3339 appendix A)
 * - `klammer`: hours in square brackets at the end of a text: "Schaltplan:[2,5h]"; `[h]` holds none
 */
export type Dauerformat = (typeof dauerformate)[number]

/** A duration in whole minutes, and whether it had to be rounded to them. */
export interface Dauer {
  readonly minuten: number
  readonly gerundet: boolean
}

/** More than a month of minutes is no duration of a report. */
const most = 44_640

const toDauer = (minutes: number): Dauer | undefined => {
  const minuten = Math.round(minutes)
  if (!Number.isFinite(minutes) || minuten < 0 || minuten > most) return undefined
  // 7.666666666666667 h is the double next to 460 min, not a rounded value.
  return { minuten, gerundet: Math.abs(minutes - minuten) > 1e-6 }
}

const decimal = (text: string | undefined): number =>
  text === undefined || text === '' ? 0 : Number(text.replace(',', '.'))

const readers: Readonly<Record<Dauerformat, (text: string) => Dauer | undefined>> = {
  stunden: (text) => {
    const match = /^([0-9]{1,4}(?:[.,][0-9]{0,20})?|[.,][0-9]{1,20})\s?(?:h|std\.?|stunden?)?$/i.exec(text)
    return match ? toDauer(decimal(match[1]) * 60) : undefined
  },
  minuten: (text) => {
    const match = /^([0-9]{1,6}(?:[.,][0-9]{0,20})?)\s?(?:m|min\.?|minuten?)?$/i.exec(text)
    return match ? toDauer(decimal(match[1])) : undefined
  },
  'h:mm': (text) => {
    const match = /^([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?$/.exec(text)
    return match ? toDauer(Number(match[1]) * 60 + Number(match[2]) + Number(match[3] ?? 0) / 60) : undefined
  },
  iso8601: (text) => {
    const match =
      /^P(?:([0-9]{1,3})D)?(?:T(?=[0-9])(?:([0-9]{1,5}(?:[.,][0-9]{1,9})?)H)?(?:([0-9]{1,6}(?:[.,][0-9]{1,9})?)M)?(?:([0-9]{1,7}(?:[.,][0-9]{1,9})?)S)?)?$/.exec(
        text,
      )
    if (!match || text === 'P') return undefined
    const [, days, hours, minutes, seconds] = match
    return toDauer(decimal(days) * 1440 + decimal(hours) * 60 + decimal(minutes) + decimal(seconds) / 60)
  },
  klammer: (text) => {
    const match = /\[([0-9]{1,3}(?:[.,][0-9]{1,20})?)\s?h\]$/i.exec(text)
    return match ? toDauer(decimal(match[1]) * 60) : undefined
  },
}

/** A duration in the given spelling; `undefined` when the text does not fit it. */
export const parseDauer = (text: string, format: Dauerformat): Dauer | undefined => readers[format](text.trim())

/** Minutes between two times of day (`h:mm`), less a pause; over midnight when the end is before the begin. */
export const dauerVonBis = (von: string, bis: string, pauseMinuten = 0): Dauer | undefined => {
  const start = timeOfDay(von)
  const end = timeOfDay(bis)
  if (start === undefined || end === undefined || pauseMinuten < 0) return undefined
  const minutes = (end >= start ? end - start : end - start + 1440) - pauseMinuten
  return minutes < 0 ? undefined : toDauer(minutes)
}

const timeOfDay = (text: string): number | undefined => {
  const match = /^([01]?[0-9]|2[0-4]):([0-5][0-9])$/.exec(text.trim())
  if (!match) return undefined
  const minutes = Number(match[1]) * 60 + Number(match[2])
  return minutes <= 1440 ? minutes : undefined
}
