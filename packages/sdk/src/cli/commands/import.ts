import { addConnectionOptions, addExamples, addKontextOptions, addOutputOptions, type CliCommand } from '../command.ts'
import type { ImportFilesOptions } from '../run/import.ts'

/** `berichtsheft import`: vendor files → gateway, through its adapter. */
export const command: CliCommand = {
  summary: 'hand vendor files to the gateway, which reads them with an adapter',
  define: (program, io, finish) => {
    program
      .description(
        'Hands vendor files over as they are; the gateway reads them with one of its adapters and stores the books.\n' +
          "Shows the adapter's remarks and what became of every item; a refused one makes the exit code 1. For a\n" +
          'mapping of your own use "convert" and "push".',
      )
      .argument('<files...>', 'files or folders of the vendor, or - for the standard input')
      .requiredOption('-a, --adapter <name>', 'an adapter of the gateway (see "berichtsheft adapters")')
      .option('-k, --konfiguration <name>', 'a configuration that comes with the adapter')
      .option('--pruefen', 'only check and report; store nothing')
    addKontextOptions(program)
    addConnectionOptions(program)
    addOutputOptions(program)
    addExamples(program, [
      [
        'files of a vendor, with the head data that they lack',
        'berichtsheft import examples/json-three-files/daten -a generic -k json-three-files \\\n' +
          '      --kontext examples/json-three-files/kontext.json',
      ],
      ['only look what would happen', 'berichtsheft import berichtsheft.json -a ihk --knr 153 --pruefen --json'],
    ])
    program.action((files: string[], options: ImportFilesOptions) =>
      finish(async () => (await import('../run/import.ts')).importFiles(files, options, io)),
    )
  },
}
