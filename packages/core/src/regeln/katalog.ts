import type { Regel } from '../contract/regel.ts'
import { ableitungenZeigenAufWerte } from './ausbildungsnachweis/ableitungen-zeigen-auf-werte.ts'
import { arbeitstageLiegenInDerAusbildung } from './ausbildungsnachweis/arbeitstage-liegen-in-der-ausbildung.ts'
import { arbeitszeitIstEingehalten } from './ausbildungsnachweis/arbeitszeit-ist-eingehalten.ts'
import { ausbildungsjahrPasstZumBeginn } from './ausbildungsnachweis/ausbildungsjahr-passt-zum-beginn.ts'
import { azubiSchreibtSelbst } from './ausbildungsnachweis/azubi-schreibt-selbst.ts'
import { dauerIstErkennbar } from './ausbildungsnachweis/dauer-ist-erkennbar.ts'
import { durchsichtNenntDiePerson } from './ausbildungsnachweis/durchsicht-nennt-die-person.ts'
import { freigabeBinnenEinesMonats } from './ausbildungsnachweis/freigabe-binnen-eines-monats.ts'
import { freigabeErteiltNichtDerAzubi } from './ausbildungsnachweis/freigabe-erteilt-nicht-der-azubi.ts'
import { freigabeFolgtDemLetztenArbeitstag } from './ausbildungsnachweis/freigabe-folgt-dem-letzten-arbeitstag.ts'
import { inhaltWirdNichtBenotet } from './ausbildungsnachweis/inhalt-wird-nicht-benotet.ts'
import { krankheitNurAlsKategorie } from './ausbildungsnachweis/krankheit-nur-als-kategorie.ts'
import { nachweisHatDreiAbschnitte } from './ausbildungsnachweis/nachweis-hat-drei-abschnitte.ts'
import { nachweisMindestensWoechentlich } from './ausbildungsnachweis/nachweis-mindestens-woechentlich.ts'
import { nachweisTraegtKopfangaben } from './ausbildungsnachweis/nachweis-traegt-kopfangaben.ts'
import { nameGehoertZumBerichtsheft } from './ausbildungsnachweis/name-gehoert-zum-berichtsheft.ts'
import { schritteLiegenNichtInDerZukunft } from './ausbildungsnachweis/schritte-liegen-nicht-in-der-zukunft.ts'
import { tagHatHoechstens24Stunden } from './ausbildungsnachweis/tag-hat-hoechstens-24-stunden.ts'
import { tageLiegenImZeitraum } from './ausbildungsnachweis/tage-liegen-im-zeitraum.ts'
import { tageSindEindeutig } from './ausbildungsnachweis/tage-sind-eindeutig.ts'
import { tagesberichtUmfasstEinenTag } from './ausbildungsnachweis/tagesbericht-umfasst-einen-tag.ts'
import { tagessummeStimmt } from './ausbildungsnachweis/tagessumme-stimmt.ts'
import { verlaufFolgtDenZustaenden } from './ausbildungsnachweis/verlauf-folgt-den-zustaenden.ts'
import { verlaufIstZeitlichGeordnet } from './ausbildungsnachweis/verlauf-ist-zeitlich-geordnet.ts'
import { wochenberichtBeginntAmMontag } from './ausbildungsnachweis/wochenbericht-beginnt-am-montag.ts'
import { wochentexteSindAmEndeFreigegeben } from './ausbildungsnachweis/wochentexte-sind-am-ende-freigegeben.ts'
import { zeitpunkteSindBelegt } from './ausbildungsnachweis/zeitpunkte-sind-belegt.ts'
import { zeitraumHatHoechstens31Tage } from './ausbildungsnachweis/zeitraum-hat-hoechstens-31-tage.ts'
import { zeitraumIstGeordnet } from './ausbildungsnachweis/zeitraum-ist-geordnet.ts'
import { zeitraumLiegtInDerAusbildung } from './ausbildungsnachweis/zeitraum-liegt-in-der-ausbildung.ts'
import { zurueckweisungIstBegruendet } from './ausbildungsnachweis/zurueckweisung-ist-begruendet.ts'
import { zweiStufenDurchZweiPersonen } from './ausbildungsnachweis/zwei-stufen-durch-zwei-personen.ts'
import { ausbildungEndetNachIhremBeginn } from './berichtsheft/ausbildung-endet-nach-ihrem-beginn.ts'
import { betriebIstDerDesVertrags } from './berichtsheft/betrieb-ist-der-des-vertrags.ts'
import { fehlzeitenBleibenGering } from './berichtsheft/fehlzeiten-bleiben-gering.ts'
import { formEntsprichtDemVertrag } from './berichtsheft/form-entspricht-dem-vertrag.ts'
import { formIstAngegeben } from './berichtsheft/form-ist-angegeben.ts'
import { freigabenKommenZeitnah } from './berichtsheft/freigaben-kommen-zeitnah.ts'
import { fremdidIstEindeutig } from './berichtsheft/fremdid-ist-eindeutig.ts'
import { geburtsdatumIstPlausibel } from './berichtsheft/geburtsdatum-ist-plausibel.ts'
import { kalenderIstLueckenlos } from './berichtsheft/kalender-ist-lueckenlos.ts'
import { kalenderwocheIstGanzAbgedeckt } from './berichtsheft/kalenderwoche-ist-ganz-abgedeckt.ts'
import { kammerBestehtNoch } from './berichtsheft/kammer-besteht-noch.ts'
import { kammerIstBekannt } from './berichtsheft/kammer-ist-bekannt.ts'
import { keineMassenfreigabe } from './berichtsheft/keine-massenfreigabe.ts'
import { rahmenplanIstAbgedeckt } from './berichtsheft/rahmenplan-ist-abgedeckt.ts'
import { signaturketteIstUnversehrt } from './berichtsheft/signaturkette-ist-unversehrt.ts'
import { umschulungHatEigeneRegeln } from './berichtsheft/umschulung-hat-eigene-regeln.ts'
import { urlaubImRahmenDesVertrags } from './berichtsheft/urlaub-im-rahmen-des-vertrags.ts'
import { vorlageUeberDenAusbildenden } from './berichtsheft/vorlage-ueber-den-ausbildenden.ts'
import { vorlageUmfasstDenVerlangtenZeitraum } from './berichtsheft/vorlage-umfasst-den-verlangten-zeitraum.ts'
import { zeitraeumeSindEindeutig } from './berichtsheft/zeitraeume-sind-eindeutig.ts'
import { zeitraeumeUeberschneidenSichNicht } from './berichtsheft/zeitraeume-ueberschneiden-sich-nicht.ts'
import { type Katalogregel, type Regeldefinition, toRegel } from './regel.ts'
import { altersregeln } from './vertragskatalog/alter.ts'
import { arbeitszeitregeln } from './vertragskatalog/arbeitszeit.ts'
import { ausbilderregeln } from './vertragskatalog/ausbilder.ts'
import { dauerregeln } from './vertragskatalog/dauer.ts'
import { parteienregeln } from './vertragskatalog/parteien.ts'
import { registerregeln } from './vertragskatalog/register.ts'
import { urlaubsregeln } from './vertragskatalog/urlaub.ts'
import { verguetungsregeln } from './vertragskatalog/verguetung.ts'

