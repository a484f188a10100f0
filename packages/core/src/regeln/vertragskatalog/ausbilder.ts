import type { Regeldefinition } from '../regel.ts'

/** Trainers and training sites (DAV-160 to DAV-169), by id. */
export const ausbilderregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = []
