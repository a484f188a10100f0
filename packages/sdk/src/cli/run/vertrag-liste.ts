import { AusbildungsvertragFilter } from '@berichtsheft/core'
import type { GatewayClient } from '../../client/client.ts'
import type { Schemas } from '../../client/schemas.ts'
import { CliError, exitCodes } from '../exit-codes.ts'
import { count, formatFund } from '../findings.ts'
import { type Io, type OutputOptions, outJson, outLine, spracheOf } from '../io.ts'
import { openOutput } from '../output.ts'
import type { ConnectionOptions } from '../profile.ts'
import { connect } from './connect.ts'

export interface Vertragslistenoptionen extends OutputOptions, ConnectionOptions, Readonly<Record<string, unknown>> {
  readonly limit?: string
  readonly output?: string
}

type Vertrag = Schemas['Ausbildungsvertrag']

/** The filters that were given. */
const filterOf = (options: Vertragslistenoptionen): Record<string, unknown> => {
  const { limit: _, cursor: __, ...names } = AusbildungsvertragFilter.properties
  const given = Object.keys(names).flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]]))
  return Object.fromEntries(given)
}

const stream = (client: GatewayClient, options: Vertragslistenoptionen, { signal }: Io): AsyncGenerator<Vertrag> =>
  client.ausbildungsvertraege(filterOf(options), { signal, form: 'strom' })

/** Lists contracts. */
export const listeVertraege = async (options: Vertragslistenoptionen, io: Io): Promise<number> => {
  const most = options.limit === undefined ? Number.POSITIVE_INFINITY : Number(options.limit)
  if (!(most >= 1)) throw new CliError('usage', '--limit is a number from 1')
  const client = await connect(options, io)
  let shown = 0
  for await (const vertrag of stream(client, options, io)) {
    if (options.json) await outLine(io, vertrag)
    else await io.out(`${columnsOf(vertrag).join('  ')}\n`)
    if (++shown >= most) break
  }
  return exitCodes.ok
}

const columnsOf = ({ id, status, eintragungsnummer = '-', vertrag, geaendertAm }: Vertrag): string[] => [
  id,
  status,
  eintragungsnummer,
  vertrag.ausbildender?.name ?? '-',
  nameOf(vertrag),
  vertrag.beruf?.bezeichnung ?? '-',
  `${vertrag.beginn ?? '-'}–${vertrag.ende ?? '-'}`,
  geaendertAm,
]

const nameOf = ({ azubi }: Vertrag['vertrag']): string =>
  [azubi?.vorname, azubi?.familienname].filter((part) => part !== undefined).join(' ') || '-'

/** Shows a contract and what its check finds. @returns 1 when it has an error */
export const zeigeVertrag = async (id: string, options: Vertragslistenoptionen, io: Io): Promise<number> => {
  const client = await connect(options, io)
  const [stand, pruefung] = await Promise.all([
    client.readVertrag(id, { signal: io.signal }),
    client.checkStoredVertrag(id, { signal: io.signal }),
  ])
  const isBad = pruefung.verstoesse.some(({ schwere }) => schwere === 'fehler')
  if (options.json) await outJson(io, { ...stand, pruefung })
  else {
    const sprache = spracheOf(options, io)
    const { vertrag, status, version, knr = '-', eintragungsnummer = '-' } = stand
    await io.out(
      [
        `${nameOf(vertrag)}, ${vertrag.beruf?.bezeichnung ?? '-'}, ${vertrag.beginn ?? '-'} to ${vertrag.ende ?? '-'}`,
        `  company  ${vertrag.ausbildender?.name ?? '-'}`,
        `  state    ${status}, version ${version}`,
        `  chamber  ${knr}, registration ${eintragungsnummer}`,
        ...pruefung.verstoesse.map((verstoss) => `  ${formatFund('check', verstoss, sprache)}`),
        '',
      ].join('\n'),
    )
  }
  return isBad ? exitCodes.befunde : exitCodes.ok
}

/** Writes contracts as NDJSON. */
export const exportiereVertraege = async (options: Vertragslistenoptionen, io: Io): Promise<number> => {
  const client = await connect(options, io)
  const output = openOutput(options.output, io)
  let vertraege = 0
  try {
    for await (const vertrag of stream(client, options, io)) {
      await output.write(`${JSON.stringify(vertrag)}\n`)
      vertraege++
    }
    await output.close()
  } catch (error) {
    await output.discard()
    throw error
  }
  if (options.output === undefined || options.output === '-') return exitCodes.ok
  if (options.json) await outJson(io, { datei: options.output, vertraege })
  else if (!options.quiet) await io.out(`${options.output}: ${count(vertraege, 'contract')}\n`)
  return exitCodes.ok
}
