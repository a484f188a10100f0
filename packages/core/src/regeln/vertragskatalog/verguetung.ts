import { mehrarbeitWirdAusgeglichen } from '../ausbildungsvertrag/mehrarbeit-wird-ausgeglichen.ts'
import { sachbezuegeHoechstensDreiViertel } from '../ausbildungsvertrag/sachbezuege-hoechstens-drei-viertel.ts'
import { sachbezuegeMitAnlage } from '../ausbildungsvertrag/sachbezuege-mit-anlage.ts'
import { sachbezuegeZumAmtlichenWert } from '../ausbildungsvertrag/sachbezuege-zum-amtlichen-wert.ts'
import { tarifbindungNenntTarifvertrag } from '../ausbildungsvertrag/tarifbindung-nennt-tarifvertrag.ts'
import { teilzeitverguetungMindestensAnteilig } from '../ausbildungsvertrag/teilzeitverguetung-mindestens-anteilig.ts'
import { verguetungFuerJedesAusbildungsjahr } from '../ausbildungsvertrag/verguetung-fuer-jedes-ausbildungsjahr.ts'
import { verguetungIstPlausibel } from '../ausbildungsvertrag/verguetung-ist-plausibel.ts'
import { verguetungMindestensNachGesetz } from '../ausbildungsvertrag/verguetung-mindestens-nach-gesetz.ts'
import { verguetungMindestensVierFuenftelDesTarifs } from '../ausbildungsvertrag/verguetung-mindestens-vier-fuenftel-des-tarifs.ts'
import { verguetungSteigtJaehrlich } from '../ausbildungsvertrag/verguetung-steigt-jaehrlich.ts'
import type { Regeldefinition } from '../regel.ts'

/** Pay (DAV-100 to DAV-110), by id. */
export const verguetungsregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = [
  verguetungFuerJedesAusbildungsjahr,
  verguetungSteigtJaehrlich,
  verguetungMindestensNachGesetz,
  tarifbindungNenntTarifvertrag,
  verguetungMindestensVierFuenftelDesTarifs,
  teilzeitverguetungMindestensAnteilig,
  sachbezuegeHoechstensDreiViertel,
  sachbezuegeZumAmtlichenWert,
  sachbezuegeMitAnlage,
  mehrarbeitWirdAusgeglichen,
  verguetungIstPlausibel,
]
