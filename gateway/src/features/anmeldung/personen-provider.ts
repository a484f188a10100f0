import { limits, scopesOfPerson } from '@berichtsheft/core'
import { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { asksForMehrfaktor, openidScopes } from './anmeldewunsch.ts'
import { eigeneAnwendungen } from './anwendungen.ts'
import type { findPerson } from './person.service.ts'
import { originOf, seitenPolicy } from './seiten/layout.ts'
import {
  renderAbgemeldet,
  renderAbmeldung,
  renderGeraetecode,
  renderGeraetepruefung,
  renderMeldung,
} from './seiten/seiten.ts'
import { seitentexte, spracheOf } from './seiten/texte.ts'

/** What the provider knows of people. */
export interface PersonenOptions {
  /** Audience of access tokens. */
  readonly resource: string
  /** Keys of cookies: the first signs, all verify. */
  readonly cookieKeys: readonly string[]
  /** Claims of a person who may be signed in. */
  readonly findPerson: (kontoId: string) => ReturnType<typeof findPerson>
}

const day = 86_400

/**
 * People in the embedded OpenID provider: authorization code with PKCE, device flow, refresh tokens that are good once,
 * sign-out. Pages and forms lie in `interaktion.routes.ts`.
 */
export const personenConfiguration = ({ resource, cookieKeys, findPerson: find }: PersonenOptions): Configuration => ({
  cookies: {
    keys: [...cookieKeys],
    long: { httpOnly: true, sameSite: 'lax', signed: true },
    short: { httpOnly: true, sameSite: 'lax', signed: true },
  },
  responseTypes: ['code', 'none'],
  pkce: { required: () => true },
  acrValues: ['normal', 'mehrfaktor'],
  claims: {
    openid: ['sub', 'acr', 'amr', 'auth_time'],
    email: ['email', 'email_verified'],
    profile: ['name', 'given_name', 'family_name', 'locale'],
    sid: null,
    iss: null,
  },
  // There is no userinfo endpoint; what it would say stands in the ID token.
  conformIdTokenClaims: false,
  rotateRefreshToken: true,
  issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  expiresWithSession: async (_ctx, token) => !token.scopes.has('offline_access'),
  findAccount: async (_ctx, sub) => {
    const claims = await find(sub)
    return claims && { accountId: sub, claims: async () => ({ sub, ...claims }) }
  },
  interactions: { url: (_ctx, { uid }) => `/anmeldung/${uid}`, policy: createPolicy() },
  loadExistingGrant: async (ctx) => {
    const { client, session, provider, result } = ctx.oidc
    if (client === undefined || session?.accountId === undefined) return undefined
    const grantId = result?.consent?.grantId ?? session.grantIdFor(client.clientId)
    const known = grantId === undefined ? undefined : await provider.Grant.find(grantId)
    if (known !== undefined && known.accountId === session.accountId) return known
    if (!eigeneAnwendungen.includes(client.clientId)) return undefined
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
    grant.addOIDCScope(openidScopes.join(' '))
    grant.addResourceScope(resource, scopesOfPerson.join(' '))
    await grant.save()
    return grant
  },
  ttl: {
    AccessToken: limits.tokenSekunden,
    AuthorizationCode: 60,
    DeviceCode: 600,
    Grant: 365 * day,
    IdToken: 3_600,
    Interaction: 3_600,
    RefreshToken: limits.erneuerungTage * day,
    Session: limits.sitzungTage * day,
  },
})

/** What people need of the library's features, with the pages that belong to them. */
export const personenFeatures: NonNullable<Configuration['features']> = {
  deviceFlow: {
    enabled: true,
    charset: 'base-20',
    mask: '****-****',
    userCodeInputSource: (ctx, form, _out, error) => {
      const t = seitentexte[spracheIn(ctx)]
      const fehler = error && (error.name === 'AbortedError' ? t.geraetAbgebrochen : t.geraetFalsch)
      sendPage(ctx, renderGeraetecode(spracheIn(ctx), ...readForm(form), fehler))
    },
    userCodeConfirmSource: (ctx, form, client, _deviceInfo, userCode) => {
      const [action, xsrf] = readForm(form)
      const name = client.clientName ?? client.clientId
      sendPage(ctx, renderGeraetepruefung(spracheIn(ctx), { action, xsrf, userCode }, name))
    },
    successSource: (ctx) => {
      const t = seitentexte[spracheIn(ctx)]
      sendPage(ctx, renderMeldung(spracheIn(ctx), t.geraetFertigTitel, t.geraetFertig))
    },
  },
  revocation: { enabled: true },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: (ctx, form) => {
      sendPage(ctx, renderAbmeldung(spracheIn(ctx), ...readForm(form)))
    },
    postLogoutSuccessSource: (ctx) => {
      sendPage(ctx, renderAbgemeldet(spracheIn(ctx)))
    },
  },
}

/** A page in place of the protocol's error, for those who look at it in a browser. */
export const sendErrorPage = (ctx: KoaContextWithOIDC, status: number): void => {
  const t = seitentexte[spracheIn(ctx)]
  const expired = status === 400
  sendPage(
    ctx,
    renderMeldung(spracheIn(ctx), expired ? t.abgelaufenTitel : t.fehlerTitel, expired ? t.abgelaufen : t.fehler),
  )
}

/** Signs in again, with a second factor, who asks for one and has not used it. */
function createPolicy(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check(
        'mehrfaktor',
        'a second factor is required',
        'login_required',
        ({ oidc }) => asksForMehrfaktor(oidc.params?.acr_values) && oidc.session?.acr !== 'mehrfaktor',
      ),
    )
  return policy
}

const spracheIn = (ctx: KoaContextWithOIDC) => spracheOf(ctx.get('accept-language'), ctx.oidc?.params?.ui_locales)

const sendPage = (ctx: KoaContextWithOIDC, page: string): void => {
  ctx.type = 'text/html; charset=utf-8'
  ctx.set('content-security-policy', seitenPolicy({ ziel: originOf(ctx.oidc?.params?.post_logout_redirect_uri) }))
  ctx.set('cache-control', 'no-store')
  ctx.body = page
}

/** The library hands over a finished form; ours needs its address and its secret against forged requests. */
const readForm = (form: string): [action: string, xsrf: string] => {
  const action = /action="([^"<>]+)"/.exec(form)?.[1]
  const xsrf = /name="xsrf" value="([0-9a-f]+)"/.exec(form)?.[1]
  if (action === undefined || xsrf === undefined) throw new Error('the form of the OpenID library is another one')
  return [action, xsrf]
}
