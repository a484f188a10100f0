import { expect, test } from 'vitest'
import { findPersonenbezug } from './personenbezug.ts'

test.each([
  ['Schreiben Sie an a.yilmaz@example.org', ['mailadresse']],
  ['Rückruf unter +90 212 555 12 34', ['telefonnummer']],
  ['Rückruf unter 0049 621/170955', ['telefonnummer']],
  ['geb. 01.02.1990 in Izmir', ['geburtsangabe']],
  ['Der Antragsteller, geboren am 1. Februar', ['geburtsangabe']],
  ['Frau Dr. Yılmaz hat 2010 abgeschlossen', ['anrede']],
  ['Herr Müller, Az. 12/3456', ['anrede', 'aktenzeichen']],
  ['Welche Dauer hatte die Ausbildung nach Gesetz Nr. 3308 vom 05.06.1986?', []],
  ['Die Frau im Beruf: wie viele Stunden?', []],
  ['Gab es 1990 bis 1998 die Meslek Lisesi mit 3 200 Stunden?', []],
  ['Abschluss der Herren- und Damenschneider', []],
  ['ISCED 354, EQF 4, § 4 Abs. 2 BQFG', []],
])('%s', (text, hinweise) => expect(findPersonenbezug(text)).toEqual(hinweise))

test('is quick with texts that are made to be slow (B10)', () => {
  for (const text of ['a@'.repeat(5_000), '+49 '.repeat(2_500), 'Frau '.repeat(2_000), `+49${' '.repeat(9_990)}`]) {
    const start = performance.now()
    findPersonenbezug(text)
    expect(performance.now() - start).toBeLessThan(500)
  }
})
