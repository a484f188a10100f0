import type { Knex } from 'knex'
import { inBatches } from '../../db/in-batches.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { ProblemError } from '../../problem-error.ts'
import { type AusbildungsvertragRow, getVertragRow } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { appendVertragsereignis } from '../ausbildungsvertrag/vertrag-ereignis.ts'
import { moveVertrag } from '../ausbildungsvertrag/vertragsschritt.ts'
import { getAenderungRow } from '../vertragsaenderung/aenderung.queries.ts'
import { appendAenderungsereignis } from '../vertragsaenderung/aenderungsschritt.ts'
import { applyMeldung } from '../vertragsaenderung/eintragung.service.ts'
import { endspalten } from './aufloesung.service.ts'
import { laufend } from './erinnerung.service.ts'

/** The deadline that a contract has: of what was asked for, or of a defect. */
const vertragsfristSql =
  "(case when status = 'nachforderung' then nachforderung else maengelfrist end)::json ->> 'frist'"
const aenderungsfristSql = "nachforderung::json ->> 'frist'"

/**
 * Tells, once each, that a deadline has passed within which a company had to answer: from then on refusing or deleting is
 * possible (BBiG § 32 Abs. 2, § 35 Abs. 2).
 *
 * @returns number of deadlines
 */
export const reportVertragsfristen = async (deps: Pick<Deps, 'db'>, now: Date): Promise<number> => {
  const heute = heuteOf(now)
  const ofVertraege = await inBatches<{ id: string; frist: string }>(
    deps,
    now,
    (trx, limit) =>
      trx('ausbildungsvertrag')
        .whereRaw("(status = 'nachforderung' or maengelfrist is not null)")
        .whereRaw(`${vertragsfristSql} < ?`, [heute])
        .whereRaw(`frist_gemeldet is distinct from ${vertragsfristSql}`)
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .select('id', trx.raw(`${vertragsfristSql} as frist`)),
    async (trx, { id, frist }) => {
      await trx('ausbildungsvertrag').where({ id }).update({ frist_gemeldet: frist })
      const daten = { frist }
      await appendVertragsereignis(trx, {
        vertragId: id,
        art: 'vertrag.fristablauf',
        durch: 'system',
        zeitpunkt: now,
        daten,
      })
    },
  )
  const ofAenderungen = await inBatches<{ id: string; vertrag_id: string; frist: string }>(
    deps,
    now,
    async (trx, limit) => {
      const rows = await trx('vertragsaenderung')
        .where({ status: 'nachforderung' })
        .whereRaw(`${aenderungsfristSql} < ?`, [heute])
        .whereRaw(`frist_gemeldet is distinct from ${aenderungsfristSql}`)
        .orderBy('id')
        .limit(limit)
        .select('id', 'vertrag_id', trx.raw(`${aenderungsfristSql} as frist`))
      return lockVertraegeOf(trx, rows)
    },
    async (trx, { id, vertrag_id, frist }) => {
      const told = await trx('vertragsaenderung')
        .where({ id, status: 'nachforderung' })
        .whereRaw('frist_gemeldet is distinct from ?', [frist])
        .update({ frist_gemeldet: frist })
      if (told === 0) return
      await appendAenderungsereignis(trx, { id, vertrag_id }, 'fristablauf', { durch: 'system', now, daten: { frist } })
    },
  )
  return ofVertraege + ofAenderungen
}

/** Locks the contracts of changes, whose chains take the events, and leaves those that somebody else holds to the next run. */
const lockVertraegeOf = async <R extends { readonly vertrag_id: string }>(
  trx: Knex.Transaction,
  rows: readonly R[],
): Promise<R[]> => {
  const locked: ReadonlySet<string> = new Set(
    await trx('ausbildungsvertrag')
      .whereIn(
        'id',
        rows.map(({ vertrag_id }) => vertrag_id),
      )
      .orderBy('id')
      .forUpdate()
      .skipLocked()
      .pluck('id'),
  )
  return rows.filter(({ vertrag_id }) => locked.has(vertrag_id))
}

/** Changes that a decision about the end of a contract would change; while one waits, time alone does not end it. */
const openLengthening = `select from vertragsaenderung a where a.vertrag_id = v.id and a.art = 'verlaengerung'
  and a.eingereicht_am is not null and a.status not in ('eingetragen', 'abgelehnt', 'zurueckgezogen')`

/**
 * Ends the contracts whose last day has passed (BBiG § 21 Abs. 1). Those stay that a lengthening is applied for, and whose
 * end before the time was told.
 *
 * @returns number of contracts
 */
export const endAbgelaufene = (deps: Pick<Deps, 'db'>, now: Date): Promise<number> =>
  inBatches<Pick<AusbildungsvertragRow, 'id'> & { ende: string }>(
    deps,
    now,
    (trx, limit) =>
      trx('ausbildungsvertrag as v')
        .whereIn('v.status', [...laufend])
        .where('v.ende', '<', heuteOf(now))
        .whereNull('v.aufloesungsmeldung')
        .whereRaw(`not exists (${openLengthening})`)
        .orderBy('v.ende')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .select('v.id', 'v.ende'),
    async (trx, { id, ende }) => {
      const row = await getVertragRow(trx, id)
      await moveVertrag(trx, row, 'beendigung', {
        seite: 'system',
        durch: 'system',
        now,
        spalten: endspalten({ datum: ende, grund: 'zeitablauf' }),
        daten: { datum: ende, grund: 'zeitablauf' },
      })
    },
  )

/** Lets one change take effect; what does not fit the contract any more is undone and left to a clerk. */
const tryMeldung = async (trx: Knex.Transaction, id: string, vertragId: string, now: Date): Promise<boolean> => {
  try {
    return await trx.transaction(async (part) => {
      const fall = { row: await getAenderungRow(part, id), vertragRow: await getVertragRow(part, vertragId) }
      return (await applyMeldung(part, fall, now)).status === 'eingetragen'
    })
  } catch (error) {
    if (error instanceof ProblemError) return false
    throw error
  }
}

/**
 * Lets changes take effect that were only reported, for a day that has come by now. Each is looked at once: what needs a
 * clerk waits in the same state.
 *
 * @returns number of changes that took effect
 */
export const applyMeldungen = async (deps: Pick<Deps, 'db'>, now: Date): Promise<number> => {
  let applied = 0
  await inBatches<{ id: string; vertrag_id: string }>(
    deps,
    now,
    async (trx, limit) =>
      lockVertraegeOf(
        trx,
        await trx('vertragsaenderung')
          .where({ status: 'eingereicht', wirkung_geprueft_am: null })
          .where('wirksam_ab', '<=', heuteOf(now))
          .orderBy('id')
          .limit(limit)
          .select('id', 'vertrag_id'),
      ),
    async (trx, { id, vertrag_id }) => {
      const open = { id, status: 'eingereicht', wirkung_geprueft_am: null }
      if (
        (await trx('vertragsaenderung')
          .where(open)
          .update({ wirkung_geprueft_am: heuteOf(now) })) === 0
      )
        return
      if (await tryMeldung(trx, id, vertrag_id, now)) applied++
    },
  )
  return applied
}
