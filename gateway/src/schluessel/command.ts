import type { Keyring, Schluesselzweck } from './keyring.ts'

/** How the command is used; also its answer to anything it does not know. */
export const usage = `Usage:
  schluessel                  lists the keys
  schluessel rotate token     makes a new key for access tokens; the old one ends after seven minutes
  schluessel rotate cookie    makes a new secret for the cookies of the sign-in; the old one ends after fourteen days
  schluessel rotate paket     makes a new key for packages and events; what the old one signed stays valid
  schluessel remove <kid>     removes a key at once; nothing that it signed is accepted any more
  schluessel rewrap           wraps with SCHLUESSEL what SCHLUESSEL_VORHER wrapped; then that can go`

/** What the command said and how it ended: 0 done, 1 there is no such key, 2 not understood. */
export interface CommandResult {
  readonly code: 0 | 1 | 2
  readonly text: string
}

/** Runs one command of the operator on the keys of a running or stopped gateway. */
export const runKeyCommand = async (
  keyring: Pick<Keyring, 'jwks' | 'cookieKeys' | 'rotate' | 'remove'> & {
    /** Absent without SCHLUESSEL_VORHER. */
    readonly rewrap?: () => Promise<Readonly<Record<string, number>>>
  },
  [verb, argument, ...rest]: readonly string[],
): Promise<CommandResult> => {
  if (rest.length > 0) return { code: 2, text: usage }
  if (verb === undefined) return { code: 0, text: listKeys(keyring) }
  if (verb === 'rotate' && isZweck(argument)) {
    return { code: 0, text: `New key for ${argument}: ${await keyring.rotate(argument)}` }
  }
  if (verb === 'remove' && argument !== undefined) {
    return (await keyring.remove(argument))
      ? { code: 0, text: `Removed: ${argument}` }
      : { code: 1, text: `There is no key ${argument}` }
  }
  if (verb === 'rewrap' && argument === undefined) {
    if (keyring.rewrap === undefined)
      return { code: 1, text: 'SCHLUESSEL_VORHER is not set: there is nothing to replace' }
    const done = Object.entries(await keyring.rewrap())
    return { code: 0, text: done.map(([table, count]) => `${table}  ${count}`).join('\n') }
  }
  return { code: 2, text: usage }
}

const isZweck = (text: string | undefined): text is Schluesselzweck =>
  text === 'token' || text === 'paket' || text === 'cookie'

const listKeys = (keyring: Pick<Keyring, 'jwks' | 'cookieKeys'>): string =>
  [
    ...keyring.jwks('token').keys.map((key) => ({ zweck: 'token', ...key })),
    ...keyring.jwks('paket').keys.map((key) => ({ zweck: 'paket', ...key })),
    ...keyring.cookieKeys().map((key) => ({ zweck: 'cookie', ...key })),
  ]
    .map(({ zweck, kid, gueltigVon, gueltigBis }) => [zweck, kid, gueltigVon, gueltigBis ?? 'signs'].join('  '))
    .join('\n')
