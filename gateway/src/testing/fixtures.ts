import { randomUUID } from 'node:crypto'
import type { CreateBerichtsheft, Lieferung, Nachweislieferung } from '@berichtsheft/core'

/** Head of a book with all that rules ask for; `change` replaces parts. */
export const makeKopf = (change: Partial<CreateBerichtsheft> = {}): CreateBerichtsheft => ({
  fremdId: `heft-${randomUUID()}`,
  art: 'ausbildung',
  azubi: { name: 'Tilda Ehrlichmann', vorname: 'Tilda', familienname: 'Ehrlichmann' },
  geburtsdatum: '2006-05-17',
  knr: '153',
  unternehmen: { name: 'Werkstatt Störtebeker GmbH', identnummer: '0001234567' },
  beruf: { bezeichnung: 'Fachinformatiker Fachrichtung Anwendungsentwicklung', kennung: 'fachinformatiker' },
  ausbildungsbeginn: '2024-09-01',
  ausbildungsende: '2027-08-31',
  pruefungstermin: '2027-05-11',
  nachweisform: 'elektronisch',
  ausbilder: { name: 'Wolfgang Störtebeker' },
  ausbildungszeit: { minutenTaeglich: 480, minutenWoechentlich: 2400, urlaubstage: 28 },
  ...change,
})

const day = (monday: string, offset: number): string => {
  const date = new Date(`${monday}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + offset)
  return date.toISOString().slice(0, 10)
}

/** An approved weekly report of about 1.6 kB; `woche` counts Mondays from the begin of training. */
export const makeNachweis = (woche = 0, change: Partial<Nachweislieferung> = {}): Nachweislieferung => {
  const montag = day('2024-09-02', woche * 7)
  return {
    fremdId: `nachweis-${randomUUID()}`,
    inhalt: {
      zeitraum: { von: montag, bis: day(montag, 6) },
      berichtsart: 'woche',
      azubi: 'Tilda Ehrlichmann',
      ausbildungsjahr: Math.min(3, Math.floor(woche / 52) + 1),
      abteilung: 'Softwareentwicklung',
      tage: [0, 1, 2, 3, 4].map((offset) => ({
        datum: day(montag, offset),
        eintraege: [
          offset === 3
            ? {
                art: 'schule',
                text: `Lernfeld ${1 + (woche % 12)}: Aufgaben besprochen und Übungen gerechnet`,
                minuten: 480,
              }
            : {
                art: offset === 4 ? 'unterweisung' : 'betrieb',
                text: `Schnittstelle ${woche}/${offset} entworfen, Testfälle geschrieben und mit dem Ausbilder durchgesprochen`,
                minuten: 480,
                positionen: [
                  {
                    kennung: 'B.1.2',
                    bezeichnung: 'Programmieren von Softwarelösungen',
                    rahmenplan: 'fachinformatiker',
                  },
                ],
              },
        ],
      })),
    },
    verlauf: [
      {
        vorgang: 'eingereicht',
        zeitpunkt: `${day(montag, 5)}T09:00:00Z`,
        durch: { name: 'Tilda Ehrlichmann', rolle: 'auszubildende' },
      },
      {
        vorgang: 'freigegeben',
        zeitpunkt: `${day(montag, 7)}T07:30:00Z`,
        durch: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' },
      },
    ],
    ...change,
  }
}

/** A book with so many approved weeks. */
export const makeLieferung = (wochen: number, kopf: Partial<CreateBerichtsheft> = {}): Lieferung => ({
  berichtsheft: makeKopf(kopf),
  ausbildungsnachweise: Array.from({ length: wochen }, (_, woche) => makeNachweis(woche)),
})
