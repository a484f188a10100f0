import { festeMeldung } from '../festtext.ts'
import { defineRegel } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-054: parents need no approval of a court. */
export const elternBrauchenKeineGenehmigung = defineRegel({
  id: 'DAV-054',
  name: 'eltern-brauchen-keine-genehmigung',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  merkblatt: true,
  rechtsgrundlage: 'BGB § 1643',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Eltern brauchen für einen Berufsausbildungsvertrag keine Genehmigung des Familiengerichts.',
    en: 'Parents need no approval of the family court for a training contract.',
  },
  felder: [''],
  beispiel: { vertrag: {} },
  texte: {
    hinweis: festeMeldung(
      'Eltern brauchen für diesen Vertrag keine Genehmigung des Familiengerichts.',
      'Parents need no approval of the family court for this contract.',
    ),
  },
  check: (_objekt, _kontext, verstoss) => [verstoss('hinweis', '', {})],
})
