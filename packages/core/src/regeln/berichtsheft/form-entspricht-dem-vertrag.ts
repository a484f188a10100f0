import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** K8: the form delivered, always electronic here, is the one of the contract; another one needs its change (AN-002). */
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
  },
  check: ({ berichtsheft }, _kontext, verstoss) =>
    berichtsheft.nachweisform === 'schriftlich' ? [verstoss('schriftlich', '/berichtsheft/nachweisform', {})] : keine,
})
