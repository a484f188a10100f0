import { probezeitDauertEinBisVierMonate } from '../ausbildungsvertrag/probezeit-dauert-ein-bis-vier-monate.ts'
import type { Regeldefinition } from '../regel.ts'

/** Duration: what is credited, shortening, part-time, end, probation (DAV-070 to DAV-093), by id. */
export const dauerregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = [probezeitDauertEinBisVierMonate]
