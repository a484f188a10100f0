import { Argument } from 'commander'
import { addConnectionOptions, addExamples, type CliCommand } from '../command.ts'
import type { AdminOptions, Adminrolle } from '../run/admin.ts'

/** `berichtsheft admin`: the first people of a chamber and of the operator. */
export const command: CliCommand = {
  summary: 'give the first roles: a chamber its administration, the operator his people',
  define: (program, io, finish) => {
    program.description(
      "What only the operator's client can do: give the first administrator to a chamber, who then gives its clerks their\n" +
        'roles, and give the operator people of his own. The person registers and confirms the address before.',
    )
    program
      .addArgument(new Argument('<rolle>', 'role to give').choices(['kammeradministration', 'betreiber']))
      .argument('<email>', 'address of an active account')
      .option('--knr <number>', 'the chamber of a kammeradministration, three digits')
      .option('--gueltig-bis <date>', 'last day of the role; without it, it has no end')
      .option('--json', 'machine-readable output')
    addConnectionOptions(program)
    addExamples(program, [
      [
        'the first administrator of chamber 153',
        'berichtsheft admin kammeradministration frau.amt@ihk.example --knr 153 -p betreiber',
      ],
      ['a person who runs the gateway', 'berichtsheft admin betreiber admin@betrieb.example -p betreiber'],
    ])
    program.action((rolle: Adminrolle, email: string, options: AdminOptions) =>
      finish(async () => (await import('../run/admin.ts')).giveRolle(email, rolle, options, io)),
    )
  },
}
