import { type Command, Option } from 'commander'
import type { Io } from './io.ts'

/** A command of the command line; a package may bring one (see docs/guide/cli.md, "Commands of other packages"). */
export interface CliCommand {
  /** One line for the list of commands. */
  readonly summary: string
  /**
   * Adds arguments, options, help and action. The action answers the exit code through `finish`.
   *
   * @param finish takes the work and its exit code; called exactly once by the action
   */
  define(command: Command, io: Io, finish: Finish): void
}

/** Runs the work of a command; its answer is the exit code. */
export type Finish = (work: () => Promise<number>) => Promise<void>

/** Adds what every command has: form and language of the output. */
export const addOutputOptions = (command: Command): Command =>
  command
    .option('--json', 'machine-readable output in the shapes of docs/guide/cli.md')
    .addOption(
      new Option('--sprache <code>', 'language of findings: de or en (default: de, or BERICHTSHEFT_SPRACHE)').choices([
        'de',
        'en',
      ]),
    )
    .option('-q, --quiet', 'no progress bars and no summary')

/** Adds how the gateway is reached and who calls. */
export const addConnectionOptions = (command: Command): Command =>
  command
    .option('-p, --profile <name>', 'profile of `berichtsheft login`, by name or file (or BERICHTSHEFT_PROFILE)')
    .option('--gateway <url>', 'address of the gateway (or BERICHTSHEFT_GATEWAY)')
    .option('--client-id <id>', 'machine client that signs in (or BERICHTSHEFT_CLIENT_ID)')
    .option('--key <file>', 'its private key as JWK (or BERICHTSHEFT_KEY)')

/** Examples at the end of a help page: what they do and the words. */
export const addExamples = (command: Command, examples: readonly (readonly [string, string])[]): Command =>
  command.addHelpText(
    'after',
    `\nExamples:\n${examples.map(([what, words]) => `  # ${what}\n  $ ${words}`).join('\n\n')}\n`,
  )

/** Head data of the book that vendor files lack. */
export interface KontextOptions {
  readonly kontext?: string
  readonly knr?: string
  readonly fremdId?: string
  readonly azubi?: string
  readonly art?: string
  readonly stdinName?: string
}

/** Adds the options of the head data. */
export const addKontextOptions = (command: Command): Command =>
  command
    .option('--kontext <file.json>', 'head data of the book that the files lack: members of CreateBerichtsheft')
    .option('--knr <number>', 'chamber in charge, three digits')
    .option('--fremd-id <key>', 'your key of the book')
    .option('--azubi <name>', 'name of the apprentice')
    .option('--art <kind>', 'ausbildung or umschulung')
    .option('--stdin-name <name>', 'name of what comes from the standard input')

/** Which adapter reads, and how it is configured. */
export interface AdapterOptions {
  readonly adapter: string
  readonly konfiguration?: string
  readonly mapping?: string
  readonly config?: string
}
