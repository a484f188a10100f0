import pg from 'pg'

/** What a piece of work asked of the database: each statement and how many rows came back. */
export interface Statement {
  readonly text: string
  readonly rows: number
}

type Query = (...args: readonly unknown[]) => unknown

/**
 * Runs `work` and answers the statements that this process sent meanwhile. By them two requests can be compared where clocks
 * cannot: what sends the same statements and gets as many rows does the same work.
 */
const recordStatements = async <T>(work: () => Promise<T>): Promise<{ result: T; statements: Statement[] }> => {
  const statements: Statement[] = []
  const original = pg.Client.prototype.query as Query
  const recording: Query = function record(this: unknown, ...args) {
    const [first] = args
    const text = typeof first === 'string' ? first : String((first as { text?: unknown }).text)
    const note = (result: unknown) => {
      const rows = (result as { rows?: readonly unknown[] } | undefined)?.rows
      // Which partition is asked follows from the id.
      statements.push({ text: text.replaceAll(/\d+/g, '0'), rows: rows?.length ?? 0 })
    }
    const last = args.at(-1)
    if (typeof last === 'function') {
      const callback = (error: unknown, result: unknown) => {
        note(result)
        last(error, result)
      }
      return original.apply(this, [...args.slice(0, -1), callback])
    }
    const answer = original.apply(this, [...args])
    return answer instanceof Promise ? answer.finally(() => answer.then(note, () => note(undefined))) : answer
  }
  Object.assign(pg.Client.prototype, { query: recording })
  try {
    return { result: await work(), statements }
  } finally {
    Object.assign(pg.Client.prototype, { query: original })
  }
}

/**
 * The statements of two pieces of work, once those of both are equal; else of the last of three attempts. What the gateway
 * does on its own now and then, reading its keys again, comes between one attempt but not between all.
 */
export const compareStatements = async (
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<readonly [Statement[], Statement[]]> => {
  for (let attempt = 1; ; attempt++) {
    const [{ statements: a }, { statements: b }] = [await recordStatements(one), await recordStatements(other)]
    if (attempt === 3 || JSON.stringify(a) === JSON.stringify(b)) return [a, b]
  }
}
