import type { Knex } from 'knex'
import { inBatches } from '../../db/in-batches.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { getVertragRow } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { appendVertragsereignis } from '../ausbildungsvertrag/vertrag-ereignis.ts'
import { archivzeileOf } from './vertragsarchiv.service.ts'

/** How long contracts are kept, in months; as the operator set it. */
export interface Vertragsfristen {
  /** Drafts that were never handed in, after their last change (DSGVO Art. 5 Abs. 1 Buchst. e). */
  readonly entwurfMonate: number
  /** Applications that were refused or taken back, after that (objections within a year: VwGO § 58 Abs. 2, § 70). */
  readonly antragMonate: number
  /** Contracts, for the company, after the end of the year in which the training ended (BBiG § 11 Abs. 2 Satz 4). */
  readonly vertragMonate: number
  /** What proves the training, after its end; 60 years at most (BBiG § 34 Abs. 4). */
  readonly archivMonate: number
}

/** The same from the configuration. */
export const vertragsfristenOf = ({
  AUFBEWAHRUNG_ENTWURF_MONATE,
  AUFBEWAHRUNG_ANTRAG_MONATE,
  AUFBEWAHRUNG_VERTRAG_MONATE,
  AUFBEWAHRUNG_ARCHIV_MONATE,
}: Deps['config']): Vertragsfristen => ({
  entwurfMonate: AUFBEWAHRUNG_ENTWURF_MONATE,
  antragMonate: AUFBEWAHRUNG_ANTRAG_MONATE,
  vertragMonate: AUFBEWAHRUNG_VERTRAG_MONATE,
  archivMonate: AUFBEWAHRUNG_ARCHIV_MONATE,
})

/** What one run did. */
export interface Vertragsaufbewahrung {
  /** Entries that left the register for the archive. */
  readonly archiviert: number
  /** Contracts that were erased. */
  readonly geloescht: number
  /** Entries of the archive that were erased. */
  readonly archivGeloescht: number
}

const withoutHold = 'not exists (select from vertragssperre s where s.vertrag_id = v.id)'
/** The day, in the time of the law, of the last change. */
const tagSql = "(v.geaendert_am at time zone 'Europe/Berlin')::date"

/** Contracts that have been kept long enough; each line has an index. */
const due = (trx: Knex.Transaction, { entwurfMonate, antragMonate, vertragMonate }: Vertragsfristen, heute: string) =>
  trx('ausbildungsvertrag as v')
    .whereRaw(withoutHold)
    .where((any) =>
      any
        .whereRaw(`v.status = 'entwurf' and ${tagSql} + make_interval(months => ?::integer) <= ?::date`, [
          entwurfMonate,
          heute,
        ])
        .orWhereRaw(
          `v.status in ('abgelehnt', 'zurueckgezogen') and ${tagSql} + make_interval(months => ?::integer) <= ?::date`,
          [antragMonate, heute],
        )
        // The years are counted from the end of the one in which the training ended.
        .orWhereRaw(
          `v.ausgeschieden_am is not null and v.archiviert_am is not null
            and (date_trunc('year', v.ausgeschieden_am) + interval '1 year')::date + make_interval(months => ?::integer) <= ?::date`,
          [vertragMonate, heute],
        ),
    )

/**
 * Erases a contract with all that belongs to it: changes, links, letters, holds. The chain of events stays and verifies without
 * it; it holds ids, codes and hashes. The contract has to be locked.
 */
export const eraseVertrag = async (trx: Knex.Transaction, id: string, durch: string, now: Date): Promise<void> => {
  await appendVertragsereignis(trx, { vertragId: id, art: 'vertrag.getilgt', durch, zeitpunkt: now })
  await trx('ausbildungsvertrag').where({ id }).delete()
}

/** Takes an entry out of the register, and keeps what proves the training (BBiG § 34 Abs. 3 and 4). */
const archiveOne = async (trx: Knex.Transaction, id: string, now: Date): Promise<void> => {
  const row = await getVertragRow(trx, id)
  await trx('vertragsarchiv').insert(archivzeileOf(row, now)).onConflict('id').ignore()
  await trx('ausbildungsvertrag').where({ id }).update({ archiviert_am: now })
  await appendVertragsereignis(trx, { vertragId: id, art: 'vertrag.archivierung', durch: 'system', zeitpunkt: now })
}

const locked = (query: Knex.QueryBuilder, limit: number): Promise<{ id: string }[]> =>
  query.orderBy('v.id').limit(limit).forUpdate().skipLocked().select('v.id')

/**
 * Moves what has ended out of the register at the end of the year, and erases what has been kept long enough. Contracts that a
 * party holds stay. May be broken off and repeated anywhere, by any number of processes.
 */
export const keepVertraege = async (
  deps: Pick<Deps, 'db'>,
  now: Date,
  fristen: Vertragsfristen,
): Promise<Vertragsaufbewahrung> => {
  const heute = heuteOf(now)
  const archiviert = await inBatches<{ id: string }>(
    deps,
    now,
    (trx, limit) =>
      locked(
        trx('ausbildungsvertrag as v')
          .whereRaw(withoutHold)
          .whereNull('v.archiviert_am')
          .whereNotNull('v.eintragungsnummer')
          .where('v.ausgeschieden_am', '<', `${heute.slice(0, 4)}-01-01`),
        limit,
      ),
    (trx, { id }) => archiveOne(trx, id, now),
  )
  const geloescht = await inBatches<{ id: string }>(
    deps,
    now,
    (trx, limit) => locked(due(trx, fristen, heute), limit),
    (trx, { id }) => eraseVertrag(trx, id, 'system', now),
  )
  const archivGeloescht = await inBatches<{ id: string }>(
    deps,
    now,
    (trx, limit) =>
      locked(
        trx('vertragsarchiv as v').whereRaw('v.ende_am + make_interval(months => ?::integer) <= ?::date', [
          fristen.archivMonate,
          heute,
        ]),
        limit,
      ),
    (trx, { id }) => trx('vertragsarchiv').where({ id }).delete(),
  )
  return { archiviert, geloescht, archivGeloescht }
}
