import { berufsschuleZaehltAlsAusbildungszeit } from '../ausbildungsvertrag/berufsschule-zaehlt-als-ausbildungszeit.ts'
import { ernteErlaubtLaengereTage } from '../ausbildungsvertrag/ernte-erlaubt-laengere-tage.ts'
import { erwachseneImRahmenDesArbeitszeitgesetzes } from '../ausbildungsvertrag/erwachsene-im-rahmen-des-arbeitszeitgesetzes.ts'
import { laengereJugendarbeitszeitNurNachTarif } from '../ausbildungsvertrag/laengere-jugendarbeitszeit-nur-nach-tarif.ts'
import { minderjaehrigeHabenRuhepausen } from '../ausbildungsvertrag/minderjaehrige-haben-ruhepausen.ts'
import { minderjaehrigeHabenRuhezeiten } from '../ausbildungsvertrag/minderjaehrige-haben-ruhezeiten.ts'
import { minderjaehrigeHoechstensAchtStundenAmTag } from '../ausbildungsvertrag/minderjaehrige-hoechstens-acht-stunden-am-tag.ts'
import { minderjaehrigeHoechstensFuenfTageInDerWoche } from '../ausbildungsvertrag/minderjaehrige-hoechstens-fuenf-tage-in-der-woche.ts'
import { minderjaehrigeHoechstensVierzigStundenInDerWoche } from '../ausbildungsvertrag/minderjaehrige-hoechstens-vierzig-stunden-in-der-woche.ts'
import { wochenzeitPasstZuDenTagen } from '../ausbildungsvertrag/wochenzeit-passt-zu-den-tagen.ts'
import type { Regeldefinition } from '../regel.ts'

/** Training time (DAV-120 to DAV-130), by id. */
export const arbeitszeitregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = [
  minderjaehrigeHoechstensAchtStundenAmTag,
  minderjaehrigeHoechstensVierzigStundenInDerWoche,
  minderjaehrigeHoechstensFuenfTageInDerWoche,
  laengereJugendarbeitszeitNurNachTarif,
  ernteErlaubtLaengereTage,
  minderjaehrigeHabenRuhepausen,
  erwachseneImRahmenDesArbeitszeitgesetzes,
  wochenzeitPasstZuDenTagen,
  berufsschuleZaehltAlsAusbildungszeit,
  minderjaehrigeHabenRuhezeiten,
]
