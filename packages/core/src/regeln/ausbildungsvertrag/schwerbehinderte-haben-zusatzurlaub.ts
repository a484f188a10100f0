import type { Verstoss } from '../../contract/problem.ts'
import { roundBruch } from '../../domain/bruch.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { listUrlaubsangaben } from '../vertragsrechnung/urlaubsangaben.ts'
import { toEinheit, toUnit } from '../vertragsrechnung/urlaubserklaerung.ts'
import { seit } from '../werte/geltung.ts'

interface Zusatz {
  readonly jahr: number
  readonly tage: number
  readonly mindestens: number
  readonly einheit: string
  readonly unit: string
}

/** DAV-150: additional leave of severely disabled apprentices. The status is voluntary: without it nothing is asked. */
export const schwerbehinderteHabenZusatzurlaub = defineRegel({
  id: 'DAV-150',
  name: 'schwerbehinderte-haben-zusatzurlaub',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'SGB IX § 208',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Ist eine Schwerbehinderung angegeben, kommen fünf Arbeitstage Urlaub im Jahr hinzu (bei fünf Tagen in der Woche, sonst im Verhältnis), ein Zwölftel für jeden vollen Monat, wenn sie im Lauf des Jahres eintritt; mindestens halbe Tage werden aufgerundet.',
    en: 'Where a severe disability is told, five working days of leave a year come on top (with five days a week, else in proportion), a twelfth for every full month where it begins within the year; at least half a day is rounded up.',
  },
  felder: [
    '/urlaub/*/zusatztage',
    '/azubi/schwerbehindert',
    '/azubi/schwerbehindertSeit',
    '/arbeitszeiten/*/tageJeWoche',
    '/beginn',
    '/ende',
  ],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2006-03-14', schwerbehindert: true },
      beginn: '2027-01-01',
      ende: '2027-12-31',
      arbeitszeiten: [{ tageJeWoche: 5 }],
      urlaub: [{ kalenderjahr: 2027, tage: 20, einheit: 'arbeitstage' }],
    },
  },
  texte: {
    zuWenig: meldung<Zusatz>(
      ({ jahr, mindestens, einheit }) =>
        `Für ${jahr} stehen wegen der Schwerbehinderung ${mindestens} ${einheit} zusätzlich zu.`,
      ({ jahr, mindestens, unit }) =>
        `For ${jahr}, ${mindestens} ${unit} are due on top because of the severe disability.`,
      {
        gefunden: ({ tage, einheit }) => `${tage} ${einheit}`,
        erwartet: ({ mindestens, einheit }) => `mindestens ${mindestens} ${einheit} zusätzlich`,
        abhilfe: {
          de: ({ jahr, mindestens }) => `Tragen Sie für ${jahr} mindestens ${mindestens} zusätzliche Tage ein.`,
          en: ({ jahr, mindestens }) => `Enter at least ${mindestens} additional days for ${jahr}.`,
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    if (objekt.vertrag.azubi?.schwerbehindert !== true) return keine
    return listUrlaubsangaben(objekt).flatMap(({ pfad, zusatztage: tage = 0, rechnung }): Verstoss[] => {
      const { zusatz, kalenderjahr: jahr, einheit } = rechnung
      const mindestens = zusatz === undefined ? 0 : roundBruch(zusatz)
      return tage >= mindestens
        ? []
        : [
            verstoss('zuWenig', `${pfad}/zusatztage`, {
              jahr,
              tage,
              mindestens,
              einheit: toEinheit(einheit),
              unit: toUnit(einheit),
            }),
          ]
    })
  },
})
