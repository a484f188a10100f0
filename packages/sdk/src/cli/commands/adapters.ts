import { addConnectionOptions, addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import type { AdaptersOptions } from '../run/adapters.ts'

/** `berichtsheft adapters`: what can be read where. */
export const command: CliCommand = {
  summary: 'list adapters here and at the gateway',
  define: (program, io, finish) => {
    program
      .description(
        'Lists the adapters that are installed here ("convert") and, with a profile or --gateway, those of the gateway\n' +
          '("import"), each with what it can and the configurations that come with it. Here, packages are found by name:\n' +
          '@berichtsheft/adapter-*, berichtsheft-adapter-* and @*/berichtsheft-adapter-* beside the working directory.',
      )
      .argument('[names...]', 'further packages or folders to look at')
      .option('--local', 'do not ask the gateway')
    addConnectionOptions(program)
    addOutputOptions(program)
    addExamples(program, [
      ['what can be read', 'berichtsheft adapters'],
      ['whether your own adapter loads', 'berichtsheft adapters ./mein-adapter --local'],
    ])
    program.action((names: string[], options: AdaptersOptions) =>
      finish(async () => (await import('../run/adapters.ts')).adapters(names, options, io)),
    )
  },
}
