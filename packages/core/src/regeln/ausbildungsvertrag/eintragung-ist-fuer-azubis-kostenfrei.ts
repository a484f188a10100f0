import { defineMerkblatt } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-025: the registration costs the apprentice nothing. */
export const eintragungIstFuerAzubisKostenfrei = defineMerkblatt({
  id: 'DAV-025',
  name: 'eintragung-ist-fuer-azubis-kostenfrei',
  rechtsgrundlage: 'BBiG § 34 Abs. 1 Satz 2',
  rechtsgrundlageHwo: 'HwO § 28 Abs. 1 Satz 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Eintragung ist für Auszubildende gebührenfrei; Gebühren trägt nach der Gebührenordnung der Kammer allein der Betrieb.',
    en: 'The registration is free of charge for the apprentice; fees by the rules of the chamber are paid by the company alone.',
  },
  feld: '',
  hinweis: {
    de: 'Die Eintragung ist für die oder den Auszubildenden gebührenfrei.',
    en: 'The registration is free of charge for the apprentice.',
  },
})
