import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeLieferung } from '../testing/fixtures.ts'
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts'
import { type CliBench, createCliBench } from './testing/run-cli.ts'

let gateway: TestGateway
let bench: CliBench
let anbieter: string
let kammer: string

beforeAll(async () => {
  gateway = await startTestGateway()
  bench = await createCliBench()
  anbieter = await bench.writeProfile('anbieter', gateway.address, await gateway.createVendor())
  kammer = await bench.writeProfile('kammer', gateway.address, await gateway.createKammer())
})
afterAll(async () => {
  await bench?.close()
  await gateway?.close()
})

/** Runs a program of the guide as a reader would. */
const runExample = async (name: string, ...words: string[]) => {
  const file = fileURLToPath(new URL(`../../../docs/guide/examples/${name}`, import.meta.url))
  const child = spawn(process.execPath, ['--conditions=source', file, ...words], {
    cwd: bench.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { out, err }
}

it('the programs of the guide lead a book from the vendor to the chamber', async () => {
  const [first, second, bad] = [makeLieferung(3), makeLieferung(2), makeLieferung(1, { knr: '999' })]
  for (const [name, lieferung] of Object.entries({ first, second, bad }))
    await writeFile(bench.file(`${name}.json`), JSON.stringify(lieferung))

  expect(await runExample('vendor-push.ts', anbieter, 'first.json')).toEqual({
    out: 'stored 4, there already 0, refused 0\n',
    err: '',
  })
  const refused = await runExample('vendor-push.ts', anbieter, 'bad.json')
  expect(refused.out).toMatch(
    /^berichtsheft heft-\S+ abgelehnt: DAV-040 \/knr .*\nstored 0, there already 0, refused 2\n$/,
  )
  const streamed = await runExample('vendor-stream.ts', anbieter, 'second.json', 'bad.json')
  expect(streamed.out).toContain('stored 3, refused 2')

  const list = await bench.run([
    'list',
    'berichtshefte',
    '--fremd-id',
    first.berichtsheft.fremdId,
    '--json',
    '-p',
    anbieter,
  ])
  const [book] = list.lines<{ id: string }>()
  const requesting = runExample('chamber-request.ts', kammer, book?.id ?? '', 'paket.zip')
  await expect
    .poll(async () => (await runExample('vendor-answer.ts', anbieter)).out, { timeout: 90_000, interval: 500 })
    .toMatch(/handed over 3 reports with \d+ findings/)
  const { out, err } = await requesting
  expect(err).toBe('')
  expect(out).toMatch(/angelegt[\s\S]*uebermittelt/)
  expect((await bench.run(['verify', 'paket.zip'])).code).toBe(0)
}, 180_000)
