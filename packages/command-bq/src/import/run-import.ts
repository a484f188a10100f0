import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import {
  detectImportart,
  type Importart,
  ImportError,
  type Importzeile,
  type Quellenverzeichnis,
  readImportdatei,
  readQuellendatei,
} from '@berichtsheft/bq-knowledge/import'
import { CliError, exitCodes, type Io } from '@berichtsheft/sdk'
import { connectWissen, type Wissensverbindung } from '../verbindung.ts'
import { importZeilen } from './einspielen.ts'

export interface ImportOptions extends Wissensverbindung {
  readonly quellen?: string
  readonly basis?: string
  readonly vorschau?: boolean
  readonly grund?: string
  readonly json?: boolean
}

interface Datei {
  readonly name: string
  readonly text: string
}

/** Files of a folder are read in this order, so that countries are there before what is said about them. */
const reihenfolge: readonly Importart[] = [
  'laender',
  'gebiete',
  'staaten',
  'isced2011',
  'iscedf2013',
  'esco',
  'rahmen',
  'laenderfakten',
  'laenderprofil',
  'kennzahlen',
]

const listFiles = async (path: string): Promise<string[]> => {
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(?:json|csv)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

const readFiles = async (paths: readonly string[], { cwd }: Io): Promise<Datei[]> => {
  try {
    const names = (await Promise.all(paths.map((path) => listFiles(resolve(cwd, path))))).flat()
    return await Promise.all(names.map(async (name) => ({ name, text: await readFile(name, 'utf8') })))
  } catch (cause) {
    throw new CliError('input', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** Reads with the name of the file in what it complains about. */
const named = <T>({ name }: Datei, read: () => T): T => {
  try {
    return read()
  } catch (error) {
    if (error instanceof ImportError)
      throw new CliError('input', `${basename(name)}: ${error.message}`, { cause: error })
    throw error
  }
}

/** The register of sources: named, or lying among the files. */
const readRegister = async (
  dateien: readonly Datei[],
  { quellen }: ImportOptions,
  io: Io,
): Promise<Quellenverzeichnis> => {
  const all =
    quellen === undefined ? dateien.filter((datei) => kindOf(datei) === 'quellen') : await readFiles([quellen], io)
  return new Map(all.flatMap((datei) => [...named(datei, () => readQuellendatei(datei.text))]))
}

const kindOf = (datei: Datei): Importart | undefined => named(datei, () => detectImportart(datei.text))

/** Imports files into a knowledge base. @returns 1 when something found no place or met another value */
export const runImport = async (paths: readonly string[], options: ImportOptions, io: Io): Promise<number> => {
  const dateien = await readFiles(paths, io)
  const register = await readRegister(dateien, options, io)
  // Of a folder what is none of the known files is passed by; a file that was named has to be one.
  const isNamed = dateien.length <= paths.length
  const wanted = dateien.filter((datei) => kindOf(datei) !== 'quellen' && (isNamed || kindOf(datei) !== undefined))
  const inhalte = wanted
    .map((datei) => ({ datei, ...named(datei, () => readImportdatei(datei.text, register)) }))
    .sort((a, b) => reihenfolge.indexOf(a.art) - reihenfolge.indexOf(b.art))
  if (inhalte.length === 0) throw new CliError('input', 'There is nothing to import')
  if (options.basis !== undefined && inhalte.length > 1) throw new CliError('usage', '--basis goes with one file')
  const basis = await readBasis(options, register, io)
  const client = await connectWissen(options, io)
  let isBad = false
  for (const { datei, art, zeilen, befunde } of inhalte) {
    const name = basename(datei.name)
    for (const { stelle, de } of befunde) io.note(`${name} ${stelle}: ${de}`)
    const ergebnis = await importZeilen(client, {
      zeilen,
      basis,
      grund: options.grund ?? `Import ${name}`,
      vorschau: options.vorschau,
    })
    for (const slot of ergebnis.konflikte) io.note(`${name}: Konflikt ${slot}`)
    isBad ||= befunde.length > 0 || ergebnis.konflikte.length > 0
    const { konflikte, saetze, ...zahlen } = ergebnis
    if (options.json) {
      await io.out(`${JSON.stringify({ datei: name, art, ...zahlen, konflikte, saetze, befunde })}\n`)
    } else {
      const verb = options.vorschau ? 'would be written' : 'written'
      await io.out(
        `${name} (${art}): ${zahlen.zeilen} rows, ${zahlen.unveraendert} unchanged, ${zahlen.aenderungen} changes ${verb}, ${konflikte.length} conflicts\n`,
      )
    }
  }
  return isBad ? exitCodes.befunde : exitCodes.ok
}

const readBasis = async (
  { basis }: ImportOptions,
  register: Quellenverzeichnis,
  io: Io,
): Promise<readonly Importzeile[] | undefined> => {
  if (basis === undefined) return undefined
  const [datei] = await readFiles([basis], io)
  return datei && named(datei, () => readImportdatei(datei.text, register)).zeilen
}
