import { definePflichtangabe } from '../pflichtangabe.ts'
import { isVorlage } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-013: the contract names the conditions of termination. */
export const kuendigungIstGeregelt = definePflichtangabe({
  id: 'DAV-013',
  name: 'kuendigung-ist-geregelt',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 10, § 22',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der Vertrag nennt die Voraussetzungen der Kündigung; der Text einer Vorlage enthält sie.',
    en: 'The contract names the conditions of termination; the text of a template contains them.',
  },
  feld: '/vertragstext/kuendigungsregelung',
  weitere: ['/vertragstext/vorlage'],
  fehlt: ({ vertrag: { vertragstext }, stammdaten }) =>
    !vertragstext?.kuendigungsregelung && !isVorlage(vertragstext?.vorlage, stammdaten),
  text: {
    de: 'Unter welchen Voraussetzungen gekündigt werden kann, fehlt.',
    en: 'The conditions of termination are missing.',
  },
  abhilfe: {
    de: 'Verwenden Sie eine Vorlage mit Vertragsbedingungen oder ergänzen Sie einen eigenen Text über die Kündigung.',
    en: 'Use a template with the clauses, or add a text of your own about termination.',
  },
  beispiel: { vertrag: { vertragstext: { kuendigungsregelung: false } } },
})
