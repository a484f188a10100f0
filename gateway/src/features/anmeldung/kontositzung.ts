import { limits } from '@berichtsheft/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { asPublic } from './oeffentliche-adresse.ts'
import { findPerson } from './person.service.ts'
import type { ProviderHalter } from './provider-halter.ts'

/** Who is signed in, in the browser that asks. */
export interface Kontositzung {
  readonly kontoId: string
  readonly email: string
  /** Key of the session; what is made for it is good in no other. */
  readonly vorgang: string
  readonly mehrfaktor: boolean
  /** Whether the person has signed in so lately that nobody else sits there now. */
  readonly istFrisch: boolean
}

/** Whether a sign-in at this second is so young that it confirms a change at this instant. */
export const isFrisch = (loginTs: number, now: Date): boolean =>
  now.getTime() / 1000 - loginTs < limits.frischeMinuten * 60

/** The session of the browser; nothing when there is none, or its account is not active any more. */
export const readKontositzung = async (
  { halter, ...deps }: Pick<Deps, 'config' | 'db' | 'now'> & { readonly halter: ProviderHalter },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Kontositzung | undefined> => {
  const provider = await halter.get()
  const context = provider.createContext(asPublic(request, deps.config.PUBLIC_URL), reply.raw)
  const { accountId, uid, acr, loginTs } = await provider.Session.get(context)
  if (accountId === undefined || loginTs === undefined) return undefined
  const person = await findPerson(deps, accountId)
  if (person === undefined) return undefined
  return {
    kontoId: accountId,
    email: person.email,
    vorgang: `sitzung:${uid}`,
    mehrfaktor: acr === 'mehrfaktor',
    istFrisch: isFrisch(loginTs, deps.now()),
  }
}
