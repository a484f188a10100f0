import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** AN-001: a book says in which form it is kept by contract. Whether that is the form delivered is K8. */
export const formIstAngegeben = defineRegel({
  id: 'AN-001',
  name: 'form-ist-angegeben',
  schwere: 'warnung',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 13 Satz 2 Nr. 7, § 11 Abs. 1 Satz 2 Nr. 12',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Zum Berichtsheft ist angegeben, ob es nach dem Vertrag schriftlich oder elektronisch geführt wird.',
    en: 'A book says whether it is kept on paper or electronically by contract.',
  },
  texte: {
    fehlt: meldung(
      () => 'Die im Ausbildungsvertrag vereinbarte Form des Ausbildungsnachweises fehlt.',
      () => 'The form of the report book that the training contract agrees on is missing.',
    ),
  },
  check: ({ berichtsheft }, _kontext, verstoss) =>
    berichtsheft.nachweisform === undefined ? [verstoss('fehlt', '/berichtsheft/nachweisform', {})] : keine,
})
