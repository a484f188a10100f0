import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChildGateway, startChildGateway } from './child-gateway.ts'
import { callerOf, type Operation, operations, pathOf, placesOf, resolve, withAt } from './operations.ts'
import { expectAtWork, expectProblem } from './refused.ts'
import type { Answer } from './send-request.ts'

let gateway: ChildGateway
beforeAll(async () => {
  gateway = await startChildGateway({ ADAPTERS: '@berichtsheft/adapter-ihk' })
})
afterAll(() => gateway?.close())

const someId = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'
const call = (operation: Operation, body: unknown, path = pathOf(operation, someId), headers = {}): Promise<Answer> => {
  const caller = callerOf(operation, gateway)
  return gateway.send({
    method: operation.definition.method,
    path,
    token: caller.token,
    headers: { 'if-match': '"1"', ...caller.headers, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

/** Names that a caller must not be able to set. */
const reserved = [
  'id',
  'status',
  'version',
  'hash',
  'salz',
  'signatur',
  'signature',
  'jws',
  'mandant',
  'tenant',
  'anbieterId',
  'anbieter_id',
  'clientId',
  'client_id',
  'knr',
  'kammer',
  'chamber',
  'rolle',
  'role',
  'rechte',
  'scope',
  'scopes',
  'isAdmin',
  'durch',
  'erstelltAm',
  'geaendertAm',
  'erstellt_am',
  'zeitpunkt',
  'folge',
  'anzahlNachweise',
  'etag',
] as const

const withBody = operations.filter(({ body }) => body !== undefined)
const withQuery = operations.filter(({ definition }) => definition.schema.querystring !== undefined)

describe('A05: what a caller must not set is refused with its place', () => {
  test('A05: there are 31 reserved names, and every operation with a body has an example', () => {
    expect(new Set(reserved).size).toBe(31)
    const lacking = operations.filter(
      ({ definition, body }) => definition.schema.body !== undefined && body === undefined,
    )
    expect(lacking.map(({ name }) => name)).toEqual([])
  })

  test.each(withBody)('A05: in the body of $name, at every depth', async (operation) => {
    const rows = await gateway.countRows()
    const objects = placesOf(operation.body, operation.bodySchema).filter(
      ({ value, schema }) => typeof value === 'object' && !Array.isArray(value) && schema?.properties !== undefined,
    )
    expect(objects.length).toBeGreaterThan(0)
    for (const [i, { pointer, schema }] of objects.entries()) {
      // The deeper objects get one name each, the body itself all of them.
      const names = i === 0 ? reserved : [reserved[i % reserved.length] ?? 'id']
      for (const name of names) {
        if (schema?.properties?.[name] !== undefined) continue
        const answer = await call(
          operation,
          withAt(operation.body, pointer, (old) => ({ ...(old as object), [name]: 'x' })),
        )
        expect(findPointers(answer), `${pointer}/${name}: ${answer.text}`).toContainEqual(
          expect.stringMatching(
            new RegExp(`${pointer.replace(/^\/(berichtsheft|ausbildungsnachweise\/\d+)/, '')}/${name}$`),
          ),
        )
      }
    }
    expect(await gateway.countRows()).toEqual(rows)
    await expectAtWork(gateway)
  })

  test.each(withQuery)('A05: in the query of $name', async (operation) => {
    const known = resolve(operation.definition.schema.querystring as never)?.properties ?? {}
    for (const name of reserved.filter((name) => known[name] === undefined)) {
      const answer = await call(operation, operation.body, `${pathOf(operation, someId)}?${name}=x`)
      // A door that reads another content type says so first.
      if (answer.status === 415) continue
      expectProblem(answer, 'validation-failed')
      expect(findPointers(answer)).toContain(`/${name}`)
    }
  })
})

/** Pointers of all findings of an answer; a delivery has a list per item. */
const findPointers = ({ status, text }: Answer): string[] => {
  const answer = JSON.parse(text) as {
    verstoesse?: { pfad: string }[]
    positionen?: { verstoesse?: { pfad: string }[] }[]
    detail?: string
    gespeichert?: number
  }
  if (answer.positionen) {
    expect(answer.gespeichert).toBe(0)
    return answer.positionen.flatMap(({ verstoesse = [] }) => verstoesse.map(({ pfad }) => pfad))
  }
  expect(status, text).toBe(400)
  return (answer.verstoesse ?? []).map(({ pfad }) => pfad)
}

/** Texts that mean something to a database, a search, a template or a page when they are not bound. */
const injections = [
  `'; select pg_sleep(4); --`,
  `' or '1'='1`,
  `x') union select null,null,version()--`,
  '"; drop table berichtsheft; --',
  `$1 $$ \\' %' _ ? ?? :name`,
  `{{7*7}}\${7*7}<%= 7*7 %>`,
]
const someInjections = process.env.SOAK ? injections : injections.slice(0, 2)

/** No fault of the gateway, no waiting, nothing of the inside told. */
const expectCalm = (answer: Answer, what: string): void => {
  expect(answer.status, `${what}: ${answer.text}`).toBeLessThan(500)
  expect(answer.ms, what).toBeLessThan(2000)
  // What was sent may come back as it was sent; what follows from it may not.
  const sent = injections.flatMap((text) => [text, text.replaceAll(' ', '/')])
  const told = sent.reduce((text, one) => text.replaceAll(JSON.stringify(one).slice(1, -1), ''), answer.text)
  expect(told).not.toMatch(/syntax error|pg_sleep|relation "|PostgreSQL \d/)
}

const expectNoFaultLogged = (): void => {
  const faults = gateway.takeLog().filter((line) => (JSON.parse(line) as { level: number }).level >= 50)
  expect(faults).toEqual([])
}

describe('B13: texts are data everywhere', () => {
  test.each(withBody)('B13: in every text of the body of $name', async (operation) => {
    gateway.takeLog()
    for (const { pointer, value } of placesOf(operation.body, operation.bodySchema)) {
      if (typeof value !== 'string') continue
      for (const text of someInjections) {
        const body = withAt(operation.body, pointer, () => text)
        expectCalm(await call(operation, body), `${pointer} ${text}`)
      }
    }
    expectNoFaultLogged()
    await expectAtWork(gateway)
  })

  test.each(operations)('B13: in the address, the query and the headers of $name', async (operation) => {
    gateway.takeLog()
    const known = Object.keys(resolve(operation.definition.schema.querystring as never)?.properties ?? {})
    for (const text of injections) {
      const encoded = encodeURIComponent(text)
      if (operation.definition.url.includes(':'))
        expectCalm(await call(operation, operation.body, pathOf(operation, encoded)), text)
      for (const name of known) {
        const path = `${pathOf(operation, someId)}?${name}=${encoded}`
        expectCalm(await call(operation, operation.body, path), `${name} ${text}`)
      }
      const headers = {
        'idempotency-key': text.replaceAll(' ', '/'),
        accept: text,
        'if-match': text,
        'user-agent': text,
      }
      expectCalm(await call(operation, operation.body, pathOf(operation, randomUUID()), headers), `headers ${text}`)
    }
    expectNoFaultLogged()
  })

  test('B13: the tables are still there, and hold what was sent as it was sent', async () => {
    const counts = await gateway.countRows()
    expect(counts.berichtsheft).toBeGreaterThan(0)
    await expectAtWork(gateway)
  })
})
