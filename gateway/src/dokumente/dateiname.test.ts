import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ProblemError } from '../problem-error.ts'
import { makeDateiname, readContentDisposition, writeContentDisposition } from './dateiname.ts'
import { feindlicheNamen } from './testing/hostile-names.ts'

test('B12: there are 25 hostile names', () => {
  expect(feindlicheNamen.length).toBeGreaterThanOrEqual(25)
})

test.each(feindlicheNamen)('B12: the name %j is stored as %j', (name, safe) => {
  expect(makeDateiname(name, 'application/pdf', 'zeugnis')).toBe(safe)
})

test.each([
  ['Zeugnis.pdf', 'attachment; filename=Zeugnis.pdf'],
  ['Zeugnis_Jörg.pdf', "attachment; filename=Zeugnis_Joerg.pdf; filename*=UTF-8''Zeugnis_J%C3%B6rg.pdf"],
  ['学.pdf', "attachment; filename=_.pdf; filename*=UTF-8''%E5%AD%A6.pdf"],
])('the download of %j', (name, header) => {
  expect(writeContentDisposition(name)).toBe(header)
})

test('B12: any name becomes one that is safe in a header and on a disk, and stays what it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
      const safe = makeDateiname(name, 'image/png', 'scan')
      expect(safe).toMatch(/^[^\p{C}\s/\\:*?"<>|.]+\.png$/u)
      expect(makeDateiname(safe, 'image/png', 'scan')).toBe(safe)
      expect(writeContentDisposition(safe)).toMatch(
        /^attachment; filename=(?:[!#-~]+|"[ !#-~]+")(; filename\*=UTF-8''[A-Za-z0-9%._~!-]+)?$/,
      )
    }),
  )
})

test.each([
  [undefined, undefined],
  ['attachment', undefined],
  ['attachment; filename="Zeugnis.pdf"', 'Zeugnis.pdf'],
  ['attachment; filename="x.pdf"; filename*=UTF-8\'\'J%C3%B6rg.pdf', 'Jörg.pdf'],
])('the name in %j', (header, name) => {
  expect(readContentDisposition(header)).toBe(name)
})

test('a name that is no name names nothing, and one without end is refused', () => {
  for (const header of ['', ';', 'attachment; filename', 'attachment; filename*=UTF-8%'])
    expect(readContentDisposition(header)).toBeUndefined()
  expect(() => readContentDisposition(`attachment; filename="${'a'.repeat(4_000)}"`)).toThrow(ProblemError)
})

test('B12: a name survives its way there and back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (name) => {
      const safe = makeDateiname(name, 'image/jpeg', 'scan')
      expect(readContentDisposition(writeContentDisposition(safe))).toBe(safe)
    }),
  )
})
