import type { Zeitraum } from '../../contract/common.ts'
import { defineRegel, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/**
 * BN-041: no two reports of a delivery share a day. Equal periods are BN-040; the report that begins later is named,
 * once, with the report before it that reaches furthest.
 */
export const zeitraeumeUeberschneidenSichNicht = defineRegel({
  id: 'BN-041',
  name: 'zeitraeume-ueberschneiden-sich-nicht',
  schwere: 'fehler',
  gegenstand: 'berichtsheft',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): ein Nachweis je Berichtszeitraum',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Die Zeiträume der Berichte einer Lieferung überschneiden sich nicht.',
    en: 'The periods of the reports of a delivery do not overlap.',
  },
  texte: {
    ueberschneidung: meldung<{ zeitraum: Zeitraum; anderer: Zeitraum; fremdId: string }>(
      ({ zeitraum, anderer, fremdId }) =>
        `Der Zeitraum ${toDeutschesDatum(zeitraum.von)} bis ${toDeutschesDatum(zeitraum.bis)} überschneidet sich mit dem des Berichts „${fremdId}“ (${toDeutschesDatum(anderer.von)} bis ${toDeutschesDatum(anderer.bis)}).`,
      ({ zeitraum, anderer, fremdId }) =>
        `The period ${zeitraum.von} to ${zeitraum.bis} overlaps with the one of report "${fremdId}" (${anderer.von} to ${anderer.bis}).`,
    ),
  },
  check: ({ ausbildungsnachweise }, _kontext, verstoss) => {
    const sortiert = ausbildungsnachweise
      .map(({ fremdId, inhalt }, stelle) => ({ fremdId, stelle, zeitraum: inhalt.zeitraum }))
      .filter(({ zeitraum }) => zeitraum.von <= zeitraum.bis)
      .sort((a, b) => compareText(a.zeitraum.von, b.zeitraum.von) || compareText(a.zeitraum.bis, b.zeitraum.bis))
    const verstoesse = []
    let weitester = sortiert[0]
    for (const eintrag of sortiert.slice(1)) {
      if (weitester === undefined) break
      const { zeitraum, stelle } = eintrag
      const anderer = weitester.zeitraum
      const istGleich = zeitraum.von === anderer.von && zeitraum.bis === anderer.bis
      if (zeitraum.von <= anderer.bis && !istGleich)
        verstoesse.push(
          verstoss('ueberschneidung', `/ausbildungsnachweise/${stelle}/inhalt/zeitraum`, {
            zeitraum,
            anderer,
            fremdId: weitester.fremdId,
          }),
        )
      if (zeitraum.bis > anderer.bis) weitester = eintrag
    }
    return verstoesse
  },
})

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
