import { erwachsenenarbeitszeit } from '../werte/arbeitszeit.ts'
import { azubisJeAusbilder, fachkraefteJeAzubi } from '../werte/ausbildungsverhaeltnis.ts'
import { jugendarbeitszeit } from '../werte/jugendarbeitszeit.ts'
import type { Aussage } from './aussage.ts'
import { istWahr } from './kontexte.ts'
import { letzterWert } from './letzter-wert.ts'

const { wert: jugend } = letzterWert(jugendarbeitszeit)
const { wert: erwachsen } = letzterWert(erwachsenenarbeitszeit)
const { taeglich, taeglichBeiAusgleich, woechentlich, ernte } = jugend
const zuLang = '$jugend and not($nachTarif)'
const inDerErnte = `($ernte and $tag <= ${ernte.taeglich})`
const inDerErntewoche = `($ernte and 2 * $woche <= ${ernte.doppelwoche})`
const alt = '$bekannt and $von ge $volljaehrig'
const pause = jugend.pausen.reduceRight(
  (sonst, { ueber, mindestens }) => `(if ($tag > ${ueber}) then ${mindestens} else ${sonst})`,
  '0',
)

/** Assertions about hours, of full-time and of part-time. */
const zeitaussagen = (kontext: 'arbeitszeit' | 'teilzeit'): Aussage[] => [
  {
    regel: 'DAV-120',
    schwere: 'warnung',
    kontext,
    test: `${zuLang} and $tag > ${taeglich} and $tag <= ${taeglichBeiAusgleich} and not($kurz)`,
  },
  {
    regel: 'DAV-120',
    schwere: 'warnung',
    kontext,
    test: `${zuLang} and $tag > ${taeglichBeiAusgleich} and ${inDerErnte}`,
  },
  { regel: 'DAV-120', kontext, test: `${zuLang} and $tag > ${taeglichBeiAusgleich} and not${inDerErnte}` },
  {
    regel: 'DAV-121',
    schwere: 'warnung',
    kontext,
    test: `${zuLang} and $woche > ${woechentlich} and ${inDerErntewoche}`,
  },
  { regel: 'DAV-121', kontext, test: `${zuLang} and $woche > ${woechentlich} and not${inDerErntewoche}` },
  { regel: 'DAV-123', kontext, test: '$jugend and $nachTarif' },
  {
    regel: 'DAV-126',
    schwere: 'warnung',
    kontext,
    test: `${alt} and $tag > ${erwachsen.taeglich} and $tag <= ${erwachsen.taeglichBeiAusgleich} and not(${istWahr('bh:ausgleich')})`,
  },
  { regel: 'DAV-126', kontext, test: `${alt} and $tag > ${erwachsen.taeglichBeiAusgleich}` },
  {
    regel: 'DAV-126',
    schwere: 'warnung',
    kontext,
    test: `${alt} and $woche > ${erwachsen.woechentlichUeblich} and $woche <= ${erwachsen.woechentlich}`,
  },
  { regel: 'DAV-126', kontext, test: `${alt} and $woche > ${erwachsen.woechentlich}` },
]

const hat = (knoten: string, ...codes: readonly string[]): string =>
  `${knoten}/code = (${codes.map((code) => `'${code}'`).join(', ')})`

/** Whether a document is there, for the part at a pointer or for any. */
const hatDokument = (art: string, zeiger?: string): string => {
  const bezug = zeiger === undefined ? '' : ` and (not(bh:bezug) or bh:bezug = ${zeiger})`
  return `exists(ancestor-or-self::bh:vertragsantrag[1]/bh:dokumente/bh:dokument[bh:art/code = '${art}'${bezug}])`
}

const ohnePlan = `not(${istWahr('bh:ausbildungsplan/bh:liegtVor')}) and not(bh:ausbildungsplan/bh:verweis) and not(${hatDokument('ausbildungsplan')})`

const oeffentlich = (stelle: string): string => istWahr(`${stelle}/bh:oeffentlicherDienst`)

/** Contracts of the crafts are told a note, the others a warning. */
const imHandwerk = (vertrag: string, schwere: 'warnung' | 'hinweis'): string => {
  const handwerk = `(${hat(`${vertrag}/bh:kammerart`, 'hwk')} or ${hat(`${vertrag}/bh:rechtsgrundlage`, 'hwo')})`
  return schwere === 'hinweis' ? handwerk : `not${handwerk}`
}

const minderjaehrigBeiAbschluss = "bh:abschlussdatum lt $volljaehrig and $volljaehrig lt '2200-01-01'"

/**
 * The contract rules that XPath can express, as conditions on a whole application. Where a chamber may decide, it is the
 * standard; limits are those of the tables that the rules use. Held against the rules by a test.
 */
