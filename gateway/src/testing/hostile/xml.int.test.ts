import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { type ProblemSlug, problemTypes } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChildGateway, startChildGateway } from './child-gateway.ts'
import { expectAtWork, expectProblem, sendWatched } from './refused.ts'
import type { Answer } from './send-request.ts'
import { doors, xmlCases } from './xml-cases.ts'

const canary = 'CANARY-b01-5f0c1e0a'
const folder = mkdtempSync(path.join(os.tmpdir(), 'canary-'))
const file = path.join(folder, 'secret.txt')
let gateway: ChildGateway
let listener: Server
let visits = 0

beforeAll(async () => {
  writeFileSync(file, canary)
  listener = createServer((_request, response) => {
    visits++
    response.end(`<!ENTITY e "${canary}">`)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  gateway = await startChildGateway()
  // The schema is compiled at first use; what that takes belongs to no case.
  for (const { path: door, document } of doors)
    await gateway.send({
      path: door,
      headers: { 'content-type': 'application/xml' },
      body: document,
      token: gateway.kammer.token,
    })
})
afterAll(async () => {
  await gateway?.close()
  listener?.close()
  rmSync(folder, { recursive: true })
})

describe.each(doors)('XML at $path is refused', (door) => {
  test.for(xmlCases)('%s: %s', async ([_id, name, slug, make, inStream = slug]) => {
    const { port } = listener.address() as AddressInfo
    const body = make(door, { file, url: `http://127.0.0.1:${port}/x` })
    const isMessage = door.path === '/v1/nachrichten'
    const token = isMessage ? gateway.kammer.token : gateway.vendor.token
    const rows = await gateway.countRows()
    gateway.takeLog()
    const answer = await sendWatched(gateway, {
      path: door.path,
      headers: { 'content-type': 'application/xml' },
      body,
      token,
    })
    expect(answer.text + gateway.takeLog().join('\n')).not.toContain(canary)
    expect(visits).toBe(0)
    if (isMessage) expectRejection(answer, slug)
    else if (answer.status !== 200) expectProblem(answer, inStream)
    else if (behindTheRoot.has(name)) return expectFaultAtTheEnd(answer)
    else expectRefusedRecord(answer)
    expect(await gateway.countRows()).toEqual(rows)
    await expectAtWork(gateway)
  })
})

/** Faults that come after the last record of a stream: what came before them counts. */
const behindTheRoot: ReadonlySet<string> = new Set(['two roots', 'text behind the root'])

const expectFaultAtTheEnd = (answer: Answer): void => {
  const lines = answer.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.slice(0, -1).map(({ ergebnis }) => ergebnis)).not.toContain('abgelehnt')
  expect(lines.at(-1)).toMatchObject({
    art: 'zusammenfassung',
    berichtshefte: 1,
    problem: { type: expect.stringMatching(/#malformed-request$/) },
  })
}

/** This door answers in its own language. */
const expectRejection = (answer: Answer, slug: ProblemSlug): void => {
  expect(answer.status, answer.text).toBe(problemTypes[slug].status)
  expect(answer.headers['content-type']).toMatch(/^application\/xml/)
  expect(answer.text).toContain('administration.rueckweisung.0010')
}

/** A record that is refused is a line of the answer, because others of the stream may be stored. */
const expectRefusedRecord = (answer: Answer): void => {
  const lines = answer.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.at(-1)).toMatchObject({ art: 'zusammenfassung', gespeichert: 0 })
  expect(lines[0]).toMatchObject({ ergebnis: 'abgelehnt', verstoesse: [{ schwere: 'fehler' }] })
}
