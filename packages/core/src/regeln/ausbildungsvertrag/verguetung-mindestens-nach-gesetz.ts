import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum, toEnglischeEuro, toEuro } from '../text.ts'
import { anteilOfBetrag, listBetraege } from '../vertragsrechnung/verguetung.ts'
import { seit } from '../werte/geltung.ts'
import { findMindestbetrag } from '../werte/mindestverguetung.ts'

/** DAV-102: the pay is at least the one that the law sets for the year in which the training begins. */
export const verguetungMindestensNachGesetz = defineRegel({
  id: 'DAV-102',
  name: 'verguetung-mindestens-nach-gesetz',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 17 Abs. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Vergütung in Vollzeit erreicht die Mindestvergütung des Kalenderjahres, in dem die Ausbildung beginnt, außer bei Tarifbindung (DAV-103). Ist für den Beginn kein Wert bekannt, ist es eine Warnung; ebenso ein Betrag zwischen dem gerundeten und dem ungerundeten Wert bei Beginn vom 1. Januar bis 31. Juli 2024.',
    en: 'The pay in full-time reaches the least pay of the calendar year in which the training begins, except under a collective agreement that binds (DAV-103). Where no value is known for the begin, it is a warning; so is an amount between the rounded and the unrounded value for a begin from 1 January to 31 July 2024.',
  },
  felder: ['/verguetungen', '/verguetungen/*/betrag', '/verguetungen/*/ausbildungsjahr', '/beginn', '/tarif/geltung'],
  beispiel: { vertrag: { beginn: '2026-08-01', verguetungen: [{ ausbildungsjahr: 1, betrag: 72_399 }] } },
  texte: {
    wenig: meldung<{ jahr: number; betrag: number; mindestens: number; beginn: string }>(
      ({ jahr, betrag, mindestens, beginn }) =>
        `Die Vergütung im ${jahr}. Ausbildungsjahr von ${toEuro(betrag)} liegt unter der Mindestvergütung von ${toEuro(mindestens)} bei Beginn ${beginn.slice(0, 4)}.`,
      ({ jahr, betrag, mindestens, beginn }) =>
        `The pay of ${toEnglischeEuro(betrag)} in year ${jahr} of the training is less than the least pay of ${toEnglischeEuro(mindestens)} for a begin in ${beginn.slice(0, 4)}.`,
      {
        gefunden: ({ betrag }) => toEuro(betrag),
        erwartet: ({ mindestens }) => `mindestens ${toEuro(mindestens)}`,
        abhilfe: {
          de: 'Vereinbaren Sie mindestens die Mindestvergütung, oder geben Sie den Tarifvertrag an, an den der Betrieb gebunden ist.',
          en: 'Agree on at least the least pay, or name the collective agreement that binds the company.',
        },
      },
    ),
    unbekannt: meldung<{ beginn: string }>(
      ({ beginn }) => `Für einen Beginn am ${toDeutschesDatum(beginn)} ist keine Mindestvergütung bekannt.`,
      ({ beginn }) => `No least pay is known for a begin on ${beginn}.`,
      {
        gefunden: ({ beginn }) => toDeutschesDatum(beginn),
        abhilfe: {
          de: 'Prüfen Sie den Betrag an der Bekanntmachung im Bundesgesetzblatt.',
          en: 'Check the amount against the announcement in the Bundesgesetzblatt.',
        },
      },
    ),
  },
  check: ({ vertrag }, _kontext, verstoss) => {
    const { beginn, abschlussdatum, tarif } = vertrag
    const betraege = listBetraege(vertrag)
    // Contracts made before 2020 keep the old law, which set no amount (BBiG § 106 Abs. 1 Satz 1).
    const altesRecht = abschlussdatum !== undefined && abschlussdatum < seit.bbig2020
    if (beginn === undefined || betraege.length === 0 || altesRecht || tarif?.geltung === 'gebunden') return keine
    const verstoesse: Verstoss[] = []
    for (const angabe of betraege) {
      const { stelle, ausbildungsjahr: jahr, betrag } = angabe
      const satz = findMindestbetrag(beginn, jahr)
      if (satz === undefined) return [verstoss('unbekannt', '/verguetungen', { beginn }, 'warnung')]
      const anteil = anteilOfBetrag(vertrag, angabe)
      const inVollzeit = anteil !== undefined && anteil.zaehler === anteil.nenner
      if (!inVollzeit || betrag >= satz.bis) continue
      const werte = { jahr, betrag, mindestens: satz.bis, beginn }
      const schwere = betrag >= satz.von ? 'warnung' : 'fehler'
      verstoesse.push(verstoss('wenig', `/verguetungen/${stelle}/betrag`, werte, schwere))
    }
    return verstoesse
  },
})
