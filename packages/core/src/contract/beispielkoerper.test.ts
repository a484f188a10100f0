import { describe, expect, it, test } from 'vitest'
import { standardRegelkonfig } from '../regeln/konfig.ts'
import { evaluateBuch, evaluateBuchannahme, evaluateNachweis } from '../regeln/pruefung.ts'
import { createPruefer, listOperationen } from '../testing/vertrag.ts'
import { beispiele, beispielLieferung } from './beispiele.ts'
import { beispielkoerper } from './beispielkoerper.ts'
import { nachrichten } from './nachricht.ts'

const { forId } = createPruefer()
const bodies = new Set(
  listOperationen().flatMap(({ operation: { schema } }) => {
    const { body } = schema
    return typeof body === 'object' && body !== null && '$ref' in body ? [String(body.$ref)] : []
  }),
)

describe('the examples of request bodies', () => {
  test.each(Object.entries(beispielkoerper))('%s is valid', (id, beispiel) => {
    const validate = forId(id)
    expect(validate(beispiel), JSON.stringify(validate.errors)).toBe(true)
  })

  test.each([...bodies])('there is one of %s', (id) => expect(Object.keys(beispielkoerper)).toContain(id))

  it('shows a report that no rule complains about, and books that are accepted', () => {
    const kontext = { stichtag: '2026-11-20', konfig: standardRegelkonfig }
    const { CreateBerichtsheft: berichtsheft, Nachweislieferung: nachweis, Lieferung: lieferung } = beispielkoerper
    expect(evaluateNachweis({ berichtsheft, nachweis }, kontext)).toEqual([])
    for (const buch of [lieferung, beispielLieferung]) expect(evaluateBuchannahme(buch, kontext)).toEqual([])
    // The rest of the book is missing in the example: three years of weeks.
    expect(evaluateBuch(lieferung, kontext).filter((verstoss) => verstoss.regel !== 'K1')).toEqual([])
  })
})

test.each(Object.entries(beispiele))('the example of the message %s is valid', (name, beispiel) => {
  const nachricht = Object.entries(nachrichten).find(([schluessel]) => schluessel === name)?.[1]
  const validate = forId(String(Reflect.get(nachricht?.schema ?? {}, '$id')))
  expect(validate(beispiel), JSON.stringify(validate.errors)).toBe(true)
})
