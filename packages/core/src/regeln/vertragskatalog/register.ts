import type { Regeldefinition } from '../regel.ts'

/** Data of the register and identifiers (DAV-030 to DAV-047), by id. */
export const registerregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = []
