import { describe, expect, it } from 'vitest'
import { Anforderungsstatus } from '../contract/anforderung.ts'
import { Nachweisstatus } from '../contract/nachweisverlauf.ts'
import { anforderungZustand } from './anforderung-zustand.ts'
import { isInhaltAenderbar, nachweisZustand } from './nachweis-zustand.ts'
import { checkUebergang } from './zustandsmaschine.ts'

const codes = (schema: unknown) => (schema as { enum: string[] }).enum

describe('nachweisZustand', () => {
  it('knows exactly the published states', () => {
    const used = new Set(nachweisZustand.uebergaenge.flatMap((u) => [u.von, u.nach]))
    expect([...used].sort()).toEqual([...codes(Nachweisstatus)].sort())
  })

  it.each([
    ['entwurf', 'eingereicht', undefined, undefined],
    ['entwurf', 'freigegeben', undefined, 'unbekannterUebergang'],
    ['entwurf', 'stufe1Freigegeben', undefined, 'unbekannterUebergang'],
    ['eingereicht', 'zurueckgewiesen', undefined, 'kommentarFehlt'],
    ['eingereicht', 'zurueckgewiesen', '  ', 'kommentarFehlt'],
    ['eingereicht', 'zurueckgewiesen', 'Bitte ausführlicher', undefined],
    ['stufe1Freigegeben', 'freigegeben', undefined, undefined],
    ['stufe1Freigegeben', 'eingereicht', undefined, 'unbekannterUebergang'],
    ['freigegeben', 'entwurf', 'x', 'unbekannterUebergang'],
    ['freigegeben', 'wiederGeoeffnet', undefined, 'kommentarFehlt'],
    ['freigegeben', 'wiederGeoeffnet', 'Tippfehler', undefined],
    [undefined, 'freigegeben', undefined, undefined],
  ] as const)('%s → %s with comment %j answers %s', (von, nach, kommentar, fehler) => {
    expect(checkUebergang(nachweisZustand, von, nach, 'anbieter', kommentar)).toBe(fehler)
  })

  it('protects the text of a report that was handed in or approved', () => {
    expect(codes(Nachweisstatus).filter((s) => isInhaltAenderbar(s as Nachweisstatus))).toEqual([
      'entwurf',
      'zurueckgewiesen',
      'wiederGeoeffnet',
    ])
    expect(isInhaltAenderbar(undefined)).toBe(true)
  })
})

describe('anforderungZustand', () => {
  it('knows exactly the published states', () => {
    const used = new Set(anforderungZustand.uebergaenge.flatMap((u) => [u.von, u.nach]))
    expect([...used].sort()).toEqual([...codes(Anforderungsstatus)].sort())
  })

  it('ends every request: no way leads out of an end state, and a deadline leads out of every other', () => {
    for (const state of codes(Anforderungsstatus) as Anforderungsstatus[]) {
      const out = anforderungZustand.uebergaenge.filter((u) => u.von === state)
      if (anforderungZustand.ende.includes(state)) expect(out).toEqual([])
      else expect(out.some((u) => u.nach === 'ueberfaellig' && u.durch.includes('system'))).toBe(true)
    }
  })

  it.each([
    ['angelegt', 'zugestellt', 'system', undefined],
    ['angelegt', 'zugestellt', 'kammer', 'falscheSeite'],
    ['gelesen', 'uebermittelt', 'anbieter', 'unbekannterUebergang'],
    ['uebermittelt', 'geprueft', 'anbieter', 'falscheSeite'],
    ['uebermittelt', 'geprueft', 'kammer', undefined],
    ['geprueft', 'zurueckgezogen', 'kammer', 'unbekannterUebergang'],
    ['ueberfaellig', 'freigegeben', 'anbieter', 'unbekannterUebergang'],
  ] as const)('%s → %s by %s answers %s', (von, nach, durch, fehler) => {
    expect(checkUebergang(anforderungZustand, von, nach, durch)).toBe(fehler)
  })
})
