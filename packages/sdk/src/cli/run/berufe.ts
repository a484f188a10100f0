import type { CreateBeruf } from '@berichtsheft/core'
import type { Lesebemerkung } from '@berichtsheft/core/berufe'
import type { Schemas } from '../../client/schemas.ts'
import { exitCodes } from '../exit-codes.ts'
import { count, formatFund } from '../findings.ts'
import { type Io, type OutputOptions, outLine, spracheOf } from '../io.ts'
import type { ConnectionOptions } from '../profile.ts'
import { type Progress, startProgress } from '../progress.ts'
import {
  type Berufsdatei,
  type Dateivergleich,
  openVergleich,
  readBerufsdatei,
  type Vergleichskatalog,
} from './berufe-lesen.ts'
import { connect } from './connect.ts'
import { checkForm } from './form-check.ts'

export interface BerufeOptions extends OutputOptions, ConnectionOptions {
  readonly pruefen?: boolean
  readonly vergleich?: string
}

/** What the files said so far. */
interface Lauf {
  dateien: number
  berufe: number
  positionen: number
  isBad: boolean
  readonly vergleich: { positionen: number; gleich: number; gleicheTexte: number }
}

/** Reads ordinances and catalogues and delivers them, or only looks. @returns 1 when something is wrong or was refused */
export const importBerufe = async (files: readonly string[], options: BerufeOptions, io: Io): Promise<number> => {
  const client = options.pruefen ? undefined : await connect(options, io)
  const vergleich = options.vergleich === undefined ? undefined : await openVergleich(options.vergleich, io)
  const progress = await startProgress(io, options, options.pruefen ? 'Checking' : 'Importing')
  const lauf: Lauf = {
    dateien: 0,
    berufe: 0,
    positionen: 0,
    isBad: false,
    vergleich: { positionen: 0, gleich: 0, gleicheTexte: 0 },
  }
  try {
    const berufe = readAll(files, vergleich, lauf, progress, options, io)
    if (client) {
      const lines = client.streamBerufe(berufe, { signal: io.signal })
      for await (const line of lines) {
        if (line.art === 'zusammenfassung') progress.stop()
        await tellLine(line, options, io)
        if (line.art === 'zusammenfassung' ? line.abgelehnt > 0 || line.problem : true) lauf.isBad = true
      }
    } else for await (const beruf of berufe) checkOne(beruf, lauf, options, io)
  } finally {
    progress.stop()
  }
  if (!options.json && !options.quiet) await io.out(`${summarize(lauf, vergleich !== undefined)}\n`)
  return lauf.isBad ? exitCodes.befunde : exitCodes.ok
}

async function* readAll(
  files: readonly string[],
  vergleich: Vergleichskatalog | undefined,
  lauf: Lauf,
  progress: Progress,
  options: BerufeOptions,
  io: Io,
): AsyncGenerator<CreateBeruf> {
  for (const file of files) {
    io.signal.throwIfAborted()
    const datei = await readBerufsdatei(file, vergleich, io)
    lauf.dateien += 1
    let positionen = 0
    for await (const beruf of datei.berufe) {
      lauf.berufe += 1
      positionen += beruf.rahmenplan?.positionen?.length ?? 0
      const total = Math.max(datei.anzahl, files.length, lauf.berufe)
      progress.show(Math.max(lauf.dateien, lauf.berufe), total, beruf.fassung.schluessel)
      yield beruf
    }
    lauf.positionen += positionen
    await tellFile(datei, positionen, lauf, options, io)
  }
}

const checkOne = (beruf: CreateBeruf, lauf: Lauf, options: BerufeOptions, io: Io): void => {
  for (const fund of checkForm('CreateBeruf', beruf)) {
    lauf.isBad = true
    io.note(formatFund(String(beruf.fassung?.schluessel), fund, spracheOf(options, io)))
  }
}

const tellFile = async (
  { datei, anzahl, bemerkungen, vergleich }: Berufsdatei,
  positionen: number,
  lauf: Lauf,
  options: BerufeOptions,
  io: Io,
): Promise<void> => {
  if (bemerkungen.some(({ schwere }) => schwere === 'fehler')) lauf.isBad = true
  if (vergleich)
    for (const name of ['positionen', 'gleich', 'gleicheTexte'] as const) lauf.vergleich[name] += vergleich[name]
  if (options.json) {
    await outLine(io, { art: 'datei', datei, berufe: anzahl, positionen, bemerkungen, ...(vergleich && { vergleich }) })
    return
  }
  for (const bemerkung of bemerkungen) io.note(formatBemerkung(datei, bemerkung, options, io))
  if (vergleich) tellVergleich(datei, vergleich, io)
}

const formatBemerkung = (
  datei: string,
  { schwere, beruf, text, textEnglisch }: Lesebemerkung,
  options: BerufeOptions,
  io: Io,
): string => {
  const isGerman = spracheOf(options, io) === 'de'
  const weight = isGerman ? schwere : { fehler: 'error', warnung: 'warning', hinweis: 'note' }[schwere]
  return `${datei}: ${weight}${beruf === undefined ? '' : ` [${beruf}]`}: ${isGerman ? text : textEnglisch}`
}

/** Differences that one file shows; all of them stand in the JSON. */
const shownDifferences = 10

const tellVergleich = (datei: string, { abweichungen }: Dateivergleich, io: Io): void => {
  for (const { beruf, nr, feld, hier, dort } of abweichungen.slice(0, shownDifferences))
    io.note(`${datei}: ${[beruf, nr, feld].filter((part) => part !== '').join(' ')}: "${hier}" here, "${dort}" there`)
  if (abweichungen.length > shownDifferences)
    io.note(`${datei}: ${count(abweichungen.length - shownDifferences, 'more difference')}`)
}

type Zeile = Schemas['Stammdatenzeile']

const tellLine = async (line: Zeile, options: BerufeOptions, io: Io): Promise<void> => {
  if (options.json) return outLine(io, line)
  if (line.art === 'satz') {
    const item = line.schluessel ?? `${line.position}`
    for (const verstoss of line.verstoesse) io.note(formatFund(item, verstoss, spracheOf(options, io)))
    return
  }
  if (!options.quiet)
    await io.out(
      `new: ${line.neu}, changed: ${line.geaendert}, there already: ${line.unveraendert}, refused: ${line.abgelehnt}\n`,
    )
  if (line.problem) io.note(`The rest was not read: ${line.problem.detail ?? line.problem.title}`)
}

const percent = (part: number, whole: number): string => `${whole === 0 ? '0' : ((100 * part) / whole).toFixed(2)} %`

const summarize = ({ dateien, berufe, positionen, vergleich }: Lauf, isCompared: boolean): string => {
  const read = `${count(dateien, 'file')} read: ${count(berufe, 'occupation')}, ${count(positionen, 'position')}`
  if (!isCompared) return read
  const { positionen: all, gleich, gleicheTexte } = vergleich
  return `${read}; the same with times: ${gleich} of ${all} (${percent(gleich, all)}), the same texts: ${gleicheTexte} (${percent(gleicheTexte, all)})`
}
