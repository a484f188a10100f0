import { expect, test } from 'vitest'
import { pruefauftragOf, pruefenBisOf } from './vorschlag.ts'

const am = '2026-11-20T12:00:00Z'

test.each([
  // Ten working days, two when a case waits; the deputy comes in on the day after.
  [['107', '101'], false, '2026-12-04', { faelligAm: '2026-12-04', zustaendig: '107', vertretung: false }],
  [['107', '101'], false, '2026-12-05', { faelligAm: '2026-12-04', zustaendig: '101', vertretung: true }],
  [['107', '101'], true, '2026-11-24', { faelligAm: '2026-11-24', zustaendig: '107', vertretung: false }],
  [['107', '101'], true, '2026-11-25', { faelligAm: '2026-11-24', zustaendig: '101', vertretung: true }],
  [['107'], true, '2026-11-25', { faelligAm: '2026-11-24', zustaendig: '107', vertretung: false }],
  [[], false, '2026-12-05', { faelligAm: '2026-12-04', vertretung: false }],
])('in charge %j, a case waits: %s, on %s', (leitung, eilig, heute, auftrag) =>
  expect(pruefauftragOf(am, leitung, eilig, heute)).toEqual(auftrag),
)

test.each([
  ['bildungssystem', {}, '2029-11-20'],
  ['rechtsgrundlagen', {}, '2027-11-20'],
  ['bildungssystem', { pruefenBis: '2027' }, '2027-12-31'],
  ['rechtsgrundlagen', { pruefenBis: '2026-12-01' }, '2026-12-01'],
])('a statement about %s with %j is to be looked at again until %s', (abschnitt, aussage, tag) =>
  expect(pruefenBisOf(abschnitt, aussage, am)).toBe(tag),
)
