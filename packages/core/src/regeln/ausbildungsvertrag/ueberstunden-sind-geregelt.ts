import { definePflichtangabe } from '../pflichtangabe.ts'
import { isVorlage } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-011: the contract says how overtime is paid or balanced. */
export const ueberstundenSindGeregelt = definePflichtangabe({
  id: 'DAV-011',
  name: 'ueberstunden-sind-geregelt',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 8, § 17 Abs. 7',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der Vertrag sagt, wie Überstunden vergütet oder ausgeglichen werden; der Text einer Vorlage enthält es.',
    en: 'The contract says how overtime is paid or balanced; the text of a template contains it.',
  },
  feld: '/vertragstext/ueberstundenregelung',
  weitere: ['/vertragstext/vorlage'],
  fehlt: ({ vertrag: { vertragstext }, stammdaten }) =>
    !vertragstext?.ueberstundenregelung && !isVorlage(vertragstext?.vorlage, stammdaten),
  text: {
    de: 'Wie Überstunden vergütet oder ausgeglichen werden, fehlt.',
    en: 'How overtime is paid or balanced is missing.',
  },
  abhilfe: {
    de: 'Verwenden Sie eine Vorlage mit Vertragsbedingungen oder ergänzen Sie einen eigenen Text über Überstunden.',
    en: 'Use a template with the clauses, or add a text of your own about overtime.',
  },
  beispiel: { vertrag: { vertragstext: { ueberstundenregelung: false } } },
})
