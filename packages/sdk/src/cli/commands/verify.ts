import { addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import type { VerifyOptions } from '../run/verify.ts'

const collect = (value: string, values: string[] = []): string[] => [...values, value]

/** `berichtsheft verify`: a transfer package, or all data of a person, offline. */
export const command: CliCommand = {
  summary: 'check a transfer package, or all own data, offline; names what was changed',
  define: (program, io, finish) => {
    program
      .description(
        'Checks a transfer package without network: archive, signature, every file, every report and field, XML\n' +
          'against JSON, event chain and approvals. What was changed is named down to report and field. The file of all own\n' +
          'data (GET /v1/konten/ich/auskunft) is checked as well, as it was served.\n\n' +
          'A key that lies in the package proves nothing by itself: give the thumbprint of the gateway, got from\n' +
          'elsewhere, with --schluessel; then a package of any other key is not valid (exit code 6).',
      )
      .argument('<package>', 'the file, or - for the standard input')
      .option('-s, --schluessel <thumbprint>', 'RFC 7638 thumbprint of a trusted key; may be given again', collect)
      .option('--no-xml', 'do not compare XML and JSON (faster)')
    addOutputOptions(program)
    addExamples(program, [
      ['whether the package is whole', 'berichtsheft verify paket.zip'],
      [
        'whether it comes from the gateway whose key you know',
        'berichtsheft verify paket.zip --schluessel NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
      ],
    ])
    program.action((file: string, options: VerifyOptions) =>
      finish(async () => (await import('../run/verify.ts')).verify(file, options, io)),
    )
  },
}
