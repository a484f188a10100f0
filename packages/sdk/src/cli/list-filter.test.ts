import { expect, it } from 'vitest'
import { filterFlags, listNames, memberOf } from './list-filter.ts'
import { filters } from './run/list.ts'

it('has an option for every filter of every list, and no other', () => {
  const inContract = new Set(
    listNames
      .flatMap((name) => Object.keys(filters[name].properties))
      .filter((name) => name !== 'limit' && name !== 'cursor'),
  )
  expect(new Set(filterFlags.map(([flags]) => memberOf(flags)))).toEqual(inContract)
})

it.each([
  ['--beruf <name>', 'beruf'],
  ['--geaendert-seit <instant>', 'geaendertSeit'],
])('%s fills %s', (flags, member) => {
  expect(memberOf(flags)).toBe(member)
})
