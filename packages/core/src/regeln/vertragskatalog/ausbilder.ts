import { ausbilderIstAnerkannt } from '../ausbildungsvertrag/ausbilder-ist-anerkannt.ts'
import { ausbilderIstBenannt } from '../ausbildungsvertrag/ausbilder-ist-benannt.ts'
import { ausbildereignungIstNachgewiesen } from '../ausbildungsvertrag/ausbildereignung-ist-nachgewiesen.ts'
import { ausbildungsmittelSindKostenlos } from '../ausbildungsvertrag/ausbildungsmittel-sind-kostenlos.ts'
import { fehlendeInhalteDecktEineMassnahme } from '../ausbildungsvertrag/fehlende-inhalte-deckt-eine-massnahme.ts'
import { mobileAusbildungIstAngemessen } from '../ausbildungsvertrag/mobile-ausbildung-ist-angemessen.ts'
import { staetteImVerhaeltnisZuFachkraeften } from '../ausbildungsvertrag/staette-im-verhaeltnis-zu-fachkraeften.ts'
import { vertragGiltOhneAusbildungsberechtigung } from '../ausbildungsvertrag/vertrag-gilt-ohne-ausbildungsberechtigung.ts'
import { wechselDesAusbildersWirdGemeldet } from '../ausbildungsvertrag/wechsel-des-ausbilders-wird-gemeldet.ts'
import type { Regeldefinition } from '../regel.ts'

/** Trainers and training sites (DAV-160 to DAV-169), by id. */
export const ausbilderregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = [
  ausbilderIstBenannt,
  ausbilderIstAnerkannt,
  ausbildereignungIstNachgewiesen,
  staetteImVerhaeltnisZuFachkraeften,
  fehlendeInhalteDecktEineMassnahme,
  mobileAusbildungIstAngemessen,
  vertragGiltOhneAusbildungsberechtigung,
  wechselDesAusbildersWirdGemeldet,
  ausbildungsmittelSindKostenlos,
]
