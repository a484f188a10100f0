import { Argument } from 'commander'
import { addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import type { VertragOptions } from '../run/vertrag.ts'

/** `berichtsheft vertrag pruefen`: all rules about training contracts, offline. */
export const command: CliCommand = {
  summary: 'check training contracts against every rule, without network',
  define: (program, io, finish) => {
    program
      .description(
        'Checks training contracts as the gateway does, without network: the form first, then every rule of the law. Takes a\n' +
          'contract or a draft, a message that holds one (JSON or XML), a list, or one contract per line (NDJSON). Prints each\n' +
          'finding with rule, place, what was found and expected, paragraph and what to do, then what follows from the data:\n' +
          'the end of the training with its explanation, least pay and leave. An error makes the exit code 1.',
      )
      .addArgument(new Argument('<vorgang>', 'what to do').choices(['pruefen']))
      .argument('<files...>', 'files to check, or - for the standard input')
      .option('--stichtag <date>', 'day that the rules go by, as 2026-05-18 (default: today)')
      .option(
        '--berufe <berufe.json>',
        'catalogue of occupations (default: the small one that comes with this program)',
      )
      .option('--strict', 'warnings make the exit code 1, too')
      .option('--merkblatt', 'also tell the notes that hold for every contract')
    addOutputOptions(program)
    addExamples(program, [
      ['a contract before it is handed in', 'berichtsheft vertrag pruefen vertrag.json --stichtag 2026-05-18'],
      [
        'what an HR system exports, a line per contract',
        'berichtsheft vertrag pruefen vertraege.ndjson --json --sprache en',
      ],
    ])
    program.action((_vorgang: string, files: string[], options: VertragOptions) =>
      finish(async () => (await import('../run/vertrag.ts')).pruefeVertraege(files, options, io)),
    )
  },
}
