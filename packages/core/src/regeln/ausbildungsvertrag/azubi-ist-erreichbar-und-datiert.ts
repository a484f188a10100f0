import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { isErreichbar } from '../vertragsrechnung/parteien.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-030: birth date and electronic contact data of the apprentice; name and address are told by DAV-004. */
export const azubiIstErreichbarUndDatiert = defineRegel({
  id: 'DAV-030',
  name: 'azubi-ist-erreichbar-und-datiert',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 1',
  rechtsgrundlageHwo: 'HwO § 28',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Das Geburtsdatum der oder des Auszubildenden ist angegeben, ebenso ein elektronischer Kontakt (Warnung); Name und Anschrift prüft DAV-004.',
    en: 'The birth date of the apprentice is given, and an electronic contact (warning); name and address are checked by DAV-004.',
  },
  felder: ['/azubi/geburtsdatum', '/azubi/kontakt'],
  beispiel: { vertrag: { azubi: { geburtsdatum: '2006-03-14' } } },
  texte: {
    geburtsdatum: festeMeldung('Das Geburtsdatum fehlt.', 'The birth date is missing.', {
      de: 'Tragen Sie das Geburtsdatum ein.',
      en: 'Enter the birth date.',
    }),
    kontakt: festeMeldung('Ein elektronischer Kontakt fehlt.', 'An electronic contact is missing.', {
      de: 'Tragen Sie E-Mail-Adresse oder Telefonnummer ein.',
      en: 'Enter an e-mail address or a telephone number.',
    }),
  },
  check: ({ vertrag: { azubi } }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    if (azubi?.geburtsdatum === undefined) verstoesse.push(verstoss('geburtsdatum', '/azubi/geburtsdatum', {}))
    if (!isErreichbar(azubi?.kontakt)) verstoesse.push(verstoss('kontakt', '/azubi/kontakt', {}, 'warnung'))
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
