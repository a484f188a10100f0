import type { Beteiligtenrolle } from '../../contract/nachweisverlauf.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** Who may speak for the company; a person without a stated role is not judged. */
const seiteDesBetriebs: readonly Beteiligtenrolle[] = ['unternehmen', 'ausbilder', 'ausbildungsbeauftragter']

/** AN-004: the book is presented through the company. The pointer is the whole object: a release is not part of it. */
export const vorlageUeberDenAusbildenden = defineRegel({
  id: 'AN-004',
  name: 'vorlage-ueber-den-ausbildenden',
  schwere: 'warnung',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
  gueltigVon: seit.bvadig,
  beschreibung: {
    de: 'Das Berichtsheft wird über die Ausbildenden (den Betrieb) vorgelegt.',
    en: 'The book is presented through the training company.',
  },
  texte: {
    andere: meldung<{ rolle: Beteiligtenrolle }>(
      ({ rolle }) => `Freigegeben hat das Berichtsheft nicht der Betrieb (Rolle: ${rolle}).`,
      ({ rolle }) => `The book was not released by the company (role: ${rolle}).`,
    ),
  },
  check: ({ vorlage }, _kontext, verstoss) => {
    const rolle = vorlage?.freigebender?.rolle
    return rolle === undefined || seiteDesBetriebs.includes(rolle) ? keine : [verstoss('andere', '', { rolle })]
  },
})
