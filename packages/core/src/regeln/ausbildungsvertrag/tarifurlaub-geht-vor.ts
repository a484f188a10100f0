import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

interface Tarifurlaub {
  readonly jahr: number
  readonly tage: number
  readonly tarif: number
}

/**
 * DAV-149: more leave by a collective agreement binds the company. Only whole calendar years are compared: what is due for
 * the others, the agreement says.
 */
export const tarifurlaubGehtVor = defineRegel({
  id: 'DAV-149',
  name: 'tarifurlaub-geht-vor',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'TVG § 4 Abs. 1 und 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Sieht ein bindender Tarifvertrag mehr Urlaubstage im Jahr vor als der Vertrag, gilt der Tarifvertrag.',
    en: 'Where a binding collective agreement gives more days of leave a year than the contract, the agreement holds.',
  },
  felder: ['/urlaub/*/tage', '/tarif/urlaubstage', '/tarif/geltung', '/beginn', '/ende'],
  beispiel: {
    vertrag: {
      beginn: '2027-01-01',
      ende: '2027-12-31',
      tarif: { geltung: 'gebunden', urlaubstage: 30 },
      urlaub: [{ kalenderjahr: 2027, tage: 28, einheit: 'arbeitstage' }],
    },
  },
  texte: {
    weniger: meldung<Tarifurlaub>(
      ({ jahr, tage, tarif }) =>
        `Für ${jahr} sind ${tage} Urlaubstage eingetragen; der Tarifvertrag sieht ${tarif} vor und ist maßgeblich.`,
      ({ jahr, tage, tarif }) =>
        `${tage} days of leave are entered for ${jahr}; the collective agreement gives ${tarif} and holds.`,
      { gefunden: ({ tage }) => `${tage} Tage`, erwartet: ({ tarif }) => `${tarif} Tage` },
    ),
  },
  check: ({ vertrag: { urlaub, tarif, beginn }, lage: { ende } }, _kontext, verstoss) => {
    if (urlaub === undefined || tarif?.geltung !== 'gebunden' || beginn === undefined || ende === undefined)
      return keine
    const { urlaubstage } = tarif
    if (urlaubstage === undefined) return keine
    return urlaub.flatMap(({ kalenderjahr: jahr, tage }, i): Verstoss[] =>
      jahr === undefined ||
      tage === undefined ||
      tage >= urlaubstage ||
      beginn > `${jahr}-01-01` ||
      ende < `${jahr}-12-31`
        ? []
        : [verstoss('weniger', `/urlaub/${i}/tage`, { jahr, tage, tarif: urlaubstage })],
    )
  },
})
