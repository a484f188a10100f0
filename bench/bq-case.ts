import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Aenderungssatz, buildSatz, isVerhuellt, type ProfilId } from '@berichtsheft/bq-knowledge'
import { migrateWissen, openWissensknoten } from '@berichtsheft/bq-knowledge/speicher'
import {
  asSchreiber,
  type Besetzung,
  createBesetzung,
  createTestdatenbank,
  type Darsteller,
  inventBestand,
  listVollprofile,
  type Testdatenbank,
  type Umfang,
  vollerUmfang,
} from '@berichtsheft/bq-knowledge/testing'
import { createZufall } from '@berichtsheft/core/testing'
import pg from 'pg'
import { startEmbeddedDatabase } from '../gateway/src/db/embedded.ts'
import { cpuOf, cpuOfTree, rssOf } from './process-usage.ts'
import { formatTable, type Section } from './report.ts'

const root = path.resolve(import.meta.dirname, '..')
const seed = Number(process.env.BQ_SEED ?? 5)
const kennwort = { person: 'kennwort-der-person-im-vergleich', partner: 'kennwort-des-partners-im-vergleich' }

/** A node in a process of its own, as it runs at a chamber. */
interface Knoten {
  readonly adresse: string
  readonly pid: number
  /** Milliseconds from the start of the process to its first request. */
  readonly geoeffnet: number
  readonly stop: () => Promise<void>
}

const startKnoten = async (
  folder: string,
  besetzung: Besetzung,
  { url }: Testdatenbank,
  optionen: { readonly nr: number; readonly partner?: string },
): Promise<Knoten> => {
  const { nr, partner } = optionen
  const [wer] = besetzung.leute[nr] ?? []
  if (!wer) throw new Error(`nobody at node ${nr}`)
  writeFileSync(path.join(folder, `${nr}.pem`), wer.privateKey.export({ format: 'pem', type: 'pkcs8' }), {
    mode: 0o600,
  })
  const konfiguration = {
    gruendung: besetzung.gruendung,
    knoten: wer.knoten,
    kammer: wer.kammer,
    personen: [{ kennwort: kennwort.person, stufe: 'redaktion', rollen: ['bearbeiter'], schluessel: `${nr}.pem` }],
    partner: [
      { kennwort: kennwort.partner, stufe: 'redaktion' },
      ...(partner === undefined ? [] : [{ adresse: partner, unserKennwort: kennwort.partner, stufe: 'redaktion' }]),
    ],
  }
  const file = path.join(folder, `${nr}.json`)
  writeFileSync(file, JSON.stringify(konfiguration))
  const begin = performance.now()
  const abgleich = partner === undefined ? '0' : '1'
  const words = ['bq', 'node', '--konfiguration', file, '--port', '0', '--abgleich', abgleich]
  const child: ChildProcess = spawn(process.execPath, [path.join(root, 'packages/sdk/dist/cli/main.js'), ...words], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url, ERLAUBTE_NETZE: '127.0.0.0/8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  if (!child.stdout) throw new Error('a process without output')
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue
    const { adresse } = JSON.parse(line) as { adresse: string }
    return {
      adresse,
      pid: child.pid ?? 0,
      geoeffnet: performance.now() - begin,
      stop: async () => {
        child.kill('SIGTERM')
        await once(child, 'exit')
      },
    }
  }
  throw new Error('the node ended before it listened')
}

