import { limits } from '@berichtsheft/core'
import { expect, test } from 'vitest'
import { isFrisch } from './kontositzung.ts'

const now = new Date('2026-11-20T12:00:00Z')
const seconds = now.getTime() / 1000

test.each([
  [0, true],
  [limits.frischeMinuten * 60 - 1, true],
  [limits.frischeMinuten * 60, false],
  [limits.frischeMinuten * 60 + 1, false],
  [14 * 86_400, false],
])('a sign-in %i seconds ago confirms a change: %s', (age, frisch) => {
  expect(isFrisch(seconds - age, now)).toBe(frisch)
})
