import { type Command, Option } from 'commander'
import { addConnectionOptions, addExamples, addOutputOptions, type CliCommand } from '../command.ts'
import { filterFlags, listNames } from '../list-filter.ts'
import type { ListCommandOptions } from '../run/list.ts'

/** `berichtsheft list`: every list of the gateway with its filters. */
export const command: CliCommand = {
  summary: 'list books, reports, requests, releases, transfers, exports',
  define: (program: Command, io, finish) => {
    program
      .description(
        `Lists what the gateway holds for you: ${listNames.join(', ')}.\nFilters are those of the API; one that a list does not have is an error. All entries are fetched, with --json as\none line each (NDJSON) while they arrive; with --limit or --cursor one page of them.`,
      )
      .argument('<what>', listNames.join(' | '))
    for (const [flags, description] of filterFlags) program.option(flags, description)
    program
      .addOption(new Option('--limit <number>', 'one page of so many entries, at most 200').argParser(Number))
      .option('--cursor <cursor>', 'the page after this cursor')
    addConnectionOptions(program)
    addOutputOptions(program)
    addExamples(program, [
      [
        'what changed since yesterday, for a program',
        'berichtsheft list berichtshefte --geaendert-seit 2026-11-19T00:00:00Z --json',
      ],
      ['requests that wait for an answer', 'berichtsheft list anforderungen --status zugestellt'],
      ['page by page', 'berichtsheft list ausbildungsnachweise --berichtsheft-id 0193… --limit 50 --json'],
    ])
    program.action((what: string, options: ListCommandOptions) =>
      finish(async () => (await import('../run/list.ts')).listEntries(what, options, io)),
    )
  },
}
