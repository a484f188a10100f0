import type { Zeitraum } from '../../contract/common.ts'
import { defineRegel, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** BN-040: no two reports of a delivery have the same period. The later one in the body is named. */
export const zeitraeumeSindEindeutig = defineRegel({
  id: 'BN-040',
  name: 'zeitraeume-sind-eindeutig',
  schwere: 'fehler',
  gegenstand: 'berichtsheft',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): ein Nachweis je Berichtszeitraum',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Keine zwei Berichte einer Lieferung haben denselben Zeitraum.',
    en: 'No two reports of a delivery have the same period.',
  },
  texte: {
    doppelt: meldung<{ zeitraum: Zeitraum; fremdId: string }>(
      ({ zeitraum, fremdId }) =>
        `Für ${toDeutschesDatum(zeitraum.von)} bis ${toDeutschesDatum(zeitraum.bis)} gibt es in dieser Lieferung schon den Bericht „${fremdId}“.`,
      ({ zeitraum, fremdId }) =>
        `This delivery already has the report "${fremdId}" for ${zeitraum.von} to ${zeitraum.bis}.`,
    ),
  },
  check: ({ ausbildungsnachweise }, _kontext, verstoss) => {
    const gesehen = new Map<string, string>()
    return ausbildungsnachweise.flatMap(({ fremdId, inhalt }, i) => {
      const { zeitraum } = inhalt
      const schluessel = `${zeitraum.von}/${zeitraum.bis}`
      const vorhanden = gesehen.get(schluessel)
      if (vorhanden !== undefined)
        return [verstoss('doppelt', `/ausbildungsnachweise/${i}/inhalt/zeitraum`, { zeitraum, fremdId: vorhanden })]
      gesehen.set(schluessel, fremdId)
      return []
    })
  },
})
