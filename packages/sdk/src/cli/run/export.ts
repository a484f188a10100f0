import { CliError, exitCodes } from '../exit-codes.ts'
import { type Io, type OutputOptions, outJson } from '../io.ts'
import { openOutput } from '../output.ts'
import type { ConnectionOptions } from '../profile.ts'
import { startProgress } from '../progress.ts'
import { connect } from './connect.ts'

export interface ExportOptions extends OutputOptions, ConnectionOptions {
  readonly to: 'xml' | 'json' | 'pdf'
  readonly von?: string
  readonly bis?: string
  readonly output?: string
}

/** Orders an export and fetches it. */
export const exportBuch = async (berichtsheftId: string, options: ExportOptions, io: Io): Promise<number> => {
  const { to, von, bis, json, quiet } = options
  if ((von === undefined) !== (bis === undefined)) throw new CliError('usage', 'a period has both --von and --bis')
  const client = await connect(options, io)
  const progress = await startProgress(io, options, 'Exporting')
  const { name, bytes } = await client
    .fetchExport(
      { berichtsheftId, format: to, ...(von !== undefined && bis !== undefined && { zeitraum: { von, bis } }) },
      { signal: io.signal, onExport: ({ fortschritt }) => progress.show(fortschritt, 100, '%') },
    )
    .finally(progress.stop)
  const file = options.output ?? name
  const output = openOutput(file, io)
  await output.write(bytes)
  await output.close()
  if (json) await outJson(io, { datei: file, groesse: bytes.length })
  else if (!quiet && file !== '-') await io.out(`${file}: ${bytes.length} bytes\n`)
  return exitCodes.ok
}
