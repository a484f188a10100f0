import { CliError, type ExitCode, exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'

/** An error by its name, also one of another copy of this package or of a part that was not loaded yet. */
const isNamed = <N extends string>(error: unknown, name: N): error is Error & { name: N } =>
  error instanceof Error && error.name === name

/** The exit code that an error means. */
export const exitCodeOf = (error: unknown, signal: AbortSignal): ExitCode => {
  if (signal.aborted) return exitCodes.interrupted
  if (error instanceof CliError) return error.code
  if (isNamed(error, 'ProblemError')) return exitCodes.refused
  if (isNamed(error, 'ConnectionError')) return exitCodes.unreachable
  if (isNamed(error, 'AdapterError')) return exitCodes.input
  return exitCodes.internal
}

/** Says what went wrong: the message for what is foreseen, the trace for what is not. */
export const reportError = (io: Pick<Io, 'note' | 'env' | 'signal'>, error: unknown): void => {
  const code = exitCodeOf(error, io.signal)
  if (code === exitCodes.interrupted) {
    io.note('Interrupted')
    return
  }
  const message = error instanceof Error ? error.message : String(error)
  io.note(`berichtsheft: ${message}`)
  for (const line of findingsOf(error, io.env.BERICHTSHEFT_SPRACHE === 'en')) io.note(`  ${line}`)
  const trace = error instanceof Error ? error.stack : undefined
  if (code === exitCodes.internal && trace !== undefined) io.note(trace)
}

const findingsOf = (error: unknown, english: boolean): string[] => {
  if (!isNamed(error, 'ProblemError') || !('verstoesse' in error) || !Array.isArray(error.verstoesse)) return []
  return error.verstoesse.map(({ regel, pfad, text, textEnglisch }: Record<string, string>) =>
    [regel, pfad || '/', english ? textEnglisch : text].join('  '),
  )
}
