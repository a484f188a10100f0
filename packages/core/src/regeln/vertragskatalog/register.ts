import { angabenZumAusbilderSindVollstaendig } from '../ausbildungsvertrag/angaben-zum-ausbilder-sind-vollstaendig.ts'
import { angabenZurPersonSindVollstaendig } from '../ausbildungsvertrag/angaben-zur-person-sind-vollstaendig.ts'
import { angabenZurStaetteSindVollstaendig } from '../ausbildungsvertrag/angaben-zur-staette-sind-vollstaendig.ts'
import { anschlussvertragNenntBeruf } from '../ausbildungsvertrag/anschlussvertrag-nennt-beruf.ts'
import { ausbildungsstaetteHatIhreAnschrift } from '../ausbildungsvertrag/ausbildungsstaette-hat-ihre-anschrift.ts'
import { azubiIstErreichbarUndDatiert } from '../ausbildungsvertrag/azubi-ist-erreichbar-und-datiert.ts'
import { berufsschuleStehtInDerListe } from '../ausbildungsvertrag/berufsschule-steht-in-der-liste.ts'
import { betriebsnummerGehoertZurStaette } from '../ausbildungsvertrag/betriebsnummer-gehoert-zur-staette.ts'
import { betriebsnummerIstGueltig } from '../ausbildungsvertrag/betriebsnummer-ist-gueltig.ts'
import { dualesStudiumIstAngegeben } from '../ausbildungsvertrag/duales-studium-ist-angegeben.ts'
import { foerderungNenntIhreArt } from '../ausbildungsvertrag/foerderung-nennt-ihre-art.ts'
import { identnummerIstAngegeben } from '../ausbildungsvertrag/identnummer-ist-angegeben.ts'
import { kammerDesBezirksIstZustaendig } from '../ausbildungsvertrag/kammer-des-bezirks-ist-zustaendig.ts'
import { kammerIstNichtAufgeloest } from '../ausbildungsvertrag/kammer-ist-nicht-aufgeloest.ts'
import { kammernummerPasstZurKammer } from '../ausbildungsvertrag/kammernummer-passt-zur-kammer.ts'
import { oeffentlicherDienstHatEigeneStelle } from '../ausbildungsvertrag/oeffentlicher-dienst-hat-eigene-stelle.ts'
import { vertreterSindErreichbar } from '../ausbildungsvertrag/vertreter-sind-erreichbar.ts'
import type { Regeldefinition } from '../regel.ts'

/** Data of the register and identifiers (DAV-030 to DAV-047), by id. */
export const registerregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = [
  azubiIstErreichbarUndDatiert,
  angabenZurPersonSindVollstaendig,
  anschlussvertragNenntBeruf,
  vertreterSindErreichbar,
  dualesStudiumIstAngegeben,
  foerderungNenntIhreArt,
  angabenZurStaetteSindVollstaendig,
  angabenZumAusbilderSindVollstaendig,
  betriebsnummerIstGueltig,
  betriebsnummerGehoertZurStaette,
  kammernummerPasstZurKammer,
  kammerIstNichtAufgeloest,
  kammerDesBezirksIstZustaendig,
  identnummerIstAngegeben,
  ausbildungsstaetteHatIhreAnschrift,
  berufsschuleStehtInDerListe,
  oeffentlicherDienstHatEigeneStelle,
]
