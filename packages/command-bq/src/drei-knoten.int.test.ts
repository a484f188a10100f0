import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Aenderungssatz, headIdsOf } from '@berichtsheft/bq-knowledge'
import {
  commit,
  createBesetzung,
  createTestdatenbank,
  type Darsteller,
  neueAussage,
  openTestknoten,
  type Testdatenbank,
  testslot,
} from '@berichtsheft/bq-knowledge/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { readonly url: string; readonly template: string; readonly prefix: string }
  }
}

/** A node in a process of its own. */
interface Prozess {
  readonly nr: number
  readonly adresse: string
  readonly datenbank: Testdatenbank
  child: ChildProcess
}

const root = new URL('../../..', import.meta.url).pathname
const main = join(root, 'packages/sdk/src/cli/main.ts')
const besetzung = createBesetzung(4)
const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre')
const secretOf = (nr: number, wer: 'person' | 'partner'): string => `kennwort-${wer}-des-knotens-${nr}`
const personOf = (nr: number): Darsteller => {
  const person = besetzung.leute[nr]?.[0]
  if (!person) throw new Error(`nobody at node ${nr}`)
  return person
}

let folder: string
const prozesse: Prozess[] = []

const findPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

const start = async (nr: number, datenbank: Testdatenbank, port: number, abgleich: number): Promise<ChildProcess> => {
  const words = ['--konfiguration', join(folder, `knoten-${nr}.json`), '--port', String(port)]
  const child = spawn(
    process.execPath,
    ['--conditions=source', main, 'bq', 'node', ...words, '--abgleich', String(abgleich)],
    { cwd: root, env: { ...process.env, DATABASE_URL: datenbank.url }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let notes = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    notes = (notes + chunk.toString()).slice(-4_000)
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return child
  }
  throw new Error(`node ${nr} ended: ${notes}`)
}

const kill = async ({ child }: Prozess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

const restart = async (prozess: Prozess, abgleich: number): Promise<void> => {
  const port = Number(new URL(prozess.adresse).port)
  prozess.child = await start(prozess.nr, prozess.datenbank, port, abgleich)
}

const call = async <T>(prozess: Prozess, path: string, body?: unknown): Promise<T> => {
  const response = await fetch(`${prozess.adresse}${path}`, {
    headers: {
      authorization: `Bearer ${secretOf(prozess.nr, 'person')}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

/** Pushes changesets and tells each answer at once; the connection may break off on the way. */
const push = async (
  prozess: Prozess,
  saetze: readonly Aenderungssatz[],
  onAnswer: (empfang: { id: string; ergebnis: string }) => void,
): Promise<void> => {
  const response = await fetch(`${prozess.adresse}/sync/push`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secretOf(prozess.nr, 'partner')}`,
      'content-type': 'application/x-ndjson',
    },
    body: saetze.map((satz) => JSON.stringify(satz)).join('\n'),
  })
  if (!response.ok || !response.body) throw new Error(`push answers ${response.status}`)
  let rest = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onAnswer(JSON.parse(line) as { id: string; ergebnis: string })
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bq-drei-knoten-'))
  const ports = [await findPort(), await findPort(), await findPort()]
  for (const [nr, port] of ports.entries()) {
    const { knoten, kammer, privateKey } = personOf(nr)
    const file = `schluessel-${nr}.pem`
    await writeFile(join(folder, file), privateKey.export({ format: 'pem', type: 'pkcs8' }))
    const others = ports.flatMap((other, i) =>
      i === nr
        ? []
        : [{ adresse: `http://127.0.0.1:${other}/v1/bq`, stufe: 'redaktion', unserKennwort: secretOf(i, 'partner') }],
    )
    const partner = [{ kennwort: secretOf(nr, 'partner'), stufe: 'redaktion' }, ...others]
    const person = { kennwort: secretOf(nr, 'person'), stufe: 'redaktion', rollen: ['bearbeiter'], schluessel: file }
    const { gruendung } = besetzung
    const konfiguration = { gruendung, knoten, kammer, personen: [person], partner, knotenschluessel: file }
    await writeFile(join(folder, `knoten-${nr}.json`), JSON.stringify(konfiguration))
    const datenbank = await createTestdatenbank(inject('postgres'))
    const child = await start(nr, datenbank, port, 0)
    prozesse.push({ nr, adresse: `http://127.0.0.1:${port}/v1/bq`, datenbank, child })
  }
})

afterAll(async () => {
  for (const prozess of prozesse) {
    if (prozess.child.exitCode === null && prozess.child.signalCode === null) await kill(prozess, 'SIGKILL')
    await prozess.datenbank.close()
  }
  await rm(folder, { recursive: true, force: true })
})

interface Konflikt {
  readonly slot: string
  readonly werte: readonly { readonly wert: { readonly wert: number } }[]
}
const konflikteOf = async (prozess: Prozess): Promise<[string, number[]][]> => {
  const { konflikte } = await call<{ konflikte: Konflikt[] }>(prozess, '/konflikte?sicht=arbeit')
  return konflikte.map(({ slot: place, werte }) => [place, werte.map(({ wert }) => wert.wert).sort((a, b) => a - b)])
}

describe('three nodes in processes of their own', () => {
  it('come to one state with the conflict in each, though one is killed in the middle of a push', {
    timeout: 180_000,
  }, async () => {
    const [a, b, c] = prozesse as [Prozess, Prozess, Prozess]
    // A chamber without a node of its own has worked offline for a while.
    const offline = await openTestknoten(besetzung)
    const fremd: Aenderungssatz[] = []
    for (let i = 0; i < 600; i++) {
      const entwuerfe = neueAussage(testslot('land:PL', 'allgemeines/hauptstadt', String(i)), { wert: `Ort ${i}` })
      fremd.push(await commit(offline, personOf(3), 'bearbeiter', entwuerfe))
    }
    for (const prozess of prozesse) await push(prozess, besetzung.zulassung, () => undefined)

    // Edited apart, nobody knows of the others.
    for (const [i, prozess] of prozesse.entries()) {
      await call(prozess, '/aenderungssaetze', { aenderungen: neueAussage(slot, { wert: 8 + i }) })
      expect(await konflikteOf(prozess)).toEqual([])
    }
    for (const prozess of prozesse) await kill(prozess, 'SIGTERM')
    for (const prozess of prozesse) await restart(prozess, 0.2)

    // One is killed while it takes in a push, and it comes back.
    const answered = new Set<string>()
    let dead: Promise<void> | undefined
    await expect(
      push(b, fremd, ({ id, ergebnis }) => {
        expect(['neu', 'bekannt']).toContain(ergebnis)
        answered.add(id)
        dead ??= kill(b, 'SIGKILL')
      }),
    ).rejects.toThrow()
    await dead
    expect(answered.size).toBeGreaterThan(0)
    expect(answered.size).toBeLessThan(fremd.length)
    await restart(b, 0.2)
    const { rows } = await b.datenbank.pool.query<{ id: string }>('select id from bq.satz where aktiv')
    const stored = new Set(rows.map(({ id }) => id))
    expect([...answered].filter((id) => !stored.has(id))).toEqual([])

    // The rest goes to another node: backwards, twice, and once broken off by the sender.
    const backwards = [...fremd].reverse()
    const controller = new AbortController()
    const broken = await fetch(`${c.adresse}/sync/fetch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secretOf(c.nr, 'partner')}` },
      body: JSON.stringify({ ketten: {}, gabelungen: [], unvollstaendig: [] }),
      signal: controller.signal,
    })
    expect((await broken.body?.getReader().read())?.value?.length).toBeGreaterThan(0)
    controller.abort()
    await push(c, [...backwards.slice(0, 300), ...backwards.slice(100)], () => undefined)

    const expected = 600 + besetzung.zulassung.length + 3
    const count = async ({ datenbank }: Prozess) =>
      (await datenbank.pool.query<{ n: number }>('select count(*)::integer as n from bq.satz where aktiv')).rows[0]?.n
    await expect
      .poll(async () => [await count(a), await count(b), await count(c)], { timeout: 90_000, interval: 200 })
      .toEqual([expected, expected, expected])
    const states = await Promise.all(prozesse.map((prozess) => call<{ arbeit: string }>(prozess, '/sync/stand')))
    expect(new Set(states.map(({ arbeit }) => arbeit)).size).toBe(1)
    for (const prozess of prozesse) expect(await konflikteOf(prozess)).toEqual([[slot, [8, 9, 10]]])
    expect(headIdsOf(offline.stand, slot)).toEqual([])
  })

  it('end when they are told to', async () => {
    for (const prozess of prozesse) {
      await kill(prozess, 'SIGTERM')
      expect(prozess.child.exitCode).toBe(0)
    }
  })
})
