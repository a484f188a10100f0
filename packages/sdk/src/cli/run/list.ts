import {
  AnbieterFilter,
  AnforderungFilter,
  AusbildungsnachweisFilter,
  BerichtsheftFilter,
  ExportFilter,
  FreigabeFilter,
  SammelanforderungFilter,
  UebermittlungFilter,
} from '@berichtsheft/core'
import type { TSchema } from 'typebox'
import type { GatewayClient } from '../../client/client.ts'
import { dataOf } from '../../client/connection.ts'
import { CliError, exitCodes } from '../exit-codes.ts'
import { type Io, type OutputOptions, outJson, outLine } from '../io.ts'
import { filterFlags, type ListName, listNames, memberOf } from '../list-filter.ts'
import type { ConnectionOptions } from '../profile.ts'
import { connect } from './connect.ts'

export interface ListCommandOptions extends OutputOptions, ConnectionOptions, Readonly<Record<string, unknown>> {
  readonly limit?: number
  readonly cursor?: string
}

/** An entry of any list, as far as it is shown to people. */
type Entry = Readonly<Record<string, unknown>>

/** The filter of each list, as the contract has it. */
export const filters: Readonly<Record<ListName, TSchema & { readonly properties: Readonly<Record<string, unknown>> }>> =
  {
    berichtshefte: BerichtsheftFilter,
    ausbildungsnachweise: AusbildungsnachweisFilter,
    anforderungen: AnforderungFilter,
    freigaben: FreigabeFilter,
    uebermittlungen: UebermittlungFilter,
    exporte: ExportFilter,
    sammelanforderungen: SammelanforderungFilter,
    anbieter: AnbieterFilter,
  }

const isListName = (name: string): name is ListName => listNames.some((known) => known === name)

/** Prints a list. */
export const listEntries = async (name: string, options: ListCommandOptions, io: Io): Promise<number> => {
  if (!isListName(name)) throw new CliError('usage', `there is no list ${name}; there are ${listNames.join(', ')}`)
  const filter = readFilter(name, options)
  const client = await connect(options, io)
  if (options.limit === undefined && options.cursor === undefined) {
    for await (const entry of stream(client, name, filter, io.signal)) await print(name, entry, options, io)
    return exitCodes.ok
  }
  const query = {
    ...filter,
    limit: options.limit ?? 50,
    ...(options.cursor !== undefined && { cursor: options.cursor }),
  }
  const page = await fetchPage(client, name, query, io.signal)
  if (options.json) await outJson(io, page)
  else {
    for (const entry of page.eintraege) await print(name, entry, options, io)
    if (page.naechsterCursor !== undefined) io.note(`More with --cursor ${page.naechsterCursor}`)
  }
  return exitCodes.ok
}

const readFilter = (name: ListName, options: ListCommandOptions): Record<string, unknown> => {
  const given = filterFlags.flatMap(([flags]) => {
    const member = memberOf(flags)
    const value = options[member]
    return value === undefined ? [] : [[member, value, flags.replace(/ .*$/, '')] as const]
  })
  const foreign = given.find(([member]) => !(member in filters[name].properties))
  if (foreign) throw new CliError('usage', `${name} cannot be filtered by ${foreign[2]}`)
  return Object.fromEntries(given)
}

const stream = (
  client: GatewayClient,
  name: ListName,
  filter: Record<string, unknown>,
  signal: AbortSignal,
): AsyncIterable<Entry> => client[name](filter, { signal, form: 'strom' }) as AsyncIterable<Entry>

interface Page {
  readonly eintraege: readonly Entry[]
  readonly naechsterCursor?: string
}

const fetchPage = async (
  { api }: GatewayClient,
  name: ListName,
  query: Record<string, unknown>,
  signal: AbortSignal,
): Promise<Page> => dataOf(await api.GET(`/v1/${name}`, { params: { query }, signal } as never)) as Page

/** Columns that people see. */
const columns: Readonly<Record<ListName, readonly string[]>> = {
  berichtshefte: ['id', 'status', 'fremdId', 'azubi.name', 'beruf.bezeichnung', 'anzahlNachweise', 'geaendertAm'],
  ausbildungsnachweise: ['id', 'status', 'fremdId', 'inhalt.zeitraum.von', 'inhalt.zeitraum.bis', 'geaendertAm'],
  anforderungen: ['id', 'status', 'zweck', 'frist', 'azubi', 'berichtsheftFremdId'],
  freigaben: ['id', 'status', 'zweck', 'gueltigBis', 'unternehmen', 'berichtsheftId'],
  uebermittlungen: ['id', 'zweck', 'anzahlNachweise', 'paket.dateiname', 'pruefergebnis.entscheidung', 'erstelltAm'],
  exporte: ['id', 'status', 'format', 'fortschritt', 'berichtsheftId', 'geaendertAm'],
  sammelanforderungen: ['id', 'status', 'zweck', 'frist', 'treffer', 'angelegt', 'geaendertAm'],
  anbieter: ['id', 'status', 'name', 'produkt', 'kontakt'],
}

const print = async (name: ListName, entry: Entry, { json }: OutputOptions, io: Io): Promise<void> => {
  if (json) return outLine(io, entry)
  await io.out(`${columns[name].map((path) => shown(entry, path)).join('  ')}\n`)
}

const shown = (entry: Entry, path: string): string => {
  let value: unknown = entry
  for (const key of path.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Entry)[key] : undefined
  return value === undefined ? '-' : String(value)
}
