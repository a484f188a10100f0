import { readdirSync, readFileSync } from 'node:fs'

/** Length of one tick of /proc in milliseconds; 100 Hz on every Linux of interest. */
const tick = 10

/** CPU time of a process so far in milliseconds, its finished children left out. */
export const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * tick
}

/** Resident memory of a process in MB. */
export const rssOf = (pid: number): number => {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(match?.[1] ?? Number.NaN) / 1024
}

/** All processes below one, itself included. */
export const treeOf = (root: number): number[] => {
  const parents = new Map<number, number[]>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const parent = Number(readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
      parents.set(parent, [...(parents.get(parent) ?? []), Number(entry)])
    } catch {
      // The process ended between the listing and the look at it.
    }
  }
  const collect = (pid: number): number[] => [pid, ...(parents.get(pid) ?? []).flatMap(collect)]
  return collect(root)
}

/** CPU time of a process and everything below it in milliseconds. */
export const cpuOfTree = (root: number): number =>
  treeOf(root).reduce((sum, pid) => {
    try {
      return sum + cpuOf(pid)
    } catch {
      return sum
    }
  }, 0)
