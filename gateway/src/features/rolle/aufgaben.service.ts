import { addTage, limits } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { heuteOf } from '../../heute.ts'
import type { Cursor } from '../../seite.ts'
import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import type { RolleRow } from './rolle.queries.ts'

type Endende = RolleRow & { readonly unternehmen: string | null; readonly ende: Date }

/** Roles that end within some days; they wait from the moment on at which they were given. */
const listEndende = async (
  trx: Knex,
  where: (query: Knex.QueryBuilder) => void,
  now: Date,
  after: Cursor | undefined,
  limit: number,
): Promise<Endende[]> => {
  const heute = heuteOf(now)
  const query = trx('rollenzuweisung as r')
    .leftJoin('unternehmen', 'unternehmen.id', 'r.unternehmen_id')
    .whereNull('r.entzogen_am')
    .whereBetween('r.gueltig_bis', [heute, addTage(heute, limits.rolleEndetTage)])
    .orderBy(['r.vergeben_am', 'r.id'])
    .limit(limit)
    .select<Endende[]>([
      'r.*',
      'unternehmen.name as unternehmen',
      trx.raw("((r.gueltig_bis + 1)::timestamp at time zone 'Europe/Berlin') as ende"),
    ])
  where(query)
  if (after) query.whereRaw('(r.vergeben_am, r.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return query
}

const toAufgabe = (row: Endende, kontext: string) => ({
  id: row.id,
  art: 'rolleEndet' as const,
  text: `Die Rolle ${row.rolle}${row.unternehmen === null ? '' : ` bei ${row.unternehmen}`} endet am ${row.gueltig_bis}`,
  textEnglisch: `The role ${row.rolle}${row.unternehmen === null ? '' : ` at ${row.unternehmen}`} ends on ${row.gueltig_bis}`,
  verweis: '/v1/rollenzuweisungen',
  kontext,
  ...(row.unternehmen_id === null ? {} : { unternehmenId: row.unternehmen_id }),
  ...(row.unternehmen === null ? {} : { unternehmen: row.unternehmen }),
  ...(row.knr === null ? {} : { knr: row.knr }),
  seit: row.vergeben_am.toISOString(),
  bis: row.ende.toISOString(),
})

/** Own roles that end soon. */
export const eigeneRollenaufgaben: Aufgabenquelle = {
  art: 'rolleEndet',
  kontext: 'konto',
  list: async (trx, { clientId }, after, limit, now) =>
    (await listEndende(trx, (query) => query.where('r.konto_id', clientId), now, after, limit)).map((row) =>
      toAufgabe(row, 'konto'),
    ),
}

/** Roles of members that end soon, for the administrators of the company; the own ones are told already. */
export const rollenaufgaben: Aufgabenquelle = {
  art: 'rolleEndet',
  kontext: 'unternehmen',
  rollen: ['unternehmensadministrator'],
  list: async (trx, { clientId, unternehmenIds = [] }, after, limit, now) =>
    (
      await listEndende(
        trx,
        (query) => query.whereIn('r.unternehmen_id', unternehmenIds).whereNot('r.konto_id', clientId),
        now,
        after,
        limit,
      )
    ).map((row) => toAufgabe(row, `unternehmen:${row.unternehmen_id}`)),
}