const ask = async <T>({ adresse }: Knoten, url: string, wer: keyof typeof kennwort = 'person'): Promise<T> => {
  const response = await fetch(`${adresse}${url}`, { headers: { authorization: `Bearer ${kennwort[wer]}` } })
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

/** Asks again while the node cuts the question off, because what it asks for takes longer than a connection may be silent. */
const untilAnswered = async <T>(question: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await question()
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
}

/** Largest resident memory of a process so far in MB. */
const peakOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN

const urlOf = (profil: ProfilId): string =>
  profil.startsWith('land:') ? `/laender/${profil.slice(5)}` : `/qualifikationen/${profil.slice(5)}`

/** Fills a database with the invented base; signatures are trusted, because they were made in this process. */
const fill = async (datenbank: Testdatenbank, besetzung: Besetzung, umfang: Umfang) => {
  await migrateWissen(datenbank.pool)
  const trust = (wert: unknown) => ({ gueltig: true, satz: wert as Aenderungssatz }) as const
  const knoten = await openWissensknoten(datenbank.pool, besetzung.gruendung, { one: trust, many: trust })
  await knoten.receive(besetzung.zulassung)
  let saetze = 0
  let aenderungen = 0
  let some: Aenderungssatz[] = []
  const store = async () => {
    for (const { ergebnis } of await knoten.receive(some, 'aufschub')) {
      if (ergebnis !== 'neu') throw new Error(`the invented base is answered ${ergebnis}`)
    }
    some = []
  }
  for (const satz of inventBestand(besetzung, umfang, seed)) {
    saetze++
    aenderungen += satz.aenderungen.length
    some.push(satz)
    if (some.length === 100) await store()
  }
  await store()
  return { saetze, aenderungen }
}

interface Vektor {
  readonly ketten: Record<string, { nr: number; kopf: string }>
}

/** 1,000 changes by a node that works elsewhere, in changesets of 20: each replaces the head of a statement. */
const draftPush = async (knoten: Knoten, wer: Darsteller, netz: string, umfang: Umfang): Promise<Aenderungssatz[]> => {
  const { ketten } = await ask<Vektor>(knoten, '/sync/vector')
  const { sign } = asSchreiber(wer, 'bearbeiter')
  const zufall = createZufall(seed + 1)
  const profile = listVollprofile(umfang)
  const koepfe: { slot: string; ersetzt: string[] }[] = []
  while (koepfe.length < 1_000) {
    const profil = profile[zufall.between(0, profile.length - 1)] ?? 'land:AA'
    const { aussagen } = await ask<{ aussagen: { slot: string; werte: { aenderungen: string[] }[] }[] }>(
      knoten,
      `${urlOf(profil)}?sicht=arbeit`,
    )
    for (const { slot, werte } of aussagen.slice(0, 10)) {
      if (koepfe.some((one) => one.slot === slot)) continue
      koepfe.push({ slot, ersetzt: werte.flatMap(({ aenderungen }) => aenderungen) })
    }
  }
  let { nr, kopf } = ketten[wer.knoten] ?? { nr: 0, kopf: '' }
  const saetze: Aenderungssatz[] = []
  for (let start = 0; start < 1_000; start += 20) {
    const satz = buildSatz(
      {
        v: 1,
        netz,
        knoten: wer.knoten,
        nr: nr + 1,
        vorgaenger: nr === 0 ? null : kopf,
        kammer: wer.kammer,
        autor: wer.schluessel,
        rolle: 'bearbeiter',
        zugang: 'oeffentlich',
        erstelltAm: '2026-11-20T12:00:00Z',
      },
      koepfe.slice(start, start + 20).map(({ slot, ersetzt }, i) => ({
        slot,
        ersetzt: [...ersetzt].sort(),
        salz: String(start + i).padStart(32, '0'),
        wert: { wert: `Neue Angabe ${start + i}` },
      })),
      sign,
    )
    nr++
    kopf = satz.id
    saetze.push(satz)
  }
  return saetze
}

/** Size of the knowledge base: cold reads, a push, an initial synchronisation, memory; with nodes in processes of their own. */
export const measureWissen = async (): Promise<Section> => {
  const umfang: Umfang = { ...vollerUmfang, profile: Number(process.env.BQ_PROFILE ?? vollerUmfang.profile) }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bq-bench-'))
  const postgres = path.join(folder, 'postgres')
  let server = await startEmbeddedDatabase(postgres)
  const besetzung = createBesetzung(5, `bench ${seed}`)
  const rows: [string, string, string][] = []
  const note = (was: string, gemessen: string, ziel = ''): void => {
    rows.push([was, gemessen, ziel])
    console.log(`${new Date().toISOString().slice(11, 19)} load ${os.loadavg()[0]?.toFixed(1)}: ${was}: ${gemessen}`)
  }
  try {
    const voll = await createTestdatenbank({ url: server.url, prefix: 'bench' })
    const begin = performance.now()
    const { saetze, aenderungen } = await fill(voll, besetzung, umfang)
    console.log(`${aenderungen} changes in ${saetze} changesets stored in ${seconds(performance.now() - begin)}`)
    await voll.pool.query('vacuum analyze')
    // Nothing of it is in the buffers of the database any more.
    await voll.pool.end()
    await server.stop()
    server = await startEmbeddedDatabase(postgres, { port: Number(new URL(server.url).port) })
    const { pid } = await findServer(server.url)
    const cpuSince = (since: { readonly node: number; readonly pg: number }, knoten: Knoten): string =>
      `CPU ${seconds(cpuOf(knoten.pid) - since.node)}, PostgreSQL ${seconds(cpuOfServer(pid) - since.pg)}`
    const mark = (knoten: Knoten) => ({ node: cpuOf(knoten.pid), pg: cpuOfServer(pid) })

    const a = await startKnoten(folder, besetzung, voll, { nr: 0 })
    note('opening the node, from the start of its process', seconds(a.geoeffnet))
    const zufall = createZufall(seed)
    const profile = listVollprofile(umfang)
    const chosen = new Set(Array.from({ length: 1_000 }, () => profile[zufall.between(0, profile.length - 1)]))
    const times: number[] = []
    const read = mark(a)
    for (const profil of chosen) {
      if (profil === undefined) continue
      const from = performance.now()
      await ask(a, `${urlOf(profil)}?sicht=arbeit`)
      times.push(performance.now() - from)
    }
    note(
      `cold read of a profile over HTTP, ${times.length} different ones, p50 / p95 / p99`,
      `${ms(quantile(times, 0.5))} / **${ms(quantile(times, 0.95))}** / ${ms(quantile(times, 0.99))}; for all of them ${cpuSince(read, a)}`,
      'p95 below 30 ms',
    )

    const expected = await ask<Vektor>(a, '/sync/vector')
    const total = countOf(expected)
    const leer = await createTestdatenbank({ url: server.url, prefix: 'bench' })
    await leer.pool.end()
    const b = await startKnoten(folder, besetzung, leer, { nr: 1, partner: a.adresse })
    const from = performance.now()
    const since = mark(b)
    const source = cpuOf(a.pid)
    for (let shown = 0, now = 0; now < total; ) {
      await sleep(500)
      now = countOf(await ask<Vektor>(b, '/sync/vector'))
      if (now - shown < total / 10) continue
      shown = now
      console.log(`${now} of ${total} after ${seconds(performance.now() - from)}, ${Math.round(rssOf(b.pid))} MB`)
    }
    note(
      'initial synchronisation of an empty node, until all is durable and profiles are read',
      `**${seconds(performance.now() - from)}**; ${cpuSince(since, b)}, source ${seconds(cpuOf(a.pid) - source)}`,
    )
    await untilAnswered(() => ask(b, '/sync/stand'))
    note(
      'the same, until all views are made, the search included',
      `**${seconds(performance.now() - from)}**; ${cpuSince(since, b)}`,
      'below 120 s',
    )
    note(
      'memory of the new node: most during it / afterwards',
      `**${Math.round(peakOf(b.pid))} MB** / ${Math.round(rssOf(b.pid))} MB`,
      'below 300 MB',
    )
    const ofB = await untilAnswered(() => ask(b, '/sync/stand'))
    const ofA = await untilAnswered(() => ask(a, '/sync/stand'))
    const hashes = [ofB, ofA].map((hash) => JSON.stringify(hash))
    if (hashes[0] !== hashes[1]) throw new Error('the nodes do not agree')
    await b.stop()
    const again = await startKnoten(folder, besetzung, leer, { nr: 1 })
    note('opening the new node again', seconds(again.geoeffnet))
    await again.stop()

    const [wer] = besetzung.leute[4] ?? []
    if (!wer) throw new Error('nobody to push')
    const { netz } = await ask<{ netz: string }>(a, '/sync/vector')
    const pushed = await draftPush(a, wer, netz, umfang)
    const push = { ...mark(a), from: performance.now() }
    const response = await fetch(`${a.adresse}/sync/push`, {
      method: 'POST',
      headers: { authorization: `Bearer ${kennwort.partner}`, 'content-type': 'application/x-ndjson' },
      body: pushed.map((satz) => JSON.stringify(satz)).join('\n'),
    })
    const answers = (await response.text()).trim().split('\n')
    if (answers.some((line) => !line.includes('"neu"'))) throw new Error(`the push is answered ${answers[0]}`)
    const touched = new Set(
      pushed.flatMap(({ aenderungen: all }) =>
        all.map((blatt) => (isVerhuellt(blatt) ? '' : blatt.slot.split('/')[0])),
      ),
    )
    note(
      `push of 1,000 changes in 50 changesets to ${touched.size} profiles: checked, durable, views made, the search included`,
      `**${seconds(performance.now() - push.from)}**; ${cpuSince(push, a)}`,
      'below 1 s',
    )
    note(
      'memory of the source: most / afterwards',
      `${Math.round(peakOf(a.pid))} MB / ${Math.round(rssOf(a.pid))} MB`,
      'below 300 MB',
    )
    await a.stop()
    const values = umfang.profile * umfang.aussagen * umfang.fassungen
    return {
      title: `Knowledge base: ${umfang.laender} countries, ${umfang.profile} profiles, ${values.toLocaleString('en')} values of statements`,
      lines: [
        `Seed ${seed}; with citations and verdicts ${aenderungen.toLocaleString('en')} changes in ${saetze.toLocaleString('en')} changesets of five chains. Load of the machine at the end ${os
          .loadavg()
          .map((l) => l.toFixed(1))
          .join(' ')} on ${os.cpus().length} cores.`,
        '',
        ...formatTable(['what', 'measured', 'aim'], rows),
      ],
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const countOf = ({ ketten }: Vektor): number => Object.values(ketten).reduce((sum, { nr }) => sum + nr, 0)

const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(milliseconds < 10_000 ? 2 : 0)} s`
const ms = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`

/** CPU time of a database server so far in milliseconds, that of connections that have ended included. */
const cpuOfServer = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return cpuOfTree(pid) + (Number(fields[13]) + Number(fields[14])) * 10
}

/** The process of the database server, by what one of its backends says. */
const findServer = async (url: string): Promise<{ readonly pid: number }> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const stat = readFileSync(`/proc/${rows[0]?.pid}/stat`, 'utf8')
  await client.end()
  return { pid: Number(stat.split(') ')[1]?.split(' ')[1]) }
}
