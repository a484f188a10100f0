import { expect, it } from 'vitest'
import { describeFormfehler } from './formfehler.ts'

it.each([
  ['required', { missingProperty: 'azubi' }, 'Diese Angabe fehlt.', 'is missing'],
  ['enum', { allowedValues: ['a', 'b'] }, 'Erlaubt sind: a, b.', 'must be one of a, b'],
  ['maximum', { limit: 1440 }, 'Der Wert ist größer als 1440.', 'is greater than 1440'],
  ['type', { type: 'integer' }, 'Erwartet wird ein Wert der Art integer.', 'must be integer'],
  ['order', {}, 'Dieses Element steht nicht an seinem Platz.', 'does not stand in its place'],
  ['never-seen', {}, 'Der Wert passt nicht zum Schema.', 'does not match the schema'],
])('a broken %s has a text in both languages', (keyword, params, text, textEnglisch) => {
  expect(describeFormfehler({ keyword, params })).toEqual({ text, textEnglisch })
})
