import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestPerson, type TestPerson } from '../testing/people.ts'
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts'
import { type CliBench, createCliBench } from './testing/run-cli.ts'

let gateway: TestGateway
let bench: CliBench
let betreiber: string
let amt: TestPerson
beforeAll(async () => {
  gateway = await startTestGateway()
  bench = await createCliBench()
  betreiber = await bench.writeProfile('betreiber', gateway.address, await gateway.createBetreiber())
  amt = await createTestPerson(gateway, { email: 'kirsten.amtmann@ihk.example', stufe: 'mehrfaktor' })
})
afterAll(async () => {
  await bench?.close()
  await gateway?.close()
})

describe('berichtsheft admin', () => {
  it('gives a chamber its first administration, who then gives roles to clerks', async () => {
    const words = ['admin', 'kammeradministration', 'kirsten.amtmann@ihk.example', '--knr', '153', '-p', betreiber]
    const run = await bench.run([...words, '--json'])
    expect([run.code, run.json()], run.err).toMatchObject([
      0,
      { kontoId: amt.kontoId, rolle: 'kammeradministration', knr: '153' },
    ])
    await createTestPerson(gateway, { email: 'bela.sachs@ihk.example' })
    const clerk = await amt.inject('kammer:153', {
      method: 'POST',
      url: '/v1/rollenzuweisungen',
      payload: { email: 'bela.sachs@ihk.example', anwendung: 'kammer', rolle: 'sachbearbeitung' },
    })
    expect(clerk.statusCode, clerk.body).toBe(201)
    const second = await bench.run(words)
    expect([second.code, second.out], second.err).toEqual([expect.any(Number), ''])
    expect(second.code).toBeGreaterThan(0)
  })

  it('gives the operator people, and says what is wrong with an address', async () => {
    const run = await bench.run(['admin', 'betreiber', 'kirsten.amtmann@ihk.example', '-p', betreiber])
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('<kirsten.amtmann@ihk.example> is betreiber')])
    const unknown = await bench.run(['admin', 'betreiber', 'niemand@ihk.example', '-p', betreiber])
    expect(unknown.code).toBeGreaterThan(0)
    expect(unknown.err).not.toBe('')
  })

  it('is refused to others', async () => {
    const kammer = await bench.writeProfile('kammer', gateway.address, await gateway.createKammer())
    const run = await bench.run(['admin', 'betreiber', 'kirsten.amtmann@ihk.example', '-p', kammer])
    expect(run.code).toBe(4)
  })

  it('explains itself', async () => {
    const run = await bench.run(['admin', '--help'])
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('kammeradministration')])
  })
})
