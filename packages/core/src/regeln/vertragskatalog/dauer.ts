import { anrechnungGemeinsamBeantragt } from '../ausbildungsvertrag/anrechnung-gemeinsam-beantragt.ts'
import { anrechnungInHalbenJahren } from '../ausbildungsvertrag/anrechnung-in-halben-jahren.ts'
import { anrechnungIstBelegt } from '../ausbildungsvertrag/anrechnung-ist-belegt.ts'
import { auslandHoechstensEinViertel } from '../ausbildungsvertrag/ausland-hoechstens-ein-viertel.ts'
import { dauerIstDieDerAusbildungsordnung } from '../ausbildungsvertrag/dauer-ist-die-der-ausbildungsordnung.ts'
import { endeFolgtAusDerDauer } from '../ausbildungsvertrag/ende-folgt-aus-der-dauer.ts'
import { endePasstZurPruefung } from '../ausbildungsvertrag/ende-passt-zur-pruefung.ts'
import { hoechstdauerNurAufVerlangenUeberschritten } from '../ausbildungsvertrag/hoechstdauer-nur-auf-verlangen-ueberschritten.ts'
import { kuendigungIstSchriftlich } from '../ausbildungsvertrag/kuendigung-ist-schriftlich.ts'
import { mindestdauerBleibt } from '../ausbildungsvertrag/mindestdauer-bleibt.ts'
import { probezeitDauertEinBisVierMonate } from '../ausbildungsvertrag/probezeit-dauert-ein-bis-vier-monate.ts'
import { probezeitImAnschlussKurz } from '../ausbildungsvertrag/probezeit-im-anschluss-kurz.ts'
import { teilzeitAufZeitVerlaengertAnteilig } from '../ausbildungsvertrag/teilzeit-auf-zeit-verlaengert-anteilig.ts'
import { teilzeitMindestensZurHaelfte } from '../ausbildungsvertrag/teilzeit-mindestens-zur-haelfte.ts'
import { teilzeitVerlaengertEntsprechend } from '../ausbildungsvertrag/teilzeit-verlaengert-entsprechend.ts'
import { unterbrechungVerlaengertProbezeit } from '../ausbildungsvertrag/unterbrechung-verlaengert-probezeit.ts'
import { verguetungZaehltAnrechnungMit } from '../ausbildungsvertrag/verguetung-zaehlt-anrechnung-mit.ts'
import { verkuerzteTeilzeitEndetWieVollzeit } from '../ausbildungsvertrag/verkuerzte-teilzeit-endet-wie-vollzeit.ts'
import { verkuerzungBegruendetUndGemeinsamBeantragt } from '../ausbildungsvertrag/verkuerzung-begruendet-und-gemeinsam-beantragt.ts'
import { verkuerzungImUeblichenRahmen } from '../ausbildungsvertrag/verkuerzung-im-ueblichen-rahmen.ts'
import { verkuerzungRechtzeitigBeantragt } from '../ausbildungsvertrag/verkuerzung-rechtzeitig-beantragt.ts'
import { verkuerzungsgrundPasstZurPerson } from '../ausbildungsvertrag/verkuerzungsgrund-passt-zur-person.ts'
import { verlaengerungBeantragtDerAzubi } from '../ausbildungsvertrag/verlaengerung-beantragt-der-azubi.ts'
import { vertragEndetMitDerPruefung } from '../ausbildungsvertrag/vertrag-endet-mit-der-pruefung.ts'
import type { Regeldefinition } from '../regel.ts'

/** Duration: what is credited, shortening, part-time, end, probation (DAV-070 to DAV-093), by id. */
export const dauerregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = [
  dauerIstDieDerAusbildungsordnung,
  anrechnungInHalbenJahren,
  anrechnungGemeinsamBeantragt,
  anrechnungIstBelegt,
  verkuerzungBegruendetUndGemeinsamBeantragt,
  verkuerzungImUeblichenRahmen,
  mindestdauerBleibt,
  verkuerzungRechtzeitigBeantragt,
  verkuerzungsgrundPasstZurPerson,
  verguetungZaehltAnrechnungMit,
  teilzeitMindestensZurHaelfte,
  teilzeitVerlaengertEntsprechend,
  teilzeitAufZeitVerlaengertAnteilig,
  verkuerzteTeilzeitEndetWieVollzeit,
  hoechstdauerNurAufVerlangenUeberschritten,
  verlaengerungBeantragtDerAzubi,
  endeFolgtAusDerDauer,
  endePasstZurPruefung,
  probezeitDauertEinBisVierMonate,
  unterbrechungVerlaengertProbezeit,
  probezeitImAnschlussKurz,
  auslandHoechstensEinViertel,
  vertragEndetMitDerPruefung,
  kuendigungIstSchriftlich,
]
