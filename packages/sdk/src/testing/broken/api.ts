import { AdapterError, isAdapterError } from '../../adapter-error.ts'
import { collect } from '../subject.ts'
import { type Break, later, pulling, remarkOf, withMethods, withRawMethods } from './break.ts'

/** Replaces the error of a failing `pull`. */
const withPullError = (change: (error: AdapterError, token: string) => unknown): Break =>
  withMethods((methods, _context, config) => ({
    ...methods,
    pull: (auswahl, options) =>
      later(() =>
        collect(pulling(methods, auswahl, options)).catch((error: unknown) => {
          throw isAdapterError(error) ? change(error, config.token) : error
        }),
      ),
  }))

/** Adapters that break one promise each, by the check that finds it. */
export const apiBreaks: Readonly<Record<string, Break>> = {
  'pull-contract': withMethods((methods) => ({
    ...methods,
    pull: (auswahl, options) =>
      later(async () => {
        const items = await collect(pulling(methods, auswahl, options))
        return items.toSorted((a, b) => a.art.localeCompare(b.art))
      }),
  })),
  'pull-through-fetch': withMethods((methods, _context, { basis }) => ({
    ...methods,
    pull: (auswahl, options) => {
      globalThis.fetch(basis).catch(() => undefined)
      return pulling(methods, auswahl, options)
    },
  })),
  'pull-deterministic': withMethods((methods, { now }) => ({
    ...methods,
    pull: (auswahl, options) =>
      later(async () => [
        ...(await collect(pulling(methods, auswahl, options))),
        remarkOf('heft.json', now().toISOString()),
      ]),
  })),
  'pull-reads-only': withMethods((methods, { fetch }, { basis, token }) => ({
    ...methods,
    pull: (auswahl, options) =>
      later(async () => {
        const items = await collect(pulling(methods, auswahl, options))
        await fetch(`${basis}/gelesen`, { method: 'PUT', headers: { authorization: `Bearer ${token}` } })
        return items
      }),
  })),
  'pull-unauthorized': withPullError((error) =>
    error.kind === 'unauthorized' ? new AdapterError('rejected', error.message, { cause: error.cause }) : error,
  ),
  'pull-unavailable': withPullError((error) =>
    error.kind === 'unavailable' ? new AdapterError('unavailable', error.message) : error,
  ),
  'pull-bounded': withMethods((methods) => ({
    ...methods,
    pull: (auswahl, options) =>
      later(async () => {
        for (let attempt = 1; ; attempt++) {
          try {
            return await collect(pulling(methods, auswahl, options))
          } catch (error) {
            if (attempt >= 8 || !isAdapterError(error) || error.kind !== 'unavailable') throw error
          }
        }
      }),
  })),
  'pull-invalid-response': withPullError((error) =>
    error.kind === 'invalid-response' ? new AdapterError('unavailable', error.message, { cause: error.cause }) : error,
  ),
  'pull-secrets': withPullError((error, token) =>
    Object.assign(new AdapterError(error.kind, 'failed', { cause: error.cause }), { message: `with ${token}` }),
  ),
  'pull-abort': withRawMethods((methods) => ({ ...methods, pull: (auswahl) => pulling(methods, auswahl) })),
  'health-ok': withMethods((methods) => ({
    ...methods,
    // Resolves, but with a report that nobody asked for.
    checkHealth: (options) =>
      Promise.resolve(methods.checkHealth?.(options)).then(() => 'ok') as unknown as Promise<void>,
  })),
  'health-unavailable': withMethods((methods) => ({
    ...methods,
    checkHealth: async (options) =>
      methods.checkHealth?.(options)?.catch((error: unknown) => {
        if (isAdapterError(error) && error.kind === 'unavailable') return
        throw error
      }),
  })),
  'health-unauthorized': withMethods((methods) => ({
    ...methods,
    checkHealth: async (options) =>
      methods.checkHealth?.(options)?.catch((error: unknown) => {
        if (isAdapterError(error) && error.kind === 'unauthorized') return
        throw error
      }),
  })),
}
