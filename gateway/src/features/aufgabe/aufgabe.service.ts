import type { Aufgabe, Aufgabenart, Kontextart, Rolle } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import type { Cursor } from '../../seite.ts'
import { ausweisOf } from '../anmeldung/angemeldeter.ts'

/**
 * Where tasks come from. A feature exports one of these per kind of task, and app.ts hands them all to the routes: that is
 * all there is to do for a new kind.
 */
export interface Aufgabenquelle {
  readonly art: Aufgabenart
  /** In which capacity the tasks wait. */
  readonly kontext: Kontextart
  /** For which roles there; of companies exactly one. Without roles for everybody in that capacity, which companies cannot have. */
  readonly rollen?: readonly Rolle[]
  /**
   * Reads tasks after a position, ordered by `seit` and then `id`, at most `limit`. The transaction has the capacity; for
   * companies it is `unternehmen:*` with `aufrufer.unternehmenIds`.
   */
  readonly list: (
    trx: Knex.Transaction,
    aufrufer: Angemeldeter,
    after: Cursor | undefined,
    limit: number,
    now: Date,
  ) => Promise<readonly Aufgabe[]>
}

interface Bereich {
  readonly bereich: string
  readonly rolle: Rolle
}

/**
 * Lists what waits for a person: working for the own account, in every capacity that the person has; else in the one that
 * the request names.
 */
export const listAufgabenOf = async (
  deps: Pick<Deps, 'db' | 'now'>,
  aufrufer: Angemeldeter,
  quellen: readonly Aufgabenquelle[],
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Aufgabe[]> => {
  const now = deps.now()
  const found: Aufgabe[] = []
  for (const { wer, fuer } of await listEigenschaften(deps, aufrufer, now)) {
    const offene = quellen.filter((quelle) => fuer(quelle))
    if (offene.length === 0) continue
    const listen = await inTransaktion(deps, wer, async (trx) => {
      const listen: (readonly Aufgabe[])[] = []
      for (const quelle of offene) listen.push(await quelle.list(trx, wer, after, limit, now))
      return listen
    })
    found.push(...listen.flat())
  }
  return found.sort(bySeit).slice(0, limit)
}

const bySeit = (a: Aufgabe, b: Aufgabe): number => (a.seit < b.seit || (a.seit === b.seit && a.id < b.id) ? -1 : 1)

interface Eigenschaft {
  readonly wer: Angemeldeter
  readonly fuer: (quelle: Aufgabenquelle) => boolean
}

/** The capacities of a person, each with the sources that it opens. Companies are one, however many they are. */
const listEigenschaften = async (
  { db }: Pick<Deps, 'db'>,
  aufrufer: Angemeldeter,
  now: Date,
): Promise<Eigenschaft[]> => {
  const { person } = aufrufer
  if (person === undefined) return []
  const { rows } = await db.pool.query<Bereich>({
    name: 'person_rollen',
    text: 'select bereich, anwendung, rolle from person_rollen($1, $2)',
    values: [person.kontoId, now],
  })
  const isKonto = aufrufer.art === 'konto'
  const firmen = rows.filter(
    ({ bereich }) =>
      bereich.startsWith('unternehmen:') &&
      (isKonto || aufrufer.unternehmenIds?.includes(bereich.slice('unternehmen:'.length))),
  )
  const andere = [...new Set(rows.map(({ bereich }) => bereich))].filter(
    (bereich) => !bereich.startsWith('unternehmen:') && (isKonto || bereich === aufrufer.mandant),
  )
  return [
    ...(isKonto ? [{ wer: aufrufer, fuer: (quelle: Aufgabenquelle) => quelle.kontext === 'konto' }] : []),
    ...toFirmen(aufrufer, person.kontoId, firmen),
    ...andere.map((bereich) => toAndere(aufrufer, person.kontoId, bereich, rows)),
  ]
}

/** Each source sees the companies in which one of its roles is held. */
const toFirmen = (aufrufer: Angemeldeter, kontoId: string, firmen: readonly Bereich[]): Eigenschaft[] =>
  [...new Set(firmen.map(({ rolle }) => rolle))].map((rolle) => {
    const unternehmenIds = firmen
      .filter((row) => row.rolle === rolle)
      .map(({ bereich }) => bereich.slice('unternehmen:'.length))
    return {
      wer: {
        ...aufrufer,
        art: 'unternehmen',
        mandant: 'unternehmen:*',
        ausweis: ausweisOf(kontoId, 'unternehmen:*', [rolle], false),
        unternehmenIds,
      },
      fuer: ({ kontext, rollen }) => kontext === 'unternehmen' && rollen?.[0] === rolle,
    }
  })

const toAndere = (aufrufer: Angemeldeter, kontoId: string, bereich: string, rows: readonly Bereich[]): Eigenschaft => {
  const rollen = rows.filter((row) => row.bereich === bereich).map(({ rolle }) => rolle)
  const art = bereich.startsWith('kammer:') ? 'kammer' : 'betreiber'
  return {
    wer: {
      ...aufrufer,
      art,
      mandant: bereich,
      ausweis: ausweisOf(kontoId, bereich, rollen, false),
      ...(art === 'kammer' ? { knr: bereich.slice('kammer:'.length) } : {}),
    },
    fuer: (quelle) =>
      quelle.kontext === art && (quelle.rollen === undefined || quelle.rollen.some((rolle) => rollen.includes(rolle))),
  }
}
