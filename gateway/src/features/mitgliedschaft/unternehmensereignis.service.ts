import { canonicalize } from '@berichtsheft/core'
import type { Knex } from 'knex'

/** What happens to members and roles of a company, or to roles at a chamber or for the operator. */
export type Mitgliedsvorgang =
  | 'einladung.versendet'
  | 'einladung.erneutVersendet'
  | 'einladung.angenommen'
  | 'einladung.genehmigt'
  | 'einladung.zurueckgezogen'
  | 'einladung.abgelaufen'
  | 'anfrage.gestellt'
  | 'anfrage.zugewiesen'
  | 'anfrage.zurueckgegeben'
  | 'anfrage.genehmigt'
  | 'anfrage.abgelehnt'
  | 'anfrage.zurueckgezogen'
  | 'mitglied.aufgenommen'
  | 'mitglied.entfernt'
  | 'mitglied.ausgetreten'
  | 'rolle.vergeben'
  | 'rolle.entzogen'
  | 'beteiligung.vorgeschlagen'
  | 'beteiligung.bestaetigt'
  | 'beteiligung.beendet'
  | 'einsatz.geplant'
  | 'einsatz.geaendert'
  | 'einsatz.beendet'
  | 'freigabeverfahren.geaendert'

/** A step in the chain of a company; of a role at a chamber or for the operator in the chain of the account. */
export interface Mitgliedsereignis {
  /** The company, else the account. */
  readonly aggregatId: string
  readonly art: Mitgliedsvorgang
  /** Invitation, request, role, link to a book, assignment of an apprentice, or the account of a member. */
  readonly objektId: string
  /** The account that did it, the operator's machine client, or `system`. */
  readonly durch: string
  readonly zeitpunkt: Date
  /** Further ids and codes: never names or addresses. */
  readonly daten?: Readonly<Record<string, string>>
}

/**
 * Appends a step to the chain, in the running transaction. Takes the lock of the chain, so it comes last: after the rows
 * that change are locked.
 */
export const appendMitgliedsereignis = async (
  trx: Knex,
  { aggregatId, art, objektId, durch, zeitpunkt, daten }: Mitgliedsereignis,
): Promise<void> => {
  const inhalt = {
    art,
    objekt: objektId,
    durch,
    zeitpunkt: zeitpunkt.toISOString(),
    ...(daten === undefined ? {} : { daten }),
  }
  await trx.raw('select ereignis_anhaengen(?, ?)', [aggregatId, canonicalize(inhalt)])
}

/** Appends several steps in their order. */
export const appendMitgliedsereignisse = async (trx: Knex, ereignisse: readonly Mitgliedsereignis[]): Promise<void> => {
  for (const ereignis of ereignisse) await appendMitgliedsereignis(trx, ereignis)
}
