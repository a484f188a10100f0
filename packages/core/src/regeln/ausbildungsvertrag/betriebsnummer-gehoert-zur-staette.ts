import { foldText } from '../../domain/abgleich/normalform.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-039: a site in another town has a Betriebsnummer of its own. */
export const betriebsnummerGehoertZurStaette = defineRegel({
  id: 'DAV-039',
  name: 'betriebsnummer-gehoert-zur-staette',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'SGB IV § 18i Abs. 3, BBiG § 34 Abs. 2 Nr. 10',
  rechtsgrundlageHwo: 'SGB IV § 18i Abs. 3; HwO § 28',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Betriebsnummer gehört zur Ausbildungsstätte: In einer anderen Gemeinde ist es nicht die des Hauptsitzes.',
    en: 'The Betriebsnummer belongs to the training site: in another municipality it is not the one of the head office.',
  },
  felder: [
    '/ausbildungsstaetten/*/betriebsnummer',
    '/ausbildungsstaetten/*/anschrift/ort',
    '/ausbildender/betriebsnummer',
    '/ausbildender/anschrift/ort',
  ],
  beispiel: {
    vertrag: {
      ausbildender: { betriebsnummer: '09912342', anschrift: { ort: 'Mannheim' } },
      ausbildungsstaetten: [{ betriebsnummer: '09912342', anschrift: { ort: 'Heidelberg' } }],
    },
  },
  texte: {
    hauptsitz: meldung<{ nummer: string; ort: string }>(
      ({ ort }) => `Die Ausbildungsstätte in ${ort} hat die Betriebsnummer des Hauptsitzes.`,
      ({ ort }) => `The training site in ${ort} has the Betriebsnummer of the head office.`,
      {
        gefunden: ({ nummer }) => nummer,
        abhilfe: {
          de: 'Tragen Sie die Betriebsnummer dieser Stätte ein; je Gemeinde vergibt die Bundesagentur eine eigene.',
          en: 'Enter the Betriebsnummer of this site; the employment agency gives one to each municipality.',
        },
      },
    ),
  },
  check: ({ vertrag: { ausbildungsstaetten = [], ausbildender } }, _kontext, verstoss) => {
    const nummer = ausbildender?.betriebsnummer
    const sitz = ausbildender?.anschrift?.ort
    if (nummer === undefined || sitz === undefined) return keine
    return ausbildungsstaetten.flatMap(({ betriebsnummer, anschrift }, i) => {
      const ort = anschrift?.ort
      return betriebsnummer === nummer && ort !== undefined && foldText(ort) !== foldText(sitz)
        ? [verstoss('hauptsitz', `/ausbildungsstaetten/${i}/betriebsnummer`, { nummer, ort })]
        : []
    })
  },
})
