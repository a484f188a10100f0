import { definePflichtangabe } from '../pflichtangabe.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-009: a probation is agreed. */
export const probezeitIstVereinbart = definePflichtangabe({
  id: 'DAV-009',
  name: 'probezeit-ist-vereinbart',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 6',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Dauer der Probezeit ist angegeben.',
    en: 'The length of the probation is given.',
  },
  feld: '/probezeitMonate',
  fehlt: ({ vertrag: { probezeitMonate } }) => probezeitMonate === undefined,
  text: { de: 'Die Probezeit fehlt.', en: 'The probation is missing.' },
  abhilfe: {
    de: 'Tragen Sie eine Probezeit von einem bis vier Monaten ein.',
    en: 'Enter a probation of one to four months.',
  },
})
