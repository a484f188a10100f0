import { createHash, randomUUID } from 'node:crypto'
import {
  canonicalize,
  dokumente,
  limits,
  type Nachricht,
  type Nachrichtenkopf,
  type Nachrichtenname,
  nachrichten,
  nachrichtensammlung,
  standard,
  type Vertragsantragsnachricht,
} from '@berichtsheft/core'
import type { Nachrichtenzeile } from '../../client/vertrag.ts'
import { readJsonTree } from '../../kit/json-tree.ts'
import { CliError, exitCodes } from '../exit-codes.ts'
import { formatFund } from '../findings.ts'
import { decodeInput, type Input, openInput, peekInput, readInput } from '../input.ts'
import { type Io, type OutputOptions, outLine, spracheOf } from '../io.ts'
import { type ConnectionOptions, findConnection } from '../profile.ts'
import { version } from '../version.ts'
import { connect } from './connect.ts'
import { isNachricht } from './push-nachricht.ts'
import { allLines } from './validate-json.ts'

export interface Einreichoptionen extends OutputOptions, ConnectionOptions {
  readonly fremdId?: string
  readonly eingangAm?: string
}

type Message = Nachricht<Nachrichtenname>
type Partner = Nachrichtenkopf['autor']

/** Hands contracts in and prints what became of each. @returns 1 when one was refused */
export const reicheVertraegeEin = async (
  files: readonly string[],
  options: Einreichoptionen,
  io: Io,
): Promise<number> => {
  const client = await connect(options, io)
  const autor = await autorOf(options, io)
  const sprache = spracheOf(options, io)
  let isBad = false
  for (const file of files) {
    const input = await openInput(file, io)
    for await (const zeile of send(client, input, { ...options, autor, now: io.now() }, io)) {
      if (options.json) await outLine(io, { datei: input.name, ...zeile })
      else await show(input.name, zeile, sprache, options, io)
      if (zeile.art === 'zusammenfassung' ? zeile.problem : zeile.ergebnis === 'abgelehnt') isBad = true
    }
  }
  return isBad ? exitCodes.befunde : exitCodes.ok
}

const show = async (
  name: string,
  zeile: Nachrichtenzeile,
  sprache: 'de' | 'en',
  { quiet }: OutputOptions,
  io: Io,
): Promise<void> => {
  if (zeile.art === 'zusammenfassung') {
    const { gelesen, angenommen, abgelehnt, problem } = zeile
    if (problem) io.note(`The rest was not read: ${problem.detail ?? problem.title}`)
    if (!quiet) await io.out(`${name}: read ${gelesen}, accepted ${angenommen}, refused ${abgelehnt}\n`)
    return
  }
  const place = zeile.zeile === undefined ? `${name}#${zeile.position}` : `${name}:${zeile.zeile}`
  for (const verstoss of zeile.verstoesse ?? []) io.note(formatFund(place, verstoss, sprache))
  await io.out(
    `${place}: ${zeile.ergebnis === 'angenommen' ? `accepted ${zeile.objektId}` : `refused: ${zeile.text}`}\n`,
  )
}

/** Who sends, as the header of messages names it. */
const autorOf = async (options: ConnectionOptions, io: Io): Promise<Partner | undefined> => {
  const { mandant } = await findConnection(options, io)
  const [art, kennung] = mandant?.split(':') ?? []
  if (kennung === undefined) return undefined
  return art === 'kammer'
    ? { verzeichnisdienst: 'knr', kennung, name: `Kammer ${kennung}` }
    : { verzeichnisdienst: 'gateway', kennung, name: 'berichtsheft' }
}

interface Rahmen extends Einreichoptionen {
  readonly autor: Partner | undefined
  readonly now: Date
}

/** Messages in XML go as they are; everything else is put into messages here. */
async function* send(
  client: Awaited<ReturnType<typeof connect>>,
  input: Input,
  rahmen: Rahmen,
  { signal }: Io,
): AsyncGenerator<Nachrichtenzeile> {
  const { form, element, stream } = await peekInput(input)
  const peeked: Input = { ...input, stream: () => stream }
  if (form === 'zip') throw new CliError('input', `${input.name} is a package, not a contract`)
  if (form === 'xml' && element === nachrichtensammlung.element) {
    yield* client.streamNachrichtenBytes(stream, { form: 'xml', signal })
    return
  }
  yield* client.streamNachrichten(readMessages(peeked, form, element, rahmen), { signal })
}

async function* readMessages(
  input: Input,
  form: 'json' | 'ndjson' | 'xml',
  element: string | undefined,
  rahmen: Rahmen,
): AsyncGenerator<Message> {
  if (form === 'xml') {
    yield toMessage(await readXmlValue(input, element), input.name, rahmen)
    return
  }
  if (form === 'ndjson') {
    for await (const line of allLines(input))
      if (line.trim() !== '') yield toMessage(readJsonTree(line, input.name), input.name, rahmen)
    return
  }
  const value = readJsonTree(decodeInput(input, await readInput(input, limits.nachrichtenstrom)), input.name)
  for (const one of Array.isArray(value) ? value : [value]) yield toMessage(one, input.name, rahmen)
}

const readXmlValue = async (input: Input, element: string | undefined): Promise<unknown> => {
  const { readXml, XmlError } = await import('@berichtsheft/core/xml')
  if (element !== dokumente.vertragsantrag.element && !isNachricht(element))
    throw new CliError('input', `${input.name}: the element ${element ?? ''} is no contract and no message`)
  try {
    return readXml(await readInput(input, limits.nachricht)).value
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause
    throw new CliError('input', `${input.name}: ${cause.message}`, { cause })
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the gateway is to judge is left as it is; here a contract is only put into the frame of messages. */
const toMessage = (value: unknown, name: string, { autor, fremdId, eingangAm, now }: Rahmen): Message => {
  if (!isObject(value)) throw new CliError('input', `${name} holds something that is no contract`)
  if ('nachrichtenkopf' in value) return value as unknown as Message
  if (autor === undefined)
    throw new CliError(
      'usage',
      'a contract alone needs a profile of `berichtsheft login`, which says who sends it; or send a message',
    )
  const parts = 'vertrag' in value ? value : { vertrag: value }
  const inhalt = {
    fremdId: fremdId ?? keyOf(parts.vertrag),
    ...(eingangAm === undefined ? {} : { eingangAm }),
    ...parts,
  } as Vertragsantragsnachricht
  const { nummer, element } = nachrichten.antragEintragung
  const message: Nachricht<'antragEintragung'> = {
    produkt: 'berichtsheft',
    produkthersteller: 'berichtsheft',
    produktversion: version,
    standard: standard.nameTechnisch,
    version: '1.0',
    nachrichtenkopf: {
      identifikation: {
        nachrichtenUUID: randomUUID(),
        nachrichtentyp: { code: nummer, name: element },
        erstellungszeitpunkt: now.toISOString(),
      },
      leser: { verzeichnisdienst: 'gateway', kennung: 'gateway', name: 'Gateway' },
      autor,
    },
    inhalt,
  }
  return message as Message
}

/** A key for a contract that has none: the same contract has the same, so that it is not stored twice. */
const keyOf = (vertrag: unknown): string =>
  `cli-${createHash('sha256').update(canonicalize(vertrag)).digest('hex').slice(0, 32)}`
