import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel } from '../regel.ts'
import { listFehlendeAnschrift } from '../vertragsrechnung/parteien.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-007: the training site is given, and where necessary parts of the training take place. */
export const ausbildungsstaetteIstAngegeben = defineRegel({
  id: 'DAV-007',
  name: 'ausbildungsstaette-ist-angegeben',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 4, § 5 Abs. 2 Nr. 7, § 27 Abs. 2',
  rechtsgrundlageHwo: 'BBiG § 11 Abs. 1 Satz 2 Nr. 4; HwO § 26 Abs. 2 Nr. 7, § 21 Abs. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Ausbildungsstätte ist angegeben; notwendige Maßnahmen außerhalb nennen ihren Träger mit Anschrift (Warnung).',
    en: 'The training site is given; necessary measures outside it name who carries them out and the address (warning).',
  },
  felder: [
    '/ausbildungsstaetten',
    '/massnahmen/*/partner',
    '/massnahmen/*/anschrift',
    '/massnahmen/*/anschrift/strasse',
    '/massnahmen/*/anschrift/plz',
    '/massnahmen/*/anschrift/ort',
    '/massnahmen/*/notwendig',
  ],
  beispiel: { vertrag: { ausbildungsstaetten: [] } },
  dokumente: ({ vertrag: { massnahmen = [] } }) =>
    massnahmen.flatMap(({ notwendig }, i) =>
      notwendig ? [{ art: 'massnahmen', pflicht: false, bezug: `/massnahmen/${i}` }] : [],
    ),
  texte: {
    staette: festeMeldung('Die Ausbildungsstätte fehlt.', 'The training site is missing.', {
      de: 'Tragen Sie ein, wo ausgebildet wird.',
      en: 'Enter where the training takes place.',
    }),
    partner: festeMeldung(
      'Bei der notwendigen Maßnahme fehlt, wer sie durchführt.',
      'Who carries out the necessary measure is missing.',
      {
        de: 'Tragen Sie den Partnerbetrieb oder die Einrichtung ein.',
        en: 'Enter the partner company or institution.',
      },
    ),
    anschrift: festeMeldung(
      'Bei der notwendigen Maßnahme fehlt die Anschrift.',
      'The address of the necessary measure is missing.',
      { de: 'Tragen Sie Straße, Postleitzahl und Ort ein.', en: 'Enter street, postal code and town.' },
    ),
  },
  check: ({ vertrag: { ausbildungsstaetten = [], massnahmen = [] } }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    if (ausbildungsstaetten.length === 0) verstoesse.push(verstoss('staette', '/ausbildungsstaetten', {}))
    massnahmen.forEach(({ notwendig, partner, anschrift }, i) => {
      if (!notwendig) return
      if (partner === undefined) verstoesse.push(verstoss('partner', `/massnahmen/${i}/partner`, {}, 'warnung'))
      for (const stelle of listFehlendeAnschrift(anschrift, `/massnahmen/${i}/anschrift`))
        verstoesse.push(verstoss('anschrift', stelle, {}, 'warnung'))
    })
    return verstoesse
  },
})
