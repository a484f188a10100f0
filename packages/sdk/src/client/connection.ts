import type { Client as FetchClient } from 'openapi-fetch'
import type { waitFor } from './retry.ts'
import type { Paths } from './schemas.ts'
import type { Transport } from './transport.ts'

/** Every operation of the contract with its types. */
export type Api = FetchClient<Paths, 'application/json'>

/** What the parts of a client share. */
export interface Connection {
  /** Address of the gateway without a slash at its end. */
  readonly baseUrl: string
  readonly transport: Transport
  /** Every operation of the contract. */
  readonly api: Api
  readonly now: () => Date
  readonly wait: typeof waitFor
}

/** What every call takes. */
export interface CallOptions {
  /** Ends the call; what the gateway has done by then stays done. */
  readonly signal?: AbortSignal
}

/** The address of a resource with its query. Absent values are left out. */
export const toUrl = (
  { baseUrl }: Pick<Connection, 'baseUrl'>,
  path: string,
  query: Readonly<Record<string, unknown>> = {},
): string => {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value))
  const text = parameters.toString()
  return `${baseUrl}${path}${text === '' ? '' : `?${text}`}`
}

/** The value of an answer. Refusals were thrown before, so an answer without a value is one that cannot be read. */
export const dataOf = <T>({ data, response }: { data?: T | undefined; response: Response }): T => {
  if (data === undefined) throw new Error(`the gateway answered ${response.status} without a body`)
  return data
}
