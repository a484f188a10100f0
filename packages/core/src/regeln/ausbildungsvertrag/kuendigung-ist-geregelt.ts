import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { isVorlage } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-013: the contract names the conditions of termination. */
export const kuendigungIstGeregelt = defineRegel({
  id: 'DAV-013',
  name: 'kuendigung-ist-geregelt',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 10, § 22',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der Vertrag nennt die Voraussetzungen der Kündigung; der Text einer Vorlage enthält sie.',
    en: 'The contract names the conditions of termination; the text of a template contains them.',
  },
  felder: ['/vertragstext/kuendigungsregelung', '/vertragstext/vorlage'],
  beispiel: { vertrag: { vertragstext: { kuendigungsregelung: false } } },
  texte: {
    fehlt: festeMeldung(
      'Unter welchen Voraussetzungen gekündigt werden kann, fehlt.',
      'The conditions of termination are missing.',
      {
        de: 'Verwenden Sie eine Vorlage mit Vertragsbedingungen oder ergänzen Sie einen eigenen Text über die Kündigung.',
        en: 'Use a template with the clauses, or add a text of your own about termination.',
      },
    ),
  },
  check: ({ vertrag: { vertragstext }, stammdaten }, _kontext, verstoss) =>
    vertragstext?.kuendigungsregelung || isVorlage(vertragstext?.vorlage, stammdaten)
      ? keine
      : [verstoss('fehlt', '/vertragstext/kuendigungsregelung', {})],
})
