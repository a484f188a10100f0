import type { Verstoss } from '../../contract/problem.ts'
import { roundBruch } from '../../domain/bruch.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { inEinheit } from '../vertragsrechnung/urlaub.ts'
import { listUrlaubsangaben } from '../vertragsrechnung/urlaubsangaben.ts'
import { toEinheit, toFormel, toFormula, toUnit } from '../vertragsrechnung/urlaubserklaerung.ts'
import { seit } from '../werte/geltung.ts'

interface Anspruch {
  readonly jahr: number
  readonly tage: number
  readonly mindestens: number
  readonly formel: string
  readonly formula: string
  readonly einheit: string
  readonly unit: string
}

const vergleich = {
  gefunden: ({ tage, einheit }: Anspruch) => `${tage} ${einheit}`,
  erwartet: ({ mindestens, einheit, formel }: Anspruch) => `mindestens ${mindestens} ${einheit} (${formel})`,
  abhilfe: {
    de: ({ mindestens, jahr }: Anspruch) => `Tragen Sie für ${jahr} mindestens ${mindestens} Tage ein.`,
    en: ({ mindestens, jahr }: Anspruch) => `Enter at least ${mindestens} days for ${jahr}.`,
  },
}

/**
 * DAV-146: the leave of every calendar year is at least the one by law, halves rounded up. Where the training does not begin
 * with a month, chambers count its months differently: one month less is a note then.
 */
export const urlaubMindestensNachGesetz = defineRegel({
  id: 'DAV-146',
  name: 'urlaub-mindestens-nach-gesetz',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 35 Abs. 1 Nr. 1; BUrlG §§ 3 bis 5; JArbSchG § 19 Abs. 2',
  rechtsgrundlageHwo: 'HwO § 29 Abs. 1 Nr. 1; BUrlG §§ 3 bis 5; JArbSchG § 19 Abs. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der Urlaub eines Kalenderjahrs ist mindestens der gesetzliche: nach dem Alter am 1. Januar, umgerechnet auf die Tage der Woche, im ersten und letzten Jahr nach Zwölfteln; mindestens halbe Tage werden aufgerundet. Beginnt die Ausbildung nicht am Monatsersten, ist ein Monat weniger ein Hinweis.',
    en: 'The leave of a calendar year is at least the one by law: by the age on 1 January, converted to the days of the week, by twelfths in the first and last year; at least half a day is rounded up. Where the training does not begin on the first of a month, one month less is a note.',
  },
  felder: [
    '/urlaub/*/tage',
    '/urlaub/*/einheit',
    '/urlaub/*/kalenderjahr',
    '/arbeitszeiten/*/tageJeWoche',
    '/azubi/geburtsdatum',
    '/beginn',
    '/ende',
  ],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2006-03-14' },
      beginn: '2027-01-01',
      ende: '2027-12-31',
      urlaub: [{ kalenderjahr: 2027, tage: 23, einheit: 'werktage' }],
    },
  },
  texte: {
    zuWenig: meldung<Anspruch>(
      ({ jahr, tage, mindestens, einheit }) =>
        `Für ${jahr} sind ${tage} ${einheit} Urlaub eingetragen; mindestens ${mindestens} stehen zu.`,
      ({ jahr, tage, mindestens, unit, formula }) =>
        `${tage} ${unit} of leave are entered for ${jahr}; at least ${mindestens} are due (${formula}).`,
      vergleich,
    ),
    einMonatWeniger: meldung<Anspruch>(
      ({ jahr, tage, mindestens, einheit }) =>
        `Für ${jahr} sind ${tage} ${einheit} Urlaub eingetragen; vom Tag des Beginns an gezählt stehen ${mindestens} zu. Manche Kammern zählen die Monate anders.`,
      ({ jahr, tage, mindestens, unit, formula }) =>
        `${tage} ${unit} of leave are entered for ${jahr}; counted from the day of the begin, ${mindestens} are due (${formula}). Some chambers count the months differently.`,
      vergleich,
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const angaben = listUrlaubsangaben(objekt)
    if (angaben.length === 0) return keine
    const beginntImMonat = !objekt.vertrag.beginn?.endsWith('-01')
    return angaben.flatMap(({ pfad, tage, rechnung }): Verstoss[] => {
      const { mindestens, werktage, jahresart, zwoelftel, kalenderjahr: jahr, einheit, woche } = rechnung
      const noetig = roundBruch(mindestens)
      if (tage === undefined || tage >= noetig) return []
      const monatWeniger =
        beginntImMonat &&
        jahresart !== 'voll' &&
        tage >= roundBruch(inEinheit(werktage, Math.max(0, zwoelftel - 1), einheit, woche))
      const werte = {
        jahr,
        tage,
        mindestens: noetig,
        formel: toFormel(rechnung),
        formula: toFormula(rechnung),
        einheit: toEinheit(einheit),
        unit: toUnit(einheit),
      }
      return monatWeniger
        ? [verstoss('einMonatWeniger', `${pfad}/tage`, werte, 'hinweis')]
        : [verstoss('zuWenig', `${pfad}/tage`, werte)]
    })
  },
})
