import type { PublicJwk } from '@berichtsheft/core/signatur'
import { expect, test } from 'vitest'
import { runKeyCommand, usage } from './command.ts'

const key = (kid: string, gueltigBis?: string): PublicJwk => ({
  kty: 'EC',
  kid,
  alg: 'ES256',
  use: 'sig',
  gueltigVon: '2026-11-20T08:00:00.000Z',
  ...(gueltigBis === undefined ? {} : { gueltigBis }),
})

/** Runs a command and says what it did to the keys. */
const run = async (args: readonly string[]) => {
  const done: string[] = []
  const result = await runKeyCommand(
    {
      cookieKeys: () => [{ kid: 'c1', geheimnis: 'geheim', gueltigVon: '2026-11-20T08:00:00.000Z' }],
      jwks: (zweck) => ({ keys: zweck === 'token' ? [key('t2'), key('t1', '2026-11-20T09:00:00.000Z')] : [key('p1')] }),
      rotate: async (zweck) => {
        done.push(`rotate ${zweck}`)
        return 'neu'
      },
      remove: async (kid) => {
        done.push(`remove ${kid}`)
        return kid === 't1'
      },
    },
    args,
  )
  return { ...result, done }
}

test('without a word it lists the keys, and which of them sign', async () => {
  expect(await run([])).toEqual({
    code: 0,
    text: [
      'token  t2  2026-11-20T08:00:00.000Z  signs',
      'token  t1  2026-11-20T08:00:00.000Z  2026-11-20T09:00:00.000Z',
      'paket  p1  2026-11-20T08:00:00.000Z  signs',
      'cookie  c1  2026-11-20T08:00:00.000Z  signs',
    ].join('\n'),
    done: [],
  })
})

test.for<[readonly string[], 0 | 1, string, string]>([
  [['rotate', 'token'], 0, 'New key for token: neu', 'rotate token'],
  [['rotate', 'paket'], 0, 'New key for paket: neu', 'rotate paket'],
  [['rotate', 'cookie'], 0, 'New key for cookie: neu', 'rotate cookie'],
  [['remove', 't1'], 0, 'Removed: t1', 'remove t1'],
  [['remove', 'x'], 1, 'There is no key x', 'remove x'],
])('%j', async ([args, code, text, done]) => {
  expect(await run(args)).toEqual({ code, text, done: [done] })
})

test.for<[readonly string[]]>([
  [['rotate']],
  [['rotate', 'alles']],
  [['rotate', 'TOKEN']],
  [['remove']],
  [['hilfe']],
  [['']],
  [['rotate', 'token', 'paket']],
  [['remove', 't1', 't2']],
])('%j is not understood: usage, and nothing is changed', async ([args]) => {
  expect(await run(args)).toEqual({ code: 2, text: usage, done: [] })
})
