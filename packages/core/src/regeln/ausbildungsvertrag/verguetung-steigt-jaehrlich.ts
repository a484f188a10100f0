import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toEnglischeEuro, toEuro } from '../text.ts'
import { ausbildungsjahreOf } from '../vertragsrechnung/mindestverguetung.ts'
import { isTeilzeit } from '../vertragsrechnung/teilzeitanteil.ts'
import { listJahresbetraege, verguetungInVollzeit } from '../vertragsrechnung/verguetung.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-101: the pay rises from year to year. */
export const verguetungSteigtJaehrlich = defineRegel({
  id: 'DAV-101',
  name: 'verguetung-steigt-jaehrlich',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 17 Abs. 1 Satz 2 und Abs. 5 Satz 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Vergütung steigt von Ausbildungsjahr zu Ausbildungsjahr; in der verlängerten Zeit einer Teilzeit muss sie nicht weiter steigen. Verglichen wird der höchste Betrag des Jahres, in Teilzeit auf Vollzeit umgerechnet.',
    en: 'The pay rises from year to year; in the added time of part-time it need not rise further. Compared is the highest amount of a year, of part-time converted to full-time.',
  },
  felder: ['/verguetungen/*/betrag', '/verguetungen/*/ausbildungsjahr', '/teilzeit/*'],
  beispiel: {
    vertrag: {
      verguetungen: [
        { ausbildungsjahr: 1, betrag: 110_000 },
        { ausbildungsjahr: 2, betrag: 110_000 },
      ],
    },
  },
  texte: {
    steigtNicht: meldung<{ jahr: number; betrag: number; vorher: number }>(
      ({ jahr, betrag, vorher }) =>
        `Die Vergütung im ${jahr}. Ausbildungsjahr (${toEuro(betrag)}) ist nicht höher als im Jahr davor (${toEuro(vorher)}).`,
      ({ jahr, betrag, vorher }) =>
        `The pay in year ${jahr} of the training (${toEnglischeEuro(betrag)}) is not higher than in the year before (${toEnglischeEuro(vorher)}).`,
      {
        gefunden: ({ betrag }) => toEuro(betrag),
        erwartet: ({ vorher }) => `mehr als ${toEuro(vorher)}`,
        abhilfe: {
          de: 'Vereinbaren Sie für jedes Ausbildungsjahr mehr als für das Jahr davor.',
          en: 'Agree on more for every year of training than for the year before.',
        },
      },
    ),
    sinkt: meldung<{ jahr: number; betrag: number; vorher: number }>(
      ({ jahr, betrag, vorher }) =>
        `Die Vergütung im ${jahr}. Ausbildungsjahr (${toEuro(betrag)}) ist niedriger als im Jahr davor (${toEuro(vorher)}).`,
      ({ jahr, betrag, vorher }) =>
        `The pay in year ${jahr} of the training (${toEnglischeEuro(betrag)}) is lower than in the year before (${toEnglischeEuro(vorher)}).`,
      {
        gefunden: ({ betrag }) => toEuro(betrag),
        erwartet: ({ vorher }) => `mindestens ${toEuro(vorher)}`,
        abhilfe: {
          de: 'Zahlen Sie in der verlängerten Zeit mindestens den letzten Betrag weiter.',
          en: 'Go on paying at least the last amount in the added time.',
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const jahresbetraege = listJahresbetraege(objekt.vertrag)
    if (jahresbetraege.length < 2) return keine
    const verstoesse: Verstoss[] = []
    // While the duration of part-time is not known, any year may be one of the added time.
    const letztes = ausbildungsjahreOf(objekt)?.letztes ?? (isTeilzeit(objekt.vertrag) ? 1 : Number.POSITIVE_INFINITY)
    for (let k = 1; k < jahresbetraege.length; k++) {
      const davor = jahresbetraege[k - 1]
      const jahr = jahresbetraege[k]
      if (davor === undefined || jahr === undefined) continue
      const unterschied = verguetungInVollzeit(objekt.vertrag, jahr, davor)
      const text = jahr.ausbildungsjahr > letztes ? ('sinkt' as const) : ('steigtNicht' as const)
      if (unterschied === undefined || unterschied > 0 || (text === 'sinkt' && unterschied === 0)) continue
      const werte = { jahr: jahr.ausbildungsjahr, betrag: jahr.betrag, vorher: davor.betrag }
      verstoesse.push(verstoss(text, `/verguetungen/${jahr.stelle}/betrag`, werte))
    }
    return verstoesse
  },
})
