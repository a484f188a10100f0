import { defineMerkblatt, fuerMinderjaehrige } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-054: parents need no approval of a court. */
export const elternBrauchenKeineGenehmigung = defineMerkblatt({
  id: 'DAV-054',
  name: 'eltern-brauchen-keine-genehmigung',
  rechtsgrundlage: 'BGB § 1643',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Eltern brauchen für einen Berufsausbildungsvertrag keine Genehmigung des Familiengerichts.',
    en: 'Parents need no approval of the family court for a training contract.',
  },
  feld: '/vertretung',
  hinweis: {
    de: 'Eltern brauchen für diesen Vertrag keine Genehmigung des Familiengerichts.',
    en: 'Parents need no approval of the family court for this contract.',
  },
  gilt: fuerMinderjaehrige,
})
