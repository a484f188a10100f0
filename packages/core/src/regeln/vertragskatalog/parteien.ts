import { abfassungVorDemBeginn } from '../ausbildungsvertrag/abfassung-vor-dem-beginn.ts'
import { abfassungWirdDreiJahreAufbewahrt } from '../ausbildungsvertrag/abfassung-wird-drei-jahre-aufbewahrt.ts'
import { abschlussIstDatiert } from '../ausbildungsvertrag/abschluss-ist-datiert.ts'
import { ausbildungsplanLiegtVor } from '../ausbildungsvertrag/ausbildungsplan-liegt-vor.ts'
import { ausbildungsstaetteIstAngegeben } from '../ausbildungsvertrag/ausbildungsstaette-ist-angegeben.ts'
import { beginnDauerUndEndeSindAngegeben } from '../ausbildungsvertrag/beginn-dauer-und-ende-sind-angegeben.ts'
import { berufIstAnerkannt } from '../ausbildungsvertrag/beruf-ist-anerkannt.ts'
import { eintragungIstFuerAzubisKostenfrei } from '../ausbildungsvertrag/eintragung-ist-fuer-azubis-kostenfrei.ts'
import { eintragungIstRechtzeitigBeantragt } from '../ausbildungsvertrag/eintragung-ist-rechtzeitig-beantragt.ts'
import { empfangIstNachgewiesen } from '../ausbildungsvertrag/empfang-ist-nachgewiesen.ts'
import { keineNichtigenVereinbarungen } from '../ausbildungsvertrag/keine-nichtigen-vereinbarungen.ts'
import { kuendigungIstGeregelt } from '../ausbildungsvertrag/kuendigung-ist-geregelt.ts'
import { minderjaehrigeNurInAnerkanntemBeruf } from '../ausbildungsvertrag/minderjaehrige-nur-in-anerkanntem-beruf.ts'
import { nachweisformIstGewaehlt } from '../ausbildungsvertrag/nachweisform-ist-gewaehlt.ts'
import { parteienMitNameUndAnschrift } from '../ausbildungsvertrag/parteien-mit-name-und-anschrift.ts'
import { probezeitIstVereinbart } from '../ausbildungsvertrag/probezeit-ist-vereinbart.ts'
import { taeglicheAusbildungszeitIstAngegeben } from '../ausbildungsvertrag/taegliche-ausbildungszeit-ist-angegeben.ts'
import { tarifUndBetriebsvereinbarungenSindGenannt } from '../ausbildungsvertrag/tarif-und-betriebsvereinbarungen-sind-genannt.ts'
import { ueberstundenSindGeregelt } from '../ausbildungsvertrag/ueberstunden-sind-geregelt.ts'
import { urlaubIstVereinbart } from '../ausbildungsvertrag/urlaub-ist-vereinbart.ts'
import { verbundNenntVerantwortung } from '../ausbildungsvertrag/verbund-nennt-verantwortung.ts'
import { verguetungIstVereinbart } from '../ausbildungsvertrag/verguetung-ist-vereinbart.ts'
import { vertragIstVonAllenUnterschrieben } from '../ausbildungsvertrag/vertrag-ist-von-allen-unterschrieben.ts'
import { wahlImBerufIstGetroffen } from '../ausbildungsvertrag/wahl-im-beruf-ist-getroffen.ts'
import { wesentlicheAenderungMitNeuerAbfassung } from '../ausbildungsvertrag/wesentliche-aenderung-mit-neuer-abfassung.ts'
import type { Regeldefinition } from '../regel.ts'

/** Parties, form, receipt and application of a training contract (DAV-001 to DAV-025), by id. */
export const parteienregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = [
  berufIstAnerkannt,
  minderjaehrigeNurInAnerkanntemBeruf,
  wahlImBerufIstGetroffen,
  parteienMitNameUndAnschrift,
  ausbildungsplanLiegtVor,
  beginnDauerUndEndeSindAngegeben,
  ausbildungsstaetteIstAngegeben,
  taeglicheAusbildungszeitIstAngegeben,
  probezeitIstVereinbart,
  verguetungIstVereinbart,
  ueberstundenSindGeregelt,
  urlaubIstVereinbart,
  kuendigungIstGeregelt,
  tarifUndBetriebsvereinbarungenSindGenannt,
  nachweisformIstGewaehlt,
  abfassungVorDemBeginn,
  empfangIstNachgewiesen,
  abschlussIstDatiert,
  eintragungIstRechtzeitigBeantragt,
  vertragIstVonAllenUnterschrieben,
  keineNichtigenVereinbarungen,
  wesentlicheAenderungMitNeuerAbfassung,
  verbundNenntVerantwortung,
  abfassungWirdDreiJahreAufbewahrt,
  eintragungIstFuerAzubisKostenfrei,
]
