import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { isErreichbar } from '../vertragsrechnung/parteien.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-033: electronic contact data of all representatives of a minor; names and addresses are told by DAV-004. */
export const vertreterSindErreichbar = defineRegel({
  id: 'DAV-033',
  name: 'vertreter-sind-erreichbar',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 3',
  rechtsgrundlageHwo: 'HwO § 28',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Bei Minderjährigen ist für jede gesetzliche Vertretung ein elektronischer Kontakt angegeben; Name und Anschrift prüft DAV-004.',
    en: 'Of minors an electronic contact of every legal representative is given; name and address are checked by DAV-004.',
  },
  felder: ['/vertreter/*/kontakt', '/azubi/geburtsdatum', '/abschlussdatum'],
  beispiel: {
    vertrag: { abschlussdatum: '2026-05-18', azubi: { geburtsdatum: '2010-02-10' }, vertreter: [{ art: '2' }] },
  },
  texte: {
    kontakt: festeMeldung(
      'Ein elektronischer Kontakt der gesetzlichen Vertretung fehlt.',
      'An electronic contact of the legal representative is missing.',
      { de: 'Tragen Sie E-Mail-Adresse oder Telefonnummer ein.', en: 'Enter an e-mail address or a telephone number.' },
    ),
  },
  check: ({ vertrag: { vertreter = [] }, lage }, _kontext, verstoss) =>
    lage.minderjaehrigBeiAbschluss
      ? vertreter.flatMap(({ kontakt }, i) =>
          isErreichbar(kontakt) ? [] : [verstoss('kontakt', `/vertreter/${i}/kontakt`, {})],
        )
      : keine,
})
