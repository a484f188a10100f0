import { defineMerkblatt } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-169: what the training needs is free of charge for the apprentice, the report book included. */
export const ausbildungsmittelSindKostenlos = defineMerkblatt({
  id: 'DAV-169',
  name: 'ausbildungsmittel-sind-kostenlos',
  rechtsgrundlage: 'BBiG § 14 Abs. 1 Nr. 3; BIBB-Hauptausschuss-Empfehlung 156',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Ausbildungsmittel, auch die Software für das Berichtsheft, sind für die Auszubildenden kostenlos.',
    en: 'Training aids, the software of the report book included, are free of charge for apprentices.',
  },
  feld: '/ausbildender',
  hinweis: {
    de: 'Werkzeuge, Werkstoffe, Fachliteratur und das Berichtsheft mit seiner Software stellt der Betrieb kostenlos.',
    en: 'The company provides tools, materials, books and the report book with its software free of charge.',
  },
})
