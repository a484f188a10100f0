import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-009: a probation is agreed. */
export const probezeitIstVereinbart = defineRegel({
  id: 'DAV-009',
  name: 'probezeit-ist-vereinbart',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 6',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Dauer der Probezeit ist angegeben.',
    en: 'The length of the probation is given.',
  },
  felder: ['/probezeitMonate'],
  beispiel: { vertrag: {} },
  texte: {
    fehlt: festeMeldung('Die Probezeit fehlt.', 'The probation is missing.', {
      de: 'Tragen Sie eine Probezeit von einem bis vier Monaten ein.',
      en: 'Enter a probation of one to four months.',
    }),
  },
  check: ({ vertrag: { probezeitMonate } }, _kontext, verstoss) =>
    probezeitMonate === undefined ? [verstoss('fehlt', '/probezeitMonate', {})] : keine,
})
