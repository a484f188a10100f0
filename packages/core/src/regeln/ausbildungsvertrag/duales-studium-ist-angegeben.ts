import { definePflichtangabe } from '../pflichtangabe.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-034: whether the training is part of a dual study programme. */
export const dualesStudiumIstAngegeben = definePflichtangabe({
  id: 'DAV-034',
  name: 'duales-studium-ist-angegeben',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 5',
  rechtsgrundlageHwo: 'HwO § 28',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Angegeben ist, ob die Ausbildung Teil eines ausbildungsintegrierenden dualen Studiums ist.',
    en: 'It is said whether the training is part of a dual study programme that includes it.',
  },
  feld: '/dualesStudium',
  fehlt: ({ vertrag: { dualesStudium } }) => dualesStudium === undefined,
  text: {
    de: 'Ob die Ausbildung Teil eines dualen Studiums ist, fehlt.',
    en: 'Whether the training is part of a dual study programme is missing.',
  },
  abhilfe: {
    de: 'Wählen Sie ja oder nein.',
    en: 'Choose yes or no.',
  },
})
