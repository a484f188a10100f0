import { readFile, writeFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import type { BearbeiteteFassung, Profilfassung } from '@berichtsheft/bq-knowledge'
import { AdapterError, CliError, exitCodes, type GatewayClient, type Io } from '@berichtsheft/sdk'
import { connectWissen, type Wissensverbindung } from '../verbindung.ts'
import { readCsv, readXlsx, writeCsv, writeXlsx } from './datei.ts'
import { readTabelle, TabellenError, toTabelle } from './zeilen.ts'

/** The profile as it was given out, beside the file that is edited: with it the file is merged three ways. */
const basisOf = (file: string): string => `${file}.basis.json`

export interface FassungOptions extends Wissensverbindung {
  readonly out: string
}

const formOf = (file: string): 'json' | 'csv' | 'xlsx' => {
  const end = extname(file).slice(1).toLowerCase()
  if (end === 'json' || end === 'csv' || end === 'xlsx') return end
  throw new CliError('usage', `${file} is none of .json, .csv, .xlsx`)
}

const fetchFassung = async (client: GatewayClient, profil: string): Promise<Profilfassung> => {
  const { data } = await client.api.GET('/v1/bq/fassung', { params: { query: { profil } } })
  if (!data) throw new Error('the node answered without a version')
  return data as unknown as Profilfassung
}

/** Writes the working state of a profile into a file to be edited without network, and beside it the state that it was made from. */
export const runFassung = async (profil: string, { out, ...options }: FassungOptions, io: Io): Promise<number> => {
  const [file, form] = [resolve(io.cwd, out), formOf(out)]
  const fassung = await fetchFassung(await connectWissen(options, io), profil)
  const zeilen = toTabelle(fassung)
  const bearbeitet: BearbeiteteFassung = {
    aussagen: fassung.aussagen.map(({ id, werte, belege }) => ({
      id,
      werte: werte.map(({ wert }) => wert),
      belege: belege.map(({ wert }) => wert),
    })),
  }
  const content =
    form === 'xlsx' ? writeXlsx(zeilen) : form === 'csv' ? writeCsv(zeilen) : `${JSON.stringify(bearbeitet, null, 2)}\n`
  await writeFile(file, content)
  await writeFile(basisOf(file), `${JSON.stringify(fassung)}\n`)
  await io.out(`${out}: ${fassung.aussagen.length} statements; keep ${basename(basisOf(file))} beside it\n`)
  return exitCodes.ok
}

export interface DreiwegeOptions extends Wissensverbindung {
  readonly basis?: string
  readonly vorschau?: boolean
  readonly grund: string
  readonly json?: boolean
}

const readBearbeitet = async (file: string, basis: Profilfassung): Promise<BearbeiteteFassung> => {
  try {
    switch (formOf(file)) {
      case 'xlsx':
        return readTabelle(basis, readXlsx(new Uint8Array(await readFile(file)), basename(file)))
      case 'csv':
        return readTabelle(basis, readCsv(await readFile(file, 'utf8')))
      default:
        return JSON.parse(await readFile(file, 'utf8')) as BearbeiteteFassung
    }
  } catch (error) {
    if (error instanceof TabellenError || error instanceof AdapterError || error instanceof SyntaxError) {
      throw new CliError('input', `${basename(file)}: ${error.message}`, { cause: error })
    }
    throw error
  }
}

/** Merges an edited file into the knowledge base, after a preview. @returns 1 when something met another value */
export const runDreiwege = async (name: string, options: DreiwegeOptions, io: Io): Promise<number> => {
  const file = resolve(io.cwd, name)
  const basis = JSON.parse(
    await readFile(options.basis === undefined ? basisOf(file) : resolve(io.cwd, options.basis), 'utf8'),
  ) as Profilfassung
  const meins = await readBearbeitet(file, basis)
  const client = await connectWissen(options, io)
  const { data: plan } = await client.api.POST('/v1/bq/import/dreiwege', {
    body: { basis, meins, grund: options.grund } as never,
  })
  if (!plan) throw new Error('the node answered without a preview')
  const konflikte = plan.vorschau.filter(({ lage }) => lage === 'konflikt').map(({ entwurf }) => entwurf.slot)
  for (const slot of konflikte) io.note(`Konflikt ${slot}`)
  // What somebody else wrote alike meanwhile is not written again.
  const open = plan.vorschau.filter(({ lage }) => lage !== 'gleich').map(({ entwurf }) => entwurf)
  if (!options.vorschau && open.length > 0) {
    await client.api.POST('/v1/bq/aenderungssaetze', {
      body: { nachricht: options.grund, nebeneinander: true, aenderungen: open },
    })
  }
  const summary = {
    datei: basename(file),
    aenderungen: open.length,
    gleich: plan.vorschau.length - open.length,
    konflikte,
  }
  await io.out(
    options.json
      ? `${JSON.stringify(summary)}\n`
      : `${summary.datei}: ${summary.aenderungen} changes ${options.vorschau ? 'would be written' : 'written'}, ${konflikte.length} conflicts\n`,
  )
  return konflikte.length > 0 ? exitCodes.befunde : exitCodes.ok
}
