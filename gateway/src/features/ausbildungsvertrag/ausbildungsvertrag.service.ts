import {
  type Berufsfassung,
  type CreateAusbildungsvertrag,
  isVertragAenderbar,
  type UpdateAusbildungsvertrag,
  type Verstoss,
  type Vertragsentwurf,
  type Vertragspruefung,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import {
  type AusbildungsvertragRow,
  getVertragRow,
  type Vertragsanlage,
  vertragOf,
  vertragsspalten,
} from './ausbildungsvertrag.queries.ts'
import { scanhinweise } from './scanpruefung.ts'
import { pruefeMitUmgebung, readUmgebung } from './umfeld.service.ts'
import { appendVertragsereignis, type Vertragsereignis } from './vertrag-ereignis.ts'
import { befund, refuseBefunde } from './vertragsbefund.ts'
import { readVertragRow, refuseDoppel, storeVersion, takeVertrag } from './vertragsschritt.ts'
import { reuseVertrag } from './vorlage.ts'

/**
 * The company that a person works for. @throws ProblemError rule-violated when the request leaves it open
 */
export const einUnternehmen = ({ unternehmenIds = [] }: Angemeldeter): string => {
  const [id, ...others] = unternehmenIds
  if (id === undefined || others.length > 0)
    throw new ProblemError('rule-violated', { detail: 'Name the company in Berichtsheft-Kontext' })
  return id
}

/** What of a request does not go with who sends it, as findings. */
export const absenderbefunde = (
  { art, knr }: Angemeldeter,
  { vertrag, fremdId, eingangAm }: CreateAusbildungsvertrag,
  now: Date,
): Verstoss[] => [
  ...(art !== 'anbieter' && fremdId !== undefined
    ? [
        befund(
          'DV-19',
          '/fremdId',
          'Einen fremden Schlüssel haben nur Anbieter.',
          'Only vendors have keys of their own.',
        ),
      ]
    : []),
  ...((art === 'kammer') === (eingangAm !== undefined)
    ? []
    : [
        befund(
          'DV-09',
          '/eingangAm',
          'Den Eingangstag gibt die Kammer an, und nur sie.',
          'The day of receipt is given by the chamber, and by nobody else.',
        ),
      ]),
  ...(eingangAm !== undefined && eingangAm > heuteOf(now)
    ? [befund('DV-09', '/eingangAm', 'Dieser Tag liegt in der Zukunft.', 'This day lies in the future.')]
    : []),
  ...(art === 'kammer' && vertrag.knr !== undefined && vertrag.knr !== knr
    ? [
        befund(
          'DV-09',
          '/vertrag/knr',
          'Der Antrag richtet sich an eine andere Kammer.',
          'The application is addressed to another chamber.',
        ),
      ]
    : []),
]

/** The row of a new contract; a paper is in the hands of the chamber at once. */
export const toAnlage = (
  aufrufer: Angemeldeter,
  { fremdId, eingangAm }: Pick<CreateAusbildungsvertrag, 'fremdId' | 'eingangAm'>,
  vertrag: Vertragsentwurf,
  now: Date,
  text?: string,
): Vertragsanlage => {
  const { art, clientId, anbieterId = null } = aufrufer
  const isPapier = art === 'kammer'
  return {
    id: createId(now),
    herkunft: isPapier ? 'papier' : 'online',
    status: isPapier ? 'inPruefung' : 'entwurf',
    version: 1,
    ...vertragsspalten(vertrag, text),
    unternehmen_id: art === 'unternehmen' ? einUnternehmen(aufrufer) : null,
    anbieter_id: anbieterId,
    fremd_id: fremdId ?? null,
    antragsteller: art === 'unternehmen' ? clientId : null,
    eingereicht_am: isPapier ? now : null,
    eingang_am: isPapier ? (eingangAm ?? null) : null,
    zugewiesen_an: isPapier ? clientId : null,
    zugewiesen_am: isPapier ? now : null,
    erstellt_am: now,
    geaendert_am: now,
  }
}

/** The first event of a new contract. */
export const anlageereignis = ({ id, herkunft, erstellt_am }: Vertragsanlage, durch: string): Vertragsereignis => ({
  vertragId: id,
  art: herkunft === 'papier' ? 'vertrag.papier' : 'vertrag.entwurf',
  durch,
  zeitpunkt: erstellt_am,
})

/**
 * Begins a contract: a draft of a company or a vendor, or a paper that a chamber types in, which is in its hands at once
 * (DV-09).
 *
 * @throws ProblemError rule-violated, conflict for a key or a contract that is there already, not-found for the earlier one
 */
export const beginVertrag = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  neu: CreateAusbildungsvertrag,
  now: Date,
): Promise<AusbildungsvertragRow> => {
  refuseBefunde(absenderbefunde(aufrufer, neu, now))
  const { art, clientId, knr } = aufrufer
  const template =
    neu.vorlageId === undefined ? {} : reuseVertrag(vertragOf(await readVertragRow(trx, aufrufer, neu.vorlageId)))
  const ownKnr = art === 'kammer' && knr !== undefined ? { knr } : {}
  const anlage = toAnlage(aufrufer, neu, { ...template, ...ownKnr, ...neu.vertrag }, now)
  await refuseDoppel(() => trx('ausbildungsvertrag').insert(anlage))
  await appendVertragsereignis(trx, anlageereignis(anlage, clientId))
  return getVertragRow(trx, anlage.id)
}

/**
 * Changes a draft, a contract that the chamber has asked back about, or for the chamber what it typed in from paper.
 *
 * @throws ProblemError not-found, precondition-failed, conflict in any other state
 */
export const changeVertrag = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  { vertrag }: UpdateAusbildungsvertrag,
  expected: number,
  now: Date,
): Promise<AusbildungsvertragRow> => {
  const row = await takeVertrag(trx, aufrufer, id, expected)
  const mayChange =
    aufrufer.art === 'kammer'
      ? row.herkunft === 'papier' && row.status === 'inPruefung'
      : isVertragAenderbar(row.status)
  if (!mayChange) throw new ProblemError('conflict', { detail: `The contract is in the state ${row.status}` })
  const changed = await storeVersion(trx, row, now, {}, vertrag)
  await appendVertragsereignis(trx, {
    vertragId: id,
    art: 'vertrag.geaendert',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten: { version: String(changed.version) },
  })
  return changed
}

/** Checks a stored contract. @throws ProblemError not-found */
export const pruefeGespeicherten = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  katalog: readonly Berufsfassung[],
  now: Date,
): Promise<Vertragspruefung> => {
  const row = await readVertragRow(trx, aufrufer, id)
  const vertrag = vertragOf(row)
  const umgebung = await readUmgebung(trx, aufrufer, vertrag, now)
  const pruefung = pruefeMitUmgebung(vertrag, katalog, umgebung, row.eingang_am, now)
  // Notes come last, as everywhere.
  return {
    ...pruefung,
    verstoesse: [...pruefung.verstoesse, ...(await scanhinweise(trx, id, vertrag.dokumente ?? []))],
  }
}
