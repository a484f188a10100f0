import type { Deps } from '../../deps.ts'
import { toProblem } from '../../plugins/problems.ts'
import { ownIssuer } from './anmeldung.service.ts'
import type { BerichtsheftProvider } from './provider.ts'

/** The embedded OpenID provider, made when somebody signs in first and anew when the keys have changed. */
export interface ProviderHalter {
  readonly get: () => Promise<BerichtsheftProvider>
  readonly close: () => void
}

/** Until somebody signs in the library's memory is not needed, so it is loaded then. */
export const createProviderHalter = (deps: Pick<Deps, 'config' | 'db' | 'now' | 'keyring' | 'log'>): ProviderHalter => {
  const { config, keyring, now, log } = deps
  const build = async (): Promise<BerichtsheftProvider> => {
    const [{ createProvider }, { createProviderAdapter }, { findPerson }] = await Promise.all([
      import('./provider.ts'),
      import('./provider-adapter.ts'),
      import('./person.service.ts'),
    ])
    return createProvider({
      issuer: ownIssuer(config),
      resource: config.PUBLIC_URL,
      dienste: config.WEITERE_DIENSTE.split(',').filter((dienst) => dienst !== ''),
      adapter: createProviderAdapter(deps),
      signingKey: keyring.tokenSigner(),
      publicKeys: () => keyring.jwks('token'),
      cookieKeys: keyring.cookieKeys().map(({ geheimnis }) => geheimnis),
      findPerson: (kontoId) => findPerson(deps, kontoId),
      now,
      onError: (error) => toProblem(error, { log }).slug === 'unavailable',
    })
  }
  let provider: Promise<BerichtsheftProvider> | undefined
  const stop = keyring.onChange(() => {
    provider = undefined
  })
  return {
    get: async () => {
      if (!keyring.isCurrent()) await keyring.refresh()
      const current = provider ?? build()
      provider = current
      // What failed is tried again by the next request.
      current.catch(() => {
        if (provider === current) provider = undefined
      })
      return current
    },
    close: stop,
  }
}
