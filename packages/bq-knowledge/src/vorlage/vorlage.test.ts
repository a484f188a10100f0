import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { formOf } from '../kern/inhaltspruefung.ts'
import { maySee, narrower, sichtbarkeiten } from './feld.ts'
import { findFeld, vorlagen, vorlageOf } from './vorlage.ts'

const folder = new URL('../../../../../shared/data/bq/', import.meta.url)
const hasData = existsSync(folder)
const read = (name: string): Record<string, unknown> => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))

/** What is not known is left out, and a remark stands beside the value. */
const asEntered = (wert: unknown): unknown =>
  typeof wert === 'object' && wert !== null && !Array.isArray(wert)
    ? Object.fromEntries(Object.entries(wert).filter(([name, value]) => value !== null && name !== 'bemerkung'))
    : wert

const felder = vorlagen.flatMap(({ art, abschnitte }) =>
  abschnitte.flatMap(({ abschnitt, felder }) => felder.map((feld) => ({ art, abschnitt, ...feld }))),
)

describe('the templates', () => {
  it('name every field once, in both languages', () => {
    const ids = felder.map(({ art, abschnitt, feld }) => `${art}/${abschnitt}/${feld}`)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { name, feld } of felder)
      expect(
        [name.de, name.en].every((text) => text.length > 2),
        feld,
      ).toBe(true)
    for (const { abschnitte } of vorlagen)
      expect(new Set(abschnitte.map(({ abschnitt }) => abschnitt)).size).toBe(abschnitte.length)
  })

  it('hold forms that compile and refuse what is no value', () => {
    for (const feld of felder) {
      const form = formOf(feld)
      expect(
        [undefined, {}, null].filter((value) => form.has(value)),
        feld.feld,
      ).toEqual([])
    }
  })

  it('are found by profile', () => {
    expect(findFeld('land:TR', 'bildungssystem', 'pflichtschuljahre')?.einwertig).toBe(true)
    expect(findFeld('land:TR', 'kopf', 'nameOriginal')).toBeUndefined()
    expect(findFeld('land:TR', 'bildungssystem', 'toString')).toBeUndefined()
    expect(vorlageOf('qual:x').art).toBe('qual')
    expect(vorlageOf('ref:x').art).toBe('ref')
  })

  it.skipIf(!hasData)('have every section and field of the country profile [needs ../shared]', () => {
    const { abschnitte } = read('vorlagen/laenderprofil.json') as { abschnitte: Record<string, string[]> }
    const missing = Object.entries(abschnitte).flatMap(([abschnitt, names]) =>
      names.filter((feld) => !findFeld('land:TR', abschnitt, feld)).map((feld) => `${abschnitt}/${feld}`),
    )
    expect(missing).toEqual([])
    expect(Object.values(abschnitte).flat().length).toBeGreaterThan(30)
  })

  it.skipIf(!hasData)('have every section and field of the qualification profile [needs ../shared]', () => {
    const { _meta, rechtsgrundlagen: _r, quellen: _q, ...abschnitte } = read('vorlagen/berufsprofil.json')
    const missing = Object.entries(abschnitte).flatMap(([abschnitt, names]) =>
      Object.keys(names as object)
        .filter((feld) => !findFeld('qual:x', abschnitt, feld))
        .map((feld) => `${abschnitt}/${feld}`),
    )
    expect(missing).toEqual([])
    expect(
      ['rechtsgrundlagen', 'quellen'].filter((a) => !vorlageOf('qual:x').abschnitte.some((s) => s.abschnitt === a)),
    ).toEqual([])
  })

  it.skipIf(!hasData)('hold the values of the example profiles [needs ../shared]', () => {
    const wrong = ['TR', 'PL', 'SY'].flatMap((land) => {
      const { abschnitte } = read(`laenderprofile/${land}.json`) as {
        abschnitte: Record<string, { feld: string; wert: unknown }[]>
      }
      return Object.entries(abschnitte).flatMap(([abschnitt, aussagen]) =>
        aussagen.flatMap(({ feld, wert }) => {
          const found = findFeld(`land:${land}`, abschnitt, feld)
          // A field of the data that the template does not have goes to "weiteres".
          if (!found)
            return findFeld(`land:${land}`, abschnitt, 'weiteres') ? [] : [`${land} ${abschnitt}/${feld}: no place`]
          const form = formOf(found)
          const values = found.slottyp === 'menge' && Array.isArray(wert) ? wert : [asEntered(wert)]
          return values.every((value) => form.has(value))
            ? []
            : [`${land} ${abschnitt}/${feld}: ${JSON.stringify(wert)}`]
        }),
      )
    })
    expect(wrong).toEqual([])
  })
})

describe('levels', () => {
  test('each sees what is for wider circles, and of two the narrower one counts', () => {
    for (const [i, leser] of sichtbarkeiten.entries()) {
      for (const [j, inhalt] of sichtbarkeiten.entries()) {
        expect(maySee(leser, inhalt)).toBe(i >= j)
        expect(narrower(leser, inhalt)).toBe(sichtbarkeiten[Math.max(i, j)])
      }
    }
  })
})
