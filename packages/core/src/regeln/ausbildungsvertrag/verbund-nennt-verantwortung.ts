import { defineRegel, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-023: of training by several employers it is said who is responsible. */
export const verbundNenntVerantwortung = defineRegel({
  id: 'DAV-023',
  name: 'verbund-nennt-verantwortung',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 10 Abs. 5',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Bilden mehrere Betriebe im Verbund aus, ist für jeden Abschnitt und insgesamt gesagt, wer verantwortlich ist.',
    en: 'Where several employers train together, it is said for each section and for the whole who is responsible.',
  },
  felder: ['/massnahmen/*/verantwortung', '/massnahmen/*/verbund'],
  beispiel: {
    vertrag: {
      massnahmen: [{ partner: 'Gewürzhaus Nordmole OHG', inhalt: 'Buchhaltung', notwendig: true, verbund: true }],
    },
  },
  texte: {
    fehlt: meldung<{ partner: string }>(
      ({ partner }) => `Im Verbund mit ${partner} fehlt, wer für den Abschnitt verantwortlich ist.`,
      ({ partner }) => `Who is responsible for the section with ${partner} is missing.`,
      {
        abhilfe: {
          de: 'Nennen Sie, wer den Abschnitt und wer die Ausbildung insgesamt verantwortet.',
          en: 'Name who is responsible for the section and who for the whole training.',
        },
      },
    ),
  },
  check: ({ vertrag: { massnahmen = [] } }, _kontext, verstoss) =>
    massnahmen.flatMap(({ verbund, verantwortung, partner = 'anderen Betrieben' }, i) =>
      verbund && verantwortung === undefined ? [verstoss('fehlt', `/massnahmen/${i}/verantwortung`, { partner })] : [],
    ),
})
