/** What the exit code of the command line says. The table stands in `berichtsheft --help` and in docs/guide/cli.md. */
export const exitCodes = {
  ok: 0,
  befunde: 1,
  usage: 2,
  input: 3,
  refused: 4,
  unreachable: 5,
  paket: 6,
  ended: 7,
  internal: 70,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** What each code means, for people. */
export const exitCodeTexts: Readonly<Record<keyof typeof exitCodes, string>> = {
  ok: 'done, nothing to complain about',
  befunde: 'done, but there are findings: something is not valid or was refused item by item',
  usage: 'the command was called in a wrong way; nothing was done',
  input: 'an input cannot be read: file, mapping, configuration or key',
  refused: 'the gateway refused the request',
  unreachable: 'the gateway does not answer, or broke off',
  paket: 'the package is not valid: it was changed, or its key is not the expected one',
  ended: 'the request came to its end without the book',
  internal: 'a fault of this program; please report it',
  interrupted: 'interrupted (Ctrl-C)',
}

/** Ends a command with a code and a message; what it says is meant for the person who called it. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly code: ExitCode

  constructor(code: keyof typeof exitCodes, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = exitCodes[code]
  }
}
