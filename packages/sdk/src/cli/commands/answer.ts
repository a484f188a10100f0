import { addConnectionOptions, addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import type { AnswerOptions } from '../run/answer.ts'

/** `berichtsheft answer`: a vendor answers a request. */
export const command: CliCommand = {
  summary: 'release and hand over a requested book (vendor)',
  define: (program, io, finish) => {
    program
      .description(
        'Answers a request of a chamber as the vendor that keeps the book: records the release of the company and hands\n' +
          'the book over; the gateway builds and signs the package. You vouch for the person who released it. Calling it\n' +
          'again after a failure goes on where it stopped.',
      )
      .argument('<request>', 'id of the request (berichtsheft list anforderungen)')
      .requiredOption('--freigebender <name>', 'person who releases the book')
      .requiredOption('--unternehmen <name>', 'company for which the person releases')
      .requiredOption('--gueltig-bis <date>', 'last day on which the chamber may see it')
      .option('--rolle <code>', 'role of the person: ausbilder, unternehmen, …', 'ausbilder')
    addConnectionOptions(program)
    addOutputOptions(program)
    addExamples(program, [
      [
        'a release by the trainer',
        'berichtsheft answer 01934a60-1e80-7c12-8a55-6d3e9f0b4c21 --freigebender "Wolfgang Störtebeker" \\\n' +
          '      --unternehmen "Werkstatt Störtebeker GmbH" --gueltig-bis 2027-06-30',
      ],
    ])
    program.action((id: string, options: AnswerOptions) =>
      finish(async () => (await import('../run/answer.ts')).answer(id, options, io)),
    )
  },
}
