import { Option } from 'commander'
import { addConnectionOptions, addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import type { PushOptions } from '../run/push.ts'

/** `berichtsheft push`: books in the form of the contract → gateway. */
export const command: CliCommand = {
  summary: 'push books from JSON, NDJSON or XML',
  define: (program, io, finish) => {
    program
      .description(
        'Pushes books that are in the form of the contract already: one book (JSON or XML "lieferung"), many (JSON\n' +
          'array, NDJSON, XML "lieferungen"), single reports of a book that the gateway holds (--berichtsheft), or a\n' +
          'message of the standard (XML, answered by a receipt or a rejection). Books\n' +
          'are stored whole or not at all; pushing again changes nothing. Every refused item is shown with its\n' +
          'findings, and makes the exit code 1.',
      )
      .argument('<file>', 'file to push, or - for the standard input')
      .addOption(
        new Option('--form <form>', 'form of the input (default: by its name or content)').choices([
          'json',
          'ndjson',
          'xml',
        ]),
      )
      .option('--berichtsheft <id>', 'the file holds reports (JSON) of the book with this id')
    addConnectionOptions(program)
    addOutputOptions(program)
    addExamples(program, [
      ['a book', 'berichtsheft push buch.xml'],
      ['many books, with a line of JSON for every item', 'berichtsheft push buecher.ndjson --json'],
      ['vendor files, converted on the way', 'berichtsheft convert daten/ -a ihk --to ndjson | berichtsheft push -'],
    ])
    program.action((file: string, options: PushOptions) =>
      finish(async () => (await import('../run/push.ts')).push(file, options, io)),
    )
  },
}
