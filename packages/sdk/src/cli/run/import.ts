import { readBytes } from '../../adapter-source.ts'
import type { Importdatei } from '../../client/lieferung.ts'
import type { Schemas } from '../../client/schemas.ts'
import type { AdapterOptions, KontextOptions } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { count, countBySchwere, formatBemerkung, formatFund } from '../findings.ts'
import { type Io, type OutputOptions, outJson, spracheOf } from '../io.ts'
import type { ConnectionOptions } from '../profile.ts'
import { startProgress } from '../progress.ts'
import { openSource, readKontext } from './adapter-input.ts'
import { connect } from './connect.ts'

export interface ImportFilesOptions
  extends OutputOptions,
    ConnectionOptions,
    KontextOptions,
    Pick<AdapterOptions, 'adapter' | 'konfiguration'> {
  readonly pruefen?: boolean
}

/** Hands vendor files to an adapter of the gateway. @returns 1 when something was refused */
export const importFiles = async (files: readonly string[], options: ImportFilesOptions, io: Io): Promise<number> => {
  const client = await connect(options, io)
  const kontext = await readKontext(options, io)
  const source = await openSource(files, kontext, options.stdinName, io)
  const progress = await startProgress(io, options, 'Importing', 'bytes')
  const dateien: Importdatei[] = []
  let size = 0
  let ergebnis: Schemas['Importergebnis']
  try {
    for (const datei of source.dateien) {
      dateien.push({ name: datei.name, inhalt: new Uint8Array(await readBytes(datei)) })
      size += dateien.at(-1)?.inhalt.length ?? 0
      progress.show(size, undefined, `read, ${count(dateien.length, 'file')}`)
    }
    const { konfiguration, pruefen } = options
    ergebnis = await client.importDateien(options.adapter, dateien, {
      kontext,
      signal: io.signal,
      ...(konfiguration !== undefined && { konfiguration }),
      ...(pruefen && { pruefen }),
    })
  } finally {
    progress.stop()
  }
  if (options.json) await outJson(io, ergebnis)
  else await print(ergebnis, options, io)
  const { bemerkungen, lieferungen } = ergebnis
  const isBad = countBySchwere(bemerkungen).fehler > 0 || refusedOf(lieferungen).length > 0
  return isBad ? exitCodes.befunde : exitCodes.ok
}

const refusedOf = (lieferungen: readonly Schemas['Lieferergebnis'][]): Schemas['Lieferposition'][] =>
  lieferungen.flatMap(({ positionen }) => positionen.filter(({ ergebnis }) => ergebnis === 'abgelehnt'))

const print = async (
  { bemerkungen, lieferungen }: Schemas['Importergebnis'],
  options: ImportFilesOptions,
  io: Io,
): Promise<void> => {
  const sprache = spracheOf(options, io)
  for (const bemerkung of bemerkungen) io.note(formatBemerkung(bemerkung, sprache))
  for (const { positionen } of lieferungen) {
    for (const { art, fremdId, position, verstoesse = [] } of positionen) {
      for (const verstoss of verstoesse) io.note(formatFund(`${art} ${fremdId ?? position}`, verstoss, sprache))
    }
  }
  if (options.quiet) return
  const sum = (name: 'gespeichert' | 'unveraendert') => lieferungen.reduce((total, one) => total + one[name], 0)
  const { fehler, warnung, hinweis } = countBySchwere(bemerkungen)
  await io.out(
    `${count(lieferungen.length, 'book')} read; items stored: ${sum('gespeichert')}, there already: ${sum('unveraendert')}, ` +
      `refused: ${refusedOf(lieferungen).length}; remarks: ${fehler} errors, ${warnung} warnings, ${hinweis} notes\n`,
  )
}
