import {
  type GehalteneRolle,
  type Kontextart,
  limits,
  type Personenrecht,
  tragendeRollen,
  zaehltFuer,
} from '@berichtsheft/core'
import type pg from 'pg'
import type { Deps } from '../../deps.ts'
import { createGruppe } from '../../gruppe.ts'
import { ProblemError } from '../../problem-error.ts'
import { type Angemeldeter, ausweisOf } from './angemeldeter.ts'

/** Header in which a person says for whom a request is made. */
export const kontextHeader = 'berichtsheft-kontext'

/** For whom a person wants to work. */
export interface Kontextwahl {
  readonly art: Kontextart
  /** `unternehmen:<id>`, `unternehmen:*`, `kammer:<knr>` or `betreiber`; unused for the own account. */
  readonly bereich: string
}

const form =
  /^(?:(unternehmen):(?:\*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(kammer):\d{3}(?:\d{2})?|(betreiber))$/

/**
 * Reads the choice; without a header, or with `konto`, the person works for the own account.
 *
 * @throws ProblemError malformed-request
 */
export const readKontextwahl = (header: string | readonly string[] | undefined): Kontextwahl => {
  if (header === undefined || header === 'konto') return { art: 'konto', bereich: 'konto' }
  const match = typeof header === 'string' ? form.exec(header) : null
  const art = match?.[1] ?? match?.[2] ?? match?.[3]
  if (typeof header !== 'string' || art === undefined)
    throw new ProblemError('malformed-request', {
      detail: 'Berichtsheft-Kontext is konto, unternehmen:<id>, unternehmen:*, kammer:<knr> or betreiber',
    })
  return { art: art as Kontextart, bereich: header }
}

interface Zeile extends GehalteneRolle {
  readonly bereich: string
}

/** Whose roles are looked up, and where. */
interface Rollenfrage {
  readonly kontoId: string
  readonly bereich: string
}

/** Lets a person into the area that was chosen, or says why not. */
export type Kontextzugang = (
  aufrufer: Angemeldeter,
  wahl: Kontextwahl,
  erlaubt: readonly Personenrecht[],
  schreibt: boolean,
) => Promise<Angemeldeter>

const rollenSql = `select f.nr::int as nr, r.bereich, r.anwendung, r.rolle
  from unnest($1::uuid[], $2::text[]) with ordinality f (konto, bereich, nr)
  cross join lateral person_rollen_in(f.konto, f.bereich, $3) r
 where f.bereich <> 'unternehmen:*'
union all
select f.nr::int, r.bereich, r.anwendung, r.rolle
  from unnest($1::uuid[], $2::text[]) with ordinality f (konto, bereich, nr)
  cross join lateral person_rollen(f.konto, $3) r
 where f.bereich = 'unternehmen:*' and r.bereich like 'unternehmen:%'`

/**
 * Looks up what a person may do in the area that was chosen: the roles that hold now. The same is looked up once more in
 * the transaction, by the roles that carry the operation. Requests at the same time share a look-up, which never begins
 * before the request came.
 *
 * The way in takes the columns of the permission table for the operation, and whether it changes anything; it throws
 * ProblemError not-found for a company that the person is no member of: it does not exist for him.
 */
export const createKontextzugang = ({ db, now }: Pick<Deps, 'db' | 'now'>): Kontextzugang => {
  const findRollen = createGruppe<Rollenfrage, readonly Zeile[], pg.PoolClient>(
    async ({ items, connection }) => {
      const { rows } = await connection.query<Zeile & { readonly nr: number }>({
        name: 'rollen_nachschlagen',
        text: rollenSql,
        values: [items.map(({ kontoId }) => kontoId), items.map(({ bereich }) => bereich), now()],
      })
      const found: Zeile[][] = items.map(() => [])
      for (const row of rows) found[row.nr - 1]?.push(row)
      return found
    },
    {
      maxItems: 64,
      maxRunning: 2,
      maxWait: limits.verbindungszeit / 2,
      acquire: () => db.pool.connect(),
      release: (connection) => connection.release(),
    },
  )

  return async (aufrufer, { art, bereich }, erlaubt, schreibt) => {
    const { person } = aufrufer
    if (person === undefined || art === 'konto') return aufrufer
    const alle = await findRollen('rollen', { kontoId: person.kontoId, bereich }, aufrufer)
    const isAlle = bereich === 'unternehmen:*'
    if (art === 'unternehmen' && !isAlle && alle.length === 0) await refuseStranger(db, bereich, person.kontoId)
    const hier = alle.filter((row) => zaehltFuer(erlaubt, art, row))
    const rollen = [...new Set(hier.map(({ rolle }) => rolle))]
    const wer = { ...person, kontext: art, rollen }
    const tragend = tragendeRollen(erlaubt, wer)
    const tragende = hier.filter(({ rolle }) => tragend.includes(rolle))
    const unternehmenIds = tragende.map((row) => row.bereich.slice('unternehmen:'.length))
    const arten = [...new Set(tragende.map(({ anwendung, rolle }) => `${anwendung}/${rolle}`))]
    return {
      ...aufrufer,
      art,
      mandant: bereich,
      ausweis: ausweisOf(person.kontoId, bereich, tragend, schreibt, arten),
      person: wer,
      ...(art === 'kammer' ? { knr: bereich.slice('kammer:'.length) } : {}),
      ...(art === 'unternehmen' ? { unternehmenIds: [...new Set(unternehmenIds)] } : {}),
    }
  }
}

const refuseStranger = async (db: Deps['db'], bereich: string, kontoId: string): Promise<void> => {
  const id = bereich.slice('unternehmen:'.length)
  const { rows } = await db.pool.query<{ ist: boolean }>({
    name: 'ist_mitglied',
    text: 'select ist_mitglied($1, $2) as ist',
    values: [id, kontoId],
  })
  if (rows[0]?.ist !== true) throw new ProblemError('not-found', { detail: `Unternehmen ${id}` })
}
