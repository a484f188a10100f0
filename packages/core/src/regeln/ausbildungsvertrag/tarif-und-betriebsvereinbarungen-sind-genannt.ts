import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-014: the contract refers to collective, works and service agreements, or says that there are none. */
export const tarifUndBetriebsvereinbarungenSindGenannt = defineRegel({
  id: 'DAV-014',
  name: 'tarif-und-betriebsvereinbarungen-sind-genannt',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 11',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der Vertrag verweist auf die Tarifverträge und die Betriebs- oder Dienstvereinbarungen, die gelten, oder sagt, dass es keine gibt.',
    en: 'The contract refers to the collective, works and service agreements that apply, or says that there are none.',
  },
  felder: ['/tarif/geltung', '/betriebsvereinbarungen/vorhanden', '/betriebsvereinbarungen/hinweis'],
  beispiel: { vertrag: { betriebsvereinbarungen: { vorhanden: true } } },
  texte: {
    tarif: festeMeldung('Ob ein Tarifvertrag gilt, fehlt.', 'Whether a collective agreement applies is missing.', {
      de: 'Geben Sie an, ob ein Tarifvertrag gilt; auch „keiner“ ist eine Angabe.',
      en: 'Say whether a collective agreement applies; none is an answer, too.',
    }),
    vereinbarungen: festeMeldung(
      'Ob Betriebs- oder Dienstvereinbarungen gelten, fehlt.',
      'Whether works or service agreements apply is missing.',
      {
        de: 'Geben Sie an, ob es solche Vereinbarungen gibt; auch „keine“ ist eine Angabe.',
        en: 'Say whether there are such agreements; none is an answer, too.',
      },
    ),
    hinweis: festeMeldung(
      'Der Hinweis auf die Betriebs- oder Dienstvereinbarungen fehlt.',
      'The reference to the works or service agreements is missing.',
      {
        de: 'Ergänzen Sie einen allgemeinen Hinweis auf die Vereinbarungen.',
        en: 'Add a general reference to the agreements.',
      },
    ),
  },
  check: ({ vertrag: { tarif, betriebsvereinbarungen } }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    if (tarif?.geltung === undefined) verstoesse.push(verstoss('tarif', '/tarif/geltung', {}))
    if (betriebsvereinbarungen?.vorhanden === undefined)
      verstoesse.push(verstoss('vereinbarungen', '/betriebsvereinbarungen/vorhanden', {}))
    else if (betriebsvereinbarungen.vorhanden && betriebsvereinbarungen.hinweis === undefined)
      verstoesse.push(verstoss('hinweis', '/betriebsvereinbarungen/hinweis', {}))
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
