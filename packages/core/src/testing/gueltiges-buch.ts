import type { Nachweislieferung } from '../contract/ausbildungsnachweis.ts'
import type { CreateBerichtsheft, Lieferung } from '../contract/berichtsheft.ts'
import type { Datum } from '../contract/common.ts'
import type { Eintrag, Tag } from '../contract/nachweisinhalt.ts'
import type { Schritt } from '../contract/nachweisverlauf.ts'
import { addMonate, addTage, ausbildungsjahrAm, maxDatum, wochentagOf } from '../domain/kalender.ts'
import { type Kalenderwoche, listKalenderwochen, montagOf } from '../domain/wochen.ts'
import {
  abteilungen,
  betriebe,
  nachnamen,
  positionen,
  schulthemen,
  taetigkeiten,
  unterweisungen,
  vornamen,
} from './wortschatz.ts'
import { createZufall, type Zufall } from './zufall.ts'

/** What kind of book to make. */
export interface Buchwunsch {
  /** Weekly reports, from the first week of training on; 156 are three years. */
  readonly wochen?: number
  /** The same number makes the same book. */
  readonly seed?: number
  /** First day of training; by default a Friday, so that the first week is a part of one. */
  readonly ausbildungsbeginn?: Datum
  readonly knr?: string
}

/**
 * Makes a whole, realistic book that breaks no rule: weekly reports of about 1.6 kB with days, times, school, leave,
 * a few days of illness, approvals in one or two stages. It depends on its arguments alone.
 */
export const makeBuch = (wunsch: Buchwunsch = {}): Lieferung => {
  const { wochen = 156, seed = 1, ausbildungsbeginn = '2023-09-01', knr = '153' } = wunsch
  const zufall = createZufall(seed)
  const berichtsheft = makeKopf(zufall, seed, ausbildungsbeginn, knr)
  const letzterTag = addTage(montagOf(ausbildungsbeginn), 7 * wochen - 1)
  return {
    berichtsheft,
    ausbildungsnachweise: listKalenderwochen({ von: ausbildungsbeginn, bis: letzterTag }).map((woche, i) =>
      makeNachweis(zufall, berichtsheft, ausbildungsbeginn, woche, i, wochen),
    ),
  }
}

/** The day on which a book of {@link makeBuch} is complete: the last day of its last report. */
export const stichtagOf = ({ ausbildungsnachweise }: Lieferung): Datum =>
  ausbildungsnachweise.map(({ inhalt }) => inhalt.zeitraum.bis).reduce(maxDatum)

const makeKopf = (zufall: Zufall, seed: number, beginn: Datum, knr: string): CreateBerichtsheft => {
  const vorname = zufall.pick(vornamen)
  const familienname = zufall.pick(nachnamen)
  return {
    fremdId: `heft-${seed}`,
    art: 'ausbildung',
    azubi: { name: `${vorname} ${familienname}`, vorname, familienname },
    // From 16 to 21 years at the begin, so that minors are among them.
    geburtsdatum: addTage(addMonate(beginn, -12 * zufall.between(16, 21)), -zufall.between(0, 300)),
    vertragsnummer: `${beginn.slice(0, 4)}-${knr}-${String(seed).padStart(6, '0')}`,
    knr,
    unternehmen: { name: zufall.pick(betriebe), identnummer: `000${zufall.between(1_000_000, 9_999_999)}` },
    beruf: {
      bezeichnung: 'Fachinformatiker Fachrichtung Anwendungsentwicklung',
      kennung: 'fachinformatiker',
      fachrichtung: 'Anwendungsentwicklung',
    },
    ausbildungsbeginn: beginn,
    ausbildungsende: addTage(addMonate(beginn, 36), -1),
    nachweisform: 'elektronisch',
    ausbilder: { name: `${zufall.pick(vornamen)} ${zufall.pick(nachnamen)}` },
    ausbildungszeit: { minutenTaeglich: 480, minutenWoechentlich: 2400, urlaubstage: 30 },
  }
}

