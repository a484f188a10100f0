import { definePflichtangabe } from '../pflichtangabe.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-015: the form of the report book is chosen. */
export const nachweisformIstGewaehlt = definePflichtangabe({
  id: 'DAV-015',
  name: 'nachweisform-ist-gewaehlt',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 12, § 13 Satz 2 Nr. 7',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Vereinbart ist, ob der Ausbildungsnachweis schriftlich oder elektronisch geführt wird.',
    en: 'It is agreed whether the report book is kept in writing or electronically.',
  },
  feld: '/nachweisform',
  fehlt: ({ vertrag: { nachweisform } }) => nachweisform === undefined,
  text: { de: 'Die Form des Ausbildungsnachweises fehlt.', en: 'The form of the report book is missing.' },
  abhilfe: {
    de: 'Wählen Sie schriftlich oder elektronisch.',
    en: 'Choose written or electronic.',
  },
})
