import type { Regeldefinition } from '../regel.ts'

/** Parties, form, receipt and application of a training contract (DAV-001 to DAV-025), by id. */
export const parteienregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = []
