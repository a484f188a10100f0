import { Problem, type ProblemSlug, problemTypes, problemUri } from '@berichtsheft/core'
import { expect } from 'vitest'
import { validatorOf } from '../../plugins/validation.ts'
import type { ChildGateway } from './child-gateway.ts'
import type { Answer, HostileRequest } from './send-request.ts'

/** One row of a table of hostile requests: what is sent, and as what it is refused. */
export interface RefusedCase {
  /** Id of the case in the list of proofs. */
  readonly id: string
  readonly name: string
  readonly request: HostileRequest | (() => HostileRequest)
  readonly slug: ProblemSlug
  /** What `detail` says, or the pointer of a finding. */
  readonly says?: RegExp | string
  /** An adapter reads it in a thread of its own, which takes time and memory to start. */
  readonly thread?: boolean
}

/** Most memory in MB that a refused request may take for itself. */
export const memoryBound = 80

/** What the thread of an adapter takes in MB before it has read anything: its code and its heap. */
const threadMemory = 128

const isProblem = validatorOf(Problem)

/** What no answer may tell: stacks, SQL, paths, names and versions of what runs here. */
const inside = [
  /\bat [\w.<>]+ \(|\.[cm]?[jt]s:\d+/,
  /node_modules|node:internal|\/work\/|file:\/\//,
  /\b(select|insert|update|delete)\b.+\b(from|into|set|where)\b/i,
  /relation "|column "|syntax error at|pg_|knex|postgres/i,
  /fastify|undici|libxml|\bajv\b|FST_ERR|HPE_|\bv?\d+\.\d+\.\d+\b(?!.*xml)/i,
]

/** An answer is a problem of this kind that gives nothing away. */
export const expectProblem = (answer: Pick<Answer, 'status' | 'headers' | 'text'>, slug: ProblemSlug): Problem => {
  expect(answer, answer.text.slice(0, 500)).toMatchObject({ status: problemTypes[slug].status })
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  const problem: unknown = JSON.parse(answer.text)
  expect(isProblem(problem), JSON.stringify(isProblem.errors)).toBe(true)
  expect(problem).toMatchObject({ type: problemUri(slug), title: problemTypes[slug].title })
  for (const pattern of inside) expect(answer.text).not.toMatch(pattern)
  return problem as Problem
}

/** Sends one hostile request and checks all that holds for every refusal: answer, time, memory, nothing stored, still there. */
export const expectRefused = async (
  gateway: ChildGateway,
  { request, slug, says, thread = false }: RefusedCase,
): Promise<Problem> => {
  const sent = typeof request === 'function' ? request() : request
  const rows = await gateway.countRows()
  const answer = await sendWatched(
    gateway,
    sent,
    thread ? 8000 : 1000,
    thread ? memoryBound + threadMemory : memoryBound,
  )
  const problem = expectProblem(answer, slug)
  if (typeof says === 'string') expect(problem.verstoesse?.map(({ pfad }) => pfad)).toContain(says)
  else if (says) expect(problem.detail).toMatch(says)
  expect(await gateway.countRows()).toEqual(rows)
  await expectAtWork(gateway)
  return problem
}

/**
 * Sends a request that may take only so much time and memory. Time is that of the processor where the system tells it, so
 * that other work of the machine is not counted. One that takes too much gets a second and a third chance, because
 * garbage of earlier requests may have been to blame.
 */
export const sendWatched = async (
  gateway: ChildGateway,
  request: HostileRequest,
  ms = 1000,
  megabytes = memoryBound,
  attempts = 3,
): Promise<Answer> => {
  gateway.resetPeak()
  const memory = gateway.memory() ?? 0
  const before = gateway.processorTime()
  const answer = await gateway.send(request)
  const after = gateway.processorTime()
  const time = before === undefined || after === undefined ? answer.ms : after - before
  const taken = (gateway.peak() ?? 0) - memory
  if (attempts > 1 && (time >= ms || taken >= megabytes))
    return sendWatched(gateway, request, ms, megabytes, attempts - 1)
  expect(time, 'milliseconds').toBeLessThan(ms)
  expect(taken, 'megabytes').toBeLessThan(megabytes)
  return answer
}

/** The process lives and answers a normal request. */
export const expectAtWork = async (gateway: ChildGateway): Promise<void> => {
  expect(gateway.isAlive()).toBe(true)
  const normal = await gateway.send({ path: '/v1/berichtshefte?limit=1' })
  expect(normal.status, normal.text).toBe(200)
  expect(normal.ms).toBeLessThan(5000)
}
