import type { Angemeldeter } from './angemeldeter.ts'

/** Tokens that were verified, until they end. */
export interface TokenCache {
  /** The caller of a token that was verified and has not ended at `now` (milliseconds). */
  readonly get: (token: string, now: number) => Angemeldeter | undefined
  /** Remembers a token until an instant in milliseconds; the oldest makes room. */
  readonly set: (token: string, caller: Angemeldeter, until: number) => void
  readonly clear: () => void
}

/** Only tokens with a good signature get in, so nobody can fill it but our own clients. */
export const createTokenCache = (size: number): TokenCache => {
  const entries = new Map<string, { readonly caller: Angemeldeter; readonly until: number }>()
  return {
    get: (token, now) => {
      const entry = entries.get(token)
      if (entry === undefined) return undefined
      if (entry.until > now) return entry.caller
      entries.delete(token)
      return undefined
    },
    set: (token, caller, until) => {
      if (entries.size >= size) {
        for (const oldest of entries.keys()) {
          entries.delete(oldest)
          break
        }
      }
      entries.set(token, { caller, until })
    },
    clear: () => entries.clear(),
  }
}
