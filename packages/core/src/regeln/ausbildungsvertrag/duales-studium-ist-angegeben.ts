import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-034: whether the training is part of a dual study programme. */
export const dualesStudiumIstAngegeben = defineRegel({
  id: 'DAV-034',
  name: 'duales-studium-ist-angegeben',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 5',
  rechtsgrundlageHwo: 'HwO § 28',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Angegeben ist, ob die Ausbildung Teil eines ausbildungsintegrierenden dualen Studiums ist.',
    en: 'It is said whether the training is part of a dual study programme that includes it.',
  },
  felder: ['/dualesStudium'],
  beispiel: { vertrag: {} },
  texte: {
    fehlt: festeMeldung(
      'Ob die Ausbildung Teil eines dualen Studiums ist, fehlt.',
      'Whether the training is part of a dual study programme is missing.',
      { de: 'Wählen Sie ja oder nein.', en: 'Choose yes or no.' },
    ),
  },
  check: ({ vertrag: { dualesStudium } }, _kontext, verstoss) =>
    dualesStudium === undefined ? [verstoss('fehlt', '/dualesStudium', {})] : keine,
})
