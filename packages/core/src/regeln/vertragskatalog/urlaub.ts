import type { Regeldefinition } from '../regel.ts'

/** Leave (DAV-140 to DAV-152), by id. */
export const urlaubsregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = []
