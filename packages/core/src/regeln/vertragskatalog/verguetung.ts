import type { Regeldefinition } from '../regel.ts'

/** Pay (DAV-100 to DAV-110), by id. */
export const verguetungsregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = []
