import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-055: parents may train their own child. */
export const elternBildenEigenesKindAus = defineRegel({
  id: 'DAV-055',
  name: 'eltern-bilden-eigenes-kind-aus',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 10 Abs. 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Schließen Eltern mit ihrem Kind einen Ausbildungsvertrag, sind sie vom Verbot des Insichgeschäfts (BGB § 181) befreit.',
    en: 'Parents who conclude a training contract with their child are free from the ban on self-dealing (BGB § 181).',
  },
  felder: ['/ausbildender/kindDesAusbildenden'],
  beispiel: { vertrag: { ausbildender: { kindDesAusbildenden: true } } },
  texte: {
    befreit: festeMeldung(
      'Ausbildende dürfen den Vertrag zugleich für sich und als Eltern schließen.',
      'The company owner may conclude the contract for both sides as a parent.',
    ),
  },
  check: ({ vertrag: { ausbildender } }, _kontext, verstoss) =>
    ausbildender?.kindDesAusbildenden ? [verstoss('befreit', '/ausbildender/kindDesAusbildenden', {})] : keine,
})
