import { canonicalize, KanonischError } from '@berichtsheft/core/signatur'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Wissensrolle } from '../kern/aenderungssatz.ts'
import type { Schreiber } from '../kern/schreiber.ts'
import type { Wissensknoten } from '../speicher/wissensknoten.ts'
import { maySee, type Sichtbarkeit } from '../vorlage/feld.ts'
import { sendText } from './antwort.ts'
import { toVerstoss, WissensproblemError } from './wissensproblem.ts'

/** Who calls, as the server around the knowledge base knows it. */
export interface Wissensaufrufer {
  /** What the caller may read. */
  readonly stufe: Sichtbarkeit
  /** Who it is, as far as limits count; without it the address of the caller. */
  readonly kennung?: string
  /** The chamber for which the caller works; absent for everybody else. */
  readonly kammer?: string
  /** Whether the caller may hand over changesets of others: a partner node. */
  readonly istPartner: boolean
  /** The key with which the caller writes in a role; absent for somebody without this role. */
  readonly findSchreiber: (rolle: Wissensrolle) => Schreiber | undefined
}

/** Somebody without a name. */
export const oeffentlichkeit: Wissensaufrufer = {
  stufe: 'oeffentlich',
  istPartner: false,
  findSchreiber: () => undefined,
}

/** What the routes need. Who calls is told by the server around them, which throws when a credential is wrong. */
export interface Wissensdienste {
  readonly knoten: Wissensknoten
  readonly identify: (request: FastifyRequest) => Promise<Wissensaufrufer>
  readonly now: () => Date
  /** Does a write once per Idempotency-Key of the request and answers its text; without it each request writes. */
  readonly once?: (
    request: FastifyRequest,
    work: () => Promise<string>,
  ) => Promise<{ readonly text: string; readonly wiederholt: boolean }>
  /** Positions of the regulation of an occupation, from a catalogue beside the knowledge base, by its code there. */
  readonly listPositionen?: (beruf: string) => Promise<readonly { readonly titel: string; readonly wochen?: number }[]>
  /** The key of the node, with which it signs files for transport; without it there are none. */
  readonly knotenschluessel?: { readonly schluessel: string; readonly sign: (text: string) => string }
}

/** The view that somebody asks for, if they may see it. */
export const requireSicht = ({ stufe }: Wissensaufrufer, sicht: 'oeffentlich' | 'arbeit' = 'oeffentlich') => {
  if (sicht === 'arbeit' && !maySee(stufe, 'kammern')) {
    throw new WissensproblemError('forbidden', 'The working view is for chambers')
  }
  return sicht
}

/** The key of the caller in a role. */
export const requireSchreiber = (aufrufer: Wissensaufrufer, rolle: Wissensrolle): Schreiber => {
  const schreiber = aufrufer.findSchreiber(rolle)
  if (schreiber) return schreiber
  throw aufrufer.stufe === 'oeffentlich'
    ? new WissensproblemError('unauthorized')
    : new WissensproblemError('role-required', `Needs the role ${rolle}`)
}

/** Somebody of a chamber, for whom this node keeps something. */
export const requireMitarbeit = ({ stufe, kennung, kammer }: Wissensaufrufer) => {
  if (kennung === undefined || kammer === undefined) {
    throw stufe === 'oeffentlich'
      ? new WissensproblemError('unauthorized')
      : new WissensproblemError('forbidden', 'This is for people of chambers')
  }
  return { stufe, kennung, kammer }
}

/** Makes the way on which something is kept beside the log: once per Idempotency-Key, answered 201. */
export const createEinmal =
  ({ once }: Wissensdienste) =>
  async (request: FastifyRequest, reply: FastifyReply, work: () => Promise<unknown>): Promise<void> => {
    refuseUnicode(request.body)
    const write = async () => JSON.stringify(await work())
    const { text, wiederholt } = once ? await once(request, write) : { text: await write(), wiederholt: false }
    if (wiederholt) reply.header('idempotent-replayed', 'true')
    return sendText(reply.code(201), text)
  }

/** Half a character has no canonical form, so nothing can be signed or compared that holds one. */
const refuseUnicode = (body: unknown): void => {
  try {
    canonicalize(body ?? null)
  } catch (error) {
    if (!(error instanceof KanonischError)) throw error
    throw new WissensproblemError('rule-violated', error.message, [toVerstoss('zeichen-falsch', error.pfad)])
  }
}
