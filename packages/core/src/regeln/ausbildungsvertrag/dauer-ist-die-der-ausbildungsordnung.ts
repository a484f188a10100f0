import { defineRegel, keine, meldung } from '../regel.ts'
import { toMonate } from '../text.ts'
import { verordnungMonateOf } from '../vertragsrechnung/lage.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-070: the full duration is the one of the ordinance. */
export const dauerIstDieDerAusbildungsordnung = defineRegel({
  id: 'DAV-070',
  name: 'dauer-ist-die-der-ausbildungsordnung',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 5 Abs. 1 Satz 1 Nr. 2 mit der Ausbildungsordnung',
  rechtsgrundlageHwo: 'HwO § 26 Abs. 1 Satz 1 Nr. 2 mit der Ausbildungsordnung',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die volle Ausbildungsdauer ist die der Ausbildungsordnung, die am ersten Tag der Ausbildung gilt.',
    en: 'The full duration is the one of the ordinance that holds on the first day of training.',
  },
  felder: ['/dauerMonate', '/beruf/kennung', '/beruf/bezeichnung', '/beruf/regelung', '/beginn'],
  beispiel: {
    vertrag: {
      beruf: { kennung: 'fachinformatiker', bezeichnung: 'Fachinformatiker' },
      beginn: '2026-08-01',
      dauerMonate: 42,
    },
  },
  texte: {
    anders: meldung<{ beruf: string; dauerMonate: number; monate: number }>(
      ({ beruf, dauerMonate, monate }) =>
        `Die Ausbildung in „${beruf}“ dauert nach der Ausbildungsordnung ${monate} Monate, nicht ${dauerMonate}.`,
      ({ beruf, dauerMonate, monate }) =>
        `By its ordinance the training in "${beruf}" lasts ${monate} months, not ${dauerMonate}.`,
      {
        gefunden: ({ dauerMonate }) => toMonate(dauerMonate),
        erwartet: ({ monate }) => toMonate(monate),
        abhilfe: {
          de: 'Tragen Sie die volle Dauer der Ausbildungsordnung ein; Anrechnung und Verkürzung werden gesondert angegeben.',
          en: 'Enter the full duration of the ordinance; what is credited and shortened is stated apart.',
        },
      },
    ),
  },
  check: ({ vertrag, lage: { fassung } }, _kontext, verstoss) => {
    const { dauerMonate } = vertrag
    const monate = verordnungMonateOf(vertrag, fassung)
    if (dauerMonate === undefined || fassung === undefined || monate === undefined || dauerMonate === monate)
      return keine
    return [verstoss('anders', '/dauerMonate', { beruf: fassung.bezeichnung, dauerMonate, monate })]
  },
})
