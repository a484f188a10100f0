import { Command, CommanderError } from 'commander'
import type { CliCommand, Finish } from './command.ts'
import { loadCommandPackage } from './command-package.ts'
import { exitCodeOf, reportError } from './errors.ts'
import { exitCodes, exitCodeTexts } from './exit-codes.ts'
import type { Io } from './io.ts'
import { version } from './version.ts'

interface Entry {
  readonly summary: string
  readonly load: () => Promise<{ readonly command: CliCommand }>
}

/** Every command with its line in the list; what it needs is loaded when it is called. */
const commands: Readonly<Record<string, Entry>> = {
  convert: {
    summary: 'turn vendor files into the contract: XML, JSON or NDJSON',
    load: () => import('./commands/convert.ts'),
  },
  validate: {
    summary: 'check files against contract and rules, without network',
    load: () => import('./commands/validate.ts'),
  },
  vertrag: {
    summary: 'training contracts: check without network, hand in, list, show, export',
    load: () => import('./commands/vertrag.ts'),
  },
  verify: {
    summary: 'check a transfer package offline; names what was changed',
    load: () => import('./commands/verify.ts'),
  },
  key: { summary: 'create a key pair for signing in', load: () => import('./commands/key.ts') },
  login: {
    summary: 'sign a person in, or keep the credentials of a machine client',
    load: () => import('./commands/login.ts'),
  },
  push: { summary: 'push books from JSON, NDJSON or XML', load: () => import('./commands/push.ts') },
  import: {
    summary: 'hand vendor files to the gateway, which reads them with an adapter',
    load: () => import('./commands/import.ts'),
  },
  request: {
    summary: 'request one book or many, watch and fetch them (chamber)',
    load: () => import('./commands/request.ts'),
  },
  answer: { summary: 'release and hand over a requested book (vendor)', load: () => import('./commands/answer.ts') },
  list: { summary: 'list books, reports, requests, releases, transfers', load: () => import('./commands/list.ts') },
  events: { summary: 'fetch what happened, as signed events', load: () => import('./commands/events.ts') },
  export: { summary: 'fetch a book as XML, JSON or PDF', load: () => import('./commands/export.ts') },
  admin: {
    summary: 'give the first roles: a chamber its administration, the operator his people',
    load: () => import('./commands/admin.ts'),
  },
  berufe: {
    summary: 'bring occupations and training plans into the catalogue (operator)',
    load: () => import('./commands/berufe.ts'),
  },
  whoami: { summary: 'say who a profile signs in as', load: () => import('./commands/whoami.ts') },
  adapters: { summary: 'list adapters here and at the gateway', load: () => import('./commands/adapters.ts') },
}

const exitCodeTable = Object.entries(exitCodeTexts)
  .map(([name, text]) => `  ${String(exitCodes[name as keyof typeof exitCodes]).padStart(3)}  ${text}`)
  .join('\n')

const introduction = `From vendor files to a chamber that holds a checked, signed report book:

  vendor    convert → validate → login → push          (or import) … answer
  chamber   login → request --watch --fetch → verify`

const afterHelp = `
Files are read from the standard input for "-". Progress bars show on terminals only.
"berichtsheft <command> --help" explains a command with examples.

Exit codes:
${exitCodeTable}
`

/**
 * Runs the command line and answers its exit code.
 *
 * @param words the arguments, without program and script
 */
export const runCli = async (words: readonly string[], io: Io): Promise<number> => {
  let code: number = exitCodes.ok
  const finish: Finish = async (work) => {
    code = await work()
  }
  try {
    const program = await buildProgram(words, io, finish)
    await program.parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    // Commander has said what is wrong already; asking for help is no fault.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    reportError(io, error)
    return exitCodeOf(error, io.signal)
  }
}

const buildProgram = async (words: readonly string[], io: Io, finish: Finish): Promise<Command> => {
  const program = new Command('berichtsheft')
    .description(introduction)
    .version(version, '-V, --version')
    .addHelpText('after', afterHelp)
    .configureOutput({ writeOut: (text) => void io.out(text), writeErr: (text) => io.note(text.trimEnd()) })
    .exitOverride()
    .showHelpAfterError('(--help explains the command)')
    .configureHelp({ helpWidth: 110 })
  // `berichtsheft help push` is `berichtsheft push --help`, and both load the command alone.
  const [called] = words.filter((word) => !word.startsWith('-') && word !== 'help')
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = program.command(name).summary(summary).description(toSentence(summary))
    if (name === called) (await load()).command.define(command, io, finish)
  }
  if (called !== undefined && !(called in commands)) {
    const found = await loadCommandPackage(called, io.cwd)
    if (found) found.define(program.command(called).summary(found.summary), io, finish)
  }
  return program
}

const toSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
