import type { Nachweislieferung } from '../contract/ausbildungsnachweis.ts'
import type { CreateBerichtsheft } from '../contract/berichtsheft.ts'
import type { Datum } from '../contract/common.ts'
import type { Nachweisinhalt, Tag } from '../contract/nachweisinhalt.ts'

/** Head of a fixed valid book; training from Tuesday 2026-09-01 to 2029-08-31. */
export const makeHeft = (anders: Partial<CreateBerichtsheft> = {}): CreateBerichtsheft => ({
  fremdId: 'heft-1',
  art: 'ausbildung',
  azubi: { name: 'Tilda Ehrlichmann', vorname: 'Tilda', familienname: 'Ehrlichmann' },
  geburtsdatum: '2006-03-29',
  knr: '153',
  unternehmen: { name: 'Werkstatt Störtebeker GmbH' },
  ausbildungsbeginn: '2026-09-01',
  ausbildungsende: '2029-08-31',
  nachweisform: 'elektronisch',
  ausbildungszeit: { minutenTaeglich: 480, minutenWoechentlich: 2400, urlaubstage: 30 },
  ...anders,
})

/** A day of work of 7:30 hours. */
export const makeArbeitstag = (datum: Datum, minuten = 450): Tag => ({
  datum,
  art: 'betrieb',
  eintraege: [{ text: 'Angebote geschrieben', minuten }],
})

/** The report of the week from Monday 2026-12-14, handed in on Friday and approved on Saturday. */
export const makeWoche = (
  inhalt: Partial<Nachweisinhalt> = {},
  anders: Partial<Omit<Nachweislieferung, 'inhalt'>> = {},
): Nachweislieferung => ({
  fremdId: 'woche-51',
  inhalt: {
    zeitraum: { von: '2026-12-14', bis: '2026-12-20' },
    berichtsart: 'woche',
    azubi: 'Tilda Ehrlichmann',
    ausbildungsjahr: 1,
    abteilung: 'Vertrieb',
    tage: ['2026-12-14', '2026-12-15', '2026-12-16', '2026-12-17', '2026-12-18'].map((datum) => makeArbeitstag(datum)),
    ...inhalt,
  },
  verlauf: [
    {
      vorgang: 'eingereicht',
      zeitpunkt: '2026-12-18T13:05:00Z',
      durch: { name: 'Tilda Ehrlichmann', rolle: 'auszubildende' },
    },
    { vorgang: 'freigegeben', zeitpunkt: '2026-12-19T09:00:00Z', durch: { name: 'Ada Muster', rolle: 'ausbilder' } },
  ],
  ...anders,
})
