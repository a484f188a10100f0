import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-024: how long the contract and its receipts are kept. */
export const abfassungWirdDreiJahreAufbewahrt = defineRegel({
  id: 'DAV-024',
  name: 'abfassung-wird-drei-jahre-aufbewahrt',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  merkblatt: true,
  rechtsgrundlage: 'BBiG § 11 Abs. 2 Satz 4',
  gueltigVon: seit.bvadig,
  beschreibung: {
    de: 'Ausbildende bewahren Vertragsabfassung und Empfangsnachweise drei Jahre auf, gerechnet vom Ende des Jahres, in dem die Ausbildung endet.',
    en: 'The company keeps the text of the contract and the proofs of receipt for three years after the end of the year in which the training ends.',
  },
  felder: ['/ende'],
  beispiel: { vertrag: { ende: '2029-07-31' } },
  texte: {
    frist: meldung<{ bis: string }>(
      ({ bis }) => `Vertragsabfassung und Empfangsnachweise sind aufzubewahren bis zum ${bis}.`,
      ({ bis }) => `The text of the contract and the proofs of receipt are to be kept until ${bis}.`,
    ),
  },
  check: ({ lage: { ende } }, _kontext, verstoss) =>
    ende === undefined ? keine : [verstoss('frist', '/ende', { bis: `31.12.${Number(ende.slice(0, 4)) + 3}` })],
})
