import type { Anschrift } from '../../contract/anschrift.ts'
import type { Entwurf } from '../../contract/entwurf.ts'
import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { listFehlendeAnschrift } from '../vertragsrechnung/parteien.ts'
import { seit } from '../werte/geltung.ts'

interface Partei {
  readonly name?: string
  readonly vorname?: string
  readonly familienname?: string
  readonly einrichtung?: string
  readonly anschrift?: Entwurf<Anschrift>
}

const person = ['vorname', 'familienname'] as const

/** DAV-004: name and postal address of the company, the apprentice and all representatives of a minor. */
export const parteienMitNameUndAnschrift = defineRegel({
  id: 'DAV-004',
  name: 'parteien-mit-name-und-anschrift',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Name und Anschrift des Ausbildenden, der oder des Auszubildenden und, bei Minderjährigen, aller gesetzlichen Vertreter sind angegeben.',
    en: 'Name and postal address of the company, of the apprentice and, of minors, of all legal representatives are given.',
  },
  felder: [
    '/ausbildender/name',
    '/ausbildender/anschrift',
    '/ausbildender/anschrift/strasse',
    '/ausbildender/anschrift/plz',
    '/ausbildender/anschrift/ort',
    '/azubi/vorname',
    '/azubi/familienname',
    '/azubi/anschrift',
    '/azubi/anschrift/strasse',
    '/azubi/anschrift/plz',
    '/azubi/anschrift/ort',
    '/vertreter/*/vorname',
    '/vertreter/*/familienname',
    '/vertreter/*/einrichtung',
    '/vertreter/*/anschrift',
    '/vertreter/*/anschrift/strasse',
    '/vertreter/*/anschrift/plz',
    '/vertreter/*/anschrift/ort',
  ],
  beispiel: { vertrag: { ausbildender: { name: 'Werkstatt Störtebeker GmbH' } } },
  texte: {
    name: festeMeldung('Der Name fehlt.', 'The name is missing.', {
      de: 'Tragen Sie den Namen ein.',
      en: 'Enter the name.',
    }),
    anschrift: festeMeldung('Die Anschrift ist nicht vollständig.', 'The postal address is not complete.', {
      de: 'Tragen Sie Straße, Postleitzahl und Ort ein.',
      en: 'Enter street, postal code and town.',
    }),
  },
  check: ({ vertrag, lage }, _kontext, verstoss) => {
    const { ausbildender = {}, azubi = {}, vertreter = [] } = vertrag
    const verstoesse: Verstoss[] = []
    const verlange = (partei: Partei, pfad: string, namen: readonly (keyof Partei)[]): void => {
      for (const name of namen) if (partei[name] === undefined) verstoesse.push(verstoss('name', `${pfad}/${name}`, {}))
      for (const stelle of listFehlendeAnschrift(partei.anschrift, `${pfad}/anschrift`))
        verstoesse.push(verstoss('anschrift', stelle, {}))
    }
    verlange(ausbildender, '/ausbildender', ['name'])
    verlange(azubi, '/azubi', person)
    if (lage.minderjaehrigBeiAbschluss)
      vertreter.forEach((eine, i) => {
        verlange(eine, `/vertreter/${i}`, eine.art === '4' || eine.einrichtung !== undefined ? ['einrichtung'] : person)
      })
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
