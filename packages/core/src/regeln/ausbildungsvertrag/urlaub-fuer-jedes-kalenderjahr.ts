import type { Verstoss } from '../../contract/problem.ts'
import { listKalenderjahre } from '../../domain/monate.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** Years that a finding names by number; of more it says how many. */
const hoechstensGenannt = 12

const listJahre = (jahre: readonly number[]): string =>
  jahre.length <= hoechstensGenannt
    ? jahre.join(', ')
    : `${jahre.slice(0, hoechstensGenannt).join(', ')} … (${jahre.length})`

interface Jahre {
  readonly jahre: string
}
interface Jahr {
  readonly jahr: number
  readonly von: number
  readonly bis: number
}

/** DAV-152: the leave names every calendar year of the training once, and no other. That there is none at all is DAV-012. */
export const urlaubFuerJedesKalenderjahr = defineRegel({
  id: 'DAV-152',
  name: 'urlaub-fuer-jedes-kalenderjahr',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 9',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der Urlaub ist für jedes Kalenderjahr angegeben, in das die Ausbildung fällt, jedes einmal und kein anderes.',
    en: 'The leave is given for every calendar year that the training touches, each once and no other.',
  },
  felder: ['/urlaub', '/urlaub/*/kalenderjahr', '/beginn', '/ende'],
  beispiel: {
    vertrag: {
      beginn: '2026-08-01',
      ende: '2028-07-31',
      urlaub: [
        { kalenderjahr: 2026, tage: 13, einheit: 'arbeitstage' },
        { kalenderjahr: 2028, tage: 30, einheit: 'arbeitstage' },
      ],
    },
  },
  texte: {
    fehlt: meldung<Jahre>(
      ({ jahre }) => `Für diese Kalenderjahre ist kein Urlaub angegeben: ${jahre}.`,
      ({ jahre }) => `No leave is given for these calendar years: ${jahre}.`,
      {
        erwartet: ({ jahre }) => jahre,
        abhilfe: {
          de: 'Geben Sie den Urlaub für jedes Kalenderjahr der Ausbildung an.',
          en: 'Give the leave of every calendar year of the training.',
        },
      },
    ),
    zuViel: meldung<Jahr>(
      ({ jahr }) => `Das Kalenderjahr ${jahr} liegt nicht in der Ausbildung.`,
      ({ jahr }) => `The calendar year ${jahr} is not part of the training.`,
      {
        gefunden: ({ jahr }) => `${jahr}`,
        erwartet: ({ von, bis }) => `${von} bis ${bis}`,
        abhilfe: {
          de: 'Streichen Sie das Jahr, oder berichtigen Sie die Dauer.',
          en: 'Remove the year, or correct the duration.',
        },
      },
    ),
    doppelt: meldung<Jahr>(
      ({ jahr }) => `Das Kalenderjahr ${jahr} ist mehrfach angegeben.`,
      ({ jahr }) => `The calendar year ${jahr} is given more than once.`,
      {
        gefunden: ({ jahr }) => `${jahr}`,
        abhilfe: { de: 'Geben Sie jedes Kalenderjahr einmal an.', en: 'Give every calendar year once.' },
      },
    ),
  },
  check: ({ vertrag: { urlaub, beginn }, lage: { ende } }, _kontext, verstoss) => {
    if (urlaub === undefined || urlaub.length === 0) return keine
    const jahre = beginn === undefined || ende === undefined ? [] : listKalenderjahre({ von: beginn, bis: ende })
    const von = jahre[0]
    const bis = jahre.at(-1)
    const genannt = new Set<number>()
    const verstoesse: Verstoss[] = []
    urlaub.forEach(({ kalenderjahr: jahr }, i) => {
      if (jahr === undefined) return
      const pfad = `/urlaub/${i}/kalenderjahr`
      if (genannt.has(jahr)) verstoesse.push(verstoss('doppelt', pfad, { jahr, von: jahr, bis: jahr }))
      else if (von !== undefined && bis !== undefined && (jahr < von || jahr > bis))
        verstoesse.push(verstoss('zuViel', pfad, { jahr, von, bis }))
      genannt.add(jahr)
    })
    const fehlend = jahre.filter((jahr) => !genannt.has(jahr))
    if (fehlend.length > 0) verstoesse.unshift(verstoss('fehlt', '/urlaub', { jahre: listJahre(fehlend) }))
    return verstoesse
  },
})
