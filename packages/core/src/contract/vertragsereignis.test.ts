import { expect, test } from 'vitest'
import { vertragsuebergaenge } from '../domain/vertrag-zustand.ts'
import { aenderungsuebergaenge } from '../domain/vertragsaenderung-zustand.ts'
import { Ereignisart } from './ereignis.ts'

const arten: readonly string[] = Reflect.get(Ereignisart, 'enum')

test.each([
  ['contract', 'vertrag', vertragsuebergaenge],
  ['change of a contract', 'vertrag.aenderung', aenderungsuebergaenge],
] as const)('the parties are told of every step of a %s', (_name, kind, uebergaenge) => {
  const steps = [...new Set(uebergaenge.map(({ vorgang }) => `${kind}.${vorgang}`))]
  // Its effect is told as a step of the contract itself.
  const ofContract = ['vertrag.aenderung.eintragung', 'vertrag.aenderung.wirksamwerden']
  expect(steps.filter((art) => !arten.includes(art) && !ofContract.includes(art))).toEqual([])
  expect(new Set(arten).size).toBe(arten.length)
})
