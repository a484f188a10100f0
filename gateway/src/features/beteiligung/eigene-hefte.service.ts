import type { EigenesBerichtsheft, Rolle } from '@berichtsheft/core'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import { type Angemeldeter, ausweisOf } from '../anmeldung/angemeldeter.ts'
import { type BerichtsheftRow, selectHefte, toBerichtsheft } from '../berichtsheft/berichtsheft.queries.ts'

const lehrende: readonly Rolle[] = ['ausbildungsadministrator', 'ausbilder', 'ausbildungsbeauftragter']
const beteiligte: readonly Rolle[] = ['azubi', 'gesetzlicheVertretung', 'berufsschule']

interface Heftzeile extends BerichtsheftRow {
  readonly unternehmen_id: string
  readonly unternehmen: string
  readonly arten: Rolle[] | null
}

/**
 * The books of all companies of a person at once (BH-21), in the order of their last change: those of each company in which
 * the person trains, and those that the person is linked to. Roles are looked up once for all companies.
 */
export const listEigeneHefte = async (
  deps: Pick<Deps, 'db' | 'now'>,
  aufrufer: Angemeldeter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const { rows: gehalten } = await deps.db.pool.query<{ bereich: string; anwendung: string; rolle: Rolle }>({
    name: 'person_rollen',
    text: 'select bereich, anwendung, rolle from person_rollen($1, $2)',
    values: [aufrufer.clientId, deps.now()],
  })
  const rollen = gehalten.filter(
    ({ bereich, anwendung, rolle }) =>
      bereich.startsWith('unternehmen:') &&
      anwendung === 'berichtsheft' &&
      [...lehrende, ...beteiligte].includes(rolle),
  )
  if (rollen.length === 0) return []
  const arten = [...new Set(rollen.map(({ rolle }) => rolle))]
  const wer: Angemeldeter = {
    ...aufrufer,
    art: 'unternehmen',
    mandant: 'unternehmen:*',
    ausweis: ausweisOf(
      aufrufer.clientId,
      'unternehmen:*',
      arten,
      false,
      arten.map((rolle) => `berichtsheft/${rolle}`),
    ),
  }
  const hefte = await inTransaktion(deps, wer, async (trx) => {
    const query = selectHefte(trx)
      .join('unternehmen as u', function () {
        this.on('u.knr', 'b.knr').andOn('u.identnummer', 'b.identnummer')
      })
      .whereRaw('u.id = any (app_unternehmen())')
      .select<Heftzeile[]>([
        'u.id as unternehmen_id',
        'u.name as unternehmen',
        trx.raw(
          `(select array_agg(t.art order by t.art) from beteiligung t
             where t.berichtsheft_id = b.id and t.unternehmen_id = u.id and t.konto_id = app_konto() and t.status = 'aktiv') as arten`,
        ),
      ])
      .orderBy(['b.geaendert_am', 'b.id'])
      .limit(limit)
    if (after) query.whereRaw('(b.geaendert_am, b.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
    return query
  })
  return hefte.map((row) => {
    const kontext = `unternehmen:${row.unternehmen_id}`
    const hier = rollen.filter(({ bereich }) => bereich === kontext).map(({ rolle }) => rolle)
    const eintrag: EigenesBerichtsheft = {
      kontext,
      unternehmenId: row.unternehmen_id,
      unternehmen: row.unternehmen,
      rollen: [...new Set(hier)].filter((rolle) => lehrende.includes(rolle) || row.arten?.includes(rolle)),
      berichtsheft: toBerichtsheft(row),
    }
    return { wert: row.geaendert_am.toISOString(), id: row.id, json: JSON.stringify(eintrag) }
  })
}
