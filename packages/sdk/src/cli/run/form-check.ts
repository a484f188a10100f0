import { describeFormfehler } from '@berichtsheft/core'
import { jsonPointer } from '../../kit/json-tree.ts'
import { checkContract, type SchemaFault } from '../../schema-check.ts'
import type { Fundstelle } from '../findings.ts'

/** A fault of form as a finding; what is missing or too much is named by its own place. */
const toFund = ({ pfad, property, keyword, params }: SchemaFault): Fundstelle => ({
  regel: 'SCHEMA',
  schwere: 'fehler',
  pfad: property === undefined ? pfad : `${pfad}${jsonPointer([property])}`,
  ...describeFormfehler({ keyword, params }),
})

/** The faults of form of a value against a schema of the contract, as findings. */
export const checkForm = (schema: string, value: unknown): Fundstelle[] => checkContract(schema, value).map(toFund)
