/** Whether the long forms run (`node scripts/run.mjs soak`). */
export const isSoak = process.env.SOAK === '1'

/** How often a fault is made: little in the ordinary run, as often as the case asks for in the long one. */
export const count = (ordinary: number, soak: number): number => (isSoak ? soak : ordinary)

/** Says what a test did and measured, in the long form or with `MEASURED=1`. */
export const measured = (what: string, values: object = {}): void => {
  if (!isSoak && process.env.MEASURED !== '1') return
  process.stdout.write(`${what} ${JSON.stringify(values)}\n`)
}
