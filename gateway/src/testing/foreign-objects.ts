import { expect } from 'vitest'
import { compareStatements } from './statements.ts'

/** An answer, as much of it as is compared. */
export interface ComparedAnswer {
  readonly statusCode: number
  readonly body: string
}

/** An answer without what differs by nature: the ids of the request and of the object. */
const shapeOf = ({ statusCode, body }: ComparedAnswer): unknown => {
  const { instance: _instance, ...rest } = JSON.parse(body) as Record<string, unknown>
  return [statusCode, JSON.stringify(rest).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')]
}

/**
 * Expects that a request about somebody else's object is refused exactly as one about an object that does not exist, and
 * costs the same statements with as many rows: so it takes as long, whatever the clock of a busy machine says.
 *
 * @returns how many statements both cost
 */
export const expectLikeMissing = async (
  what: string,
  foreign: () => Promise<ComparedAnswer>,
  missing: () => Promise<ComparedAnswer>,
): Promise<number> => {
  const [refused, absent] = [await foreign(), await missing()]
  expect([403, 404], `${what}: ${refused.body}`).toContain(refused.statusCode)
  expect(shapeOf(refused), what).toEqual(shapeOf(absent))
  const [statements, ofMissing] = await compareStatements(foreign, missing)
  expect(statements, what).toEqual(ofMissing)
  return statements.length
}
