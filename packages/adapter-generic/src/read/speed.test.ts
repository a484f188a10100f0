import { memorySource } from '@berichtsheft/sdk'
import { expect, test } from 'vitest'
import { readWith } from '../testing/examples.ts'

test('a book of three years with three thousand activities is read in seconds', async () => {
  const weeks = Array.from({ length: 156 }, (_, index) => {
    const von = new Date(Date.UTC(2024, 0, 1) + index * 7 * 86_400_000)
    const bis = new Date(von.getTime() + 6 * 86_400_000)
    const german = (day: Date) => day.toISOString().slice(0, 10).split('-').reverse().join('.')
    return {
      id: index,
      azubiId: 1,
      startDate: german(von),
      endDate: german(bis),
      signedByAzubi: true,
      signedByAusbilder: true,
      ausbilderId: 2,
    }
  })
  const activities = weeks.flatMap(({ startDate }) =>
    Array.from({ length: 20 }, (_, index) => ({
      id: index,
      userId: 1,
      date: startDate,
      activity: `Tätigkeit ${index}`,
      durationHours: 1,
    })),
  )
  const users = [
    { id: 1, fullName: 'Ida Müllerschön', isAzubi: true },
    { id: 2, fullName: 'Arne Hülsmann', isAzubi: false },
  ]
  const files = { 'users.json': users, 'nachweise.json': weeks, 'activities.json': activities }
  const source = memorySource(
    Object.fromEntries(Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)])),
    { knr: '153' },
  )
  const start = performance.now()
  const { lieferungen } = await readWith({ konfiguration: 'json-three-files' }, source)
  expect(lieferungen[0]?.ausbildungsnachweise.map(({ inhalt }) => inhalt.tage?.[0]?.eintraege.length)).toEqual(
    weeks.map(() => 20),
  )
  expect(performance.now() - start).toBeLessThan(15_000)
}, 30_000)