const makeNachweis = (
  zufall: Zufall,
  heft: CreateBerichtsheft,
  beginn: Datum,
  woche: Kalenderwoche,
  nummer: number,
  anzahl: number,
): Nachweislieferung => {
  const von = maxDatum(woche.montag, beginn)
  const istUrlaub = nummer > 4 && nummer < anzahl - 1 && [16, 30, 31].includes(woche.nummer)
  const tage = [0, 1, 2, 3, 4]
    .map((i) => addTage(woche.montag, i))
    .filter((datum) => datum >= von)
    .map((datum) => (istUrlaub ? { datum, art: 'urlaub' as const, eintraege: [] } : makeTag(zufall, datum)))
  return {
    fremdId: `${heft.fremdId}/${woche.montag}`,
    inhalt: {
      zeitraum: { von, bis: woche.sonntag },
      berichtsart: 'woche',
      azubi: heft.azubi.name,
      ausbildungsjahr: ausbildungsjahrAm(beginn, woche.sonntag),
      abteilung: abteilungen[Math.floor(nummer / 13) % abteilungen.length] ?? 'Entwicklung',
      tage,
    },
    verlauf: makeVerlauf(zufall, heft, woche, nummer < anzahl - 2),
  }
}

const makeTag = (zufall: Zufall, datum: Datum): Tag => {
  if (isFesterFeiertag(datum)) return { datum, art: 'feiertag', eintraege: [] }
  // Two in a hundred, well below the share from which on absence is told.
  if (zufall.chance(0.02)) return { datum, art: 'krank', eintraege: [] }
  if (wochentagOf(datum) === 2)
    return {
      datum,
      art: 'schule',
      eintraege: [1, 2].map(() => ({ text: zufall.pick(schulthemen), minuten: 200 })),
    }
  const unterweisung: Eintrag[] = zufall.chance(0.15)
    ? [{ art: 'unterweisung', text: zufall.pick(unterweisungen), minuten: 60 }]
    : []
  const rest = 450 - 60 * unterweisung.length
  return {
    datum,
    art: 'betrieb',
    eintraege: [
      {
        text: zufall.pick(taetigkeiten),
        minuten: rest - 180,
        ...(zufall.chance(0.5)
          ? { positionen: [{ kennung: zufall.pick(positionen), rahmenplan: 'fiausbv-2020' }] }
          : {}),
      },
      { text: zufall.pick(taetigkeiten), minuten: 180 },
      ...unterweisung,
    ],
  }
}

/** Handed in on Friday; approved on the same day or, where there is still time before the reference day, next week. */
const makeVerlauf = (zufall: Zufall, heft: CreateBerichtsheft, woche: Kalenderwoche, hatZeit: boolean): Schritt[] => {
  const freitag = addTage(woche.montag, 4)
  const tag = hatZeit ? addTage(freitag, zufall.between(0, 7)) : freitag
  const uhrzeit = `${zufall.between(13, 16)}:${String(zufall.between(0, 59)).padStart(2, '0')}:00Z`
  const azubi = { name: heft.azubi.name, rolle: 'auszubildende' as const }
  const ausbilder = { ...(heft.ausbilder ? { name: heft.ausbilder.name } : {}), rolle: 'ausbilder' as const }
  const stufe1: Schritt[] = zufall.chance(0.2)
    ? [
        {
          vorgang: 'stufe1Freigegeben',
          zeitpunkt: `${tag}T12:${String(zufall.between(10, 59))}:00Z`,
          durch: { kennung: 'beauftragte-7', rolle: 'ausbildungsbeauftragter' },
        },
      ]
    : []
  return [
    { vorgang: 'eingereicht', zeitpunkt: `${freitag}T12:05:00Z`, durch: azubi },
    ...stufe1,
    { vorgang: 'freigegeben', zeitpunkt: `${tag}T${uhrzeit}`, durch: ausbilder },
  ]
}

/** Days that are public holidays everywhere in Germany on the same date. */
const isFesterFeiertag = (datum: Datum): boolean =>
  ['01-01', '05-01', '10-03', '12-25', '12-26'].includes(datum.slice(5))
