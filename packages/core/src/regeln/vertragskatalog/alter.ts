import type { Regeldefinition } from '../regel.ts'

/** Age, legal representatives and medical examinations (DAV-050 to DAV-062), by id. */
export const altersregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = []
