import { addConnectionOptions, addExamples, type CliCommand } from '../command.ts'
import type { WhoamiOptions } from '../run/whoami.ts'

/** `berichtsheft whoami`: who a profile signs in as. */
export const command: CliCommand = {
  summary: 'say who a profile signs in as',
  define: (program, io, finish) => {
    program.description(
      'Says who a profile signs in as. For a person the gateway is asked, so it also tells whether the sign-in still\n' +
        'holds; for a machine client the profile itself says it.',
    )
    addConnectionOptions(program).option('--json', 'machine-readable output')
    addExamples(program, [['who am I?', 'berichtsheft whoami']])
    program.action((options: WhoamiOptions) =>
      finish(async () => (await import('../run/whoami.ts')).whoami(options, io)),
    )
  },
}
