import { randomUUID } from 'node:crypto'
import { type Nachricht, nachrichten, standard } from '@berichtsheft/core'
import { makeVertrag } from '@berichtsheft/core/testing'
import { writeNachricht } from '@berichtsheft/core/xml'
import { cpuOf, cpuOfTree } from './process-usage.ts'
import { formatTable, median, type Section } from './report.ts'
import type { Bench } from './setup.ts'

const anzahl = Number(process.env.BENCH_VERTRAEGE ?? 10_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const aim = 10

type Antrag = Nachricht<'antragEintragung'>

/** Letters of a number: names hold no digits. */
const lettersOf = (n: number): string => String(n).replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))

/** Messages that no message of another round is like. */
const makeMessages = (bench: Bench, round: string): Antrag[] => {
  const autor = { verzeichnisdienst: 'gateway' as const, kennung: bench.anbieterId, name: 'Bench GmbH' }
  const leser = { verzeichnisdienst: 'gateway' as const, kennung: 'gateway', name: 'Gateway' }
  const { nummer, element } = nachrichten.antragEintragung
  return Array.from({ length: anzahl }, (_, seed) => {
    const vertrag = makeVertrag({ seed })
    const azubi = { ...vertrag.azubi, familienname: `Masse ${round} ${lettersOf(seed)}` }
    return {
      produkt: 'Bench',
      produkthersteller: 'Bench GmbH',
      standard: standard.nameTechnisch,
      version: '1.0',
      nachrichtenkopf: {
        identifikation: {
          nachrichtenUUID: randomUUID(),
          nachrichtentyp: { code: nummer, name: element },
          erstellungszeitpunkt: new Date().toISOString(),
        },
        leser,
        autor,
      },
      inhalt: { fremdId: `masse-${round}-${seed}`, vertrag: { ...vertrag, azubi } },
    }
  })
}

const toNdjson = (messages: readonly Antrag[]): string =>
  messages.map((message) => `${JSON.stringify(message)}\n`).join('')

const toXml = (messages: readonly Antrag[]): string => {
  const records = messages.map((message) => writeNachricht('antragEintragung', message).replace(/^<\?xml[^>]*\?>/u, ''))
  return `<bh:nachrichten xmlns:bh="${standard.namespace}">${records.join('')}</bh:nachrichten>`
}

interface Side {
  readonly name: string
  readonly port: number
  readonly pid: number
  readonly path: string
  readonly type: string
  readonly write: (messages: readonly Antrag[]) => string
  /** Contracts that an answer says are stored. */
  readonly countOf: (answer: string) => number
}

interface Measured {
  readonly seconds: number
  readonly megabytes: number
  readonly serverCpu: number
  readonly postgresCpu: number
}

const send = async (bench: Bench, side: Side, round: string): Promise<Measured> => {
  const body = Buffer.from(side.write(makeMessages(bench, round)))
  const [server, postgres] = [cpuOf(side.pid), cpuOfTree(bench.postgresPid)]
  const start = performance.now()
  const response = await fetch(`http://127.0.0.1:${side.port}${side.path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bench.vendorToken}`, 'content-type': side.type },
    body,
  })
  const answer = await response.text()
  const seconds = (performance.now() - start) / 1000
  if (!response.ok || side.countOf(answer) !== anzahl)
    throw new Error(`${side.name}: ${response.status} ${answer.slice(0, 500)} … ${answer.slice(-500)}`)
  return {
    seconds,
    megabytes: body.length / 1e6,
    serverCpu: (cpuOf(side.pid) - server) / 1000,
    postgresCpu: (cpuOfTree(bench.postgresPid) - postgres) / 1000,
  }
}

const angenommen = (answer: string): number => {
  const last = answer.trimEnd().split('\n').at(-1) ?? '{}'
  return (JSON.parse(last) as { angenommen?: number }).angenommen ?? 0
}

/** 10,000 contracts by messages 0201 in one stream: read, checked by all rules, stored with their events and receipts. */
export const measureVertragMasse = async (bench: Bench): Promise<Section> => {
  const url = '/v1/nachrichten/strom'
  const sides: Side[] = [
    {
      name: 'floor, JSON',
      ...bench.floor,
      path: '/vertraege',
      type: 'application/x-ndjson',
      write: toNdjson,
      countOf: (answer) => (JSON.parse(answer) as { gespeichert: number }).gespeichert,
    },
    {
      name: 'gateway, JSON',
      ...bench.gateway,
      path: url,
      type: 'application/x-ndjson',
      write: toNdjson,
      countOf: angenommen,
    },
    { name: 'gateway, XML', ...bench.gateway, path: url, type: 'application/xml', write: toXml, countOf: angenommen },
  ]
  const results = sides.map((): Measured[] => [])
  for (let round = 0; round < rounds; round++)
    for (const [i, side] of sides.entries())
      results[i]?.push(await send(bench, side, `${'xyz'.charAt(i)}${lettersOf(round)}`))
  const [floor = []] = results
  const rows = sides.map(({ name }, i) => {
    const measured = results[i] ?? []
    const of = (pick: (m: Measured) => number) => median(measured.map(pick))
    const ratio = median(measured.map(({ seconds }, r) => (floor[r]?.seconds ?? Number.NaN) / seconds))
    return [
      name,
      of((m) => m.megabytes).toFixed(0),
      of((m) => m.seconds).toFixed(2),
      of((m) => m.serverCpu).toFixed(2),
      of((m) => m.postgresCpu).toFixed(2),
      i === 0 ? '1' : `**${ratio.toFixed(2)}**`,
      i === 0 ? '' : `below ${aim} s`,
    ]
  })
  return {
    title: `${anzahl.toLocaleString('en')} training contracts by bulk message, checked and stored`,
    lines: [
      ...formatTable(['side', 'MB', 'seconds', 'server CPU s', 'PostgreSQL CPU s', 'ratio to the floor', 'aim'], rows),
      '',
      `One stream of messages 0201 on one connection, ${rounds} rounds. The gateway checks each contract by all rules and the register, and stores it with two`,
      'chained events, its outbox rows and its receipt. The floor parses, checks the form, and inserts with one event; it knows no rules.',
    ],
  }
}
