import { type CreateRollenzuweisung, kontextOfRolle, type Rolle, type Verstoss } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { ProblemError } from '../../problem-error.ts'
import { lockBereiche } from '../mitgliedschaft/sperre.service.ts'
import { listVergebene, type Rollenbereich } from './rolle.queries.ts'
import { rollenbefund } from './rollenbefund.service.ts'

/**
 * Finds what is wrong with giving a role in an area: it belongs elsewhere, or not to the catalogue of the application
 * (MI-36).
 */
export const checkVergebbar = async (
  db: Knex,
  bereich: 'unternehmen' | 'kammer' | 'betreiber',
  { anwendung, rolle }: { readonly anwendung: string; readonly rolle: Rolle },
): Promise<Verstoss[]> => {
  const row = await db('anwendung')
    .where({ kennung: anwendung, status: 'angebunden' })
    .whereRaw('jsonb_exists(rollen, ?)', [rolle])
    .first('kennung')
  return [
    ...(kontextOfRolle[rolle] === bereich ? [] : [rollenbefund('rolleFalscherKontext', '/rolle')]),
    ...(row === undefined ? [rollenbefund('rolleNichtImKatalog', '/anwendung')] : []),
  ]
}

/** Finds what is wrong with the days of a role that is given on `heute`. */
export const checkGueltigkeit = (heute: string, gueltigVon: string, gueltigBis: string | undefined): Verstoss[] => [
  ...(gueltigVon < heute ? [rollenbefund('gueltigVonVorbei', '/gueltigVon')] : []),
  ...(gueltigBis !== undefined && gueltigBis < gueltigVon ? [rollenbefund('gueltigBisVorVon', '/gueltigBis')] : []),
  ...(gueltigBis !== undefined && gueltigBis < heute ? [rollenbefund('gueltigBisVorbei', '/gueltigBis')] : []),
]

/** The operator gives only the first Kammeradministration of a chamber; the next ones are given by the chamber itself. @throws ProblemError conflict */
export const checkErste = async (trx: Knex, bereich: Rollenbereich): Promise<void> => {
  await lockBereiche(trx, [`kammer:${bereich.knr}`])
  const { rows } = await trx.raw(
    `select exists (select from rollenzuweisung r cross join lateral person_rollen(r.konto_id, current_setting('app.jetzt')::timestamptz) p
       where r.knr = ? and r.rolle = 'kammeradministration' and r.entzogen_am is null and p.zuweisung = r.id) as hat`,
    [bereich.knr ?? ''],
  )
  if (rows[0].hat === true)
    throw new ProblemError('conflict', {
      detail: `Chamber ${bereich.knr} has an administration of its own, which gives this role`,
    })
}

/** Finds what is wrong with a role that is held on behalf of another person, who has to hold it as long. */
export const checkVertretung = async (
  trx: Knex,
  bereich: Rollenbereich,
  { kontoId, vertritt, anwendung, rolle, gueltigBis }: CreateRollenzuweisung & { kontoId: string; vertritt: string },
  heute: string,
): Promise<Verstoss[]> => {
  if (vertritt === kontoId) return [rollenbefund('vertretungSelbst', '/vertritt')]
  const own = (await listVergebene(trx, bereich, { konto_id: vertritt, anwendung, rolle })).find(
    (row) => row.vertritt === null && (row.gueltig_bis ?? heute) >= heute,
  )
  if (own === undefined) return [rollenbefund('vertretungOhneRolle', '/vertritt')]
  const zuLang = own.gueltig_bis !== null && (gueltigBis ?? '9999-12-31') > own.gueltig_bis
  return zuLang ? [rollenbefund('vertretungZuLang', '/gueltigBis')] : []
}
