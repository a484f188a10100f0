import { letzterTagNach } from '../../domain/monate.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { hasDokument, type Vertragsobjekt } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

/** Whether a guardian concludes it for longer than twelve months. */
const isGenehmigungNoetig = ({ vertrag: { vertretung, beginn }, lage }: Vertragsobjekt): boolean =>
  vertretung === 'vormund' &&
  lage.minderjaehrigBeiAbschluss === true &&
  beginn !== undefined &&
  lage.ende !== undefined &&
  lage.ende > letzterTagNach(beginn, 12)

/** DAV-053: a guardian needs the approval of the family court for more than a year. */
export const vormundHatGenehmigung = defineRegel({
  id: 'DAV-053',
  name: 'vormund-hat-genehmigung',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BGB § 1795 Abs. 2 Nr. 1',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Schließt ein Vormund einen Vertrag für mehr als ein Jahr, liegt die Genehmigung des Familiengerichts bei.',
    en: 'Where a guardian concludes a contract for more than a year, the approval of the family court is attached.',
  },
  felder: [
    '/vertretung',
    '/vertreter/*',
    '/beginn',
    '/ende',
    '/azubi/geburtsdatum',
    '/abschlussdatum',
    '/dokumente/*/art',
  ],
  beispiel: {
    vertrag: {
      abschlussdatum: '2026-05-18',
      azubi: { geburtsdatum: '2010-02-10' },
      vertretung: 'vormund',
      beginn: '2026-08-01',
      ende: '2029-07-31',
    },
  },
  dokumente: (objekt) => (isGenehmigungNoetig(objekt) ? [{ art: 'familiengericht', pflicht: true }] : []),
  texte: {
    fehlt: festeMeldung('Die Genehmigung des Familiengerichts fehlt.', 'The approval of the family court is missing.', {
      de: 'Fügen Sie die Genehmigung des Familiengerichts bei.',
      en: 'Add the approval of the family court.',
    }),
  },
  check: (objekt, _kontext, verstoss) =>
    isGenehmigungNoetig(objekt) && !hasDokument(objekt.vertrag, 'familiengericht')
      ? [verstoss('fehlt', '/vertretung', {})]
      : keine,
})
