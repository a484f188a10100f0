import type { Verstoss } from '../../contract/problem.ts'
import type { Verkuerzungsgrund } from '../../contract/vertrag-codes.ts'
import type { Schulabschluss, Vorausbildungsart } from '../../contract/vertragsperson-codes.ts'
import { ersterTagMitAlter } from '../../domain/monate.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import type { Vertragsobjekt } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

const alter = 21
const hochschulreife: readonly Schulabschluss[] = ['allgemeine_hochschulreife', 'fachhochschulreife']
const mittlerer: readonly Schulabschluss[] = [...hochschulreife, 'mittlerer_schulabschluss']
const offen: readonly Schulabschluss[] = ['~wert_nicht_bekannt', '~wert_nicht_in_liste']
const fertig: readonly Vorausbildungsart[] = ['dualAbgeschlossen', 'schulischAbgeschlossen', 'ausland']

/** Whether one of the answers of a list supports a reason; `undefined` while it is not known. */
const someOf = <T extends string>(
  werte: readonly (T | undefined)[] | undefined,
  erlaubt: (wert: T) => boolean,
): boolean | undefined => {
  if (werte === undefined || werte.length === 0) return undefined
  if (werte.some((wert) => wert !== undefined && erlaubt(wert))) return true
  return werte.some((wert) => wert === undefined || wert === ('unbekannt' as T)) ? undefined : false
}

const isAbschluss = (abschluss: Schulabschluss | undefined, erlaubt: readonly Schulabschluss[]): boolean | undefined =>
  abschluss === undefined || offen.includes(abschluss) ? undefined : erlaubt.includes(abschluss)

/** Whether the data of the apprentice support a reason; `undefined` while they are not known, or where none can tell. */
const isGestuetzt = (
  grund: Verkuerzungsgrund | undefined,
  { vertrag: { azubi, beginn } }: Vertragsobjekt,
): boolean | undefined => {
  const arten = azubi?.vorausbildungen?.map(({ art }) => art)
  switch (grund) {
    case 'hochschulreife':
      return isAbschluss(azubi?.schulabschluss, hochschulreife)
    case 'mittlererAbschluss':
      return isAbschluss(azubi?.schulabschluss, mittlerer)
    case 'lebensalter':
      return azubi?.geburtsdatum === undefined || beginn === undefined
        ? undefined
        : beginn > ersterTagMitAlter(azubi.geburtsdatum, alter)
    case 'berufsausbildung':
      return someOf(arten, (art) => fertig.includes(art))
    case 'gleicherBeruf':
      return someOf(arten, (art) => art !== 'keine' && art !== 'unbekannt')
    case 'berufswechsel':
      return someOf(arten, (art) => art === 'dualAbgebrochen')
    case 'studium':
      return someOf([azubi?.studium], (stand) => stand === 'abgeschlossen' || stand === 'abgebrochen')
    case 'grundbildung':
      return someOf(azubi?.berufsvorbereitung, (art) => art === 'grundbildungsjahr' || art === 'berufsfachschule')
    case 'einstiegsqualifizierung':
      return someOf(azubi?.berufsvorbereitung, (art) => art === 'betrieblicheQualifizierung')
    default:
      return undefined
  }
}

/** DAV-078: the reason for a shortening fits what is known of the apprentice. */
export const verkuerzungsgrundPasstZurPerson = defineRegel({
  id: 'DAV-078',
  name: 'verkuerzungsgrund-passt-zur-person',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 8 Abs. 1 Satz 1; Plausibilität',
  rechtsgrundlageHwo: 'HwO § 27c Abs. 1 Satz 1; Plausibilität',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Der Grund der Verkürzung passt zu Schulabschluss, Vorbildung und Alter (über 21 Jahre bei Beginn).',
    en: 'The reason for the shortening fits certificate, earlier learning and age (over 21 years at the begin).',
  },
  felder: [
    '/verkuerzungen/*/grund',
    '/azubi/schulabschluss',
    '/azubi/geburtsdatum',
    '/azubi/vorausbildungen/*/art',
    '/azubi/studium',
    '/azubi/berufsvorbereitung',
    '/beginn',
  ],
  beispiel: {
    vertrag: {
      azubi: { schulabschluss: 'mittlerer_schulabschluss' },
      verkuerzungen: [{ grund: 'hochschulreife', monate: 12 }],
    },
  },
  texte: {
    passtNicht: meldung(
      () => 'Der Grund der Verkürzung passt nicht zu den Angaben über die Auszubildende oder den Auszubildenden.',
      () => 'The reason for the shortening does not fit the data of the apprentice.',
      {
        abhilfe: {
          de: 'Prüfen Sie den Grund sowie Schulabschluss, Vorbildung und Geburtsdatum.',
          en: 'Check the reason, and certificate, earlier learning and birth date.',
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const { verkuerzungen } = objekt.vertrag
    if (verkuerzungen === undefined || verkuerzungen.length === 0) return keine
    const verstoesse: Verstoss[] = []
    verkuerzungen.forEach(({ grund }, i) => {
      if (isGestuetzt(grund, objekt) === false) verstoesse.push(verstoss('passtNicht', `/verkuerzungen/${i}/grund`, {}))
    })
    return verstoesse
  },
})
