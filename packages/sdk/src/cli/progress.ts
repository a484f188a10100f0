import type { Io, OutputOptions } from './io.ts'

/** Shows how far long work is; does nothing where nobody watches. */
export interface Progress {
  /** How much there is now, and of how much; an unknown total is left out. */
  readonly show: (done: number, total?: number, what?: string) => void
  readonly stop: () => void
}

const silent: Progress = { show: () => undefined, stop: () => undefined }

const megabyte = 1_000_000

const formats = {
  bytes: (value: number) => `${(value / megabyte).toFixed(1)} MB`,
  items: (value: number) => String(value),
}

/**
 * Starts a progress bar on the standard error output, if it is a terminal and the output is for people.
 *
 * @param title what is being done, as "Pushing"
 */
export const startProgress = async (
  io: Pick<Io, 'isWatched'>,
  { json, quiet }: OutputOptions,
  title: string,
  unit: keyof typeof formats = 'items',
): Promise<Progress> => {
  if (!io.isWatched || json || quiet) return silent
  const { default: progress } = await import('cli-progress')
  const format = formats[unit]
  const bar = new progress.SingleBar(
    {
      format: `${title} [{bar}] {shown} {what}`,
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
      barsize: 30,
      fps: 10,
    },
    progress.Presets.legacy,
  )
  bar.start(1, 0, { shown: '', what: '' })
  return {
    show: (done, total, what = '') => {
      if (total !== undefined) bar.setTotal(Math.max(total, 1))
      const shown = total === undefined ? format(done) : `${format(done)} of ${format(total)}`
      bar.update(total === undefined ? 0 : done, { shown, what })
    },
    stop: () => bar.stop(),
  }
}
