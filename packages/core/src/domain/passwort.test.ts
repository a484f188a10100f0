import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { checkPasswort, passwortfehlertexte } from './passwort.ts'

const email = 'tilda.ehrlichmann@example.org'

test.each([
  ['11 characters', 'abcdefghijk', 'zuKurz'],
  ['12 characters', 'abcdefghijkl', undefined],
  ['11 emoji of two units each', '😀😁😂🤣😃😄😅😆😉😊😋', 'zuKurz'],
  ['12 emoji', '😀😁😂🤣😃😄😅😆😉😊😋😎', undefined],
  ['200 characters', 'abcde'.repeat(40), undefined],
  ['201 characters', `${'abcde'.repeat(40)}f`, 'zuLang'],
  ['four different characters', 'abcdabcdabcdabcd', 'eintoenig'],
  ['five different characters', 'abcdeabcdeabcde', undefined],
  ['the address in another case', 'Tilda.Ehrlichmann@EXAMPLE.org', 'istEmail'],
  ['what stands before the @', 'tilda.ehrlichmann', 'istEmail'],
  ['the address and one more', 'tilda.ehrlichmann!', undefined],
  ['a line break', 'abcdefg\nhijklm', 'steuerzeichen'],
  ['blanks and umlauts', 'Größer als ein Haus', undefined],
  ['nothing', '', 'zuKurz'],
] as const)('%s', (_name, passwort, fehler) => expect(checkPasswort(passwort, email)).toBe(fehler))

it('judges by length alone what is long, varied and visible', () => {
  const zeichen = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzÄÖÜß0123456789 !"§$%&/()=?')
  fc.assert(
    fc.property(fc.uniqueArray(zeichen, { minLength: 5, maxLength: 30 }), fc.nat({ max: 7 }), (satz, mal) => {
      const passwort = satz.join('').repeat(mal)
      const { length } = [...passwort]
      expect(checkPasswort(passwort, email)).toBe(length < 12 ? 'zuKurz' : length > 200 ? 'zuLang' : undefined)
    }),
  )
})

test.each(Object.entries(passwortfehlertexte))('%s is told in both languages', (_name, { de, en }) => {
  expect(de).toMatch(/^Das Passwort .*\.$/)
  expect(en).toMatch(/^The password .*\.$/)
})
