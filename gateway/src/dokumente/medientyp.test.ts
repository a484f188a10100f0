import { expect, it } from 'vitest'
import { medientypOf } from './medientyp.ts'

it.each([
  ['%PDF-1.7', 'application/pdf'],
  ['%PDF', undefined],
  [' %PDF-1.7', undefined],
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\x89PNG\n\x1a\n', undefined],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['\xff\xd8', undefined],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', undefined],
  ['<html>', undefined],
  ['', undefined],
])('judges %j by its first bytes', (text, type) => {
  expect(medientypOf(Buffer.from(text, 'latin1'))).toBe(type)
})
