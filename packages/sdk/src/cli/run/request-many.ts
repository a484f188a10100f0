import { isEnd } from '../../client/anforderung.ts'
import type { GatewayClient } from '../../client/client.ts'
import type { Schemas } from '../../client/schemas.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Io, type OutputOptions, outJson, outLine } from '../io.ts'
import { type Progress, startProgress } from '../progress.ts'
import { type Abruf, fetchAndVerify } from './fetch-paket.ts'

interface ManyOptions extends OutputOptions {
  readonly watch?: boolean
  readonly fetch?: string
  readonly schluessel?: readonly string[]
  readonly pause: number
}

/** Watches a bulk request and fetches its packages as they come, as far as that was asked for. */
export const watchMany = async (
  client: GatewayClient,
  sammel: Schemas['Sammelanforderung'],
  options: ManyOptions,
  io: Io,
): Promise<number> => {
  const { json, watch, fetch: folder } = options
  if (!watch && folder === undefined) {
    if (json) await outJson(io, sammel)
    else await io.out(`${describe(sammel)}\n`)
    return exitCodes.ok
  }
  const progress = await startProgress(io, options, 'Requests')
  try {
    return await follow(client, sammel.id, options, io, progress)
  } finally {
    progress.stop()
  }
}

const follow = async (
  client: GatewayClient,
  id: string,
  options: ManyOptions,
  io: Io,
  progress: Progress,
): Promise<number> => {
  const { json, watch, fetch: folder, pause } = options
  const abrufe = new Map<string, Abruf>()
  let open = Number.POSITIVE_INFINITY
  let lost = 0
  for await (const sammel of client.watchSammelanforderung(id, { signal: io.signal, pause: pause * 1000 })) {
    const ended = sammel.jeStatus.reduce((sum, { status, anzahl }) => (isEnd(status) ? sum + anzahl : sum), 0)
    progress.show(folder === undefined ? ended : abrufe.size, sammel.treffer, describeStates(sammel))
    if (json) await outLine(io, { art: 'sammelanforderung', ...sammel })
    else if (!io.isWatched) await io.out(`${describe(sammel)}\n`)
    if (folder === undefined) continue
    const all = await fetchNew(client, id, folder, abrufe, options, io)
    open = all.filter((one) => !abrufe.has(one.id) && !isEnd(one.status)).length
    lost = all.filter((one) => !abrufe.has(one.id) && isEnd(one.status)).length
    if (!watch && sammel.status === 'fertig' && open === 0) break
  }
  if ([...abrufe.values()].some(({ gueltig }) => !gueltig)) return exitCodes.paket
  return lost > 0 ? exitCodes.ended : exitCodes.ok
}

/** Fetches the packages that are there and were not fetched before. @returns all single requests */
const fetchNew = async (
  client: GatewayClient,
  sammelanforderungId: string,
  folder: string,
  abrufe: Map<string, Abruf>,
  options: ManyOptions,
  io: Io,
): Promise<Schemas['Anforderung'][]> => {
  const all: Schemas['Anforderung'][] = []
  for await (const anforderung of client.anforderungen({ sammelanforderungId }, { signal: io.signal })) {
    all.push(anforderung)
    const { id, uebermittlungId } = anforderung
    if (uebermittlungId === undefined || abrufe.has(id)) continue
    abrufe.set(id, await fetchAndVerify(client, uebermittlungId, folder, options, io))
  }
  return all
}

const describe = (sammel: Schemas['Sammelanforderung']): string =>
  `Bulk request ${sammel.id}: ${sammel.angelegt} of ${sammel.treffer} made; ${describeStates(sammel)}`

const describeStates = ({ jeStatus }: Schemas['Sammelanforderung']): string =>
  jeStatus
    .filter(({ anzahl }) => anzahl > 0)
    .map(({ status, anzahl }) => `${anzahl} ${status}`)
    .join(', ')
