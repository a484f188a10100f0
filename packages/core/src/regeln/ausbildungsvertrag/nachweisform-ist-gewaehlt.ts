import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-015: the form of the report book is chosen. */
export const nachweisformIstGewaehlt = defineRegel({
  id: 'DAV-015',
  name: 'nachweisform-ist-gewaehlt',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 12, § 13 Satz 2 Nr. 7',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Vereinbart ist, ob der Ausbildungsnachweis schriftlich oder elektronisch geführt wird.',
    en: 'It is agreed whether the report book is kept in writing or electronically.',
  },
  felder: ['/nachweisform'],
  beispiel: { vertrag: {} },
  texte: {
    fehlt: festeMeldung('Die Form des Ausbildungsnachweises fehlt.', 'The form of the report book is missing.', {
      de: 'Wählen Sie schriftlich oder elektronisch.',
      en: 'Choose written or electronic.',
    }),
  },
  check: ({ vertrag: { nachweisform } }, _kontext, verstoss) =>
    nachweisform === undefined ? [verstoss('fehlt', '/nachweisform', {})] : keine,
})
