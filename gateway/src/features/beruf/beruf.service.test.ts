import { limits } from '@berichtsheft/core'
import { expect, it } from 'vitest'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Rohsatz } from '../../satzstrom.ts'
import { toAngemeldeter } from '../anmeldung/angemeldeter.ts'
import { storeBerufe } from './beruf.service.ts'

const aufrufer = toAngemeldeter('c', { art: 'betreiber' }, ['verwaltung:schreiben'])

/** Records that cannot be read: nothing of them reaches the database, so there is none here. */
async function* unreadable(count: number): AsyncGenerator<Rohsatz> {
  for (let i = 0; i < count; i++) yield { fehler: [] }
}

const lastOf = async (count: number) => {
  const told = storeBerufe({} as Pick<Deps, 'db' | 'now'>, aufrufer, unreadable(count), (error) => {
    const problem = error instanceof ProblemError ? error : new ProblemError('internal')
    return { error: problem, body: { type: problem.slug, title: '', status: problem.statusCode } }
  })
  let last: unknown
  for await (const line of told) last = line
  return last
}

it('takes as many occupations as the limit says, and tells when there are more', async () => {
  expect(await lastOf(limits.berufsfassungen)).toMatchObject({ abgelehnt: limits.berufsfassungen })
  expect(await lastOf(limits.berufsfassungen + 1)).toMatchObject({
    problem: { status: 413, type: 'payload-too-large' },
  })
})
