import { dokumente, type Lieferung, limits, type Nachweislieferung } from '@berichtsheft/core'
import type { GatewayClient } from '../../client/client.ts'
import type { Schemas } from '../../client/schemas.ts'
import { readJsonTree } from '../../kit/json-tree.ts'
import { CliError, exitCodes } from '../exit-codes.ts'
import { count, formatFund } from '../findings.ts'
import { counted, decodeInput, type Input, type Inputform, openInput, peekInput, readInput } from '../input.ts'
import { type Io, type OutputOptions, outLine, spracheOf } from '../io.ts'
import type { ConnectionOptions } from '../profile.ts'
import { startProgress } from '../progress.ts'
import { connect } from './connect.ts'
import { isNachricht, pushNachricht } from './push-nachricht.ts'

export interface PushOptions extends OutputOptions, ConnectionOptions {
  readonly form?: Exclude<Inputform, 'zip'>
  readonly berichtsheft?: string
}

/** A line of the answer, as `push --json` prints it. */
type Zeile = Schemas['Lieferzeile']

/** Pushes a file and prints what became of every item. @returns 1 when an item was refused */
export const push = async (file: string, options: PushOptions, io: Io): Promise<number> => {
  const client = await connect(options, io)
  const input = await openInput(file, io)
  const peeked = await peekInput(input)
  const form = options.form ?? peeked.form
  if (form === 'zip') throw new CliError('usage', `${input.name} is a package; it is verified, not pushed`)
  if (form === 'xml' && isNachricht(peeked.element)) {
    return pushNachricht(client, { ...input, stream: () => peeked.stream }, options, io)
  }
  const progress = await startProgress(io, options, `Pushing ${input.name}`, 'bytes')
  const stream = counted(peeked.stream, (total) => progress.show(total, input.size))
  const sprache = spracheOf(options, io)
  let isBad = false
  try {
    for await (const line of send(client, { ...input, stream: () => stream }, { ...peeked, form }, options, io)) {
      if (options.json) await outLine(io, line)
      else if (line.art === 'zusammenfassung') {
        progress.stop()
        if (!options.quiet) await io.out(`${summarize(line)}\n`)
        if (line.problem) io.note(`The rest was not read: ${line.problem.detail ?? line.problem.title}`)
      } else {
        const item = `${line.art} ${line.fremdId ?? line.position}`
        for (const verstoss of line.verstoesse ?? []) io.note(formatFund(item, verstoss, sprache))
      }
      if (line.art === 'zusammenfassung' ? line.abgelehnt > 0 || line.problem : line.ergebnis === 'abgelehnt')
        isBad = true
    }
  } finally {
    progress.stop()
  }
  return isBad ? exitCodes.befunde : exitCodes.ok
}

const summarize = (sum: Schemas['Lieferzusammenfassung']): string =>
  `${count(sum.berichtshefte, 'book')} read; items stored: ${sum.gespeichert}, there already: ${sum.unveraendert}, refused: ${sum.abgelehnt}`

const send = (
  client: GatewayClient,
  input: Input,
  { form, element }: { form: Exclude<Inputform, 'zip'>; element: string | undefined },
  { berichtsheft }: PushOptions,
  { signal }: Io,
): AsyncIterable<Zeile> => {
  if (berichtsheft !== undefined) return sendReports(client, input, form, berichtsheft, signal)
  if (form === 'ndjson') return client.streamBytes(input.stream(), { form, signal })
  return form === 'xml' ? sendXml(client, input, element, signal) : sendJson(client, input, signal)
}

/** A book alone is read here, because the gateway takes it as JSON; a list of books goes as it is. */
async function* sendXml(
  client: GatewayClient,
  input: Input,
  element: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<Zeile> {
  if (element !== dokumente.lieferung.element) {
    yield* client.streamBytes(input.stream(), { form: 'xml', signal })
    return
  }
  const { readXml, XmlError } = await import('@berichtsheft/core/xml')
  const bytes = await readInput(input, limits.lieferung)
  let value: unknown
  try {
    value = readXml(bytes).value
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause
    throw new CliError('input', `${input.name}: ${cause.message}`, { cause })
  }
  yield* sendBook(client, value as Lieferung, signal)
}

async function* sendBook(client: GatewayClient, lieferung: Lieferung, signal: AbortSignal): AsyncGenerator<Zeile> {
  const { positionen, ...sum } = await client.pushLieferung(lieferung, { signal })
  yield* positionen
  yield { art: 'zusammenfassung', berichtshefte: 1, ...sum }
}

const readJson = async (input: Input): Promise<unknown> =>
  readJsonTree(decodeInput(input, await readInput(input, limits.lieferung)), input.name)

/** What a JSON file holds is left to the gateway to judge; here it is only told which way it goes. */
async function* sendJson(client: GatewayClient, input: Input, signal: AbortSignal): AsyncGenerator<Zeile> {
  const value = await readJson(input)
  if (Array.isArray(value)) yield* client.streamLieferungen(value as unknown as Lieferung[], { signal })
  else yield* sendBook(client, value as Lieferung, signal)
}

async function* sendReports(
  client: GatewayClient,
  input: Input,
  form: Exclude<Inputform, 'zip'>,
  berichtsheftId: string,
  signal: AbortSignal,
): AsyncGenerator<Zeile> {
  if (form !== 'json') throw new CliError('usage', 'single reports (--berichtsheft) are pushed from JSON')
  const value = await readJson(input)
  const reports = (Array.isArray(value) ? value : [value]) as Nachweislieferung[]
  const sum = { gespeichert: 0, unveraendert: 0, abgelehnt: 0 }
  let position = 0
  for await (const result of client.pushNachweise(berichtsheftId, reports, { signal })) {
    sum[result.ergebnis]++
    yield {
      art: 'ausbildungsnachweis',
      position: position++,
      fremdId: result.fremdId,
      ergebnis: result.ergebnis,
      ...(result.ergebnis === 'gespeichert' ? { id: result.nachweis.id } : {}),
      verstoesse: result.ergebnis === 'gespeichert' ? (result.nachweis.verstoesse ?? []) : findingsOf(result.problem),
    }
  }
  yield { art: 'zusammenfassung', berichtshefte: 0, ...sum }
}

/** A refusal without findings, such as a report that is there already, is one finding itself. */
const findingsOf = ({ verstoesse = [], title, detail }: Schemas['Problem']): Schemas['Verstoss'][] => {
  if (verstoesse.length > 0) return verstoesse
  const text = detail ?? title
  return [{ regel: 'GATEWAY', schwere: 'fehler', pfad: '', text, textEnglisch: text }]
}
