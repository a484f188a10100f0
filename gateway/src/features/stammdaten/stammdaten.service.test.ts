import { limits } from '@berichtsheft/core'
import { expect, it } from 'vitest'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Rohsatz } from '../../satzstrom.ts'
import { toAngemeldeter } from '../anmeldung/angemeldeter.ts'
import { storeStammdaten } from './stammdaten.service.ts'

const aufrufer = toAngemeldeter('c', { art: 'kammer', knr: '153' }, ['stammdaten:schreiben'])

/** Records that cannot be read: nothing of them reaches the database, so there is none here. */
function* unreadable(count: number): Generator<Rohsatz> {
  for (let i = 0; i < count; i++) yield { fehler: [] }
}

async function* asStream(records: Iterable<Rohsatz>): AsyncGenerator<Rohsatz> {
  yield* records
}

const lastOf = async (count: number) => {
  const told = storeStammdaten({} as Pick<Deps, 'db' | 'now'>, aufrufer, asStream(unreadable(count)), (error) => {
    const problem = error instanceof ProblemError ? error : new ProblemError('internal')
    return { error: problem, body: { type: problem.slug, title: '', status: problem.statusCode } }
  })
  let last: unknown
  for await (const line of told) last = line
  return last
}

it('takes as many records as the limit says, and tells when there are more', async () => {
  expect(await lastOf(limits.stammsaetze)).toEqual({
    art: 'zusammenfassung',
    gelesen: limits.stammsaetze,
    neu: 0,
    geaendert: 0,
    unveraendert: 0,
    abgelehnt: limits.stammsaetze,
  })
  expect(await lastOf(limits.stammsaetze + 1)).toMatchObject({ problem: { status: 413, type: 'payload-too-large' } })
}, 60_000)
