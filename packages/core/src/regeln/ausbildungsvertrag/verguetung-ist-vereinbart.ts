import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-010: pay is agreed, and what it is made of. */
export const verguetungIstVereinbart = defineRegel({
  id: 'DAV-010',
  name: 'verguetung-ist-vereinbart',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 7, § 34 Abs. 2 Nr. 7',
  rechtsgrundlageHwo: 'BBiG § 11 Abs. 1 Satz 2 Nr. 7; HwO § 28',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Zahlung, Höhe und Zusammensetzung der Vergütung sind angegeben: Beträge mit ihrem Ausbildungsjahr, Sachleistungen mit Art und Wert.',
    en: 'Amount and composition of the pay are given: amounts with their year of training, benefits in kind with kind and value.',
  },
  felder: ['/verguetungen', '/verguetungen/*/ausbildungsjahr', '/sachbezuege/*/art', '/sachbezuege/*/betrag'],
  beispiel: { vertrag: { verguetungen: [] } },
  texte: {
    fehlt: festeMeldung('Die Vergütung fehlt.', 'The pay is missing.', {
      de: 'Tragen Sie für jedes Ausbildungsjahr einen Bruttobetrag im Monat ein.',
      en: 'Enter a gross amount a month for every year of training.',
    }),
    jahr: festeMeldung('Zu dem Betrag fehlt das Ausbildungsjahr.', 'The year of training of the amount is missing.', {
      de: 'Tragen Sie ein, für welches Ausbildungsjahr der Betrag gilt.',
      en: 'Enter the year of training that the amount is for.',
    }),
    sachbezug: festeMeldung('Art oder Wert der Sachleistung fehlt.', 'Kind or value of the benefit is missing.', {
      de: 'Tragen Sie ein, was geleistet wird und mit welchem Wert im Monat es angerechnet wird.',
      en: 'Enter what is provided and with what value a month it counts.',
    }),
  },
  check: ({ vertrag: { verguetungen = [], sachbezuege = [] } }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    if (verguetungen.length === 0) verstoesse.push(verstoss('fehlt', '/verguetungen', {}))
    verguetungen.forEach(({ ausbildungsjahr }, i) => {
      if (ausbildungsjahr === undefined) verstoesse.push(verstoss('jahr', `/verguetungen/${i}/ausbildungsjahr`, {}))
    })
    sachbezuege.forEach(({ art, betrag }, i) => {
      if (art === undefined) verstoesse.push(verstoss('sachbezug', `/sachbezuege/${i}/art`, {}))
      if (betrag === undefined) verstoesse.push(verstoss('sachbezug', `/sachbezuege/${i}/betrag`, {}))
    })
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
