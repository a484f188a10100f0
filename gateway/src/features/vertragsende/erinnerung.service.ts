import { nachuntersuchungsstand, nachuntersuchungsstufen } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { inBatches } from '../../db/in-batches.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import {
  type AusbildungsvertragRow,
  getVertragRow,
  vertragOf,
} from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { mailAlleParteien } from '../ausbildungsvertrag/verlaufsmail.ts'
import { appendVertragsereignis } from '../ausbildungsvertrag/vertrag-ereignis.ts'
import { bezugOf } from './aufloesung.service.ts'

/** Stage of a contract that there is nothing to remind of any more. */
export const erledigt = 9

/** States in which a contract stands in the register. */
export const laufend = ['eingetragen', 'geaendert', 'verlaengert'] as const

/** The day of the next look, as the index has it. */
const faelligSql = "coalesce(erinnerung_am, (beginn + interval '9 months')::date)"

/** One contract: the newest reminder that is due goes out once; older ones that were missed do not. */
const remind = async (trx: Knex.Transaction, id: string, now: Date): Promise<void> => {
  const row: AusbildungsvertragRow = await getVertragRow(trx, id)
  const stand = nachuntersuchungsstand(vertragOf(row), heuteOf(now))
  if (stand === undefined) {
    await trx('ausbildungsvertrag').where({ id }).update({ erinnerungsstufe: erledigt, erinnerung_am: null })
    return
  }
  const { stufe, naechsteAm, plan } = stand
  const nr = stufe === undefined ? 0 : nachuntersuchungsstufen.indexOf(stufe) + 1
  await trx('ausbildungsvertrag')
    .where({ id })
    .update({ erinnerungsstufe: Math.max(nr, row.erinnerungsstufe), erinnerung_am: naechsteAm ?? null })
  if (stufe === undefined || nr <= row.erinnerungsstufe) return
  await appendVertragsereignis(trx, {
    vertragId: id,
    art: 'vertrag.erinnerung',
    durch: 'system',
    zeitpunkt: now,
    daten: { monate: String(stufe) },
  })
  const { bis, aufforderungBis, verbotAb } = plan
  await mailAlleParteien(trx, bezugOf(row), `nachuntersuchung${stufe}`, { bis, aufforderungBis, verbotAb })
}

/**
 * Reminds the parties of the second examination after 9, 12, 13 and 14 months, each once (JArbSchG § 33; DAV-059).
 *
 * @returns number of contracts that were looked at
 */
export const remindNachuntersuchungen = (deps: Pick<Deps, 'db'>, now: Date): Promise<number> =>
  inBatches<{ id: string }>(
    deps,
    now,
    (trx, limit) =>
      trx('ausbildungsvertrag')
        .whereIn('status', [...laufend])
        .where('erinnerungsstufe', '<', nachuntersuchungsstufen.length)
        .whereRaw(`${faelligSql} <= ?`, [heuteOf(now)])
        .orderByRaw(faelligSql)
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .select('id'),
    (trx, { id }) => remind(trx, id, now),
  )
