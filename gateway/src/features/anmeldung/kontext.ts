import {
  type GehalteneRolle,
  type Kontextart,
  type Personenrecht,
  tragendeRollen,
  zaehltFuer,
} from '@berichtsheft/core'
import type { Deps } from '../../deps.ts'
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

const form = /^(?:(unternehmen):(?:\*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(kammer):\d{3}|(betreiber))$/

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

/**
 * Looks up what a person may do in the area that was chosen: the roles that hold now. The same is looked up once more in
 * the transaction, by the roles that carry the operation.
 *
 * @param erlaubt the columns of the permission table for the operation
 * @param schreibt whether the operation changes anything
 * @throws ProblemError not-found for a company that the person is no member of: it does not exist for him
 */
export const enterKontext = async (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  aufrufer: Angemeldeter,
  { art, bereich }: Kontextwahl,
  erlaubt: readonly Personenrecht[],
  schreibt: boolean,
): Promise<Angemeldeter> => {
  const { person } = aufrufer
  if (person === undefined || art === 'konto') return aufrufer
  const isAlle = bereich === 'unternehmen:*'
  const { rows } = await db.pool.query<Zeile>(
    isAlle
      ? {
          name: 'person_rollen',
          text: 'select bereich, anwendung, rolle from person_rollen($1, $2)',
          values: [person.kontoId, now()],
        }
      : {
          name: 'person_rollen_in',
          text: 'select bereich, anwendung, rolle from person_rollen_in($1, $2, $3)',
          values: [person.kontoId, bereich, now()],
        },
  )
  const alle = isAlle ? rows.filter((row) => row.bereich.startsWith('unternehmen:')) : rows
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

const refuseStranger = async (db: Deps['db'], bereich: string, kontoId: string): Promise<void> => {
  const id = bereich.slice('unternehmen:'.length)
  const { rows } = await db.pool.query<{ ist: boolean }>({
    name: 'ist_mitglied',
    text: 'select ist_mitglied($1, $2) as ist',
    values: [id, kontoId],
  })
  if (rows[0]?.ist !== true) throw new ProblemError('not-found', { detail: `Unternehmen ${id}` })
}
