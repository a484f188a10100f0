import type { Datum } from '../../contract/common.ts'
import { nachweisformAm } from '../../domain/heftvertrag.ts'
import { maxDatum, minDatum } from '../../domain/kalender.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/**
 * K8: the form delivered, always electronic here, is the one of the contract; another one needs its change (AN-002). Of a
 * registered contract the form counts that was agreed when each report began.
 */
export const formEntsprichtDemVertrag = defineRegel({
  id: 'K8',
  name: 'form-entspricht-dem-vertrag',
  schwere: 'warnung',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 12 und Abs. 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Form, in der das Berichtsheft vorgelegt wird, ist die im Vertrag vereinbarte; sonst ist der Vertrag zu ändern.',
    en: 'The form in which the book is presented is the one agreed in the contract; else the contract is to be changed.',
  },
  texte: {
    schriftlich: meldung(
      () => 'Vereinbart ist die schriftliche Form, vorgelegt wird elektronisch: Die Vertragsänderung fehlt.',
      () => 'The contract says on paper, the book is electronic: the change of the contract is missing.',
    ),
    zeitweise: meldung<{ anzahl: number; von: Datum; bis: Datum }>(
      ({ anzahl, von, bis }) =>
        `Für ${anzahl} Berichte vom ${toDeutschesDatum(von)} bis ${toDeutschesDatum(bis)} war nach dem eingetragenen Vertrag die schriftliche Form vereinbart, vorgelegt werden sie elektronisch.`,
      ({ anzahl, von, bis }) =>
        `For ${anzahl} reports from ${von} to ${bis} the registered contract said on paper; they are presented electronically.`,
    ),
  },
  check: ({ berichtsheft, ausbildungsnachweise, heftvertrag }, _kontext, verstoss) => {
    if (heftvertrag === undefined)
      return berichtsheft.nachweisform === 'schriftlich'
        ? [verstoss('schriftlich', '/berichtsheft/nachweisform', {})]
        : keine
    const written = ausbildungsnachweise
      .map(({ inhalt }) => inhalt.zeitraum)
      .filter(({ von }) => nachweisformAm(heftvertrag, von) === 'schriftlich')
    const [first] = written
    if (first === undefined) return keine
    const von = written.reduce((earliest, zeitraum) => minDatum(earliest, zeitraum.von), first.von)
    const bis = written.reduce((latest, zeitraum) => maxDatum(latest, zeitraum.bis), first.bis)
    return [verstoss('zeitweise', '/berichtsheft/nachweisform', { anzahl: written.length, von, bis })]
  },
})
