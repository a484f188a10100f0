import { addMonate } from '../../domain/kalender.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum, toMonate, toMonths } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-087: the end lies at most two months after the usual month of an examination. */
export const endePasstZurPruefung = defineRegel({
  id: 'DAV-087',
  name: 'ende-passt-zur-pruefung',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 1',
  rechtsgrundlageHwo: 'HwO § 36 Abs. 1 Nr. 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Ausbildung endet höchstens zwei Monate nach dem Prüfungstermin; ist er nicht bekannt, in einem üblichen Prüfungsmonat (Januar, Juni, Juli) oder den zwei Monaten danach. Monate und Frist sind je Kammer einstellbar.',
    en: 'The training ends at most two months after the examination; where its day is not known, in a usual month of examinations (January, June, July) or the two months after. Months and window may be set by the chamber.',
  },
  felder: ['/ende', '/pruefungstermin'],
  beispiel: { vertrag: { ende: '2029-10-31' } },
  texte: {
    fern: meldung<{ ende: string; fenster: number }>(
      ({ ende, fenster }) =>
        `Die Ausbildung endet am ${toDeutschesDatum(ende)}, mehr als ${toMonate(fenster)} nach der Prüfung.`,
      ({ ende, fenster }) => `The training ends on ${ende}, more than ${toMonths(fenster)} after the examination.`,
      {
        gefunden: ({ ende }) => toDeutschesDatum(ende),
        abhilfe: {
          de: 'Legen Sie den Beginn so, dass das Ende zur Sommer- oder Winterprüfung passt, oder klären Sie den Prüfungstermin mit der Kammer.',
          en: 'Choose the begin so that the end fits the examination in summer or winter, or ask the chamber for its date.',
        },
      },
    ),
  },
  check: ({ vertrag, lage: { ende } }, { konfig: { pruefungsmonate, pruefungsfensterMonate: fenster } }, verstoss) => {
    if (ende === undefined) return keine
    const { pruefungstermin } = vertrag
    const monat = Number(ende.slice(5, 7))
    const passt =
      pruefungstermin === undefined
        ? pruefungsmonate.some((pruefung) => (monat - pruefung + 12) % 12 <= fenster)
        : ende <= addMonate(pruefungstermin, fenster)
    return passt ? keine : [verstoss('fern', '/ende', { ende, fenster })]
  },
})
