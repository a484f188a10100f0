import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** First day of begin from which on the Betriebsnummer of the site belongs to the register (BBiG § 106 Abs. 2). */
const betriebsnummerNoetigAb = '2021-01-01'

/** DAV-036: what the register holds about a training site; its address is told by DAV-044. */
export const angabenZurStaetteSindVollstaendig = defineRegel({
  id: 'DAV-036',
  name: 'angaben-zur-staette-sind-vollstaendig',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 10, § 106 Abs. 2',
  rechtsgrundlageHwo: 'HwO § 28',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Jede Ausbildungsstätte hat ihre Betriebsnummer (Beginn ab 1. Januar 2021), Gemeindeschlüssel und Wirtschaftszweig (Warnung); angegeben ist die Zugehörigkeit zum öffentlichen Dienst. Die Anschrift prüft DAV-044.',
    en: 'Every training site has its Betriebsnummer (begin from 1 January 2021 on), key of the municipality and economic activity (warning); it is said whether it belongs to the public service. The address is checked by DAV-044.',
  },
  felder: [
    '/ausbildungsstaetten/*/betriebsnummer',
    '/ausbildungsstaetten/*/ags',
    '/ausbildungsstaetten/*/wirtschaftszweig',
    '/ausbildungsstaetten/*/oeffentlicherDienst',
    '/ausbildender/oeffentlicherDienst',
    '/beginn',
  ],
  beispiel: { vertrag: { beginn: '2026-08-01', ausbildungsstaetten: [{ ags: '08222000' }] } },
  texte: {
    betriebsnummer: festeMeldung(
      'Die Betriebsnummer der Ausbildungsstätte fehlt.',
      'The Betriebsnummer of the training site is missing.',
      {
        de: 'Tragen Sie die Betriebsnummer der Bundesagentur für Arbeit für diese Stätte ein.',
        en: 'Enter the Betriebsnummer that the employment agency gave to this site.',
      },
    ),
    ags: festeMeldung(
      'Der Gemeindeschlüssel der Ausbildungsstätte fehlt.',
      'The key of the municipality of the training site is missing.',
      {
        de: 'Tragen Sie den achtstelligen Gemeindeschlüssel ein; die Kammer kann ihn aus der Anschrift ableiten.',
        en: 'Enter the key of eight digits; the chamber can derive it from the address.',
      },
    ),
    wirtschaftszweig: festeMeldung(
      'Der Wirtschaftszweig der Ausbildungsstätte fehlt.',
      'The economic activity of the training site is missing.',
      {
        de: 'Tragen Sie den Wirtschaftszweig ein; die Kammer kann ihn aus ihrem Verzeichnis ableiten.',
        en: 'Enter the economic activity; the chamber can derive it from its register.',
      },
    ),
    oeffentlicherDienst: festeMeldung(
      'Die Angabe zum öffentlichen Dienst fehlt.',
      'Whether it is the public service is missing.',
      {
        de: 'Wählen Sie ja oder nein.',
        en: 'Choose yes or no.',
      },
    ),
  },
  check: ({ vertrag: { ausbildungsstaetten = [], ausbildender, beginn } }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    ausbildungsstaetten.forEach(({ betriebsnummer, ags, wirtschaftszweig }, i) => {
      const pfad = `/ausbildungsstaetten/${i}`
      if (betriebsnummer === undefined && beginn !== undefined && beginn >= betriebsnummerNoetigAb)
        verstoesse.push(verstoss('betriebsnummer', `${pfad}/betriebsnummer`, {}))
      if (ags === undefined) verstoesse.push(verstoss('ags', `${pfad}/ags`, {}, 'warnung'))
      if (wirtschaftszweig?.schluessel === undefined)
        verstoesse.push(verstoss('wirtschaftszweig', `${pfad}/wirtschaftszweig`, {}, 'warnung'))
    })
    const { oeffentlicherDienst } = ausbildender ?? {}
    const jedeSagtEs =
      ausbildungsstaetten.length > 0 &&
      ausbildungsstaetten.every((staette) => staette.oeffentlicherDienst !== undefined)
    if (oeffentlicherDienst === undefined && !jedeSagtEs)
      verstoesse.push(verstoss('oeffentlicherDienst', '/ausbildender/oeffentlicherDienst', {}))
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
