import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { Vertragsbedingung, Vertragsstatus, Vertragsvorgang } from '../contract/vertragsstatus.ts'
import {
  isEingetragen,
  isVertragAenderbar,
  listVertragsvorgaenge,
  transitionVertrag,
  type Vertragsseite,
  vertragsuebergaenge,
  vertragZustand,
} from './vertrag-zustand.ts'

const codesOf = <T extends string>(liste: object): readonly T[] => Reflect.get(liste, 'enum')
const zustaende = codesOf<Vertragsstatus>(Vertragsstatus)
const vorgaenge = codesOf<Vertragsvorgang>(Vertragsvorgang)
const bedingungen = codesOf<Vertragsbedingung>(Vertragsbedingung)
const seiten: readonly Vertragsseite[] = ['antragsteller', 'partei', 'kammer', 'system']

/** State → step → side → state, written by hand; what is not written is refused. */
const erlaubt: Readonly<Record<Vertragsstatus, string>> = {
  entwurf:
    'einreichung antragsteller eingereicht, ruecknahme antragsteller zurueckgezogen, bestaetigungsfreigabe antragsteller zurBestaetigung',
  eingereicht: 'ruecknahme antragsteller zurueckgezogen, uebernahme kammer inPruefung',
  inPruefung:
    'ruecknahme antragsteller zurueckgezogen, rueckgabe kammer eingereicht, nachforderung kammer nachforderung, druckfreigabe kammer freigegebenZumDruck, bestaetigungsfreigabe kammer zurBestaetigung, eintragungsvorschlag kammer zweitpruefung, eintragung kammer eingetragen, ablehnung kammer abgelehnt',
  nachforderung:
    'ruecknahme antragsteller zurueckgezogen, nachreichung antragsteller nachgereicht, ablehnung kammer abgelehnt',
  nachgereicht: 'ruecknahme antragsteller zurueckgezogen, uebernahme kammer inPruefung',
  freigegebenZumDruck:
    'ruecknahme antragsteller zurueckgezogen, unterzeichnung antragsteller unterzeichnet, unterzeichnung kammer unterzeichnet, wiedereroeffnung kammer inPruefung',
  unterzeichnet:
    'ruecknahme antragsteller zurueckgezogen, wiedereroeffnung kammer inPruefung, eintragungsvorschlag kammer zweitpruefung, eintragung kammer eingetragen',
  zurBestaetigung:
    'ruecknahme antragsteller zurueckgezogen, bestaetigung antragsteller bestaetigt, bestaetigung partei bestaetigt, bestaetigung system bestaetigt, wiedereroeffnung antragsteller entwurf, wiedereroeffnung kammer inPruefung',
  bestaetigt:
    'einreichung antragsteller eingereicht, ruecknahme antragsteller zurueckgezogen, wiedereroeffnung antragsteller entwurf, wiedereroeffnung kammer inPruefung, eintragungsvorschlag kammer zweitpruefung, eintragung kammer eingetragen',
  zweitpruefung: 'rueckgabe kammer inPruefung, eintragung kammer eingetragen, ablehnung kammer abgelehnt',
  ...Object.fromEntries(
    (['eingetragen', 'geaendert', 'verlaengert'] as const).map((zustand) => [
      zustand,
      'aenderung kammer geaendert, aenderung system geaendert, verlaengerung kammer verlaengert, verkuerzung kammer geaendert, aufloesung kammer aufgeloest, beendigung kammer beendet, beendigung system beendet, loeschung kammer geloescht',
    ]),
  ),
  aufgeloest: '',
  beendet: 'verlaengerung kammer verlaengert',
  geloescht: '',
  abgelehnt: '',
  zurueckgezogen: '',
} as Record<Vertragsstatus, string>

describe('every state × step × side', () => {
  test.each(zustaende)('%s', (von) => {
    const moeglich = vorgaenge.flatMap((vorgang) =>
      seiten.flatMap((durch) => {
        const ergebnis = transitionVertrag(von, vorgang, { durch, kommentar: 'ein Grund', bedingungen })
        return 'nach' in ergebnis ? [`${vorgang} ${durch} ${ergebnis.nach}`] : []
      }),
    )
    expect([...moeglich].sort()).toEqual(erlaubt[von].split(', ').filter(Boolean).sort())
  })
})

