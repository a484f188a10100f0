import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Nachweislieferung } from '../contract/ausbildungsnachweis.ts'
import { addTage } from '../domain/kalender.ts'
import { makeArbeitstag, makeHeft, makeWoche } from '../testing/einzelbericht.ts'
import { makeBuch, stichtagOf } from '../testing/gueltiges-buch.ts'
import { regelbrecher } from '../testing/regelbrecher.ts'
import { defineRegelkonfig, standardRegelkonfig } from './konfig.ts'
import { completenessReport } from './vollstaendigkeit.ts'

const konfig = standardRegelkonfig

describe('the completeness report', () => {
  const heft = makeHeft({ geburtsdatum: '2010-01-01' })
  const woche = (
    montag: string,
    vorgang: 'freigegeben' | 'eingereicht' | 'zurueckgewiesen',
    tage = [makeArbeitstag(montag)],
  ): Nachweislieferung =>
    makeWoche(
      { zeitraum: { von: montag, bis: addTage(montag, 6) }, tage },
      { fremdId: montag, verlauf: [{ vorgang, zeitpunkt: `${addTage(montag, 9)}T10:00:00Z`, kommentar: 'x' }] },
    )
  const buch = {
    berichtsheft: heft,
    ausbildungsnachweise: [
      makeWoche(
        { zeitraum: { von: '2026-09-01', bis: '2026-09-06' }, tage: [makeArbeitstag('2026-09-01', 600)] },
        { fremdId: 'erste' },
      ),
      woche('2026-09-07', 'freigegeben', [
        { datum: '2026-09-07', art: 'krank', eintraege: [] },
        { datum: '2026-09-08', art: 'sonstigeAbwesenheit', eintraege: [] },
        {
          datum: '2026-09-09',
          minuten: 300,
          eintraege: [
            { art: 'schule', text: 'LF 5' },
            { art: 'schule', text: 'Englisch' },
          ],
        },
        {
          datum: '2026-09-10',
          minuten: 100,
          eintraege: [
            { art: 'schule', text: 'LF 5' },
            { art: 'betrieb', text: 'Lager' },
          ],
        },
        {
          datum: '2026-09-11',
          eintraege: [
            {
              art: 'betrieb',
              text: 'Lager',
              minuten: 200,
              positionen: [
                { kennung: 'B-2', rahmenplan: 'p' },
                { kennung: 'A-1', rahmenplan: 'p', bezeichnung: 'Planen' },
              ],
            },
            {
              art: 'unterweisung',
              text: 'Brandschutz',
              minuten: 60,
              positionen: [{ kennung: 'A-1', rahmenplan: 'p' }],
            },
          ],
        },
      ]),
      woche('2026-09-14', 'eingereicht'),
      woche('2026-09-21', 'zurueckgewiesen'),
      woche('2026-10-05', 'eingereicht', [
        { datum: '2026-10-05', art: 'urlaub', eintraege: [] },
        { datum: '2026-10-06', art: 'feiertag', eintraege: [] },
      ]),
    ],
  }
  const bericht = completenessReport(buch, { stichtag: '2026-10-14', konfig })

  it('counts weeks by state and names the missing ones', () => {
    expect(bericht.zeitraum).toEqual({ von: '2026-09-01', bis: '2026-10-14' })
    expect(bericht.wochen).toEqual({
      erwartet: 6,
      freigegeben: 2,
      abwesend: 1,
      offen: 1,
      zurueckgewiesen: 1,
      fehlend: 1,
    })
    expect(bericht.fehlendeWochen).toEqual([{ montag: '2026-09-28', sonntag: '2026-10-04', jahr: 2026, nummer: 40 }])
  })

  it('sums times by kind, absences and positions', () => {
    expect(bericht.ausbildungsminuten).toEqual({
      betrieb: 600 + 200 + 450 + 450,
      unterweisung: 60,
      schule: 300,
      ohneArt: 100,
    })
    expect(bericht.abwesenheit).toEqual({ urlaub: 1, feiertag: 1, fehltage: 2 })
    expect(bericht.positionen).toEqual([
      { kennung: 'A-1', rahmenplan: 'p', bezeichnung: 'Planen', eintraege: 2, minuten: 260 },
      { kennung: 'B-2', rahmenplan: 'p', eintraege: 1, minuten: 200 },
    ])
  })

  it('measures approvals, those still awaited too', () => {
    // Approved on 2026-12-19 for the week up to 2026-09-06: 104 days.
    expect(bericht.freigabe).toEqual({ laengsterAbstandTage: 104, verspaetet: 1 })
    expect(
      completenessReport({ ...buch, ausbildungsnachweise: [] }, { stichtag: '2026-10-14', konfig }).freigabe,
    ).toEqual({ verspaetet: 0 })
  })

  it('is written for the chamber: findings about working time are left out unless it asks for them', () => {
    const regeln = (empfaenger?: 'betrieb' | 'kammer', andere = konfig) =>
      completenessReport(buch, {
        stichtag: '2026-10-14',
        konfig: andere,
        ...(empfaenger ? { empfaenger } : {}),
      }).verstoesse.map((v) => v.regel)
    expect(regeln()).not.toContain('K4')
    expect(regeln('kammer')).not.toContain('K4')
    expect(regeln('betrieb')).toContain('K4')
    expect(regeln('kammer', defineRegelkonfig({ arbeitszeitAnKammer: true }))).toContain('K4')
  })

  it('has no period and no weeks while the begin of training is unknown or still to come', () => {
    const { ausbildungsbeginn: _beginn, ...ohne } = heft
    for (const [berichtsheft, stichtag] of [
      [ohne, '2026-10-14'],
      [heft, '2026-08-31'],
    ] as const) {
      const leer = completenessReport({ ...buch, berichtsheft }, { stichtag, konfig })
      expect(leer).not.toHaveProperty('zeitraum')
      expect(leer.wochen.erwartet).toBe(0)
    }
  })

  it('adds up for every book, broken ones too', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 90 }),
        fc.nat(),
        fc.constantFrom(...regelbrecher),
        (wochen, seed, brecher) => {
          const heil = makeBuch({ wochen, seed })
          const { buch: kaputt } = brecher.brich(structuredClone(heil))
          const { wochen: anzahl, fehlendeWochen } = completenessReport(kaputt, { stichtag: stichtagOf(heil), konfig })
          const { erwartet, ...einzeln } = anzahl
          expect(Object.values(einzeln).reduce((summe, zahl) => summe + zahl, 0)).toBe(erwartet)
          expect(fehlendeWochen).toHaveLength(anzahl.fehlend)
        },
      ),
      { numRuns: 30 },
    )
  })
})
