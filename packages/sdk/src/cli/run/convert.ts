import type { Bemerkung, CreateBerichtsheft, Nachweislieferung } from '@berichtsheft/core'
import type { AdapterItem } from '../../adapter.ts'
import type { AdapterOptions, KontextOptions } from '../command.ts'
import { CliError, exitCodes } from '../exit-codes.ts'
import { count, countBySchwere, type Fundstelle, formatBemerkung, formatFund } from '../findings.ts'
import { type Io, type OutputOptions, outJson, spracheOf } from '../io.ts'
import { openOutput } from '../output.ts'
import { startProgress } from '../progress.ts'
import { openAdapter, openSource, readKontext } from './adapter-input.ts'
import { type Buchform, createBuchWriter } from './buch-writer.ts'
import { checkForm } from './form-check.ts'

export interface ConvertOptions extends OutputOptions, AdapterOptions, KontextOptions {
  readonly to: Buchform
  readonly output?: string
}

/** What `convert --json` prints. */
export interface ConvertErgebnis {
  readonly ausgabe: string
  readonly berichtshefte: number
  readonly ausbildungsnachweise: number
  /** Items that do not fit the contract and were left out. */
  readonly abgelehnt: readonly {
    readonly art: string
    readonly fremdId?: string
    readonly verstoesse: readonly Fundstelle[]
  }[]
  readonly bemerkungen: readonly Bemerkung[]
}

/** Converts vendor files. @returns 1 when something was refused, by the contract or by the adapter */
export const convert = async (files: readonly string[], options: ConvertOptions, io: Io): Promise<number> => {
  const { output: path, json, quiet } = options
  if (json && (path === undefined || path === '-')) {
    throw new CliError('usage', '--json prints the result, so the book needs a file of its own: -o buch.xml')
  }
  const instance = await openAdapter(options, io)
  const { read } = instance
  if (!read) throw new CliError('usage', `the adapter ${options.adapter} cannot read files`)
  const source = await openSource(files, await readKontext(options, io), options.stdinName, io)
  const sprache = spracheOf(options, io)
  const output = openOutput(path, io)
  const writer = await createBuchWriter(options.to, output.write)
  const progress = await startProgress(io, options, 'Converting')
  const bemerkungen: Bemerkung[] = []
  const abgelehnt: ConvertErgebnis['abgelehnt'][number][] = []
  let [berichtshefte, nachweise] = [0, 0]
  try {
    for await (const step of checkItems(read.call(instance, source, { signal: io.signal }))) {
      if (step.art === 'bemerkung') {
        bemerkungen.push(step.bemerkung)
        if (!json) io.note(formatBemerkung(step.bemerkung, sprache))
      } else if (step.art === 'abgelehnt') {
        abgelehnt.push(step.abgelehnt)
        const { fremdId = '?', verstoesse } = step.abgelehnt
        if (!json) for (const verstoss of verstoesse) io.note(formatFund(`[${fremdId}]`, verstoss, sprache))
      } else if (step.art === 'berichtsheft') {
        await writer.openBuch(step.berichtsheft)
        berichtshefte++
      } else {
        await writer.addNachweis(step.ausbildungsnachweis)
        nachweise++
      }
      progress.show(nachweise, undefined, count(berichtshefte, 'book'))
    }
    await writer.end()
    await output.close()
  } catch (error) {
    await output.discard()
    throw error
  } finally {
    progress.stop()
    await instance.close?.()
  }
  const ergebnis = { ausgabe: path ?? '-', berichtshefte, ausbildungsnachweise: nachweise, abgelehnt, bemerkungen }
  if (json) await outJson(io, ergebnis satisfies ConvertErgebnis)
  else if (!quiet) io.note(summarize(ergebnis))
  return abgelehnt.length > 0 || countBySchwere(bemerkungen).fehler > 0 ? exitCodes.befunde : exitCodes.ok
}

const summarize = ({
  ausgabe,
  berichtshefte,
  ausbildungsnachweise,
  abgelehnt,
  bemerkungen,
}: ConvertErgebnis): string => {
  const { fehler, warnung, hinweis } = countBySchwere(bemerkungen)
  const written = `${count(berichtshefte, 'book')} with ${count(ausbildungsnachweise, 'report')} written`
  const target = ausgabe === '-' ? '' : ` to ${ausgabe}`
  return `${written}${target}; refused: ${abgelehnt.length}; remarks: ${fehler} errors, ${warnung} warnings, ${hinweis} notes`
}

type Step = AdapterItem | { readonly art: 'abgelehnt'; readonly abgelehnt: ConvertErgebnis['abgelehnt'][number] }

/** What the contract refuses is told apart; the reports of a book whose head is refused go with it. */
async function* checkItems(items: AsyncIterable<AdapterItem>): AsyncGenerator<Step> {
  let isOpen = false
  for await (const item of items) {
    if (item.art === 'bemerkung') {
      yield item
      continue
    }
    const isBuch = item.art === 'berichtsheft'
    const value: CreateBerichtsheft | Nachweislieferung = isBuch ? item.berichtsheft : item.ausbildungsnachweis
    const verstoesse = checkForm(isBuch ? 'CreateBerichtsheft' : 'Nachweislieferung', value)
    if (isBuch) isOpen = verstoesse.length === 0
    else if (!isOpen) verstoesse.unshift(ohneBuch)
    if (verstoesse.length === 0) yield item
    else {
      const { fremdId } = value as { fremdId?: unknown }
      yield {
        art: 'abgelehnt',
        abgelehnt: { art: item.art, ...(typeof fremdId === 'string' && { fremdId }), verstoesse },
      }
    }
  }
}

const ohneBuch: Fundstelle = {
  regel: 'SCHEMA',
  schwere: 'fehler',
  pfad: '',
  text: 'Das Berichtsheft, zu dem dieser Bericht gehört, wurde abgelehnt.',
  textEnglisch: 'The book that this report belongs to was refused.',
}
