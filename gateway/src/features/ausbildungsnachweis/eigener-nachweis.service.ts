import type { AusbildungsnachweisAngelegt, CreateAusbildungsnachweis } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { createIdIn } from '../../ids.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { findBerichtsheft } from '../berichtsheft/berichtsheft.queries.ts'
import { findBeteiligter } from '../beteiligung/beteiligter.service.ts'
import { einUnternehmenOf, refuseHeft } from '../beteiligung/heftbefund.service.ts'
import { checkNachweis } from '../regel/pruefung.ts'
import { kopfText, nachweisEreignis, toSatz } from './nachweis-satz.ts'
import { isAzubi } from './personenschritt.service.ts'

/** Longest key that a person gives: with the id of the book before it, it is a key as vendors have them. */
const laengsterSchluessel = 84

/**
 * Stores a new report that the apprentice writes: a draft, under a key of the book, so that keys of the vendor are neither
 * taken nor told.
 *
 * @throws ProblemError not-found, rule-violated, conflict when the apprentice has used the key
 */
export const insertEigenenNachweis = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { berichtsheftId, fremdId: schluessel, inhalt, verlauf, kommentare }: CreateAusbildungsnachweis,
  now: Date,
): Promise<AusbildungsnachweisAngelegt> => {
  einUnternehmenOf(aufrufer)
  const heft = await findBerichtsheft(trx, berichtsheftId)
  if (heft?.status !== 'aktiv' || !(await isAzubi(trx, berichtsheftId)))
    throw new ProblemError('not-found', { detail: `Berichtsheft ${berichtsheftId}` })
  if (verlauf !== undefined || kommentare !== undefined) refuseHeft('verlaufUnzulaessig', '/verlauf')
  if (schluessel.length > laengsterSchluessel) refuseHeft('schluesselZuLang', '/fremdId')
  const fremdId = `person/${berichtsheftId}/${schluessel}`
  const verstoesse = checkNachweis({ fremdId, inhalt }, now)
  const durch = await findBeteiligter(trx, aufrufer, 'auszubildende')
  const entwurf = { vorgang: 'entwurf' as const, zeitpunkt: now.toISOString(), durch }
  const satz = toSatz(createIdIn(berichtsheftId, now), { fremdId, inhalt, verlauf: [entwurf] })
  const instant = now.toISOString()
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    "insert into fremdschluessel (anbieter_id, art, fremd_id, id) values (?, 'n', ?, ?) on conflict do nothing",
    [heft.anbieter_id, fremdId, satz.id],
  )
  if (rowCount === 0) throw new ProblemError('conflict', { detail: `The key ${schluessel} is taken by another report` })
  await trx('ausbildungsnachweis').insert({
    fach: trx.raw('fach_von(?)', [berichtsheftId]),
    id: satz.id,
    berichtsheft_id: berichtsheftId,
    anbieter_id: heft.anbieter_id,
    fremd_id: fremdId,
    version: 1,
    status: satz.status ?? null,
    von: satz.von,
    bis: satz.bis,
    ausbildungsjahr: satz.ausbildungsjahr ?? null,
    hash: Buffer.from(satz.hash, 'hex'),
    salz: Buffer.from(satz.salz, 'hex'),
    kopf: kopfText({ ...satz, berichtsheftId, version: 1, erstelltAm: instant, geaendertAm: instant }),
    inhalt: satz.inhalt,
    verlauf: satz.verlauf,
    kommentare: satz.kommentare,
    erstellt_am: now,
    geaendert_am: now,
  })
  await trx.raw('select ereignis_anhaengen(?, ?)', [
    berichtsheftId,
    nachweisEreignis('nachweis.angelegt', { ...satz, version: 1 }, now, aufrufer.clientId),
  ])
  await trx('kette').where({ aggregat_id: berichtsheftId }).increment('anzahl', 1)
  return { id: satz.id, version: 1, hash: satz.hash, ...(verstoesse.length > 0 ? { verstoesse } : {}) }
}
