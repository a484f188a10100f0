import { checkRecht, limits, rechte } from '@berichtsheft/core'
import { type Angemeldeter, createTokenpruefung } from '../gateway/src/features/anmeldung/anmeldung.service.ts'
import { createKontextzugang, readKontextwahl } from '../gateway/src/features/anmeldung/kontext.ts'
import { makeLieferung } from '../gateway/src/testing/fixtures.ts'
import { createPersonToken, createTestUnternehmen, insertTestPerson } from '../gateway/src/testing/people.ts'
import { makeRequest, type RawRequest, runLoad } from './http-load.ts'
import { cpuOf, cpuOfTree } from './process-usage.ts'
import { formatTable, median, type Section } from './report.ts'
import type { Bench } from './setup.ts'

const connections = 16
const people = 64
const weeks = 52
const companies = 200

/** Processor time of one piece of work, in milliseconds: of the gateway's code, and of PostgreSQL for it. */
interface Kosten {
  readonly process: number
  readonly postgres: number
}

/** Runs `work` so often, `at` of them at once, and answers what each took of the processor. */
const measureWork = async (bench: Bench, count: number, at: number, work: (i: number) => unknown): Promise<Kosten> => {
  const postgres = cpuOfTree(bench.postgresPid)
  const before = process.cpuUsage()
  let next = 0
  const runner = async (): Promise<void> => {
    while (next < count) {
      const done = work(next++)
      if (done instanceof Promise) await done
    }
  }
  await Promise.all(Array.from({ length: at }, runner))
  const { user, system } = process.cpuUsage(before)
  return {
    process: (user + system) / 1000 / count,
    postgres: (cpuOfTree(bench.postgresPid) - postgres) / count,
  }
}

const measureRead = async (
  bench: Bench,
  milliseconds: number,
  next: () => RawRequest,
  at = connections,
): Promise<Kosten> => {
  const { pid, port } = bench.gateway
  const [server, postgres] = [cpuOf(pid), cpuOfTree(bench.postgresPid)]
  const { requests } = await runLoad(port, at, milliseconds, 200, next)
  return { process: (cpuOf(pid) - server) / requests, postgres: (cpuOfTree(bench.postgresPid) - postgres) / requests }
}

const cycle = <T>(items: readonly T[]): (() => T) => {
  let i = 0
  return () => items[i++ % items.length] as T
}

const pushBook = async (bench: Bench, identnummer: string): Promise<string[]> => {
  const lieferung = makeLieferung(weeks)
  const berichtsheft = {
    ...lieferung.berichtsheft,
    unternehmen: { ...lieferung.berichtsheft.unternehmen, identnummer },
  }
  const response = await fetch(`http://127.0.0.1:${bench.gateway.port}/v1/lieferungen`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bench.vendorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...lieferung, berichtsheft }),
  })
  if (!response.ok) throw new Error(`/v1/lieferungen: ${response.status} ${await response.text()}`)
  const { positionen } = (await response.json()) as { positionen: { id: string }[] }
  return positionen.slice(1).map(({ id }) => id)
}

/** What stands before a read: who calls is known from the token, and the permission table decides. */
const recht = rechte.getAusbildungsnachweis

/**
 * Processor time of permission check and token verification, of a machine client and of people who work for a company,
 * beside that of a read of the same callers in the same run; and of the look-up of roles by the number of companies.
 */
