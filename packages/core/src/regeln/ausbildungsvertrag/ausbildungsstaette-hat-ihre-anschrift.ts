import { festeMeldung } from '../festtext.ts'
import { defineRegel } from '../regel.ts'
import { listFehlendeAnschrift } from '../vertragsrechnung/parteien.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-044: every training site has its address, which may be another one than the company's. */
export const ausbildungsstaetteHatIhreAnschrift = defineRegel({
  id: 'DAV-044',
  name: 'ausbildungsstaette-hat-ihre-anschrift',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 10, § 11 Abs. 1 Satz 2 Nr. 4',
  rechtsgrundlageHwo: 'HwO § 28; BBiG § 11 Abs. 1 Satz 2 Nr. 4',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Jede Ausbildungsstätte ist mit ihrer Anschrift eingetragen, auch wenn sie von der des Ausbildenden abweicht.',
    en: 'Every training site is entered with its address, also where it differs from the one of the company.',
  },
  felder: [
    '/ausbildungsstaetten/*/anschrift',
    '/ausbildungsstaetten/*/anschrift/strasse',
    '/ausbildungsstaetten/*/anschrift/plz',
    '/ausbildungsstaetten/*/anschrift/ort',
  ],
  beispiel: { vertrag: { ausbildungsstaetten: [{ anschrift: { ort: 'Mannheim' } }] } },
  texte: {
    fehlt: festeMeldung(
      'Die Anschrift der Ausbildungsstätte ist nicht vollständig.',
      'The address of the training site is not complete.',
      {
        de: 'Tragen Sie Straße, Postleitzahl und Ort der Ausbildungsstätte ein, auch wenn es die des Ausbildenden sind.',
        en: 'Enter street, postal code and town of the training site, also where they are those of the company.',
      },
    ),
  },
  check: ({ vertrag: { ausbildungsstaetten = [] } }, _kontext, verstoss) =>
    ausbildungsstaetten.flatMap(({ anschrift }, i) =>
      listFehlendeAnschrift(anschrift, `/ausbildungsstaetten/${i}/anschrift`).map((pfad) =>
        verstoss('fehlt', pfad, {}),
      ),
    ),
})
