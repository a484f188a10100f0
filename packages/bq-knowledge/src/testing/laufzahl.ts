/** Whether the long forms run. */
export const isSoak = process.env.SOAK === '1'

/** Number of runs of a test: the short form, or a million. `BQ_LAEUFE` sets another number. */
export const runsOf = (short: number): number => Number(process.env.BQ_LAEUFE ?? (isSoak ? 1_000_000 : short))

/** The seed that a test begins with; it is printed, and `BQ_SEED` repeats it. */
export const firstSeed = Number(process.env.BQ_SEED ?? Date.now() % 2 ** 31)

/** Says in one line what was run, so that a run can be repeated and its size be seen. */
export const report = (text: string): void => {
  process.stdout.write(`bq-knowledge: ${text}\n`)
}
