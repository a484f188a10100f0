import { limits } from '@berichtsheft/core'
import type { Options } from '@node-rs/argon2'
import { ProblemError } from '../../problem-error.ts'

/** Argon2id with 19 MiB, two passes, one lane. `2` is Argon2id; the library's enum exists at compile time only. */
const verfahren: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/**
 * A hash of no password: verifying against it costs as much as against a real one, so that an answer takes as long where
 * there is no account.
 */
const niemand = '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LWhhcy10aGlzLQ$mWmQmz/PaPlT4ML4bf87FOaCuXOLrK4mqKhmWgNpdnQ'

// The library is loaded at the first sign-in: until then its memory is not needed.
const library = () => import('@node-rs/argon2')

let running = 0
const waiting: (() => void)[] = []

/** Hashing takes a core for tens of milliseconds: more than two at once would hold up everything else. */
const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= limits.passwoerterGleichzeitig) {
    if (waiting.length >= limits.passwoerterWartend) {
      throw new ProblemError('unavailable', { headers: { 'retry-after': '2' } })
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    // Whoever waits longest takes over the place.
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }
}

/** Hashes a password for storage, in PHC form with its parameters and salt. */
export const hashPasswort = (passwort: string): Promise<string> =>
  inTurn(async () => (await library()).hash(normalize(passwort), verfahren))

/** Whether this is the password; takes as long without a hash (no account, no password yet), and is false then. */
export const verifyPasswort = (hash: string | null | undefined, passwort: string): Promise<boolean> =>
  inTurn(async () => {
    const matches = await (await library()).verify(hash ?? niemand, normalize(passwort))
    return matches && typeof hash === 'string'
  })

/** The same characters may be typed composed or decomposed (NIST SP 800-63B section 5.1.1.2). */
const normalize = (passwort: string): string => passwort.normalize('NFKC')
