import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { Vertragsaenderungsstatus } from '../contract/vertragsaenderung.ts'
import { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import { Ausbildermeldung } from '../contract/vertragsperson-codes.ts'
import { Vertragsbedingung, Vertragsvorgang } from '../contract/vertragsstatus.ts'
import { arbitraryFor } from '../testing/arbitrary.ts'
import { createAusbilderwechsel, createVertrag, type Vertragsabweichung } from '../testing/ausbildungsvertrag.ts'
import { listSchemas } from '../testing/vertrag.ts'
import type { Vertragsseite } from './vertrag-zustand.ts'
import { aenderungsartOf, diffVertrag, needsNeueAbfassung } from './vertragsaenderung.ts'
import {
  type Aenderungsbedingung,
  type Aenderungsvorgang,
  aenderungsuebergaenge,
  ausbilderZustand,
  transitionAenderung,
  vertragsaenderungZustand,
} from './vertragsaenderung-zustand.ts'
import { checkUebergang, type Zustandsmaschine } from './zustandsmaschine.ts'

const codesOf = <T extends string>(liste: object): readonly T[] => Reflect.get(liste, 'enum')
const vertrag = createVertrag()
const anders = (teile: Vertragsabweichung) => diffVertrag(vertrag, createVertrag(teile))

describe('diffVertrag', () => {
  it('names the smallest parts with both values', () => {
    const { azubi, verguetungen } = vertrag
    expect(
      anders({
        azubi: { ...azubi, anschrift: { ...azubi.anschrift, hausnummer: '9' } },
        verguetungen: verguetungen.slice(0, 2),
        berufsschule: undefined,
        sonstigeVereinbarungen: 'Die Fahrkarte trägt der Betrieb.',
      }),
    ).toEqual([
      { pfad: '/azubi/anschrift/hausnummer', vorher: '17b', nachher: '9' },
      { pfad: '/verguetungen/2', vorher: { ausbildungsjahr: 3, betrag: 125_000 } },
      { pfad: '/berufsschule', vorher: { name: 'Heinrich-Lanz-Schule Mannheim' } },
      { pfad: '/sonstigeVereinbarungen', nachher: 'Die Fahrkarte trägt der Betrieb.' },
    ])
  })

  it('finds nothing between equal contracts, and the same places in both directions', () => {
    const entwurf = arbitraryFor(
      Vertragsentwurf,
      listSchemas().map(({ schema }) => schema),
    )
    fc.assert(
      fc.property(entwurf, entwurf, (a, b) => {
        expect(diffVertrag(a, structuredClone(a))).toEqual([])
        expect(
          diffVertrag(a, b)
            .map(({ pfad }) => pfad)
            .sort(),
        ).toEqual(
          diffVertrag(b, a)
            .map(({ pfad }) => pfad)
            .sort(),
        )
      }),
      { numRuns: 30 },
    )
  })
})

describe('a change', () => {
  const { azubi, ausbildender, ausbildungsstaetten } = vertrag
  const umgezogen = { ...azubi, anschrift: { ...azubi.anschrift, plz: '68161' } }
  test.each<[string, Vertragsabweichung, string | undefined]>([
    ['of nothing', {}, undefined],
    ['of the documents alone', { dokumente: [] }, undefined],
    ['of the examination alone', { nachuntersuchung: { datum: '2027-05-03' } }, undefined],
    ["of the apprentice's address", { azubi: umgezogen }, 'anschrift'],
    ["of the company's contact data", { ausbildender: { ...ausbildender, kontakt: {} } }, 'anschrift'],
    ['of the trainer', { ausbilder: createAusbilderwechsel().nachher.ausbilder }, 'ausbilder'],
    ['of trainer and address', { azubi: umgezogen, ausbilder: [] }, 'ausbilder'],
    [
      'of the training site, though it is an address',
      { ausbildungsstaetten: ausbildungsstaetten.map((staette) => ({ ...staette, ags: '08221000' })) },
      'aenderung',
    ],
    ['of the name of the apprentice', { azubi: { ...azubi, familienname: 'Nordhoff' } }, 'aenderung'],
    ['of the form of the book', { nachweisform: 'schriftlich' }, 'aenderung'],
    ['of the end', { ende: '2029-01-31' }, 'aenderung'],
    ['of hours and address', { azubi: umgezogen, arbeitszeiten: [] }, 'aenderung'],
  ])('%s', (_, teile, art) => {
    const unterschied = anders(teile)
    expect(aenderungsartOf(unterschied)).toBe(art)
    expect(needsNeueAbfassung(unterschied)).toBe(art === 'aenderung')
  })
})

const allowed = <Z extends string, D extends string>(maschine: Zustandsmaschine<Z, D>, durch: D, alle: readonly Z[]) =>
  alle.flatMap((von) =>
    alle
      .filter((nach) => checkUebergang(maschine, von, nach, durch, 'ein Grund') === undefined)
      .map((nach) => `${von}→${nach}`),
  )

/** State → step → side → state of a change, written by hand; what is not written is refused. */
const erlaubt: Readonly<Record<Vertragsaenderungsstatus, string>> = {
  entwurf:
    'einreichung antragsteller eingereicht, ruecknahme antragsteller zurueckgezogen, bestaetigungsfreigabe antragsteller zurBestaetigung',
  eingereicht:
    'ruecknahme antragsteller zurueckgezogen, uebernahme kammer inPruefung, wirksamwerden system eingetragen',
  inPruefung:
    'ruecknahme antragsteller zurueckgezogen, rueckgabe kammer eingereicht, nachforderung kammer nachforderung, druckfreigabe kammer freigegebenZumDruck, bestaetigungsfreigabe kammer zurBestaetigung, eintragungsvorschlag kammer zweitpruefung, eintragung kammer eingetragen, ablehnung kammer abgelehnt',
  nachforderung:
    'ruecknahme antragsteller zurueckgezogen, nachreichung antragsteller eingereicht, ablehnung kammer abgelehnt',
  freigegebenZumDruck:
    'ruecknahme antragsteller zurueckgezogen, unterzeichnung antragsteller unterzeichnet, unterzeichnung kammer unterzeichnet, wiedereroeffnung kammer inPruefung',
  unterzeichnet:
    'ruecknahme antragsteller zurueckgezogen, wiedereroeffnung kammer inPruefung, eintragungsvorschlag kammer zweitpruefung, eintragung kammer eingetragen',
  zurBestaetigung:
    'ruecknahme antragsteller zurueckgezogen, bestaetigung partei bestaetigt, bestaetigung system bestaetigt, wiedereroeffnung antragsteller entwurf, wiedereroeffnung kammer inPruefung',
  bestaetigt:
    'einreichung antragsteller eingereicht, ruecknahme antragsteller zurueckgezogen, wiedereroeffnung antragsteller entwurf, wiedereroeffnung kammer inPruefung, eintragungsvorschlag kammer zweitpruefung, eintragung kammer eingetragen',
  zweitpruefung: 'rueckgabe kammer inPruefung, eintragung kammer eingetragen, ablehnung kammer abgelehnt',
  eingetragen: '',
  abgelehnt: '',
  zurueckgezogen: '',
}
const bedingungen: readonly Aenderungsbedingung[] = [
  ...codesOf<Vertragsbedingung>(Vertragsbedingung),
  'nurMeldung',
  'wirksam',
]

describe('the life of a change', () => {
  const zustaende = codesOf<Vertragsaenderungsstatus>(Vertragsaenderungsstatus)
  const vorgaenge: readonly Aenderungsvorgang[] = [...codesOf<Vertragsvorgang>(Vertragsvorgang), 'wirksamwerden']
  const seiten: readonly Vertragsseite[] = ['antragsteller', 'partei', 'kammer', 'system']
  test.each(zustaende)('every step and side from %s', (von) => {
    const moeglich = vorgaenge.flatMap((vorgang) =>
      seiten.flatMap((durch) => {
        const ergebnis = transitionAenderung(von, vorgang, { durch, kommentar: 'ein Grund', bedingungen })
        return 'nach' in ergebnis ? [`${vorgang} ${durch} ${ergebnis.nach}`] : []
      }),
    )
    expect([...moeglich].sort()).toEqual(erlaubt[von].split(', ').filter(Boolean).sort())
  })

  it('reaches every state and an end from each', () => {
    const enden: readonly string[] = vertragsaenderungZustand.ende
    for (const zustand of zustaende) {
      const erreichbar = new Set<string>([zustand])
      for (const z of erreichbar) for (const u of aenderungsuebergaenge) if (u.von === z) erreichbar.add(u.nach)
      expect([...erreichbar].some((z) => enden.includes(z))).toBe(true)
    }
    const alle = new Set<string>(vertragsaenderungZustand.start)
    for (const z of alle) for (const u of aenderungsuebergaenge) if (u.von === z) alle.add(u.nach)
    expect([...alle].sort()).toEqual([...zustaende].sort())
  })

  test.each([
    ['inPruefung', 'eintragung', 'kammer', 'abfassungVollstaendig'],
    ['inPruefung', 'eintragung', 'kammer', 'ohneOffeneFehler'],
    ['inPruefung', 'eintragung', 'kammer', 'einAugenpaar'],
    ['zweitpruefung', 'eintragung', 'kammer', 'anderePerson'],
    ['nachforderung', 'ablehnung', 'kammer', 'fristAbgelaufen'],
    ['freigegebenZumDruck', 'unterzeichnung', 'antragsteller', 'passenderScan'],
    ['eingereicht', 'wirksamwerden', 'system', 'nurMeldung'],
    ['eingereicht', 'wirksamwerden', 'system', 'wirksam'],
  ] as const)('%s → %s by %s needs %s', (von, vorgang, durch, bedingung) => {
    const schritt = { durch, kommentar: 'ein Grund', bedingungen: bedingungen.filter((b) => b !== bedingung) }
    expect(transitionAenderung(von, vorgang, schritt)).toEqual({ fehler: 'bedingungFehlt', bedingung })
  })
})

describe('ausbilderZustand', () => {
  const zustaende = codesOf<Ausbildermeldung>(Ausbildermeldung)
  test.each([
    ['antragsteller', 'nichtGemeldet→gemeldet abgelehnt→gemeldet'],
    [
      'kammer',
      'gemeldet→inPruefung inPruefung→gemeldet inPruefung→anerkannt inPruefung→abgelehnt anerkannt→inPruefung',
    ],
  ] as const)('lets %s do these steps and no others', (durch, schritte) => {
    expect(allowed(ausbilderZustand, durch, zustaende)).toEqual(schritte.split(' '))
  })

  test.each([
    ['inPruefung', 'abgelehnt'],
    ['anerkannt', 'inPruefung'],
  ] as const)('%s → %s needs a reason', (von, nach) => {
    expect(checkUebergang(ausbilderZustand, von, nach, 'kammer', ' ')).toBe('kommentarFehlt')
  })
})
