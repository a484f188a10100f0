import { festeMeldung } from '../festtext.ts'
import { defineRegel } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-008: the regular daily training time is given. */
export const taeglicheAusbildungszeitIstAngegeben = defineRegel({
  id: 'DAV-008',
  name: 'taegliche-ausbildungszeit-ist-angegeben',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 5',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die regelmäßige tägliche Ausbildungszeit ist angegeben; die wöchentliche allein genügt nicht.',
    en: 'The regular daily training time is given; the weekly one alone is not enough.',
  },
  felder: ['/arbeitszeiten', '/arbeitszeiten/*/minutenTaeglich'],
  beispiel: { vertrag: { arbeitszeiten: [{ minutenWoechentlich: 2400 }] } },
  texte: {
    fehlt: festeMeldung(
      'Die regelmäßige tägliche Ausbildungszeit fehlt.',
      'The regular daily training time is missing.',
      { de: 'Tragen Sie die Stunden je Tag ein.', en: 'Enter the hours a day.' },
    ),
  },
  check: ({ vertrag: { arbeitszeiten = [] } }, _kontext, verstoss) =>
    arbeitszeiten.length === 0
      ? [verstoss('fehlt', '/arbeitszeiten', {})]
      : arbeitszeiten.flatMap(({ minutenTaeglich = 0 }, i) =>
          minutenTaeglich === 0 ? [verstoss('fehlt', `/arbeitszeiten/${i}/minutenTaeglich`, {})] : [],
        ),
})
