import { beispielAusbilder as ausbilder, beispielVertrag } from '../contract/beispiele-vertrag.ts'
import type { Vertragsantrag } from '../contract/vertragsantrag.ts'
import type { Vertreter } from '../contract/vertragspartei.ts'

const { azubi } = beispielVertrag

/** A new copy of a contract with other parts in place of its own; `undefined` takes an optional part away. */
const withParts = (vertrag: Vertragsantrag, teile: Readonly<Record<string, unknown>>): Vertragsantrag => {
  const kopie = { ...structuredClone(vertrag), ...structuredClone(teile) }
  return Object.fromEntries(Object.entries(kopie).filter(([, wert]) => wert !== undefined)) as Vertragsantrag
}

/** What a table test changes; a part that is `undefined` is left out. */
export type Vertragsabweichung = { readonly [K in keyof Vertragsantrag]?: Vertragsantrag[K] | undefined }

/**
 * A contract that no rule complains about, with what a test changes: an apprentice of age, 36 months in full-time from
 * 2026-08-01, five days and 40 hours a week, text form. Every call makes a new object.
 *
 * @example
 * createVertrag({ probezeitMonate: 5 })
 */
export const createVertrag = (abweichung: Vertragsabweichung = {}): Vertragsantrag =>
  withParts(beispielVertrag, abweichung)

const eltern: Vertreter[] = [
  {
    art: '2',
    vorname: 'Ada',
    familienname: 'Ehrlichmann',
    anschrift: azubi.anschrift,
    kontakt: { email: 'ada.ehrlichmann@example.org' },
  },
  {
    art: '1',
    vorname: 'Ruben',
    familienname: 'Ehrlichmann',
    anschrift: { strasse: 'Hafenstraße', hausnummer: '3', plz: '67061', ort: 'Ludwigshafen am Rhein' },
    kontakt: { mobil: '+49 171 1709552' },
  },
]

/** A minor of 16 years with two parents who live apart, and the first examination. */
export const createMinderjaehrigenvertrag = (abweichung: Vertragsabweichung = {}): Vertragsantrag =>
  createVertrag({
    azubi: { ...azubi, geburtsdatum: '2010-02-10' },
    vertretung: 'eltern',
    vertreter: eltern,
    erstuntersuchung: { datum: '2026-05-06' },
    empfangsnachweise: [
      { partei: 'azubi', zeitpunkt: '2026-05-18T09:30:00Z', form: 'empfangsbestaetigung' },
      { partei: 'vertreter', vertreterNummer: 0, zeitpunkt: '2026-05-18T17:05:00Z', form: 'empfangsbestaetigung' },
      { partei: 'vertreter', vertreterNummer: 1, zeitpunkt: '2026-05-19T06:40:00Z', form: 'empfangsbestaetigung' },
    ],
    dokumente: [{ art: 'ausbildungsplan' }, { art: 'erstuntersuchung', datum: '2026-05-06' }],
    ...abweichung,
  })

/**
 * Part-time of 28 of 40 hours with Abitur: 36 months ÷ 7/10 are 51, less 12 are 39, which the law sets to 36 (BBiG § 8
 * Abs. 1 Satz 2).
 */
export const createTeilzeitvertrag = (abweichung: Vertragsabweichung = {}): Vertragsantrag =>
  createVertrag({
    azubi: { ...azubi, schulabschluss: 'allgemeine_hochschulreife' },
    zeitmodell: 'teilzeit',
    teilzeit: [{ minutenTaeglich: 336, minutenWoechentlich: 1680, anteil: { zaehler: 7, nenner: 10 } }],
    verkuerzungen: [{ grund: 'hochschulreife', monate: 12, gemeinsamerAntrag: true }],
    dokumente: [
      { art: 'ausbildungsplan' },
      { art: 'schulzeugnis' },
      { art: 'verkuerzung', bezug: '/verkuerzungen/0', dateiname: 'Abitur.pdf' },
    ],
    ...abweichung,
  })

/** A third year as Kaufmann im Einzelhandel after two finished years as Verkäufer in the same company. */
export const createFolgevertrag = (abweichung: Vertragsabweichung = {}): Vertragsantrag =>
  createVertrag({
    beruf: { kennung: 'kaufmann-im-einzelhandel', bezeichnung: 'Kaufmann im Einzelhandel' },
    azubi: { ...azubi, vorausbildungen: [{ art: 'dualAbgeschlossen', beruf: 'Verkäufer', bis: '2026-07-31' }] },
    ende: '2027-07-31',
    anrechnungen: [{ grund: 'stufenausbildung', monate: 24, gemeinsamerAntrag: true, beruf: 'Verkäufer' }],
    anschlussvertrag: { vorhanden: true, beruf: 'Verkäufer', gleicherBetrieb: true },
    probezeitMonate: 1,
    verguetungen: [{ ausbildungsjahr: 3, betrag: 125_000 }],
    urlaub: beispielVertrag.urlaub.slice(0, 2),
    dokumente: [{ art: 'ausbildungsplan' }, { art: 'anrechnung', bezug: '/anrechnungen/0' }],
    ...abweichung,
  })

/** A contract of a craft with its HWK, printed and signed. */
export const createHandwerksvertrag = (abweichung: Vertragsabweichung = {}): Vertragsantrag =>
  createVertrag({
    rechtsgrundlage: 'hwo',
    kammerart: 'hwk',
    knr: '00065',
    beruf: { kennung: 'tischler', bezeichnung: 'Tischler' },
    ausbilder: [{ ...ausbilder, eignungsart: 'meister' }],
    nachweisform: 'schriftlich',
    nachweistraeger: undefined,
    manipulationsschutz: undefined,
    vertragsform: 'schriftlich',
    unterschriften: [
      { partei: 'ausbildender', datum: '2026-05-18' },
      { partei: 'azubi', datum: '2026-05-18' },
    ],
    empfangsnachweise: [{ partei: 'azubi', datum: '2026-05-18', form: 'unterschrift' }],
    dokumente: [{ art: 'ausbildungsplan' }, { art: 'vertrag' }],
    ...abweichung,
  })

/** The same contract before and after its trainer has changed on a day; one leaves the day before the other begins. */
export const createAusbilderwechsel = (): { readonly vorher: Vertragsantrag; readonly nachher: Vertragsantrag } => ({
  vorher: createVertrag(),
  nachher: createVertrag({
    ausbilder: [
      { ...ausbilder, bis: '2027-02-28' },
      {
        vorname: 'Mechthild',
        familienname: 'Sørensen',
        geburtsjahr: 1990,
        geschlecht: 'w',
        kontakt: { email: 'mechthild.soerensen@example.org' },
        eignungsart: 'berufsabschluss',
        aevo: 'pruefung',
        meldung: 'gemeldet',
        von: '2027-03-01',
      },
    ],
    dokumente: [
      { art: 'ausbildungsplan' },
      { art: 'ausbilderdatenblatt', bezug: '/ausbilder/1' },
      { art: 'ausbilderabschluss', bezug: '/ausbilder/1' },
      { art: 'ausbildereignung', bezug: '/ausbilder/1' },
    ],
  }),
})
