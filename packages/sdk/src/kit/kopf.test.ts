import { describe, expect, test } from 'vitest'
import { completeKopf, kopfPflicht } from './kopf.ts'

const said = { fremdId: 'azubi-1', art: 'ausbildung', azubi: { name: 'Ida Müllerschön' } } as const
const never = () => false

describe('completeKopf', () => {
  test('knows what a book must have', () => {
    expect([...kopfPflicht].sort()).toEqual(['art', 'azubi', 'fremdId', 'knr'])
  })

  test('adds the context to what the source says', () => {
    expect(completeKopf(said, { knr: '153', nachweisform: 'elektronisch' }, never)).toEqual({
      ok: true,
      kopf: { ...said, knr: '153', nachweisform: 'elektronisch' },
      widersprueche: [],
    })
  })

  test.each([
    ['the same', { azubi: { name: 'Ida Müllerschön' } }, []],
    ['a name with its parts', { azubi: { name: 'Ida Müllerschön', vorname: 'Ida' } }, []],
    ['another name', { azubi: { name: 'Ben Özgür' } }, ['azubi']],
    ['another key and kind', { fremdId: 'x', art: 'umschulung' as const }, ['fremdId', 'art']],
  ])('the source goes first: %s in the context', (_name, kontext, widersprueche) => {
    expect(completeKopf(said, { knr: '153', ...kontext }, never)).toEqual({
      ok: true,
      kopf: { ...said, knr: '153' },
      widersprueche,
    })
  })

  test('what the record should have said is its own fault, anything else that of the context', () => {
    const { azubi: _azubi, ...rest } = said
    expect(completeKopf(rest, { knr: '153' }, (field) => field === 'azubi')).toEqual({ ok: false, fehlt: ['azubi'] })
    expect(() => completeKopf(rest, { knr: '153' }, never)).toThrow('kontext#/azubi: azubi is missing')
    expect(() => completeKopf(rest, {}, (field) => field === 'azubi')).toThrow('kontext#/knr')
  })

  test.each([
    [{ knr: '15' }, 'kontext#/knr'],
    [{ knr: '153', ausbildungsbeginn: '2026-02-30' }, 'kontext#/ausbildungsbeginn'],
    [{ knr: '153', unternehmen: { nme: 'x' } }, 'kontext#/unternehmen'],
  ])('a context that does not fit is refused: %j', (kontext, stelle) => {
    expect(() => completeKopf(said, kontext as never, never)).toThrow(stelle)
  })
})