/** All rules about one report, by id. */
export const nachweisregeln: readonly Regeldefinition<'ausbildungsnachweis'>[] = [
  durchsichtNenntDiePerson,
  krankheitNurAlsKategorie,
  nachweisMindestensWoechentlich,
  azubiSchreibtSelbst,
  nachweisTraegtKopfangaben,
  nachweisHatDreiAbschnitte,
  dauerIstErkennbar,
  freigabeBinnenEinesMonats,
  zeitpunkteSindBelegt,
  inhaltWirdNichtBenotet,
  zeitraumIstGeordnet,
  zeitraumHatHoechstens31Tage,
  tageLiegenImZeitraum,
  tageSindEindeutig,
  tagHatHoechstens24Stunden,
  tagesberichtUmfasstEinenTag,
  wochenberichtBeginntAmMontag,
  zeitraumLiegtInDerAusbildung,
  verlaufIstZeitlichGeordnet,
  freigabeFolgtDemLetztenArbeitstag,
  arbeitstageLiegenInDerAusbildung,
  wochentexteSindAmEndeFreigegeben,
  verlaufFolgtDenZustaenden,
  zurueckweisungIstBegruendet,
  schritteLiegenNichtInDerZukunft,
  freigabeErteiltNichtDerAzubi,
  zweiStufenDurchZweiPersonen,
  tagessummeStimmt,
  nameGehoertZumBerichtsheft,
  ausbildungsjahrPasstZumBeginn,
  ableitungenZeigenAufWerte,
  arbeitszeitIstEingehalten,
]

/** All rules about a book or a delivery, by id. */
export const buchregeln: readonly Regeldefinition<'berichtsheft'>[] = [
  formIstAngegeben,
  vorlageUeberDenAusbildenden,
  vorlageUmfasstDenVerlangtenZeitraum,
  fehlzeitenBleibenGering,
  umschulungHatEigeneRegeln,
  kalenderwocheIstGanzAbgedeckt,
  zeitraeumeSindEindeutig,
  zeitraeumeUeberschneidenSichNicht,
  fremdidIstEindeutig,
  ausbildungEndetNachIhremBeginn,
  kammerIstBekannt,
  kammerBestehtNoch,
  geburtsdatumIstPlausibel,
  kalenderIstLueckenlos,
  freigabenKommenZeitnah,
  keineMassenfreigabe,
  urlaubImRahmenDesVertrags,
  rahmenplanIstAbgedeckt,
  formEntsprichtDemVertrag,
  betriebIstDerDesVertrags,
  signaturketteIstUnversehrt,
]

/** All rules about a training contract, by id. */
export const vertragsregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = [
  ...parteienregeln,
  ...registerregeln,
  ...altersregeln,
  ...dauerregeln,
  ...verguetungsregeln,
  ...arbeitszeitregeln,
  ...urlaubsregeln,
  ...ausbilderregeln,
]

const compareId = new Intl.Collator('en', { numeric: true }).compare

/** The whole catalogue, by id. */
export const alleRegeln: readonly Katalogregel[] = [...nachweisregeln, ...buchregeln, ...vertragsregeln].sort((a, b) =>
  compareId(a.id, b.id),
)

/** The rules that every write is held against, because what breaks them is not stored. */
export const annahmeregeln = {
  ausbildungsnachweis: nachweisregeln.filter((regel) => regel.wirkung === 'ablehnung'),
  berichtsheft: buchregeln.filter((regel) => regel.wirkung === 'ablehnung'),
} as const

/** The catalogue as it is published (`GET /v1/regeln`). */
export const regelkatalog: readonly Regel[] = alleRegeln.map(toRegel)
