import { addConnectionOptions, addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import type { RequestOptions } from '../run/request.ts'

const collect = (value: string, values: string[] = []): string[] => [...values, value]

/** `berichtsheft request`: a chamber asks for books. */
export const command: CliCommand = {
  summary: 'request one book or many, watch and fetch them (chamber)',
  define: (program, io, finish) => {
    program
      .description(
        'Requests the transfer of one book (--berichtsheft, --vertragsnummer, --azubinummer, or --name with\n' +
          '--geburtsdatum), or of all that match (--beruf, --unternehmen, --pruefung-von, --pruefung-bis,\n' +
          '--ausbildungsjahr). Watches them go through their states, and fetches and verifies the packages. With --id or\n' +
          '--sammel-id it goes on with a request that was made before.',
      )
      .option('--berichtsheft <id>', 'one book: by its id')
      .option('--vertragsnummer <number>', 'one book: by the registered training contract')
      .option('--azubinummer <number>', "one book: by the chamber's number of the apprentice")
      .option('--name <name>', 'one book: by the exact name of the apprentice, with --geburtsdatum')
      .option('--geburtsdatum <date>', 'one book: birth date that goes with the name')
      .option('--beruf <name>', 'many books: key or exact name of the occupation')
      .option('--unternehmen <name>', 'many books: Identnummer or exact name of the company')
      .option('--pruefung-von <date>', 'many books: exam date from')
      .option('--pruefung-bis <date>', 'many books: exam date to')
      .option('--ausbildungsjahr <year>', 'many books: year of training today')
      .option('--id <id>', 'a request that was made before')
      .option('--sammel-id <id>', 'a bulk request that was made before')
      .option(
        '--zweck <code>',
        'purpose: zwischenpruefung, teil1, teil2, abschlusspruefung, vorzeitigeZulassung, stichprobe, sonstiges',
      )
      .option('--rechtsgrundlage <text>', 'legal basis, as "BBiG § 43 Abs. 1 Nr. 2"')
      .option('--frist <date>', 'last day for the answer')
      .option('--von <date>', 'period from (default: the whole book)')
      .option('--bis <date>', 'period to')
      .option('--hinweis <text>', 'words to the company')
      .option('-w, --watch', 'show every state until the end')
      .option('-f, --fetch <folder>', 'wait for the packages, store them in a folder and verify them')
      .option('-s, --schluessel <thumbprint>', 'with --fetch: trusted key, as for "verify"', collect)
      .option('--pause <seconds>', 'pause between two looks; grows while nothing happens', Number, 1)
    addConnectionOptions(program)
    addOutputOptions(program)
    addExamples(program, [
      [
        'one book, fetched as soon as it is there',
        'berichtsheft request --vertragsnummer 2024/153/004711 --zweck abschlusspruefung \\\n' +
          '      --rechtsgrundlage "BBiG § 43 Abs. 1 Nr. 2" --frist 2027-04-01 --fetch pakete/',
      ],
      [
        'all books of an exam, with a line of JSON for every state',
        'berichtsheft request --beruf fachinformatiker --pruefung-von 2027-05-01 --pruefung-bis 2027-05-31 \\\n' +
          '      --zweck abschlusspruefung --rechtsgrundlage "BBiG § 43 Abs. 1 Nr. 2" --frist 2027-04-01 --watch --json',
      ],
      ['go on with a request', 'berichtsheft request --id 01934a60-1e80-7c12-8a55-6d3e9f0b4c21 --watch'],
    ])
    program.action((options: RequestOptions) =>
      finish(async () => (await import('../run/request.ts')).request(options, io)),
    )
  },
}
