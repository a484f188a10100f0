import { type CreateSammelanforderung, canonicalize, type Sammelanforderung } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem, kurzAlsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { appendAnforderungEreignis, checkAngaben, insertAnforderung, knrOf } from './anforderung.service.ts'
import { tellUnternehmen } from './mitteilung.service.ts'
import {
  angabenOf,
  countJeStatus,
  countTreffer,
  findOffeneHefte,
  findSammelanforderung,
  lockSammelanforderung,
  toSammelanforderung,
} from './sammelanforderung.queries.ts'
import { befund, refuse } from './vorgangsbefund.ts'

/** Single requests that one transaction makes. */
const batch = 200

/**
 * Takes a bulk request; {@link buildSammelanforderung} then makes the single ones.
 *
 * @throws ProblemError rule-violated
 */
export const requestHefte = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  eingabe: CreateSammelanforderung,
  now: Date,
): Promise<Sammelanforderung> => {
  const { auswahl, zeitraum, ...angaben } = eingabe
  const { pruefungVon, pruefungBis } = auswahl
  const verkehrt = pruefungVon !== undefined && pruefungBis !== undefined && pruefungBis < pruefungVon
  refuse([
    ...(verkehrt ? [befund('zeitraumVerkehrt', '/auswahl/pruefungBis')] : []),
    ...checkAngaben(eingabe, heuteOf(now)),
  ])
  const knr = knrOf(aufrufer)
  const treffer = await kurzAlsSystem(trx, aufrufer, now, () => countTreffer(trx, knr, auswahl))
  const id = createId(now)
  await trx('sammelanforderung').insert({
    id,
    knr,
    status: treffer === 0 ? 'fertig' : 'inArbeit',
    auswahl: canonicalize(auswahl),
    zweck: angaben.zweck,
    rechtsgrundlage: angaben.rechtsgrundlage,
    von: zeitraum?.von ?? null,
    bis: zeitraum?.bis ?? null,
    frist: angaben.frist,
    hinweis: angaben.hinweis ?? null,
    treffer,
    angelegt: 0,
    erstellt_am: now,
    geaendert_am: now,
  })
  return getSammelanforderung(trx, id)
}

/**
 * A bulk request with its progress.
 *
 * @throws ProblemError not-found
 */
export const getSammelanforderung = async (trx: Knex.Transaction, id: string): Promise<Sammelanforderung> => {
  const row = await findSammelanforderung(trx, id)
  if (!row) throw new ProblemError('not-found', { detail: `Sammelanforderung ${id}` })
  return toSammelanforderung(row, await countJeStatus(trx, id))
}

/**
 * Makes the single requests of a bulk request, in batches of one transaction each. It may be broken off anywhere and run
 * again, also twice at the same time: every book is asked for once.
 *
 * @returns number of single requests that this run made
 */
export const buildSammelanforderung = async (deps: Pick<Deps, 'db' | 'now'>, id: string): Promise<number> => {
  let after: string | undefined
  for (let total = 0; ; ) {
    const done = await alsSystem(deps, (trx) => buildBatch(trx, id, after, deps.now()))
    total += done.angelegt
    if (done.last === undefined) return total
    after = done.last
  }
}

const buildBatch = async (
  trx: Knex.Transaction,
  id: string,
  after: string | undefined,
  now: Date,
): Promise<{ readonly angelegt: number; readonly last: string | undefined }> => {
  const row = await lockSammelanforderung(trx, id)
  if (row?.status !== 'inArbeit') return { angelegt: 0, last: undefined }
  const hefte = await findOffeneHefte(trx, row, after, batch)
  const neue: string[] = []
  for (const heft of hefte) {
    const ids = { id: createId(now), knr: row.knr, anbieter_id: heft.anbieter_id, berichtsheft_id: heft.id }
    if (!(await insertAnforderung(trx, { ...ids, sammelanforderung_id: id }, angabenOf(row), now))) continue
    await appendAnforderungEreignis(
      trx,
      ids,
      'anforderung.angelegt',
      { durch: 'system', now },
      { sammelanforderung: id },
    )
    neue.push(heft.id)
  }
  const last = hefte.length < batch ? undefined : hefte.at(-1)?.id
  await tellUnternehmen(trx, neue, { knr: row.knr, frist: row.frist, vorgang: id })
  const all = row.angelegt + neue.length
  await trx('sammelanforderung')
    .where({ id })
    .update({ angelegt: all, geaendert_am: now, ...(last === undefined ? { status: 'fertig', treffer: all } : {}) })
  return { angelegt: neue.length, last }
}
