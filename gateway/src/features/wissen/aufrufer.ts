import { type Sichtbarkeit, signText, type Wissensrolle, type Wissensschluessel } from '@berichtsheft/bq-knowledge'
import { oeffentlichkeit, type Wissensaufrufer } from '@berichtsheft/bq-knowledge/plugin'
import type { Rolle } from '@berichtsheft/core'
import type { FastifyRequest } from 'fastify'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import type { Wissensbasis } from './wissensbasis.ts'

/** The roles of people as the log knows them. */
const wissensrolleOf: Partial<Record<Rolle, Wissensrolle>> = {
  bqBearbeitung: 'bearbeiter',
  bqPruefung: 'pruefer',
  bqRedaktion: 'redaktion',
  bqNetzadministration: 'netzadministration',
}

/** What somebody may read: chambers the working state, companies and vendors a little more than everybody (BQ-09). */
const stufeOf = ({ art, scopes, person }: Angemeldeter): Sichtbarkeit => {
  if (art === 'kammer') {
    const weit = person ? person.rollen.includes('bqRedaktion') : scopes.includes('bq:abgleichen')
    return weit ? 'redaktion' : 'kammern'
  }
  return art === 'unternehmen' || art === 'anbieter' ? 'unternehmen' : 'oeffentlich'
}

const rollenOf = ({ person, scopes }: Angemeldeter): readonly Wissensrolle[] =>
  person
    ? person.rollen.flatMap((rolle) => wissensrolleOf[rolle] ?? [])
    : scopes.includes('bq:schreiben')
      ? ['bearbeiter']
      : []

/**
 * Tells the knowledge base who calls. Whoever holds a role there has a key of the own chamber for it, made the first time; it counts
 * once the network administration has granted it. Votes are signed with the key of the chamber.
 */
export const createWissensidentitaet =
  ({ netz, bund }: Pick<Wissensbasis, 'netz' | 'bund'>, countOpen: (adresse: string) => void) =>
  async (request: FastifyRequest): Promise<Wissensaufrufer> => {
    // In the scope around, requests without a token come this far only where the operation is open.
    const aufrufer: Angemeldeter | undefined = request.aufrufer
    if (aufrufer === undefined) {
      countOpen(request.ip)
      return oeffentlichkeit
    }
    const { knr, person, clientId, scopes } = aufrufer
    const stufe = stufeOf(aufrufer)
    const istPartner = person === undefined && scopes.includes('bq:abgleichen')
    if (knr === undefined) return { ...oeffentlichkeit, stufe, kennung: clientId }
    const zweck = person ? 'person' : 'maschine'
    const schluessel = new Map<Wissensrolle, { knoten: string; paar: Wissensschluessel }>()
    for (const rolle of rollenOf(aufrufer)) {
      const paar =
        rolle === 'netzadministration'
          ? netz.verwaltung.get(knr)
          : await bund.find({ zweck, inhaber: clientId, knr, rolle })
      if (!paar) continue
      const knoten = rolle === 'netzadministration' ? `netz.${paar.schluessel}` : chainOf(netz.knoten, knr)
      schluessel.set(rolle, { knoten, paar })
    }
    return {
      stufe,
      kennung: clientId,
      kammer: knr,
      istPartner,
      findSchreiber: (rolle) => {
        const found = schluessel.get(rolle)
        if (!found) return undefined
        const { schluessel: name, privateKey } = found.paar
        const sign = (text: string) => signText(privateKey, text)
        return { knoten: found.knoten, kammer: knr, schluessel: name, rolle, sign }
      },
    }
  }

/** The chain of a chamber at this gateway. */
export const chainOf = (knoten: string, knr: string): string => `${knoten}-${knr}`
