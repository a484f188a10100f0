import type { Regeldefinition } from '../regel.ts'

/** Training time (DAV-120 to DAV-130), by id. */
export const arbeitszeitregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = []
