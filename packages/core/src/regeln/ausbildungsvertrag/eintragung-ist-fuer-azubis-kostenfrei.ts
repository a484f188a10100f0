import { festeMeldung } from '../festtext.ts'
import { defineRegel } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-025: the registration costs the apprentice nothing. */
export const eintragungIstFuerAzubisKostenfrei = defineRegel({
  id: 'DAV-025',
  name: 'eintragung-ist-fuer-azubis-kostenfrei',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  merkblatt: true,
  rechtsgrundlage: 'BBiG § 34 Abs. 1 Satz 2',
  rechtsgrundlageHwo: 'HwO § 28 Abs. 1 Satz 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Eintragung ist für Auszubildende gebührenfrei; Gebühren trägt nach der Gebührenordnung der Kammer allein der Betrieb.',
    en: 'The registration is free of charge for the apprentice; fees by the rules of the chamber are paid by the company alone.',
  },
  felder: [''],
  beispiel: { vertrag: {} },
  texte: {
    hinweis: festeMeldung(
      'Die Eintragung ist für die oder den Auszubildenden gebührenfrei.',
      'The registration is free of charge for the apprentice.',
    ),
  },
  check: (_objekt, _kontext, verstoss) => [verstoss('hinweis', '', {})],
})
