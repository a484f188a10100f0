import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Configuration, TokenEndpointResponse } from 'openid-client'
import { CliError } from '../exit-codes.ts'
import type { Io } from '../io.ts'

/** The command line as an application of the gateway: a public client (RFC 8252). */
const cliClientId = 'berichtsheft-cli'

const scope = 'openid profile email person offline_access'

/** Longest wait for the person at the browser, in milliseconds. */
const patience = 600_000

// Loaded when a person signs in: no other command needs it.
const library = () => import('openid-client')

/** What the gateway's OpenID provider says about itself. */
const discover = async (gateway: string, { fetch }: Pick<Io, 'fetch'>): Promise<Configuration> => {
  const oidc = await library()
  const configuration = await oidc.discovery(new URL(`${gateway}/oidc`), cliClientId, undefined, oidc.None(), {
    [oidc.customFetch]: (url, options) => fetch(url, options as RequestInit),
    // A gateway on this machine is reached without TLS, as everywhere in this program.
    execute: [oidc.allowInsecureRequests],
  })
  configuration.timeout = 30
  return configuration
}

/**
 * Signs a person in with the browser of this machine: authorization code with PKCE, answered to a port of the loopback that is
 * open for this one answer (RFC 8252 sections 7.3 and 8.1).
 *
 * @param mehrfaktor whether a second factor is asked for
 */
export const signInByBrowser = async (gateway: string, mehrfaktor: boolean, io: Io): Promise<TokenEndpointResponse> => {
  const oidc = await library()
  const configuration = await discover(gateway, io)
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const expectedState = oidc.randomState()
  const answer = await openLoopback(io.signal)
  try {
    const address = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: answer.redirectUri,
      scope,
      prompt: 'consent',
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      ...(mehrfaktor && { acr_values: 'mehrfaktor' }),
    })
    io.note(`Open this address in a browser to sign in:\n\n  ${address.href}\n`)
    const url = await answer.wait(expectedState)
    return await oidc.authorizationCodeGrant(configuration, url, { pkceCodeVerifier, expectedState })
  } catch (error) {
    throw toCliError(error)
  } finally {
    answer.close()
  }
}

/** Signs a person in with a browser on any other device (RFC 8628). */
export const signInByDevice = async (gateway: string, mehrfaktor: boolean, io: Io): Promise<TokenEndpointResponse> => {
  const oidc = await library()
  try {
    const configuration = await discover(gateway, io)
    const device = await oidc.initiateDeviceAuthorization(configuration, {
      scope,
      ...(mehrfaktor && { acr_values: 'mehrfaktor' }),
    })
    io.note(`Open ${device.verification_uri} in a browser and enter this code:\n\n  ${device.user_code}\n`)
    return await oidc.pollDeviceAuthorizationGrant(configuration, device, undefined, { signal: io.signal })
  } catch (error) {
    throw toCliError(error)
  }
}

/** Access for a person who has signed in before; the refresh token is good once, and the answer holds the next. */
export const renewAccess = async (gateway: string, refreshToken: string, io: Io): Promise<TokenEndpointResponse> => {
  const oidc = await library()
  try {
    return await oidc.refreshTokenGrant(await discover(gateway, io), refreshToken)
  } catch (error) {
    throw toCliError(error)
  }
}

/** What the provider refused is told in its words; what could not be reached is told as that. */
const toCliError = (error: unknown): unknown => {
  if (error instanceof CliError) return error
  const {
    error: code,
    error_description: description,
    message = '',
  } = (error ?? {}) as Record<string, unknown> & {
    message?: string
  }
  if (code === 'invalid_grant') {
    return new CliError('refused', 'the sign-in has ended; sign in again with "berichtsheft login"', { cause: error })
  }
  if (typeof code === 'string') {
    return new CliError('refused', `${code}${typeof description === 'string' ? `: ${description}` : ''}`, {
      cause: error,
    })
  }
  if (error instanceof TypeError || /fetch|timed? ?out|unexpected HTTP/i.test(message)) {
    return new CliError('unreachable', `the gateway does not answer: ${message}`, { cause: error })
  }
  return error
}

interface Loopback {
  readonly redirectUri: string
  /** The address that the browser was sent to, once it carries this state. */
  readonly wait: (state: string) => Promise<URL>
  readonly close: () => void
}

/** Opens a port for one answer. Requests without the right state are turned away and do not end the wait. */
const openLoopback = async (signal: AbortSignal): Promise<Loopback> => {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`
  return {
    redirectUri: `${base}/callback`,
    wait: (state) =>
      new Promise<URL>((resolve, reject) => {
        const giveUp = setTimeout(
          () => reject(new CliError('refused', 'nobody signed in within ten minutes')),
          patience,
        ).unref()
        signal.addEventListener('abort', () => reject(new CliError('interrupted', 'interrupted')), { once: true })
        server.on('request', (request: IncomingMessage, response: ServerResponse) => {
          const url = new URL(request.url ?? '/', base)
          const isAnswer = url.pathname === '/callback' && url.searchParams.get('state') === state
          respond(response, isAnswer)
          if (!isAnswer) return
          clearTimeout(giveUp)
          resolve(url)
        })
      }),
    close: () => {
      server.close()
      server.closeIdleConnections()
    },
  }
}

const respond = (response: ServerResponse, isAnswer: boolean): void => {
  const text = isAnswer
    ? 'Sie können dieses Fenster schließen und im Terminal weitermachen. / You can close this window and go on in the terminal.'
    : 'Hier wartet nichts auf diese Adresse. / Nothing waits for this address here.'
  response
    .writeHead(isAnswer ? 200 : 404, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      connection: 'close',
    })
    .end(`${text}\n`)
}
