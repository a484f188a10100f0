import { fork } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { limits } from '@berichtsheft/core'
import { ProblemError } from '../problem-error.ts'
import type { AdapterAntwort, AdapterAuftrag, AdapterInfo } from './protocol.ts'

/** The adapters of this gateway. */
export interface Adapters {
  readonly list: () => readonly AdapterInfo[]
  /**
   * Reads vendor files with an adapter in a thread of its own, under limits of time and memory.
   *
   * @throws ProblemError adapter-rejected, adapter-unavailable, validation-failed for an unknown adapter
   */
  readonly read: (
    name: string,
    auftrag: Pick<Extract<AdapterAuftrag, { art: 'lesen' }>, 'konfiguration' | 'dateien' | 'kontext'>,
  ) => Promise<Extract<AdapterAntwort, { art: 'gelesen' }>>
}

/**
 * Loads the packages that `ADAPTERS` names and looks at each in a process of its own, so that one that does not load stops the start
 * with its name and the reason, and none of its code runs in the server.
 *
 * @param setting names of packages or paths, separated by commas
 * @param folder that paths and the names of packages are looked up from first; then come the packages of the gateway
 * @throws Error that names the adapter
 */
export const loadAdapters = async (
  setting: string,
  folder: string,
  { time = limits.adapterZeit }: { readonly time?: number } = {},
): Promise<Adapters> => {
  const specifiers = setting
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const byName = new Map<string, { readonly specifier: string; readonly base: string; readonly info: AdapterInfo }>()
  const looks = await Promise.all(specifiers.map((specifier) => describe(specifier, time, [folder, ownFolder])))
  for (const [i, specifier] of specifiers.entries()) {
    const { antwort, base } = looks[i] ?? { antwort: undefined, base: folder }
    if (antwort?.art !== 'beschrieben') {
      throw new Error(`Adapter ${specifier}: ${antwort?.art === 'fehler' ? antwort.message : 'gave no description'}`)
    }
    const { info } = antwort
    if (byName.has(info.name))
      throw new Error(`Adapter ${specifier}: another adapter has the name ${info.name} already`)
    byName.set(info.name, { specifier, base, info })
  }
  return {
    list: () => [...byName.values()].map(({ info }) => info),
    read: async (name, auftrag) => {
      const found = byName.get(name)
      if (!found)
        throw new ProblemError('validation-failed', {
          detail: `There is no adapter ${name}; there are: ${[...byName.keys()].join(', ')}`,
        })
      const antwort = await runInThread({ art: 'lesen', specifier: found.specifier, base: found.base, ...auftrag })
      if (antwort.art === 'gelesen') return antwort
      if (antwort.art !== 'fehler') throw new Error(`adapter ${name} answered ${antwort.art}`)
      if (antwort.kind === undefined)
        throw new ProblemError('adapter-rejected', {
          detail: `The adapter ${name} failed`,
          cause: new Error(antwort.message),
        })
      const slug =
        antwort.kind === 'rejected' || antwort.kind === 'invalid-response' ? 'adapter-rejected' : 'adapter-unavailable'
      throw new ProblemError(slug, { detail: antwort.message })
    },
  }
}

/** Whose packages the adapters are that come with the gateway. */
const ownFolder = path.dirname(fileURLToPath(import.meta.url))

/** What an adapter says of itself, looked up from one folder after the other; the first that finds it counts. */
const describe = async (
  specifier: string,
  time: number,
  bases: readonly [string, ...string[]],
): Promise<{ antwort: AdapterAntwort; base: string }> => {
  const [base, ...others] = bases
  const antwort = await runInProcess({ art: 'beschreiben', specifier, base }, time)
  const [next, ...rest] = others
  if (antwort.art !== 'fehler' || next === undefined || !antwort.message.includes('is not installed'))
    return { antwort, base }
  return describe(specifier, time, [next, ...rest])
}

// In the built server all modules lie in chunks beside server.js, in the source this file lies beside the worker.
const workerUrl = new URL(
  import.meta.url.endsWith('.ts') ? './adapter-worker.ts' : './adapters/adapter-worker.js',
  import.meta.url,
)

const runInProcess = (auftrag: AdapterAuftrag, time: number): Promise<AdapterAntwort> =>
  new Promise((resolve) => {
    const child = fork(fileURLToPath(workerUrl), [JSON.stringify(auftrag)], {
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      resolve({ art: 'fehler', kind: 'rejected', message: `did not load within ${time / 1000} s` })
    }, time)
    child.once('message', (antwort) => resolve(antwort as AdapterAntwort))
    child.once('error', (error) => resolve({ art: 'fehler', kind: undefined, message: error.message }))
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      resolve({ art: 'fehler', kind: undefined, message: `ended with ${code ?? signal} while it was loaded` })
    })
  })

const runInThread = (auftrag: AdapterAuftrag): Promise<AdapterAntwort> =>
  new Promise((resolve) => {
    const worker = new Worker(workerUrl, {
      workerData: auftrag,
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxOldGenerationSizeMb: limits.adapterSpeicherMb,
        maxYoungGenerationSizeMb: 32,
        stackSizeMb: 4,
      },
    })
    const finish = (antwort: AdapterAntwort) => {
      clearTimeout(timer)
      resolve(antwort)
      void worker.terminate()
    }
    const timer = setTimeout(
      () =>
        finish({
          art: 'fehler',
          kind: 'rejected',
          message: `The adapter took longer than ${limits.adapterZeit / 1000} s`,
        }),
      limits.adapterZeit,
    )
    worker.once('message', finish)
    worker.once('error', (error: NodeJS.ErrnoException) =>
      finish(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? {
              art: 'fehler',
              kind: 'rejected',
              message: `The adapter needs more than ${limits.adapterSpeicherMb} MB for this input`,
            }
          : { art: 'fehler', kind: undefined, message: error.message },
      ),
    )
    worker.once('exit', (code) =>
      finish({ art: 'fehler', kind: undefined, message: `the adapter's thread ended with ${code}` }),
    )
  })
