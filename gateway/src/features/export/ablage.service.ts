import type { Knex } from 'knex'

/**
 * Takes away the export files that a chamber made of a book. Called when a release ends, so that nothing of what it
 * opened can be fetched any more. Run it as the system: exports of a chamber are hidden from the vendor.
 */
export const closeKammerexporte = async (
  trx: Knex.Transaction,
  { knr, berichtsheft_id }: { readonly knr: string; readonly berichtsheft_id: string },
  now: Date,
): Promise<void> => {
  const ids: string[] = await trx('export')
    .where({ knr, berichtsheft_id })
    .whereIn('status', ['erzeugt', 'abgeholt'])
    .where('verfuegbar_bis', '>', now)
    .pluck('id')
  if (ids.length === 0) return
  await trx('export').whereIn('id', ids).update({ verfuegbar_bis: now, geaendert_am: now })
  await trx('datei').whereIn('id', ids).delete()
}
