import type { Berufsfassung } from '@berichtsheft/core'
import type { Vertragsdokumentoptionen, Vertragsdokumentpruefung } from '../../vertrag/vertragsdokument.ts'
import { CliError, exitCodes } from '../exit-codes.ts'
import { countBySchwere, type Fundstelle } from '../findings.ts'
import { openInput } from '../input.ts'
import { type Io, type OutputOptions, outLine, spracheOf } from '../io.ts'
import { readKatalog } from './berufe-lesen.ts'
import { checkForm } from './form-check.ts'
import { readKontext } from './validate.ts'
import { formatVertrag } from './vertrag-ausgabe.ts'
import { checkVertraege, type Vertragsschritt } from './vertrag-lesen.ts'

export interface VertragOptions extends OutputOptions {
  readonly stichtag?: string
  readonly berufe?: string
  readonly strict?: boolean
  readonly merkblatt?: boolean
}

/** What was found in one contract of a file, as `vertrag pruefen --json` prints it in a line. */
export interface Dateivertrag extends Vertragsdokumentpruefung {
  readonly datei: string
  /** The line of an NDJSON file. */
  readonly zeile?: number
  /** No finding of the weight `fehler`. */
  readonly gueltig: boolean
  readonly verstoesse: readonly Fundstelle[]
}

/** Checks the contracts of files and prints what was found. @returns 1 when something is not valid */
export const pruefeVertraege = async (files: readonly string[], options: VertragOptions, io: Io): Promise<number> => {
  const { stichtag } = readKontext(options, io)
  const optionen: Vertragsdokumentoptionen = {
    stichtag,
    ...(options.berufe !== undefined && { katalog: await openKatalog(options.berufe, io) }),
    ...(options.merkblatt && { merkblatt: true }),
  }
  const sprache = spracheOf(options, io)
  let isBad = false
  for (const file of files) {
    const input = await openInput(file, io)
    let count = 0
    for await (const { zeile, schritte } of checkVertraege(input, optionen)) {
      io.signal.throwIfAborted()
      for (const one of groupByVertrag(schritte, stichtag)) {
        count += 1
        const { fehler, warnung } = countBySchwere(one.verstoesse)
        const vertrag: Dateivertrag = {
          datei: input.name,
          ...(zeile !== undefined && { zeile }),
          gueltig: fehler === 0,
          ...one,
        }
        if (fehler > 0 || (options.strict === true && warnung > 0)) isBad = true
        if (options.json) await outLine(io, vertrag)
        else await io.out(formatVertrag(vertrag, sprache, options.quiet === true))
      }
    }
    if (count === 0) throw new CliError('input', `${file} holds no contract`)
  }
  return isBad ? exitCodes.befunde : exitCodes.ok
}

/** A catalogue whose entries have the form that rules rely on. */
const openKatalog = async (file: string, io: Io): Promise<Berufsfassung[]> => {
  const fassungen = await readKatalog(file, io)
  for (const [i, fassung] of fassungen.entries()) {
    const [fault] = checkForm('Berufsfassung', fassung)
    if (fault) throw new CliError('input', `${file}: /berufe/${i}${fault.pfad}: ${fault.textEnglisch}`)
  }
  return fassungen
}

interface Gruppe extends Vertragsdokumentpruefung {
  readonly verstoesse: Fundstelle[]
}

/** Findings by their contract. What was found before the first contract belongs to it, or stands alone where there is none. */
const groupByVertrag = (schritte: readonly Vertragsschritt[], stichtag: string): Gruppe[] => {
  const groups: Gruppe[] = []
  const before: Fundstelle[] = []
  for (const schritt of schritte) {
    const last = groups.at(-1)
    if (schritt.art === 'vertrag') groups.push({ ...schritt.pruefung, verstoesse: groups.length === 0 ? before : [] })
    else (last?.verstoesse ?? before).push(schritt.fund)
  }
  return groups.length > 0 || before.length === 0 ? groups : [{ pfad: '', stichtag, verstoesse: before }]
}
