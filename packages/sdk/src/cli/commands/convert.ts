import { Option } from 'commander'
import { addExamples, addKontextOptions, addOutputOptions, type CliCommand } from '../command.ts'
import type { ConvertOptions } from '../run/convert.ts'

/** `berichtsheft convert`: vendor files → the contract, on this machine. */
export const command: CliCommand = {
  summary: 'turn vendor files into the contract: XML, JSON or NDJSON',
  define: (program, io, finish) => {
    program
      .description(
        'Reads vendor files with an adapter that is installed here and writes them in the form of the contract.\n' +
          'Nothing is invented: what the files do not say stays out; what was dropped, doubtful or derived is\n' +
          'reported on the standard error output with file and line. What does not fit the contract is refused,\n' +
          'left out and makes the exit code 1. XML is valid for openapi/xsd. One book becomes the document\n' +
          '"lieferung", several become "lieferungen" (in JSON: an object, or an array).',
      )
      .argument('<files...>', 'files or folders of the vendor, or - for the standard input')
      .requiredOption('-a, --adapter <name>', 'generic, ihk, or the name or path of another adapter package')
      .option('-k, --konfiguration <name>', 'a configuration that comes with the adapter ("berichtsheft adapters")')
      .option('-m, --mapping <file.yaml>', 'mapping file of your own, for the generic adapter')
      .option('--config <file.json>', 'configuration of another adapter')
      .addOption(new Option('-t, --to <form>', 'what to write').choices(['xml', 'json', 'ndjson']).default('xml'))
      .option('-o, --output <file>', 'file to write (default: standard output)')
    addKontextOptions(program)
    addOutputOptions(program)
    addExamples(program, [
      [
        'three JSON files of a vendor, by a mapping that comes with the adapter',
        'berichtsheft convert examples/json-three-files/daten -a generic -k json-three-files \\\n' +
          '      --kontext examples/json-three-files/kontext.json -o buch.xml',
      ],
      [
        'your own CSV, by your own mapping',
        'berichtsheft convert export.csv -a generic -m mapping.yaml --knr 153 -o buch.xml',
      ],
      [
        'many books as a stream that is pushed at once',
        'berichtsheft convert exports/ -a ihk --knr 153 --to ndjson | berichtsheft push -',
      ],
    ])
    program.action((files: string[], options: ConvertOptions) =>
      finish(async () => (await import('../run/convert.ts')).convert(files, options, io)),
    )
  },
}
