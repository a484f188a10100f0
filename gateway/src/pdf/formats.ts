import { type Datum, wochentagOf, type Zeitpunkt, type Zeitraum } from '@berichtsheft/core'
import { wochentage } from './texts.ts'

/** A day as Germans write it: `14.12.2026`. */
export const formatDay = (datum: Datum): string => `${datum.slice(8, 10)}.${datum.slice(5, 7)}.${datum.slice(0, 4)}`

/** A day with its weekday: `Mo 14.12.`. */
export const formatWeekday = (datum: Datum): string =>
  `${wochentage[wochentagOf(datum) - 1] ?? ''} ${datum.slice(8, 10)}.${datum.slice(5, 7)}.`

/** A period; a single day stands alone. */
export const formatPeriod = ({ von, bis }: Zeitraum): string =>
  von === bis ? formatDay(von) : `${formatDay(von)} – ${formatDay(bis)}`

/** Minutes as hours and minutes: 510 is `8:30`. */
export const formatMinutes = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`

// Parsing the rules of a zone is expensive, formatting is not: one formatter for the process.
const berlin = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** An instant as people in Germany read it: `14.12.2026, 09:30 Uhr`. */
export const formatInstant = (zeitpunkt: Zeitpunkt): string => `${berlin.format(new Date(zeitpunkt))} Uhr`
