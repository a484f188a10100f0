import { addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import type { ValidateOptions } from '../run/validate.ts'

/** `berichtsheft validate`: contract and rules, offline. */
export const command: CliCommand = {
  summary: 'check files against contract and rules, without network',
  define: (program, io, finish) => {
    program
      .description(
        'Checks books, reports and messages against the contract (form) and the published rules (content), as the\n' +
          'gateway does, without network. Takes JSON, NDJSON and XML of any size, and packages (.zip, see "verify").\n' +
          'Findings name file, line, column, rule and JSON Pointer. An error makes the exit code 1; warnings and\n' +
          'notes do so with --strict.',
      )
      .argument('<files...>', 'files to check, or - for the standard input')
      .option('--stichtag <date>', 'day that the rules go by, as 2027-05-31 (default: today)')
      .option('--strict', 'warnings make the exit code 1, too')
    addOutputOptions(program)
    addExamples(program, [
      ['a book before it is pushed', 'berichtsheft validate buch.xml'],
      ['in English, for a program', 'berichtsheft validate buch.json --sprache en --json'],
      [
        'what an adapter makes of vendor files',
        'berichtsheft convert daten/ -a ihk --to json | berichtsheft validate -',
      ],
    ])
    program.action((files: string[], options: ValidateOptions) =>
      finish(async () => (await import('../run/validate.ts')).validate(files, options, io)),
    )
  },
}
