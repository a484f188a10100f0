import { type AdapterSource, memorySource } from '@berichtsheft/sdk'
import { readWith } from './examples.ts'
import { remarkLines } from './expected.ts'

/** Head data for books of made-up files. */
export const kontext = {
  fremdId: 'azubi-1',
  art: 'ausbildung',
  azubi: { name: 'Tilda Ehrlichmann' },
  knr: '153',
} as const

/** A mapping of one JSON file with reports, with parts of its report replaced. */
export const mapping = (
  report: string,
  inputs = '  reports:\n    file: reports.json\n    format: json\n',
  book = '  {}\n',
) => `version: 1
name: probe
title: Probe
system: Probe
inputs:
${inputs}berichtsheft:
${book}ausbildungsnachweis:
  records: $reports
  fremdId: '"r" & id'
  zeitraum:
    von: von
    bis: bis
${report}`

/** What the adapter makes of made-up files by a made-up mapping. */
export const read = async (
  text: string,
  files: Record<string, unknown>,
  context: AdapterSource['kontext'] = kontext,
) => {
  const contents = Object.fromEntries(
    Object.entries(files).map(([name, value]) => [
      name,
      value instanceof Uint8Array || typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
  const { lieferungen, bemerkungen } = await readWith({ mapping: text }, memorySource(contents, context))
  return {
    lieferungen,
    reports: lieferungen.flatMap(({ ausbildungsnachweise }) => ausbildungsnachweise),
    lines: remarkLines(bemerkungen),
  }
}

/** A record of a report. */
export const week = (id: number, von: string, bis: string, rest: object = {}) => ({
  id,
  von,
  bis,
  text: 'Ablage',
  ...rest,
})
/** A mapping that reads one text of each report. */
export const withText = mapping('  wochentexte:\n    ohneArt: text\n')
