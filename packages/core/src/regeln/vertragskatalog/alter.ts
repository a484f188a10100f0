import { alterBeiBeginnIstPlausibel } from '../ausbildungsvertrag/alter-bei-beginn-ist-plausibel.ts'
import { elternBildenEigenesKindAus } from '../ausbildungsvertrag/eltern-bilden-eigenes-kind-aus.ts'
import { elternBrauchenKeineGenehmigung } from '../ausbildungsvertrag/eltern-brauchen-keine-genehmigung.ts'
import { elternVertretenGemeinsam } from '../ausbildungsvertrag/eltern-vertreten-gemeinsam.ts'
import { erstuntersuchungLiegtVor } from '../ausbildungsvertrag/erstuntersuchung-liegt-vor.ts'
import { minderjaehrigeSindVertreten } from '../ausbildungsvertrag/minderjaehrige-sind-vertreten.ts'
import { nachuntersuchungNachEinemJahr } from '../ausbildungsvertrag/nachuntersuchung-nach-einem-jahr.ts'
import { nurBescheinigungFuerArbeitgeber } from '../ausbildungsvertrag/nur-bescheinigung-fuer-arbeitgeber.ts'
import { vollzeitschulpflichtIstBeendet } from '../ausbildungsvertrag/vollzeitschulpflicht-ist-beendet.ts'
import { vormundHatGenehmigung } from '../ausbildungsvertrag/vormund-hat-genehmigung.ts'
import type { Regeldefinition } from '../regel.ts'

/** Age, legal representatives and medical examinations (DAV-050 to DAV-062), by id. */
export const altersregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = [
  minderjaehrigeSindVertreten,
  elternVertretenGemeinsam,
  vormundHatGenehmigung,
  elternBrauchenKeineGenehmigung,
  elternBildenEigenesKindAus,
  erstuntersuchungLiegtVor,
  nurBescheinigungFuerArbeitgeber,
  nachuntersuchungNachEinemJahr,
  vollzeitschulpflichtIstBeendet,
  alterBeiBeginnIstPlausibel,
]
