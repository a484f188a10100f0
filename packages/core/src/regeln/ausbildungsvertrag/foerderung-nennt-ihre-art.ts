import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-035: whether public funds pay for most of the training, and which. */
export const foerderungNenntIhreArt = defineRegel({
  id: 'DAV-035',
  name: 'foerderung-nennt-ihre-art',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 9',
  rechtsgrundlageHwo: 'HwO § 28',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Angegeben ist, ob die Ausbildung überwiegend öffentlich gefördert wird, und wenn ja, wie: Sonderprogramm, außerbetrieblich nach § 76 SGB III oder für Menschen mit Behinderung nach §§ 73 ff. SGB III.',
    en: 'It is said whether public funds pay for most of the training, and if so how: special programme, outside companies under SGB III § 76, or for persons with disabilities under SGB III §§ 73 ff.',
  },
  felder: ['/foerderung/ueberwiegendOeffentlich', '/foerderung/art'],
  beispiel: { vertrag: { foerderung: { ueberwiegendOeffentlich: true } } },
  dokumente: ({ vertrag: { foerderung } }) =>
    foerderung?.ueberwiegendOeffentlich ? [{ art: 'foerderung', pflicht: false }] : [],
  texte: {
    fehlt: festeMeldung(
      'Die Angabe zur öffentlichen Förderung fehlt.',
      'Whether public funds pay for the training is missing.',
      {
        de: 'Wählen Sie ja oder nein.',
        en: 'Choose yes or no.',
      },
    ),
    art: festeMeldung('Die Art der öffentlichen Förderung fehlt.', 'The kind of public funds is missing.', {
      de: 'Wählen Sie, nach welchem Programm oder Gesetz gefördert wird.',
      en: 'Choose the programme or act that the funds come from.',
    }),
  },
  check: ({ vertrag: { foerderung } }, _kontext, verstoss) => {
    if (foerderung?.ueberwiegendOeffentlich === undefined)
      return [verstoss('fehlt', '/foerderung/ueberwiegendOeffentlich', {})]
    return foerderung.ueberwiegendOeffentlich && foerderung.art === undefined
      ? [verstoss('art', '/foerderung/art', {})]
      : keine
  },
})
