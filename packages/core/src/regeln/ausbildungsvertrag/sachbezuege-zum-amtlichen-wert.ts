import type { Verstoss } from '../../contract/problem.ts'
import { wertAm } from '../historie.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toEnglischeEuro, toEuro } from '../text.ts'
import { seit } from '../werte/geltung.ts'
import { sachbezugswerte, sachbezugswertOf, tageswertOf } from '../werte/sachbezug.ts'

const tageImMonat = 30

/** Whether an amount is the value of the month, or that of some of its days, rounded by the day or in the end. */
const isAmtlich = (betrag: number, monatswert: number): boolean => {
  if (betrag === monatswert) return true
  const tage = Math.round((betrag * tageImMonat) / monatswert)
  if (tage < 1 || tage >= tageImMonat) return false
  return betrag === tage * tageswertOf(monatswert) || betrag === Math.round((tage * monatswert) / tageImMonat)
}

/** DAV-107: benefits in kind count with their official values. */
export const sachbezuegeZumAmtlichenWert = defineRegel({
  id: 'DAV-107',
  name: 'sachbezuege-zum-amtlichen-wert',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'SvEV § 2; BBiG § 17 Abs. 6',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Verpflegung und Unterkunft werden mit den Sachbezugswerten des Jahres angerechnet, in dem die Ausbildung beginnt, für den Monat oder für einzelne Tage (ein Dreißigstel); Unterkunft mit den Abschlägen für Auszubildende, Gemeinschaft und Belegung.',
    en: 'Board and lodging count with the official values of the year in which the training begins, of the month or of single days (a thirtieth); lodging less the deductions for apprentices, shared housing and persons in a room.',
  },
  felder: [
    '/sachbezuege',
    '/sachbezuege/*/betrag',
    '/sachbezuege/*/art',
    '/sachbezuege/*/gemeinschaftsunterkunft',
    '/sachbezuege/*/belegung',
    '/beginn',
  ],
  beispiel: { vertrag: { beginn: '2026-08-01', sachbezuege: [{ art: 'unterkunft', betrag: 28_500 }] } },
  texte: {
    anders: meldung<{ betrag: number; wert: number; jahr: string }>(
      ({ betrag, wert, jahr }) =>
        `Der Sachbezug von ${toEuro(betrag)} ist nicht der Wert des Jahres ${jahr} (${toEuro(wert)} im Monat).`,
      ({ betrag, wert, jahr }) =>
        `The benefit of ${toEnglischeEuro(betrag)} is not the value of the year ${jahr} (${toEnglischeEuro(wert)} a month).`,
      {
        gefunden: ({ betrag }) => toEuro(betrag),
        erwartet: ({ wert }) => `${toEuro(wert)} oder ${toEuro(tageswertOf(wert))} je Tag`,
        abhilfe: { de: 'Setzen Sie den amtlichen Wert an.', en: 'Count with the official value.' },
      },
    ),
    ohneWert: meldung(
      () => 'Für diese Sachleistung gibt es keinen amtlichen Wert von Verpflegung oder Unterkunft.',
      () => 'This benefit has no official value of board or lodging.',
      {
        abhilfe: {
          de: 'Klären Sie die Anrechnung mit der Kammer, oder zahlen Sie den Betrag in Geld.',
          en: 'Ask the chamber whether it counts, or pay the amount in money.',
        },
      },
    ),
    unbekannt: meldung<{ jahr: string }>(
      ({ jahr }) => `Für das Jahr ${jahr} sind keine Sachbezugswerte bekannt.`,
      ({ jahr }) => `No values of benefits in kind are known for the year ${jahr}.`,
      {
        gefunden: ({ jahr }) => jahr,
        abhilfe: {
          de: 'Prüfen Sie die Beträge an der Sozialversicherungsentgeltverordnung.',
          en: 'Check the amounts against the Sozialversicherungsentgeltverordnung.',
        },
      },
    ),
  },
  check: ({ vertrag: { sachbezuege, beginn } }, _kontext, verstoss) => {
    if (sachbezuege === undefined || sachbezuege.length === 0 || beginn === undefined) return keine
    const jahr = beginn.slice(0, 4)
    const werte = wertAm(sachbezugswerte, beginn)
    if (werte === undefined) return [verstoss('unbekannt', '/sachbezuege', { jahr })]
    const verstoesse: Verstoss[] = []
    sachbezuege.forEach(({ art, betrag, gemeinschaftsunterkunft, belegung }, i) => {
      if (art === undefined) return
      const wert = sachbezugswertOf(werte, {
        art,
        ...(gemeinschaftsunterkunft !== undefined && { gemeinschaftsunterkunft }),
        ...(belegung !== undefined && { belegung }),
      })
      if (wert === undefined) verstoesse.push(verstoss('ohneWert', `/sachbezuege/${i}/art`, {}))
      else if (betrag !== undefined && !isAmtlich(betrag, wert))
        verstoesse.push(verstoss('anders', `/sachbezuege/${i}/betrag`, { betrag, wert, jahr }))
    })
    return verstoesse
  },
})
