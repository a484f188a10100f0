/** A day known exactly, to the month, or to the year: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export type Zeitangabe = string

/** Pattern of a {@link Zeitangabe}. */
export const zeitangabePattern = '^(?:1[0-9]|2[01])[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$'

/** A span of days as texts that compare like days; open ends reach beyond every date. */
export interface Zeitspanne {
  readonly von: string
  readonly bis: string
}

/** First day that a time may mean. */
export const firstDayOf = (zeit: Zeitangabe): string =>
  zeit.length === 4 ? `${zeit}-01-01` : zeit.length === 7 ? `${zeit}-01` : zeit

/** Last day that a time may mean; of a month the 31st, which only serves to compare. */
export const lastDayOf = (zeit: Zeitangabe): string =>
  zeit.length === 4 ? `${zeit}-12-31` : zeit.length === 7 ? `${zeit}-31` : zeit

/** The span in which a statement holds; without `gueltigVon` since ever, without `gueltigBis` until further notice. */
export const spanOf = (geltung: { gueltigVon?: string | undefined; gueltigBis?: string | undefined }): Zeitspanne => ({
  von: geltung.gueltigVon === undefined ? '0000-01-01' : firstDayOf(geltung.gueltigVon),
  bis: geltung.gueltigBis === undefined ? '9999-12-31' : lastDayOf(geltung.gueltigBis),
})

/** Whether two spans share a day. */
export const spansMeet = (a: Zeitspanne, b: Zeitspanne): boolean => a.von <= b.bis && b.von <= a.bis

/** Whether a statement holds at a time: on the day, or on some day of the month or year. */
export const isGueltig = (
  geltung: { gueltigVon?: string | undefined; gueltigBis?: string | undefined },
  zeitpunkt: Zeitangabe,
): boolean => spansMeet(spanOf(geltung), { von: firstDayOf(zeitpunkt), bis: lastDayOf(zeitpunkt) })
