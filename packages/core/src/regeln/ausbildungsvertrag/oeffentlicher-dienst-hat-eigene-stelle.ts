import { festeMeldung } from '../festtext.ts'
import { defineRegel } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-047: in the public service another authority may be in charge. */
export const oeffentlicherDienstHatEigeneStelle = defineRegel({
  id: 'DAV-047',
  name: 'oeffentlicher-dienst-hat-eigene-stelle',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG §§ 71 bis 73',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Im öffentlichen Dienst bestimmt der Bund oder das Land die zuständige Stelle; Berufe, für die § 71 BBiG eine Kammer bestimmt, bleiben bei ihr, die des Handwerks immer (Hinweis).',
    en: 'In the public service the federation or the Land names the authority in charge; occupations that BBiG § 71 gives to a chamber stay with it, those of the crafts always (note).',
  },
  felder: [
    '/ausbildender/oeffentlicherDienst',
    '/ausbildungsstaetten/*/oeffentlicherDienst',
    '/kammerart',
    '/rechtsgrundlage',
  ],
  beispiel: { vertrag: { kammerart: 'ihk', ausbildender: { oeffentlicherDienst: true } } },
  texte: {
    stelle: festeMeldung(
      'Im öffentlichen Dienst kann eine andere zuständige Stelle die Eintragung führen.',
      'In the public service another authority may be in charge of the registration.',
      {
        de: 'Klären Sie, welche Stelle der Bund oder das Land für diesen Beruf bestimmt hat.',
        en: 'Find out which authority the federation or the Land has named for this occupation.',
      },
    ),
  },
  check: ({ vertrag }, _kontext, verstoss) => {
    const { ausbildender, ausbildungsstaetten = [], kammerart, rechtsgrundlage } = vertrag
    const schwere = kammerart === 'hwk' || rechtsgrundlage === 'hwo' ? 'hinweis' : 'warnung'
    if (ausbildender?.oeffentlicherDienst) return [verstoss('stelle', '/ausbildender/oeffentlicherDienst', {}, schwere)]
    return ausbildungsstaetten.flatMap(({ oeffentlicherDienst }, i) =>
      oeffentlicherDienst ? [verstoss('stelle', `/ausbildungsstaetten/${i}/oeffentlicherDienst`, {}, schwere)] : [],
    )
  },
})
