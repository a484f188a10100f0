import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { isVorlage } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-011: the contract says how overtime is paid or balanced. */
export const ueberstundenSindGeregelt = defineRegel({
  id: 'DAV-011',
  name: 'ueberstunden-sind-geregelt',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 8, § 17 Abs. 7',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der Vertrag sagt, wie Überstunden vergütet oder ausgeglichen werden; der Text einer Vorlage enthält es.',
    en: 'The contract says how overtime is paid or balanced; the text of a template contains it.',
  },
  felder: ['/vertragstext/ueberstundenregelung', '/vertragstext/vorlage'],
  beispiel: { vertrag: { vertragstext: { ueberstundenregelung: false } } },
  texte: {
    fehlt: festeMeldung(
      'Wie Überstunden vergütet oder ausgeglichen werden, fehlt.',
      'How overtime is paid or balanced is missing.',
      {
        de: 'Verwenden Sie eine Vorlage mit Vertragsbedingungen oder ergänzen Sie einen eigenen Text über Überstunden.',
        en: 'Use a template with the clauses, or add a text of your own about overtime.',
      },
    ),
  },
  check: ({ vertrag: { vertragstext }, stammdaten }, _kontext, verstoss) =>
    vertragstext?.ueberstundenregelung || isVorlage(vertragstext?.vorlage, stammdaten)
      ? keine
      : [verstoss('fehlt', '/vertragstext/ueberstundenregelung', {})],
})