describe('transitionVertrag', () => {
  const alle = { durch: 'kammer', kommentar: 'ein Grund', bedingungen } as const
  const ohne = (...fehlend: readonly Vertragsbedingung[]) => bedingungen.filter((b) => !fehlend.includes(b))

  test.each([
    ['inPruefung', 'nachforderung'],
    ['inPruefung', 'ablehnung'],
    ['zweitpruefung', 'rueckgabe'],
    ['unterzeichnet', 'wiedereroeffnung'],
    ['eingetragen', 'loeschung'],
  ] as const)('%s → %s needs a reason', (von, vorgang) => {
    for (const kommentar of ['', '  \n']) {
      expect(transitionVertrag(von, vorgang, { ...alle, kommentar })).toEqual({ fehler: 'kommentarFehlt' })
    }
    expect(transitionVertrag(von, vorgang, { durch: 'kammer', bedingungen })).toEqual({ fehler: 'kommentarFehlt' })
    expect(transitionVertrag(von, vorgang, alle)).toHaveProperty('nach')
  })

  test.each([
    ['bestaetigt', 'eintragung', 'schonEingereicht'],
    ['bestaetigt', 'eintragung', 'einAugenpaar'],
    ['bestaetigt', 'eintragung', 'abfassungVollstaendig'],
    ['unterzeichnet', 'eintragung', 'ohneOffeneFehler'],
    ['inPruefung', 'eintragung', 'abfassungVollstaendig'],
    ['inPruefung', 'eintragungsvorschlag', 'vierAugen'],
    ['zweitpruefung', 'eintragung', 'anderePerson'],
    ['nachforderung', 'ablehnung', 'fristAbgelaufen'],
    ['freigegebenZumDruck', 'unterzeichnung', 'passenderScan'],
    ['eingetragen', 'loeschung', 'loeschungsgrund'],
  ] as const)('%s → %s needs %s', (von, vorgang, bedingung) => {
    expect(transitionVertrag(von, vorgang, { ...alle, bedingungen: ohne(bedingung) })).toEqual({
      fehler: 'bedingungFehlt',
      bedingung,
    })
    expect(transitionVertrag(von, vorgang, alle)).toHaveProperty('nach')
  })

  it('keeps the company from handing in again what the chamber has released', () => {
    expect(
      transitionVertrag('bestaetigt', 'einreichung', { durch: 'antragsteller', bedingungen: ['schonEingereicht'] }),
    ).toEqual({ fehler: 'bedingungFehlt', bedingung: 'nichtEingereicht' })
  })

  it('says that the side is the wrong one', () => {
    expect(transitionVertrag('inPruefung', 'eintragung', { ...alle, durch: 'antragsteller' })).toEqual({
      fehler: 'falscheSeite',
    })
  })
})

describe('vertragsuebergaenge', () => {
  it('lead from every state that is no end to an end, and from ends nowhere', () => {
    const enden = new Set<Vertragsstatus>(vertragZustand.ende)
    for (const zustand of zustaende) {
      const erreichbar = new Set<Vertragsstatus>([zustand])
      for (const z of erreichbar) for (const u of vertragsuebergaenge) if (u.von === z) erreichbar.add(u.nach)
      expect(
        [...erreichbar].some((z) => enden.has(z)),
        zustand,
      ).toBe(true)
      if (enden.has(zustand)) expect([...erreichbar]).toEqual([zustand])
    }
  })

  it('reach every state and use every step and condition', () => {
    const erreichbar = new Set<Vertragsstatus>(vertragZustand.start)
    for (const z of erreichbar) for (const u of vertragsuebergaenge) if (u.von === z) erreichbar.add(u.nach)
    expect([...erreichbar].sort()).toEqual([...zustaende].sort())
    expect(new Set(vertragsuebergaenge.map((u) => u.vorgang)).size).toBe(vorgaenge.length)
    expect(new Set(vertragsuebergaenge.flatMap((u) => u.bedingungen ?? [])).size).toBe(bedingungen.length)
  })

  it('say one thing: state, step and side lead to one state', () => {
    const schluessel = vertragsuebergaenge.flatMap((u) => u.durch.map((durch) => `${u.von} ${u.vorgang} ${durch}`))
    expect(new Set(schluessel).size).toBe(schluessel.length)
  })

  it('register nothing that was not handed in, that lacks signatures or receipts, or has open errors', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zustaende),
        fc.constantFrom(...seiten),
        fc.subarray([...bedingungen]),
        (von, durch, gegeben) => {
          const ergebnis = transitionVertrag(von, 'eintragung', { durch, bedingungen: gegeben })
          if (!('nach' in ergebnis)) return
          expect(durch).toBe('kammer')
          expect(gegeben).toEqual(expect.arrayContaining(['abfassungVollstaendig', 'ohneOffeneFehler']))
          expect(gegeben.includes(von === 'zweitpruefung' ? 'anderePerson' : 'einAugenpaar')).toBe(true)
        },
      ),
    )
  })
})

test.each(zustaende)('%s: what is offered to a side is what it may do', (von) => {
  for (const durch of seiten) {
    const angeboten = listVertragsvorgaenge(von, durch).map(({ vorgang }) => vorgang)
    const moeglich = vorgaenge.filter(
      (vorgang) => 'nach' in transitionVertrag(von, vorgang, { durch, kommentar: 'ein Grund', bedingungen }),
    )
    expect([...angeboten].sort()).toEqual([...moeglich].sort())
  }
})

test('the register holds three states, and the company writes in two', () => {
  expect(zustaende.filter(isEingetragen)).toEqual(['eingetragen', 'geaendert', 'verlaengert'])
  expect(zustaende.filter(isVertragAenderbar)).toEqual(['entwurf', 'nachforderung'])
})
