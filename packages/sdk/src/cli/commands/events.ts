import { addConnectionOptions, addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import type { EventsOptions } from '../run/events.ts'

/** `berichtsheft events`: what happened. */
export const command: CliCommand = {
  summary: 'fetch what happened, as signed events',
  define: (program, io, finish) => {
    program
      .description(
        'Fetches the events that the gateway tells you, in their order: requests, releases, transfers. Each carries a\n' +
          'signed Security Event Token; --verify checks it with the published keys of the gateway. Keep the id of the last\n' +
          'event and go on with --nach.',
      )
      .option('--nach <id>', 'events after this one')
      .option('--objekt <id>', 'events of this request, release or transfer only')
      .option('--follow', 'wait for further events until Ctrl-C')
      .option('--verify', 'check the signature of each event')
    addConnectionOptions(program)
    addOutputOptions(program)
    addExamples(program, [
      ['everything so far', 'berichtsheft events --verify'],
      ['what comes from now on, for a program', 'berichtsheft events --nach 0193… --follow --json'],
    ])
    program.action((options: EventsOptions) =>
      finish(async () => (await import('../run/events.ts')).events(options, io)),
    )
  },
}
