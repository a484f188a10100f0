import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-051: a minor concludes the contract through legal representatives. */
export const minderjaehrigeSindVertreten = defineRegel({
  id: 'DAV-051',
  name: 'minderjaehrige-sind-vertreten',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BGB §§ 107, 108, 1629; BBiG § 11 Abs. 1 Satz 2 Nr. 1',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Wer am Tag des Abschlusses noch nicht 18 ist, hat mindestens eine gesetzliche Vertretung; „keine“ ist dann keine Angabe.',
    en: 'Who is not yet 18 on the day of the conclusion has at least one legal representative; none is no answer then.',
  },
  felder: ['/vertreter', '/vertretung', '/azubi/geburtsdatum', '/abschlussdatum'],
  beispiel: { vertrag: { abschlussdatum: '2026-05-18', azubi: { geburtsdatum: '2010-02-10' }, vertretung: 'keine' } },
  texte: {
    angabe: festeMeldung('Wer gesetzlich vertritt, fehlt.', 'Who represents the apprentice is missing.', {
      de: 'Wählen Sie Eltern, Mutter, Vater oder Vormund; bei Volljährigen „keine“.',
      en: 'Choose parents, mother, father or guardian; of persons of age, nobody.',
    }),
    keine: festeMeldung(
      'Die oder der Auszubildende war beim Abschluss noch nicht 18 und braucht eine gesetzliche Vertretung.',
      'The apprentice was not yet 18 at the conclusion and needs a legal representative.',
      { de: 'Wählen Sie, wer gesetzlich vertritt.', en: 'Choose who represents the apprentice.' },
    ),
    niemand: festeMeldung(
      'Die gesetzliche Vertretung ist nicht eingetragen.',
      'The legal representatives are not entered.',
      {
        de: 'Tragen Sie jede gesetzliche Vertretung mit Namen und Anschrift ein.',
        en: 'Enter every legal representative with name and address.',
      },
    ),
  },
  check: ({ vertrag: { vertretung, vertreter = [] }, lage }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    if (vertretung === undefined) verstoesse.push(verstoss('angabe', '/vertretung', {}))
    if (!lage.minderjaehrigBeiAbschluss) return verstoesse
    if (vertretung === 'keine') verstoesse.push(verstoss('keine', '/vertretung', {}))
    if (vertreter.length === 0) verstoesse.push(verstoss('niemand', '/vertreter', {}))
    return verstoesse
  },
})
