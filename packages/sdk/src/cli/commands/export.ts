import { Option } from 'commander'
import { addConnectionOptions, addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import type { ExportOptions } from '../run/export.ts'

/** `berichtsheft export`: a book as a file. */
export const command: CliCommand = {
  summary: 'fetch a book as XML, JSON or PDF',
  define: (program, io, finish) => {
    program
      .description(
        'Orders an export of a book or of a period of it, waits until the gateway has made it, and fetches the file.',
      )
      .argument('<book>', 'id of the book')
      .addOption(new Option('-t, --to <form>', 'form of the file').choices(['xml', 'json', 'pdf']).default('pdf'))
      .option('--von <date>', 'period from (default: the whole book)')
      .option('--bis <date>', 'period to')
      .option('-o, --output <file>', 'file to write (default: a name with the id of the book)')
    addConnectionOptions(program)
    addOutputOptions(program)
    addExamples(program, [
      ['to read and print', 'berichtsheft export 01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77 -o heft.pdf'],
    ])
    program.action((id: string, options: ExportOptions) =>
      finish(async () => (await import('../run/export.ts')).exportBuch(id, options, io)),
    )
  },
}
