import { createHash } from 'node:crypto'
import type { AdapterPayload } from 'oidc-provider'
import type { Keyring } from '../../schluessel/keyring.ts'
import type { Artefakt } from './anmeldung.queries.ts'

type Siegel = Pick<Keyring, 'wrap' | 'unwrap'>

/**
 * Members that stay readable, because sessions are listed and ended by them. None of them lets anybody in: what does (the
 * value of a cookie, code or token, and everything about it) is sealed.
 */
const offen = [
  'accountId',
  'clientId',
  'uid',
  'grantId',
  'sessionUid',
  'acr',
  'loginTs',
  'authTime',
  'iat',
  'authorizations',
] as const

/** What stands in the database in place of the value of a cookie, code or token, which are random and 256 bits long. */
export const hashOf = (value: string): string => createHash('sha256').update(value).digest('base64url')

const bezugOf = (art: string, id: string): string => `${art}:${id}`

/** What is stored of something that the OpenID provider keeps: found by hashes, the rest encrypted and bound to its row. */
export const sealArtefakt = async (
  keyring: Pick<Siegel, 'wrap'>,
  art: string,
  value: string,
  payload: AdapterPayload,
): Promise<Pick<Artefakt, 'id' | 'inhalt'>> => {
  const id = hashOf(value)
  const plain = offen.flatMap((name) => (payload[name] === undefined ? [] : [[name, payload[name]]]))
  return {
    id,
    inhalt: {
      ...Object.fromEntries(plain),
      ...(payload.userCode === undefined ? {} : { userCode: hashOf(payload.userCode) }),
      ...(payload.consumed === undefined ? {} : { consumed: payload.consumed }),
      versiegelt: await keyring.wrap(JSON.stringify(payload), bezugOf(art, id)),
    },
  }
}

/**
 * Opens what {@link sealArtefakt} closed. Whether it was used is said by the row alone, which one statement marks.
 *
 * @throws Error when it was changed, or lies in another row
 */
export const unsealArtefakt = async (
  keyring: Pick<Siegel, 'unwrap'>,
  art: string,
  { id, inhalt }: Pick<Artefakt, 'id' | 'inhalt'>,
): Promise<AdapterPayload> => {
  const { versiegelt, consumed } = inhalt as { readonly versiegelt: string; readonly consumed?: unknown }
  const payload = JSON.parse(await keyring.unwrap(versiegelt, bezugOf(art, id))) as AdapterPayload
  return { ...payload, ...(consumed === undefined ? {} : { consumed }) }
}
