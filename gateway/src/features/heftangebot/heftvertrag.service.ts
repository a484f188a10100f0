import { type CreateVertragsaenderung, type Heftvertrag, isEingetragen, type Vertragsfassung } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { AusbildungsvertragRow } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { vertragOf } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'

/** What is read of a contract that a book belongs to. */
type Vertragszeile = Pick<AusbildungsvertragRow, 'id' | 'status' | 'vertrag'> & {
  readonly ausgeschieden_am: string | null
}

/** What is read of a registered change. */
interface Aenderungszeile {
  readonly antrag: string
  readonly vorher: string
  readonly wirksam_ab: string
}

/** A contract as it held when: before its first registered change, and from each of them on. */
const fassungenOf = (
  row: Vertragszeile,
  aenderungen: readonly Aenderungszeile[],
): readonly [Vertragsfassung, ...Vertragsfassung[]] => {
  const [first] = aenderungen
  const vertrag = vertragOf(first === undefined ? row : { vertrag: first.vorher })
  const gueltigAb = vertrag.beginn ?? '1900-01-01'
  return [
    { gueltigAb, vertrag },
    ...aenderungen.map(({ antrag, wirksam_ab }, i) => ({
      gueltigAb: wirksam_ab,
      // The last one is what the register holds, with what changes beside it have brought.
      vertrag: i === aenderungen.length - 1 ? vertragOf(row) : (JSON.parse(antrag) as CreateVertragsaenderung).vertrag,
    })),
  ]
}

/**
 * The registered contract of a book with its versions, as the completeness report measures by it; `undefined` for a book
 * that belongs to none. The transaction must be one of the gateway itself: vendors of books do not see contracts.
 */
export const readHeftvertrag = async (trx: Knex, berichtsheftId: string): Promise<Heftvertrag | undefined> => {
  const row: Vertragszeile | undefined = await trx('ausbildungsvertrag as v')
    .join('vertragsheft as h', 'h.vertrag_id', 'v.id')
    .where('h.berichtsheft_id', berichtsheftId)
    .first('v.id', 'v.status', 'v.vertrag', 'v.ausgeschieden_am')
  if (row === undefined) return undefined
  const aenderungen: Aenderungszeile[] = await trx('vertragsaenderung')
    .where({ vertrag_id: row.id, status: 'eingetragen' })
    .orderBy(['wirksam_ab', 'eingetragen_am', 'id'])
    .select('antrag', 'vorher', 'wirksam_ab')
  return {
    fassungen: fassungenOf(row, aenderungen),
    ...(row.ausgeschieden_am === null || isEingetragen(row.status) ? {} : { endetAm: row.ausgeschieden_am }),
  }
}