export const measureBerechtigung = async (
  bench: Bench,
  { rounds, milliseconds }: { rounds: number; milliseconds: number },
): Promise<Section> => {
  const { deps } = bench
  const identnummer = '0009876543'
  const nachweise = await pushBook(bench, identnummer)
  const unternehmenId = await createTestUnternehmen({ deps }, { identnummer })
  const kontext = `unternehmen:${unternehmenId}`
  const konten: string[] = []
  for (let i = 0; i < people; i++)
    konten.push(await insertTestPerson(deps, { rollen: [{ rolle: 'ausbilder', unternehmenId }] }))
  const tokens = await Promise.all(konten.map((kontoId) => createPersonToken(deps, kontoId)))
  const firmen = [unternehmenId]
  while (firmen.length < companies) firmen.push(await createTestUnternehmen({ deps }))
  const viele = await insertTestPerson(deps, {
    rollen: firmen.map((firma) => ({ rolle: 'ausbilder' as const, unternehmenId: firma })),
  })
  await bench.query('vacuum analyze')

  const pruefung = createTokenpruefung({
    ...deps,
    fetch: async () => Promise.reject(new Error('no issuer')),
    onError: console.error,
  })
  const enterKontext = createKontextzugang(deps)
  const lookUp = async (token: string): Promise<Angemeldeter> => {
    const aufrufer = pruefung.known(token) ?? (await pruefung.verify(token))
    if (aufrufer === undefined) throw new Error('the token is refused')
    return aufrufer
  }
  const machine = (): void => {
    const aufrufer = pruefung.known(bench.vendorToken)
    if (aufrufer === undefined || checkRecht('getAusbildungsnachweis', aufrufer) !== undefined)
      throw new Error('refused')
  }
  const nextToken = cycle(tokens)
  const personen = recht.personen ?? []
  const person = async (token: string): Promise<void> => {
    const aufrufer = pruefung.known(token)
    if (aufrufer === undefined) throw new Error('the token is not known')
    const wer = await enterKontext(aufrufer, readKontextwahl(kontext), personen, false)
    if (checkRecht('getAusbildungsnachweis', wer) !== undefined) throw new Error('refused')
  }
  const requestOf = (id: string, token: string, more: Record<string, string> = {}) =>
    makeRequest('GET', `/v1/ausbildungsnachweise/${id}`, { authorization: `Bearer ${token}`, ...more })
  const machineReads = cycle(nachweise.map((id) => requestOf(id, bench.vendorToken)))
  const personReads = cycle(
    nachweise.flatMap((id) => tokens.map((token) => requestOf(id, token, { 'berichtsheft-kontext': kontext }))),
  )
  const [vieleToken, einToken] = [await createPersonToken(deps, viele), tokens[0] ?? '']

  for (const token of [...tokens, bench.vendorToken, vieleToken]) await lookUp(token)
  await measureWork(bench, 200_000, 1, machine)
  await measureWork(bench, 4_000, connections, () => person(nextToken()))
  await measureRead(bench, 1_500, machineReads)
  await measureRead(bench, 1_500, personReads)

  const found: Record<string, Kosten[]> = {}
  const note = (name: string, kosten: Kosten) => {
    found[name] = [...(found[name] ?? []), kosten]
  }
  for (let round = 0; round < rounds; round++) {
    note('machine check', await measureWork(bench, 500_000, 1, machine))
    note('machine read', await measureRead(bench, milliseconds, machineReads))
    note('person check', await measureWork(bench, 8_000, connections, () => person(nextToken())))
    note('person read', await measureRead(bench, milliseconds, personReads))
    note('lone check', await measureWork(bench, 1_500, 1, () => person(nextToken())))
    note('lone read', await measureRead(bench, milliseconds, personReads, 1))
    note('one company', await measureWork(bench, 3_000, connections, () => person(einToken)))
    note('many companies', await measureWork(bench, 3_000, connections, () => person(vieleToken)))
    const fresh = await Promise.all(konten.slice(0, 32).map((kontoId) => createPersonToken(deps, kontoId)))
    note('verify', await measureWork(bench, fresh.length, 1, (i) => pruefung.verify(fresh[i] ?? '')))
  }
  const of = (name: string): Kosten => ({
    process: median((found[name] ?? []).map((kosten) => kosten.process)),
    postgres: median((found[name] ?? []).map((kosten) => kosten.postgres)),
  })
  const ratio = (a: string, b: string, pick: (kosten: Kosten) => number): number =>
    median((found[a] ?? []).map((kosten, i) => pick(kosten) / pick((found[b] ?? [])[i] as Kosten)))
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
  const row = (name: string, check: string, read: string): string[] => [
    name,
    of(check).process.toFixed(4),
    of(read).process.toFixed(4),
    `**${percent(ratio(check, read, ({ process: own }) => own))}**`,
    of(check).postgres.toFixed(4),
    of(read).postgres.toFixed(4),
  ]
  const verify = of('verify').process
  const perRequest = (reads: number) => verify / reads
  const share = (check: string, read: string, reads: number) =>
    percent((of(check).process + perRequest(reads)) / (of(read).process + perRequest(reads)))
  return {
    title: 'Permission check and token verification beside a read',
    lines: [
      ...formatTable(
        [
          'caller',
          'check, CPU ms',
          'read with it, CPU ms',
          'share',
          'look-up in PostgreSQL, CPU ms',
          'read in PostgreSQL, CPU ms',
        ],
        [
          row('machine client', 'machine check', 'machine read'),
          row(`${people} people in the context of a company`, 'person check', 'person read'),
          row('the same, one request at a time', 'lone check', 'lone read'),
        ],
      ),
      '',
      'Aim: at most 15 % of the CPU of a read, in the gateway. The check is what the guard of a route does with a token that is known: find its caller, look up the roles',
      `of a person, ask the permission table. A token is verified once in its life of ${limits.tokenSekunden} s, which takes ${verify.toFixed(3)} ms of CPU; spread over 30 reads with one token the shares`,
      `are ${share('machine check', 'machine read', 30)} and ${share('person check', 'person read', 30)}, over 300 reads ${share('machine check', 'machine read', 300)} and ${share('person check', 'person read', 300)}.`,
      '',
      `Look-up of the roles of a person in one company: ${of('one company').process.toFixed(4)} ms, PostgreSQL ${of('one company').postgres.toFixed(4)} ms; of a person in ${companies} companies: ${of('many companies').process.toFixed(4)} ms, PostgreSQL ${of('many companies').postgres.toFixed(4)} ms.`,
    ],
  }
}
