import { AusbildungsvertragFilter } from '@berichtsheft/core'
import type { Command } from 'commander'
import { addConnectionOptions, addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import type { VertragOptions } from '../run/vertrag.ts'
import type { Einreichoptionen } from '../run/vertrag-einreichen.ts'
import type { Vertragslistenoptionen } from '../run/vertrag-liste.ts'

/** `berichtsheft vertrag`: contracts checked here, and handed in, listed, shown and exported at a gateway. */
export const command: CliCommand = {
  summary: 'training contracts: check without network, hand in, list, show, export',
  define: (program, io, finish) => {
    addExamples(program, [
      ['what is wrong with a contract', 'berichtsheft vertrag pruefen vertrag.json'],
      ['hand it in', 'berichtsheft vertrag einreichen vertrag.json --fremd-id V-2026-17'],
    ])
    const pruefen = program
      .command('pruefen')
      .summary('check contracts against every rule, without network')
      .description(
        'Checks training contracts as the gateway does, without network: the form first, then every rule of the law. Takes a\n' +
          'contract or a draft, a message that holds one (JSON or XML), a list, or one contract per line (NDJSON). Prints each\n' +
          'finding with rule, place, what was found and expected, paragraph and what to do, then what follows from the data:\n' +
          'the end of the training with its explanation, least pay and leave. An error makes the exit code 1.',
      )
      .argument('<files...>', 'files to check, or - for the standard input')
      .option('--stichtag <date>', 'day that the rules go by, as 2026-05-18 (default: today)')
      .option(
        '--berufe <berufe.json>',
        'catalogue of occupations (default: the small one that comes with this program)',
      )
      .option('--strict', 'warnings make the exit code 1, too')
      .option('--merkblatt', 'also tell the notes that hold for every contract')
    addOutputOptions(pruefen)
    addExamples(pruefen, [
      ['a contract before it is handed in', 'berichtsheft vertrag pruefen vertrag.json --stichtag 2026-05-18'],
      [
        'what an HR system exports, a line per contract',
        'berichtsheft vertrag pruefen vertraege.ndjson --json --sprache en',
      ],
    ])
    pruefen.action((files: string[], options: VertragOptions) =>
      finish(async () => (await import('../run/vertrag.ts')).pruefeVertraege(files, options, io)),
    )

    const einreichen = program
      .command('einreichen')
      .summary('hand contracts in, one or thousands')
      .description(
        'Hands contracts in: a complete contract, { "vertrag", "fremdId" }, a message 0201 to 0208, a list of these (JSON), one\n' +
          'per line (NDJSON), or XML: a contract, a message, or <nachrichten> with many. All go in one stream; a refused one\n' +
          'does not stop the others and makes the exit code 1.',
      )
      .argument('<files...>', 'files to send, or - for the standard input')
      .option('--fremd-id <key>', 'your key of the contract, where the file has a single one without')
      .option('--eingang-am <date>', 'chambers: day on which the papers came in, where the files do not say it')
    addConnectionOptions(einreichen)
    addOutputOptions(einreichen)
    addExamples(einreichen, [
      ['one contract', 'berichtsheft vertrag einreichen vertrag.json --fremd-id V-2026-17'],
      ['ten thousand, with a line for each', 'berichtsheft vertrag einreichen vertraege.ndjson --json'],
    ])
    einreichen.action((files: string[], options: Einreichoptionen) =>
      finish(async () => (await import('../run/vertrag-einreichen.ts')).reicheVertraegeEin(files, options, io)),
    )

    const liste = addFilters(program.command('liste').summary('list contracts with the filters of the API'))
      .description(
        'Lists contracts in the order of their last change; with --json a line each (NDJSON) while they arrive.',
      )
      .option('--limit <number>', 'at most so many entries')
    addConnectionOptions(liste)
    addOutputOptions(liste)
    addExamples(liste, [
      ['what changed since yesterday', 'berichtsheft vertrag liste --geaendert-seit 2026-11-19T00:00:00Z --json'],
      [
        'cooks with an exam next summer',
        'berichtsheft vertrag liste --beruf Koch --pruefung-von 2027-05-01 --pruefung-bis 2027-08-31',
      ],
    ])
    liste.action((options: Vertragslistenoptionen) =>
      finish(async () => (await import('../run/vertrag-liste.ts')).listeVertraege(options, io)),
    )

    const zeigen = program
      .command('zeigen')
      .summary('show one contract with its state and findings')
      .argument('<id>', 'id of the contract')
    addConnectionOptions(zeigen)
    addOutputOptions(zeigen)
    addExamples(zeigen, [['a contract as JSON', 'berichtsheft vertrag zeigen 0193… --json']])
    zeigen.action((id: string, options: Vertragslistenoptionen) =>
      finish(async () => (await import('../run/vertrag-liste.ts')).zeigeVertrag(id, options, io)),
    )

    const ausgabe = addFilters(program.command('export').summary('write contracts to a file, one per line (NDJSON)'))
      .description('Writes contracts with their states as NDJSON. The file appears whole or not at all.')
      .option('-o, --output <file>', 'file to write (default: the standard output)')
    addConnectionOptions(ausgabe)
    addOutputOptions(ausgabe)
    addExamples(ausgabe, [
      ['all that are registered', 'berichtsheft vertrag export --status eingetragen --output vertraege.ndjson'],
    ])
    ausgabe.action((options: Vertragslistenoptionen) =>
      finish(async () => (await import('../run/vertrag-liste.ts')).exportiereVertraege(options, io)),
    )
  },
}

interface Filterfeld {
  readonly type?: string
  readonly description?: string
}

const page: ReadonlySet<string> = new Set(['limit', 'cursor'])

/** An option for every filter of the list, as the contract has it. */
const addFilters = (command: Command): Command => {
  const fields = Object.entries(AusbildungsvertragFilter.properties as Readonly<Record<string, Filterfeld>>)
  for (const [name, { type, description = '' }] of fields) {
    if (page.has(name)) continue
    const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    const text = description === '' ? name : `${description.charAt(0).toLowerCase()}${description.slice(1)}`
    command.option(type === 'boolean' ? flag : `${flag} <value>`, text.replace(/\.$/, ''))
  }
  return command
}
