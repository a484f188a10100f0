import { jugendarbeitszeit } from '../werte/jugendarbeitszeit.ts'
import { landwirtschaft } from '../werte/landwirtschaft.ts'
import type { Kontext, Kontextangabe } from './aussage.ts'
import { letzterWert } from './letzter-wert.ts'

const jugend = letzterWert(jugendarbeitszeit)

/** A day some years after the birth. Days compare like their texts; of 29 February the next day is the first later text. */
const nachJahren = (jahre: number): string =>
  `concat(string(xs:integer(substring($v/bh:azubi/bh:geburtsdatum, 1, 4)) + ${jahre}), substring($v/bh:azubi/bh:geburtsdatum, 5))`

export const istWahr = (knoten: string): string => `${knoten} = ('true', '1')`
const istFalsch = (knoten: string): string => `${knoten} = ('false', '0')`

const liste = (werte: Iterable<string>): string => `(${[...werte].map((wert) => `'${wert}'`).join(', ')})`

const zeit = (werte: {
  readonly tag: string
  readonly woche: string
  readonly tage: string
}): Readonly<Record<string, string>> => ({
  beginn: 'string($v/bh:beginn)',
  volljaehrig: nachJahren(18),
  von: 'max(($beginn, string(bh:von)))',
  schluss: 'string((bh:bis, $v/bh:ende)[1])',
  inTeilzeit:
    "$v/bh:zeitmodell/code = 'teilzeit' and exists($v/bh:teilzeit/bh:abschnitt[(not(bh:von) or bh:von <= $von) and (not(bh:bis) or bh:bis >= $schluss)])",
  ...werte,
  bekannt: `$von ge '${jugend.ab}' and $volljaehrig lt '2200-01-01'`,
  kurz: istWahr('bh:kuerzererTag'),
  jugend: '$bekannt and $von lt $volljaehrig',
  nachTarif: [
    "$v/bh:tarif/bh:geltung/code = 'gebunden'",
    `not(${istFalsch('bh:ausgleich')})`,
    `not($tag > ${jugend.wert.nachTarif.taeglich})`,
    `not($woche > ${jugend.wert.nachTarif.woechentlich})`,
    `not($tage > ${jugend.wert.nachTarif.tageJeWoche})`,
    `($tag > (if ($kurz) then ${jugend.wert.taeglichBeiAusgleich} else ${jugend.wert.taeglich}) or $woche > ${jugend.wert.woechentlich} or $tage > ${jugend.wert.tageJeWoche})`,
  ].join(' and '),
  ernte: landwirtschaftlich,
})

const landwirtschaftlich = `${nachJahren(jugend.wert.ernte.abAlter)} le string($v/bh:beginn) and ($v/bh:beruf/bh:kennung = ${liste(landwirtschaft.berufe)} or exists($v/bh:ausbildungsstaetten/bh:ausbildungsstaette[starts-with(bh:wirtschaftszweig/bh:schluessel, '${landwirtschaft.abteilung}')]))`

/** Where the assertions look, with the values that they share. */
export const kontexte: Record<Kontext, Kontextangabe> = {
  vertrag: {
    pfad: 'bh:vertragsantrag',
    werte: { v: '.', volljaehrig: nachJahren(18), ernte: landwirtschaftlich },
  },
  arbeitszeit: {
    pfad: 'bh:arbeitszeit[parent::bh:arbeitszeiten]',
    werte: {
      v: 'ancestor::bh:vertragsantrag[1]',
      ...zeit({
        // Without an item instead of a test for none: some processors hand an empty sequence on as an empty array.
        tag: 'bh:minutenTaeglich[not($inTeilzeit)]/xs:integer(.)',
        woche: 'bh:minutenWoechentlich[not($inTeilzeit)]/xs:integer(.)',
        tage: `xs:integer(bh:tageJeWoche) + (if (${istWahr('bh:halberTag')}) then 0.5 else 0)`,
      }),
      summe: 'round(xs:integer(bh:minutenTaeglich) * $tage)',
    },
  },
  teilzeit: {
    pfad: "bh:abschnitt[parent::bh:teilzeit[../bh:zeitmodell/code = 'teilzeit']]",
    werte: {
      v: 'ancestor::bh:vertragsantrag[1]',
      ...zeit({
        tag: 'bh:minutenTaeglich/xs:integer(.)',
        woche: 'bh:minutenWoechentlich/xs:integer(.)',
        tage: '()',
      }),
    },
  },
  urlaub: {
    pfad: 'bh:jahr[parent::bh:urlaub]',
    werte: {
      v: 'ancestor::bh:vertragsantrag[1]',
      jahr: 'string(bh:kalenderjahr)',
      von: 'substring($v/bh:beginn, 1, 4)',
      bis: 'substring($v/bh:ende, 1, 4)',
      doppelt: 'preceding-sibling::bh:jahr/bh:kalenderjahr = $jahr',
    },
  },
  ausbilder: { pfad: 'bh:ausbilder[parent::bh:ausbilder]', werte: {} },
  staette: { pfad: 'bh:ausbildungsstaette[parent::bh:ausbildungsstaetten]', werte: {} },
  anrechnung: {
    pfad: 'bh:anrechnung[parent::bh:anrechnungen]',
    werte: { zeiger: "concat('/anrechnungen/', count(preceding-sibling::bh:anrechnung))" },
  },
  verguetung: { pfad: 'bh:verguetung[parent::bh:verguetungen]', werte: {} },
  verkuerzung: {
    pfad: 'bh:verkuerzung[parent::bh:verkuerzungen]',
    werte: { zeiger: "concat('/verkuerzungen/', count(preceding-sibling::bh:verkuerzung))" },
  },
  massnahme: { pfad: 'bh:massnahme[parent::bh:massnahmen]', werte: {} },
  dokument: { pfad: 'bh:dokument[parent::bh:dokumente]', werte: {} },
}
