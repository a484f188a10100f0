import type { Bemerkung, Eintrag, Nachweisinhalt, Nachweislieferung, Tag } from '@berichtsheft/core'

/** Everything that every report of a format shares, so that the expected results say only what differs. */
export const reportsOf =
  (quelle: { system: string; format: string }, azubi: string) =>
  (
    fremdId: string,
    von: string,
    bis: string,
    inhalt: Partial<Nachweisinhalt>,
    abgeleitet: Readonly<Record<string, string>>,
    rest: Partial<Nachweislieferung> = {},
  ): Nachweislieferung => ({
    fremdId,
    inhalt: {
      zeitraum: { von, bis },
      berichtsart: 'woche',
      azubi,
      ...inhalt,
      quelle: { ...quelle, adapter: 'generic' },
      abgeleitet: Object.entries({ '/berichtsart': 'aus der Länge des Zeitraums', ...abgeleitet }).map(
        ([pfad, verfahren]) => ({
          pfad,
          verfahren,
        }),
      ),
    },
    ...rest,
  })

/** A day with its entries. */
export const tag = (datum: string, eintraege: Eintrag[], rest: Partial<Tag> = {}): Tag => ({
  datum,
  ...rest,
  eintraege,
})

/** An entry. */
export const eintrag = (text: string, minuten?: number, art?: Eintrag['art']): Eintrag => ({
  ...(art && { art }),
  text,
  ...(minuten !== undefined && { minuten }),
})

/** Remarks on one line each, as the golden tests write them; without the reasons of fields that are left out. */
export const remarkLines = (bemerkungen: readonly Bemerkung[]): string[] =>
  bemerkungen.map(
    ({ schwere, stelle, text, fremdId }) =>
      `${schwere} ${stelle}${fremdId === undefined ? '' : ` [${fremdId}]`}: ${text}`,
  )

/** The marks of a report in a fixed order, because their order means nothing. */
export const sortMarks = (reports: readonly Nachweislieferung[]): Nachweislieferung[] =>
  reports.map((report) => ({
    ...report,
    inhalt: {
      ...report.inhalt,
      ...(report.inhalt.abgeleitet && {
        abgeleitet: report.inhalt.abgeleitet.toSorted((a, b) => a.pfad.localeCompare(b.pfad)),
      }),
    },
  }))
