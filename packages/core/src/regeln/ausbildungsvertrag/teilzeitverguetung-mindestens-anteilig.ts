import type { Verstoss } from '../../contract/problem.ts'
import { type Bruch, bruchOf, ceilBruch, multiplyBruch } from '../../domain/bruch.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toBruchtext, toEnglischeEuro, toEuro } from '../text.ts'
import { isTeilzeit } from '../vertragsrechnung/teilzeitanteil.ts'
import { anteilOfBetrag, isBetragGemischt, listBetraege } from '../vertragsrechnung/verguetung.ts'
import { seit } from '../werte/geltung.ts'
import { findMindestbetrag } from '../werte/mindestverguetung.ts'

/** DAV-105: in part-time the pay is cut by no more than the time. */
export const teilzeitverguetungMindestensAnteilig = defineRegel({
  id: 'DAV-105',
  name: 'teilzeitverguetung-mindestens-anteilig',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 17 Abs. 5 Satz 1 und 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'In Teilzeit wird die Vergütung um keinen größeren Anteil gekürzt als die Zeit: Sie erreicht die Mindestvergütung mal dem Anteil der Vollzeit, außer bei Tarifbindung. Gilt ein Betrag unter der Mindestvergütung auch für Tage in Vollzeit, ist es eine Warnung.',
    en: 'In part-time the pay is cut by no larger share than the time: it reaches the least pay times the share of full-time, except under a collective agreement that binds. An amount below the least pay that also holds for days in full-time is a warning.',
  },
  felder: ['/verguetungen/*/betrag', '/verguetungen/*/ausbildungsjahr', '/teilzeit/*', '/beginn', '/tarif/geltung'],
  beispiel: {
    vertrag: {
      beginn: '2026-08-01',
      zeitmodell: 'teilzeit',
      teilzeit: [{ anteil: { zaehler: 3, nenner: 4 } }],
      verguetungen: [{ ausbildungsjahr: 1, betrag: 54_299 }],
    },
  },
  texte: {
    wenig: meldung<{ jahr: number; betrag: number; mindestens: number; anteil: Bruch }>(
      ({ jahr, betrag, mindestens, anteil }) =>
        `Die Vergütung im ${jahr}. Ausbildungsjahr von ${toEuro(betrag)} liegt unter ${toBruchtext(anteil)} der Mindestvergütung (${toEuro(mindestens)}).`,
      ({ jahr, betrag, mindestens, anteil }) =>
        `The pay of ${toEnglischeEuro(betrag)} in year ${jahr} of the training is less than ${toBruchtext(anteil)} of the least pay (${toEnglischeEuro(mindestens)}).`,
      {
        gefunden: ({ betrag }) => toEuro(betrag),
        erwartet: ({ mindestens }) => `mindestens ${toEuro(mindestens)}`,
        abhilfe: {
          de: 'Kürzen Sie die Vergütung höchstens im gleichen Verhältnis wie die Ausbildungszeit.',
          en: 'Cut the pay at most in the same proportion as the training time.',
        },
      },
    ),
    gemischt: meldung<{ jahr: number; betrag: number; vollzeit: number }>(
      ({ jahr, betrag, vollzeit }) =>
        `Die Vergütung im ${jahr}. Ausbildungsjahr von ${toEuro(betrag)} gilt auch für Tage in Vollzeit, für die ${toEuro(vollzeit)} nötig sind.`,
      ({ jahr, betrag, vollzeit }) =>
        `The pay of ${toEnglischeEuro(betrag)} in year ${jahr} of the training also holds for days in full-time, which need ${toEnglischeEuro(vollzeit)}.`,
      {
        gefunden: ({ betrag }) => toEuro(betrag),
        erwartet: ({ vollzeit }) => `mindestens ${toEuro(vollzeit)} in Vollzeit`,
        abhilfe: {
          de: 'Geben Sie für die Zeit in Vollzeit und die in Teilzeit eigene Beträge mit Anfang und Ende an.',
          en: 'State amounts of their own for the time in full-time and in part-time, with begin and end.',
        },
      },
    ),
  },
  check: ({ vertrag }, _kontext, verstoss) => {
    const { beginn, abschlussdatum, tarif } = vertrag
    const altesRecht = abschlussdatum !== undefined && abschlussdatum < seit.bbig2020
    if (beginn === undefined || altesRecht || tarif?.geltung === 'gebunden' || !isTeilzeit(vertrag)) return keine
    const verstoesse: Verstoss[] = []
    for (const angabe of listBetraege(vertrag)) {
      const { stelle, ausbildungsjahr: jahr, betrag } = angabe
      const satz = findMindestbetrag(beginn, jahr)
      const anteil = anteilOfBetrag(vertrag, angabe)
      if (satz === undefined || anteil === undefined || anteil.zaehler === anteil.nenner) continue
      const mindestens = ceilBruch(multiplyBruch(bruchOf(satz.von), anteil))
      if (betrag < mindestens)
        verstoesse.push(verstoss('wenig', `/verguetungen/${stelle}/betrag`, { jahr, betrag, mindestens, anteil }))
      else if (betrag < satz.von && isBetragGemischt(vertrag, angabe))
        verstoesse.push(
          verstoss('gemischt', `/verguetungen/${stelle}/betrag`, { jahr, betrag, vollzeit: satz.von }, 'warnung'),
        )
    }
    return verstoesse
  },
})
