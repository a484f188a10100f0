import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentDisposition, makeDateiname } from './dateiname.ts'
import { feindlicheNamen } from './testing/hostile-names.ts'

test('B12: there are 25 hostile names', () => {
  expect(feindlicheNamen.length).toBeGreaterThanOrEqual(25)
})

test.each(feindlicheNamen)('B12: the name %j is stored as %j', (name, safe) => {
  expect(makeDateiname(name, 'application/pdf', 'zeugnis')).toBe(safe)
})

test.each([
  ['Zeugnis.pdf', 'attachment; filename="Zeugnis.pdf"'],
  ['Zeugnis_Jörg.pdf', 'attachment; filename="Zeugnis_Joerg.pdf"; filename*=UTF-8\'\'Zeugnis_J%C3%B6rg.pdf'],
  ['学.pdf', 'attachment; filename="_.pdf"; filename*=UTF-8\'\'%E5%AD%A6.pdf'],
])('the download of %j', (name, header) => {
  expect(contentDisposition(name)).toBe(header)
})

test('B12: any name becomes one that is safe in a header and on a disk, and stays what it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
      const safe = makeDateiname(name, 'image/png', 'scan')
      expect(safe).toMatch(/^[^\p{C}\s/\\:*?"<>|.]+\.png$/u)
      expect(makeDateiname(safe, 'image/png', 'scan')).toBe(safe)
      expect(contentDisposition(safe)).toMatch(
        /^attachment; filename="[ !#-~]+"(; filename\*=UTF-8''[A-Za-z0-9%._~!-]+)?$/,
      )
    }),
  )
})
