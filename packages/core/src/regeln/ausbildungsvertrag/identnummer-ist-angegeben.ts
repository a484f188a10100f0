import { definePflichtangabe } from '../pflichtangabe.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-043: the number of the company at its chamber is given; it is never checked further. */
export const identnummerIstAngegeben = definePflichtangabe({
  id: 'DAV-043',
  name: 'identnummer-ist-angegeben',
  rechtsgrundlage: 'BBiG § 34 Abs. 1, Verzeichnis der Kammer',
  rechtsgrundlageHwo: 'HwO § 28, Verzeichnis der Kammer',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Die Identnummer des Betriebs bei seiner Kammer (IHK-Firmenident-Nr., Mitgliedsnummer) ist angegeben; sie wird als Text geführt und nicht weiter geprüft.',
    en: 'The number of the company at its chamber (IHK-Firmenident-Nr., membership number) is given; it is kept as text and not checked further.',
  },
  feld: '/ausbildender/identnummer',
  fehlt: ({ vertrag: { ausbildender } }) => ausbildender?.identnummer === undefined,
  text: {
    de: 'Die Identnummer des Betriebs bei der Kammer fehlt.',
    en: 'The number of the company at the chamber is missing.',
  },
  abhilfe: {
    de: 'Tragen Sie die Identnummer (IHK-Firmenident-Nr., Mitgliedsnummer) ein; führende Nullen gehören dazu.',
    en: 'Enter the number (IHK-Firmenident-Nr., membership number) with its leading zeros.',
  },
})
