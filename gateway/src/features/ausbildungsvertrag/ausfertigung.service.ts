import type { Vertragsausfertigung } from '@berichtsheft/core'
import type { VertragOrder } from '../uebermittlung/documents.ts'
import { type AusbildungsvertragRow, abfassungOf, vertragOf } from './ausbildungsvertrag.queries.ts'

/** The hash of the frozen or registered version; absent while the text may still change. */
const festeAbfassungOf = (row: AusbildungsvertragRow): string | undefined =>
  row.abfassung ?? (row.eintragungsnummer === null ? undefined : abfassungOf(vertragOf(row)))

/** What a rendering of a stored contract is drawn from: the same version gives the same bytes (DV-01, DV-04). */
export const toVertragOrder = (row: AusbildungsvertragRow, ausfertigung: Vertragsausfertigung): VertragOrder => {
  const abfassung = festeAbfassungOf(row)
  return {
    art: 'vertrag',
    ausfertigung,
    vertragId: row.id,
    vertrag: vertragOf(row),
    ...(abfassung === undefined ? {} : { abfassung }),
    ...(row.eintragungsnummer === null ? {} : { eintragungsnummer: row.eintragungsnummer }),
    erstelltAm: row.geaendert_am.toISOString(),
  }
}
