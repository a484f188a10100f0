import {
  type Dokumentart,
  limits,
  type Scanfassung,
  type Verstoss,
  type Vertragsdokument,
  type Vertragsentwurf,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Fassungsmarke } from '../../dokumente/fassungsmarke.ts'
import { befund, refuseBefunde } from './vertragsbefund.ts'

/** A document of a contract that lies in the safe, with what the safe knows of it. */
export interface UnterlageRow {
  readonly dokument_id: string
  readonly vertrag_id: string
  readonly art: Dokumentart
  readonly bezug: string | null
  readonly dateiname: string
  readonly datum: string | null
  readonly seiten: number
  /** JSON list of the marks that were read from it. */
  readonly marken: string
  readonly seite: 'antragsteller' | 'kammer'
  readonly durch: string
  readonly erstellt_am: Date
  readonly medientyp: string
  readonly groesse: string
  readonly sha256: Buffer
}

/** The documents of a contract, the oldest first. */
export const listUnterlagen = async (db: Knex, vertragId: string): Promise<UnterlageRow[]> =>
  db('vertragsunterlage as u')
    .join('tresordokument as t', 't.id', 'u.dokument_id')
    .where('u.vertrag_id', vertragId)
    .orderBy('u.dokument_id')
    .select('u.*', 't.medientyp', 't.groesse', 't.sha256')

/** What a contract or a draft of one says about a document. */
export type Dokumenteintrag = NonNullable<Vertragsentwurf['dokumente']>[number]

/** The entry of a document in its contract. */
const entryOf = ({ dokument_id, art, bezug, dateiname, datum, sha256 }: UnterlageRow): Vertragsdokument => ({
  art,
  kennung: dokument_id,
  dateiname,
  sha256: sha256.toString('hex'),
  ...(bezug === null ? {} : { bezug }),
  ...(datum === null ? {} : { datum }),
})

const differ = (pfad: string): Verstoss =>
  befund(
    'DV-07',
    pfad,
    'Die Angabe passt nicht zu dem Dokument, das hier gespeichert ist.',
    'This does not match the document that is stored here.',
  )

/** What a contract says about a document otherwise than the safe. */
const compareEntry = (claimed: Dokumenteintrag, stored: Vertragsdokument, pfad: string): Verstoss[] =>
  (['art', 'bezug', 'sha256'] as const).flatMap((name) =>
    claimed[name] === undefined || claimed[name] === stored[name] ? [] : [differ(`${pfad}/${name}`)],
  )

/**
 * A contract that names the documents in the safe as they are: hash and slot come from the safe, those that it forgets are
 * added. Documents that lie elsewhere stay as they were said. Pure.
 *
 * @throws ProblemError rule-violated where it says something else about one, or has too many
 */
export const nameUnterlagen = (vertrag: Vertragsentwurf, stored: readonly UnterlageRow[]): Vertragsentwurf => {
  if (stored.length === 0) return vertrag
  const entries = new Map(stored.map((row) => [row.dokument_id, entryOf(row)]))
  const verstoesse: Verstoss[] = []
  const others: Dokumenteintrag[] = []
  for (const [i, claimed] of (vertrag.dokumente ?? []).entries()) {
    const entry = claimed.kennung === undefined ? undefined : entries.get(claimed.kennung)
    if (entry === undefined) others.push(claimed)
    else verstoesse.push(...compareEntry(claimed, entry, `/vertrag/dokumente/${i}`))
  }
  const dokumente = [...others, ...entries.values()]
  if (dokumente.length > limits.vertragsdokumente) verstoesse.push(zuViele)
  refuseBefunde(verstoesse)
  return { ...vertrag, dokumente }
}

/** There is no room for another document. */
export const zuViele: Verstoss = befund(
  'DV-07',
  '/dokumente',
  `Ein Vertrag hat höchstens ${limits.vertragsdokumente} Dokumente.`,
  `A contract has at most ${limits.vertragsdokumente} documents.`,
)

/** Which version a scan of a contract shows: all marks in it have to be of the one. */
export const fassungOf = (
  { marken }: Pick<UnterlageRow, 'marken'>,
  { vertragId, abfassung }: { readonly vertragId: string; readonly abfassung: string | null },
): Scanfassung => {
  const marks = JSON.parse(marken) as Fassungsmarke[]
  if (marks.length === 0) return 'unlesbar'
  return marks.every((mark) => mark.vertragId === vertragId && mark.abfassung === abfassung) ? 'passend' : 'andere'
}