export const aussagen: readonly Aussage[] = [
  {
    regel: 'DAV-005',
    schwere: 'warnung',
    kontext: 'vertrag',
    test: `${ohnePlan} and ${istWahr('bh:ausbildungsplan/bh:beigefuegt')}`,
  },
  { regel: 'DAV-005', kontext: 'vertrag', test: `${ohnePlan} and not(${istWahr('bh:ausbildungsplan/bh:beigefuegt')})` },
  { regel: 'DAV-008', kontext: 'arbeitszeit', test: 'xs:integer(bh:minutenTaeglich) eq 0' },
  {
    regel: 'DAV-014',
    kontext: 'vertrag',
    test: `${istWahr('bh:betriebsvereinbarungen/bh:vorhanden')} and not(bh:betriebsvereinbarungen/bh:hinweis)`,
  },
  { regel: 'DAV-023', kontext: 'massnahme', test: `${istWahr('bh:verbund')} and not(bh:verantwortung)` },
  {
    regel: 'DAV-032',
    kontext: 'vertrag',
    test: `not(${istWahr('bh:anschlussvertrag/bh:vorhanden')}) and ${hat('bh:anrechnungen/bh:anrechnung/bh:grund', 'berufsausbildung', 'stufenausbildung')}`,
  },
  {
    regel: 'DAV-032',
    kontext: 'vertrag',
    test: `(${istWahr('bh:anschlussvertrag/bh:vorhanden')} or ${hat('bh:anrechnungen/bh:anrechnung/bh:grund', 'berufsausbildung', 'stufenausbildung')}) and not(bh:anschlussvertrag/bh:beruf)`,
  },
  {
    regel: 'DAV-035',
    kontext: 'vertrag',
    test: `${istWahr('bh:foerderung/bh:ueberwiegendOeffentlich')} and not(bh:foerderung/bh:art)`,
  },
  ...(['warnung', 'hinweis'] as const).flatMap((schwere): Aussage[] => [
    {
      regel: 'DAV-047',
      schwere,
      kontext: 'vertrag',
      test: `${oeffentlich('bh:ausbildender')} and ${imHandwerk('.', schwere)}`,
    },
    {
      regel: 'DAV-047',
      schwere,
      kontext: 'staette',
      test: `${oeffentlich('.')} and not(${oeffentlich('../../bh:ausbildender')}) and ${imHandwerk('../..', schwere)}`,
    },
  ]),
  { regel: 'DAV-051', kontext: 'vertrag', test: `${minderjaehrigBeiAbschluss} and ${hat('bh:vertretung', 'keine')}` },
  { regel: 'DAV-051', kontext: 'vertrag', test: `${minderjaehrigBeiAbschluss} and not(bh:vertreter/bh:vertreter)` },
  { regel: 'DAV-055', kontext: 'vertrag', test: istWahr('bh:ausbildender/bh:kindDesAusbildenden') },
  { regel: 'DAV-057', kontext: 'dokument', test: hat('bh:art', 'erstuntersuchung', 'nachuntersuchung') },
  { regel: 'DAV-071', kontext: 'anrechnung', test: 'xs:integer(bh:monate) lt 1 or xs:integer(bh:monate) mod 6 ne 0' },
  {
    regel: 'DAV-071',
    kontext: 'vertrag',
    test: 'bh:anrechnungen/bh:anrechnung and sum(bh:anrechnungen/bh:anrechnung/bh:monate) >= number(bh:dauerMonate)',
  },
  { regel: 'DAV-072', kontext: 'anrechnung', test: `not(${istWahr('bh:gemeinsamerAntrag')})` },
  {
    regel: 'DAV-073',
    kontext: 'anrechnung',
    test: `${hat('bh:grund', 'rechtsverordnung')} and not(bh:rechtsverordnung)`,
  },
  {
    regel: 'DAV-073',
    kontext: 'anrechnung',
    test: `not(${hatDokument('anrechnung', '$zeiger')}) and not(${hat('bh:grund', 'ausland')} and bh:bqSiegel)`,
  },
  {
    regel: 'DAV-073',
    schwere: 'hinweis',
    kontext: 'anrechnung',
    test: `${hat('bh:grund', 'ausland')} and not(bh:bqSiegel)`,
  },
  { regel: 'DAV-074', kontext: 'verkuerzung', test: 'xs:integer(bh:monate) lt 1' },
  { regel: 'DAV-074', kontext: 'verkuerzung', test: `not(${istWahr('bh:gemeinsamerAntrag')})` },
  {
    regel: 'DAV-074',
    schwere: 'warnung',
    kontext: 'verkuerzung',
    test: `${hat('bh:grund', 'sonstiges')} and not(bh:erlaeuterung)`,
  },
  {
    regel: 'DAV-074',
    schwere: 'warnung',
    kontext: 'verkuerzung',
    test: `not(${hat('bh:grund', 'lebensalter')}) and not(${hatDokument('verkuerzung', '$zeiger')}) and not(${hat('bh:grund', 'hochschulreife', 'mittlererAbschluss')} and ${hatDokument('schulzeugnis', '$zeiger')})`,
  },
  {
    regel: 'DAV-088',
    kontext: 'vertrag',
    test: 'bh:probezeitMonate/xs:integer(.) lt 1 or bh:probezeitMonate/xs:integer(.) gt 4',
  },
  {
    regel: 'DAV-090',
    kontext: 'vertrag',
    test: `bh:probezeitMonate/xs:integer(.) gt 1 and ${istWahr('bh:anschlussvertrag/bh:vorhanden')} and ${istWahr('bh:anschlussvertrag/bh:gleicherBetrieb')}`,
  },
  { regel: 'DAV-110', kontext: 'verguetung', test: 'xs:integer(bh:betrag) gt 500000' },
  {
    regel: 'DAV-106',
    kontext: 'vertrag',
    test: 'some $jahr in bh:verguetungen/bh:verguetung satisfies 4 * sum(bh:sachbezuege/bh:sachbezug[not(bh:ausbildungsjahr) or bh:ausbildungsjahr = $jahr/bh:ausbildungsjahr]/bh:betrag) > 3 * number($jahr/bh:betrag)',
  },
  {
    regel: 'DAV-108',
    kontext: 'vertrag',
    test: `bh:sachbezuege/bh:sachbezug and not(${hatDokument('sachbezuege')})`,
  },
  ...zeitaussagen('arbeitszeit'),
  ...zeitaussagen('teilzeit'),
  { regel: 'DAV-122', kontext: 'arbeitszeit', test: `${zuLang} and $tage > ${jugend.tageJeWoche}` },
  {
    regel: 'DAV-124',
    kontext: 'vertrag',
    test: `$ernte and bh:beginn lt $volljaehrig and $volljaehrig lt '2200-01-01' and (bh:arbeitszeiten/bh:arbeitszeit | bh:teilzeit[../bh:zeitmodell/code = 'teilzeit']/bh:abschnitt)[not(bh:von) or bh:von < $volljaehrig]`,
  },
  { regel: 'DAV-125', kontext: 'arbeitszeit', test: `$jugend and bh:pausenMinuten < ${pause}` },
  {
    regel: 'DAV-127',
    kontext: 'arbeitszeit',
    test: 'bh:minutenWoechentlich and ($summe - bh:minutenWoechentlich < -30 or ($summe - bh:minutenWoechentlich > 30 and (not($kurz) or $summe - bh:minutenWoechentlich >= bh:minutenTaeglich)))',
  },
  {
    regel: 'DAV-149',
    kontext: 'urlaub',
    test: "$v/bh:tarif/bh:geltung/code = 'gebunden' and xs:integer(bh:tage) < $v/bh:tarif/bh:urlaubstage/xs:integer(.) and $v/bh:beginn <= concat($jahr, '-01-01') and $v/bh:ende >= concat($jahr, '-12-31')",
  },
  {
    regel: 'DAV-152',
    kontext: 'vertrag',
    test: 'bh:beginn <= bh:ende and (some $jahr in (xs:integer(substring(bh:beginn, 1, 4)) to xs:integer(substring(bh:ende, 1, 4))) satisfies not(bh:urlaub/bh:jahr/bh:kalenderjahr = string($jahr)))',
  },
  { regel: 'DAV-152', kontext: 'urlaub', test: '$doppelt' },
  {
    regel: 'DAV-152',
    kontext: 'urlaub',
    test: 'not($doppelt) and $v/bh:beginn <= $v/bh:ende and ($jahr lt $von or $jahr gt $bis)',
  },
  {
    regel: 'DAV-160',
    kontext: 'vertrag',
    test: `not(bh:ausbilder/bh:ausbilder) and not(${istWahr('bh:ausbildender/bh:bildetSelbstAus')})`,
  },
  {
    regel: 'DAV-161',
    kontext: 'ausbilder',
    test: hat('bh:meldung', 'nichtGemeldet', 'gemeldet', 'inPruefung', 'abgelehnt'),
  },
  {
    regel: 'DAV-162',
    kontext: 'ausbilder',
    test: `not(${hat('bh:meldung', 'anerkannt')}) and not(${hat('bh:eignungsart', 'freierBeruf')}) and ((not(bh:aevo) and not(${hat('bh:eignungsart', 'meister')})) or ${hat('bh:aevo', 'nichtNoetig')} or (${hat('bh:aevo', 'bestandsschutz')} and bh:geburtsjahr/xs:integer(.) > 1991))`,
  },
  {
    regel: 'DAV-163',
    kontext: 'staette',
    test: `bh:fachkraefte and (bh:auszubildende/xs:integer(.), 1)[1] > (if (xs:integer(bh:fachkraefte) < 1) then 0 else xs:integer(bh:fachkraefte) idiv ${fachkraefteJeAzubi} + 1)`,
  },
  {
    regel: 'DAV-163',
    kontext: 'ausbilder',
    test: `bh:hauptamtlich and bh:auszubildende/xs:integer(.) > (if (${istWahr('bh:hauptamtlich')}) then ${azubisJeAusbilder.hauptamtlich} else ${azubisJeAusbilder.nebenamtlich})`,
  },
  {
    regel: 'DAV-164',
    kontext: 'staette',
    test: `${hat('bh:eignung', 'teilweise')} and not(../../bh:massnahmen/bh:massnahme[${istWahr('bh:notwendig')}])`,
  },
]
