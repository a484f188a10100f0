import type { Knex } from 'knex'
import { eraseVertrag } from '../aufbewahrung/vertragsaufbewahrung.service.ts'
import { befund, refuseBefunde } from '../ausbildungsvertrag/vertragsbefund.ts'

/** States that are an end; what has none of them and is no draft binds its company. */
const enden = ['entwurf', 'abgelehnt', 'zurueckgezogen', 'aufgeloest', 'beendet', 'geloescht']

/** Contracts and applications of a company that are not at their end. The transaction has to see them. */
export const countLaufende = async (trx: Knex, unternehmenId: string): Promise<number> => {
  const row = await trx('ausbildungsvertrag')
    .where({ unternehmen_id: unternehmenId })
    .whereNotIn('status', enden)
    .count<{ n: string }[]>({ n: '*' })
    .first()
  return Number(row?.n ?? 0)
}

/**
 * Refuses the deletion of a company while it trains: changes of its contracts and their end have to be told (BBiG § 36).
 *
 * @throws ProblemError rule-violated with what to do
 */
export const refuseMitVertraegen = async (trx: Knex, unternehmenId: string): Promise<void> => {
  const count = await countLaufende(trx, unternehmenId)
  if (count === 0) return
  refuseBefunde([
    {
      ...befund(
        'MI-46',
        '',
        `Das Unternehmen hat noch ${count} laufende Ausbildungsverträge oder Anträge; solange es ausbildet, wird es nicht gelöscht.`,
        `The company still has ${count} running training contracts or applications; it is not deleted while it trains.`,
      ),
      rechtsgrundlage: 'BBiG § 36',
      abhilfe: 'Melden Sie das Ende der Ausbildungen, oder nehmen Sie die Anträge zurück.',
      abhilfeEnglisch: 'Tell the end of the trainings, or take the applications back.',
    },
  ])
}

/** Erases the drafts of a company that is deleted: nobody has seen them but its members. */
export const eraseEntwuerfe = async (trx: Knex.Transaction, unternehmenId: string, now: Date): Promise<void> => {
  const drafts: string[] = await trx('ausbildungsvertrag')
    .where({ unternehmen_id: unternehmenId, status: 'entwurf' })
    .orderBy('id')
    .forUpdate()
    .pluck('id')
  for (const id of drafts) await eraseVertrag(trx, id, 'system', now)
}
