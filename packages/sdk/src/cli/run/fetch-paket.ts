import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Paketbefund } from '@berichtsheft/core/signatur'
import type { GatewayClient } from '../../client/client.ts'
import { type Io, type OutputOptions, outLine } from '../io.ts'
import { startProgress } from '../progress.ts'
import { checkPaket, verifyBytes } from './verify.ts'

/** A package that was fetched and verified, as a line of `request --fetch --json`. */
export interface Abruf {
  readonly art: 'paket'
  readonly uebermittlungId: string
  readonly anforderungId?: string
  readonly datei: string
  readonly gueltig: boolean
  readonly vertrauen: 'gepinnt' | 'nichtGepinnt'
  readonly befunde: readonly Paketbefund[]
}

/** Fetches a package, stores it and verifies what was stored. */
export const fetchAndVerify = async (
  client: GatewayClient,
  uebermittlungId: string,
  folder: string,
  options: OutputOptions & { readonly schluessel?: readonly string[] },
  io: Io,
): Promise<Abruf> => {
  const progress = await startProgress(io, options, 'Fetching', 'bytes')
  const { name, bytes, uebermittlung } = await client
    .fetchPaket(uebermittlungId, { signal: io.signal, onBytes: progress.show })
    .finally(progress.stop)
  // The name comes from the network; only its last part may name a file here.
  const safe = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/.test(name) ? name : `${uebermittlungId}.zip`
  const datei = join(folder, safe)
  await mkdir(resolve(io.cwd, folder), { recursive: true })
  await writeFile(resolve(io.cwd, datei), bytes)
  const { gueltig, vertrauen, befunde } = await checkPaket(bytes, options)
  const isTrusted = (options.schluessel ?? []).length === 0 || vertrauen === 'gepinnt'
  const { anforderungId } = uebermittlung
  const abruf: Abruf = {
    art: 'paket',
    uebermittlungId,
    ...(anforderungId !== undefined && { anforderungId }),
    datei,
    gueltig: gueltig && isTrusted,
    vertrauen,
    befunde,
  }
  if (options.json) await outLine(io, abruf)
  else await verifyBytes(datei, bytes, options, io)
  return abruf
}
