import { defineRegel, keine, meldung } from '../regel.ts'
import { toEnglischeEuro, toEuro } from '../text.ts'
import { listBetraege } from '../vertragsrechnung/verguetung.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-106: benefits in kind are at most three quarters of the pay. */
export const sachbezuegeHoechstensDreiViertel = defineRegel({
  id: 'DAV-106',
  name: 'sachbezuege-hoechstens-drei-viertel',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 17 Abs. 6; SGB IV § 17 Abs. 1 Satz 1 Nr. 4',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Sachbezüge werden bis zu 75 Prozent der Bruttovergütung angerechnet; mindestens ein Viertel wird in Geld gezahlt.',
    en: 'Benefits in kind count up to 75 percent of the gross pay; at least a quarter is paid in money.',
  },
  felder: ['/sachbezuege', '/sachbezuege/*/betrag', '/sachbezuege/*/ausbildungsjahr', '/verguetungen/*/betrag'],
  beispiel: {
    vertrag: {
      sachbezuege: [
        { art: 'verpflegung', betrag: 34_500 },
        { art: 'unterkunft', betrag: 24_225 },
      ],
      verguetungen: [{ ausbildungsjahr: 1, betrag: 78_299 }],
    },
  },
  texte: {
    viel: meldung<{ jahr: number; summe: number; hoechstens: number }>(
      ({ jahr, summe, hoechstens }) =>
        `Im ${jahr}. Ausbildungsjahr sind Sachbezüge von ${toEuro(summe)} mehr als drei Viertel der Vergütung (${toEuro(hoechstens)}).`,
      ({ jahr, summe, hoechstens }) =>
        `In year ${jahr} of the training benefits in kind of ${toEnglischeEuro(summe)} are more than three quarters of the pay (${toEnglischeEuro(hoechstens)}).`,
      {
        gefunden: ({ summe }) => toEuro(summe),
        erwartet: ({ hoechstens }) => `höchstens ${toEuro(hoechstens)}`,
        abhilfe: {
          de: 'Rechnen Sie weniger Sachbezüge an: Mindestens ein Viertel der Vergütung wird in Geld gezahlt.',
          en: 'Count fewer benefits in kind: at least a quarter of the pay is paid in money.',
        },
      },
    ),
  },
  check: ({ vertrag }, _kontext, verstoss) => {
    const { sachbezuege } = vertrag
    if (sachbezuege === undefined || sachbezuege.length === 0) return keine
    for (const { ausbildungsjahr: jahr, betrag } of listBetraege(vertrag)) {
      let summe = 0
      for (const sachbezug of sachbezuege)
        if (sachbezug.ausbildungsjahr === undefined || sachbezug.ausbildungsjahr === jahr)
          summe += sachbezug.betrag ?? 0
      // The first year is told: with the same benefits and rising pay it is the worst one.
      if (summe * 4 > betrag * 3)
        return [verstoss('viel', '/sachbezuege', { jahr, summe, hoechstens: Math.floor((betrag * 3) / 4) })]
    }
    return keine
  },
})
