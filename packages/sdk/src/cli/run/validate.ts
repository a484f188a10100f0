import { buchregeln, datumInBerlin, nachweisregeln, type Pruefkontext, standardRegelkonfig } from '@berichtsheft/core'
import { CliError, exitCodes } from '../exit-codes.ts'
import { count, countBySchwere, type Fundstelle, formatFund } from '../findings.ts'
import { counted, type Input, openInput, peekInput } from '../input.ts'
import { type Io, type OutputOptions, outJson, spracheOf } from '../io.ts'
import { startProgress } from '../progress.ts'
import { checkForm } from './form-check.ts'
import { checkJson, checkNdjson } from './validate-json.ts'
import { checkXml } from './validate-xml.ts'

export interface ValidateOptions extends OutputOptions {
  readonly stichtag?: string
  readonly strict?: boolean
}

/** What was found in one file, as `validate --json` prints it. */
export interface Dateipruefung {
  readonly datei: string
  /** No finding of the weight `fehler`. */
  readonly gueltig: boolean
  /** The gateway would store it: its form is right, and it breaks no rule of acceptance. */
  readonly annehmbar: boolean
  readonly berichtshefte: number
  readonly ausbildungsnachweise: number
  readonly verstoesse: readonly Fundstelle[]
}

/** Checks files and prints what was found. @returns 1 when something is not valid */
export const validate = async (files: readonly string[], options: ValidateOptions, io: Io): Promise<number> => {
  const { json, quiet, strict } = options
  const kontext = readKontext(options, io)
  const sprache = spracheOf(options, io)
  const results: Dateipruefung[] = []
  for (const file of files) {
    const input = await openInput(file, io)
    const result = await checkInput(input, kontext, options, io, (fund) => {
      if (!json) io.note(formatFund(input.name, fund, sprache))
    })
    if (typeof result === 'number') return result
    results.push(result)
    if (!json && !quiet) await io.out(`${summarize(result)}\n`)
  }
  if (json) await outJson(io, { dateien: results })
  const isBad = ({ gueltig, verstoesse }: Dateipruefung) =>
    !gueltig || (strict === true && countBySchwere(verstoesse).warnung > 0)
  return results.some(isBad) ? exitCodes.befunde : exitCodes.ok
}

/** The day that rules go by: as asked for, else today. @throws CliError when it is no day */
export const readKontext = ({ stichtag }: Pick<ValidateOptions, 'stichtag'>, io: Io): Pruefkontext => {
  if (stichtag !== undefined && checkForm('Datum', stichtag).length > 0) {
    throw new CliError('usage', `--stichtag is a day as 2027-05-31, not ${stichtag}`)
  }
  return { stichtag: stichtag ?? datumInBerlin(io.now().toISOString()), konfig: standardRegelkonfig }
}

/** @returns the exit code of `verify` for a package */
const checkInput = async (
  input: Input,
  kontext: Pruefkontext,
  options: ValidateOptions,
  io: Io,
  onFund: (fund: Fundstelle) => void,
): Promise<Dateipruefung | number> => {
  const { form, stream, element } = await peekInput(input)
  if (form === 'zip')
    return (await import('./verify.ts')).verifyInput(input, stream, { ...options, schluessel: [] }, io)
  const progress = await startProgress(io, options, `Checking ${input.name}`, 'bytes')
  const bytes = counted(stream, (total) => progress.show(total, input.size))
  const check = { json: checkJson, ndjson: checkNdjson, xml: checkXml }[form]
  const verstoesse: Fundstelle[] = []
  let [berichtshefte, ausbildungsnachweise] = [0, 0]
  try {
    for await (const schritt of check({ ...input, stream: () => bytes }, kontext, element)) {
      if (schritt.art === 'geprueft') {
        berichtshefte += schritt.berichtshefte
        ausbildungsnachweise += schritt.ausbildungsnachweise
        continue
      }
      onFund(schritt.fund)
      verstoesse.push(schritt.fund)
      if (verstoesse.length >= mostFindings) break
    }
  } finally {
    progress.stop()
  }
  const gueltig = countBySchwere(verstoesse).fehler === 0
  const annehmbar = !verstoesse.some(isAblehnung)
  return { datei: input.name, gueltig, annehmbar, berichtshefte, ausbildungsnachweise, verstoesse }
}

const ablehnend = new Set(
  [...nachweisregeln, ...buchregeln].flatMap(({ id, wirkung }) => (wirkung === 'ablehnung' ? [id] : [])),
)

/** Whether a finding prevents storing. */
const isAblehnung = ({ regel, schwere }: Fundstelle): boolean =>
  schwere === 'fehler' && (regel === 'SCHEMA' || ablehnend.has(regel))

/** Findings of one file after which the check ends: nobody reads more, and a file can hold any number. */
const mostFindings = 10_000

const summarize = ({
  datei,
  gueltig,
  annehmbar,
  berichtshefte,
  ausbildungsnachweise,
  verstoesse,
}: Dateipruefung): string => {
  const { fehler, warnung, hinweis } = countBySchwere(verstoesse)
  const looked = `${count(berichtshefte, 'book')}, ${count(ausbildungsnachweise, 'report')}`
  const found = `${fehler} errors, ${warnung} warnings, ${hinweis} notes`
  const verdict = gueltig ? 'valid' : annehmbar ? 'NOT valid, but the gateway would store it' : 'NOT valid'
  return `${datei}: ${verdict} (${looked}; ${found})`
}
