/** The world as commands see it; `main.ts` alone connects it with the process. */
export interface Io {
  /** Writes to the standard output and waits until it was taken. */
  readonly out: (text: string | Uint8Array) => Promise<void>
  /** Writes a line to the standard error output. */
  readonly note: (line: string) => void
  readonly stdin: () => AsyncIterable<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folder from which relative paths are meant. */
  readonly cwd: string
  readonly now: () => Date
  readonly fetch: typeof globalThis.fetch
  /** Whether somebody watches the standard error output, so that progress bars make sense. */
  readonly isWatched: boolean
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal
}

/** Options that every command has. */
export interface OutputOptions {
  /** Machine-readable output in the documented shapes. */
  readonly json?: boolean
  /** Language of findings. */
  readonly sprache?: 'de' | 'en'
  readonly quiet?: boolean
}

/** The language of findings: as asked for, else German. */
export const spracheOf = ({ sprache }: OutputOptions, { env }: Pick<Io, 'env'>): 'de' | 'en' =>
  sprache ?? (env.BERICHTSHEFT_SPRACHE === 'en' ? 'en' : 'de')

/** Writes a value as one JSON document. */
export const outJson = (io: Pick<Io, 'out'>, value: unknown): Promise<void> =>
  io.out(`${JSON.stringify(value, null, 2)}\n`)

/** Writes a value as one line of NDJSON. */
export const outLine = (io: Pick<Io, 'out'>, value: unknown): Promise<void> => io.out(`${JSON.stringify(value)}\n`)
