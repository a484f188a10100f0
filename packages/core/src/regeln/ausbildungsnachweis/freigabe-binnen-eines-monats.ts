import type { Datum } from '../../contract/common.ts'
import { zeitfeldOf } from '../bericht.ts'
import { findFreigabe, fristOf, isOhneFreigabeGedeckt } from '../freigabe.ts'
import { standOf } from '../objekt.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/**
 * AN-025: the trainer looks reports through at least monthly: within one month after the end of the period. A report
 * whose state nobody told is not judged; absences need no review.
 */
export const freigabeBinnenEinesMonats = defineRegel({
  id: 'AN-025',
  name: 'freigabe-binnen-eines-monats',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018); BBiG § 14 Abs. 2',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Ausbilderinnen und Ausbilder sehen die Berichte mindestens monatlich durch und bestätigen sie mit Datum.',
    en: 'Trainers look the reports through at least monthly and confirm them with a date.',
  },
  texte: {
    spaet: meldung<{ freigabe: Datum; frist: Datum }>(
      ({ freigabe, frist }) =>
        `Der Bericht wurde am ${toDeutschesDatum(freigabe)} freigegeben, nach dem ${toDeutschesDatum(frist)}.`,
      ({ freigabe, frist }) => `The report was approved on ${freigabe}, after ${frist}.`,
    ),
    offen: meldung<{ frist: Datum }>(
      ({ frist }) =>
        `Der Bericht hätte bis zum ${toDeutschesDatum(frist)} durchgesehen werden sollen und ist noch offen.`,
      ({ frist }) => `The report should have been looked through by ${frist} and is still open.`,
    ),
  },
  check: ({ nachweis }, { stichtag, konfig }, verstoss) => {
    const stand = standOf(nachweis)
    const frist = fristOf(nachweis, konfig)
    if (stand === undefined || frist === undefined) return keine
    const freigabe = findFreigabe(nachweis)
    if (freigabe !== undefined)
      return freigabe.tag > frist
        ? [
            verstoss('spaet', `/verlauf/${freigabe.stelle}/${zeitfeldOf(freigabe.schritt)}`, {
              freigabe: freigabe.tag,
              frist,
            }),
          ]
        : keine
    return stand !== 'freigegeben' && stichtag > frist && !isOhneFreigabeGedeckt(nachweis)
      ? [verstoss('offen', '/verlauf', { frist })]
      : keine
  },
})
