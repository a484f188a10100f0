import {
  type Berufsfassung,
  CreateBeruf,
  geltungOf,
  kleinerKatalog,
  limits,
  type Rahmenplan,
  type Verstoss,
} from '@berichtsheft/core'
import { alsSystem, inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { toVerstoesse, validatorOf } from '../../plugins/validation.ts'
import { type Rohsatz, type Satzmeldung, type Satzpruefung, storeSaetze, type ToProblem } from '../../satzstrom.ts'
import { findKatalogstand, findPlantext, identityOf, listFassungstexte, upsertBerufe } from './beruf.queries.ts'

/** Occupations per statement and transaction; a plan has up to a megabyte. */
const batchSize = 20

const validate = validatorOf(CreateBeruf)

const fault = (pfad: string, text: string, textEnglisch: string): Verstoss => ({
  regel: 'SCHEMA',
  schwere: 'fehler',
  pfad,
  text,
  textEnglisch,
})

/** What the schema cannot say about an occupation and its plan. */
const checkInhalt = ({ fassung, rahmenplan }: CreateBeruf): Verstoss[] => {
  const { von, bis } = geltungOf(fassung)
  return [
    ...(von !== undefined && bis !== undefined && bis < von
      ? [
          fault(
            '/fassung/verordnung/gueltigAb',
            'Die Verordnung endet, bevor sie gilt.',
            'The ordinance ends before it is in force.',
          ),
        ]
      : []),
    ...(rahmenplan ? checkPlan(fassung, rahmenplan) : []),
  ]
}

const checkPlan = ({ verordnung }: Berufsfassung, { bjnr, abschnitte, positionen }: Rahmenplan): Verstoss[] => {
  const faults: Verstoss[] = []
  if (bjnr !== verordnung.bjnr)
    faults.push(
      fault(
        '/rahmenplan/bjnr',
        'Der Rahmenplan gehört zu einer anderen Verordnung.',
        'The training plan belongs to another ordinance.',
      ),
    )
  const sections = new Set(abschnitte.map(({ kennung }) => kennung))
  const seen = new Set<string>()
  for (const [i, { nr, abschnitt }] of positionen.entries()) {
    if (seen.has(nr))
      faults.push(
        fault(`/rahmenplan/positionen/${i}/nr`, 'Diese Kennung gibt es zweimal.', 'This key stands there twice.'),
      )
    if (!sections.has(abschnitt))
      faults.push(
        fault(
          `/rahmenplan/positionen/${i}/abschnitt`,
          'Diesen Abschnitt gibt es im Plan nicht.',
          'The plan has no such section.',
        ),
      )
    seen.add(nr)
    if (faults.length >= 100) break
  }
  return faults
}

const keyOf = (wert: unknown): string | undefined => {
  const schluessel = (wert as { fassung?: { schluessel?: unknown } | null } | null)?.fassung?.schluessel
  return typeof schluessel === 'string' && schluessel.length <= 200 ? schluessel : undefined
}

const checkBeruf = (wert: unknown): Satzpruefung<CreateBeruf> => {
  const key = keyOf(wert)
  const named = key === undefined ? {} : { schluessel: key }
  if (!validate(wert)) return { verstoesse: toVerstoesse(validate.errors), ...named }
  const verstoesse = checkInhalt(wert)
  return verstoesse.length > 0 ? { verstoesse, ...named } : { satz: wert, schluessel: identityOf(wert.fassung) }
}

/** Stores a delivery of the catalogue batch by batch, each in a transaction of its own, and tells refused occupations. */
export const storeBerufe = (
  deps: Pick<Deps, 'db' | 'now'>,
  aufrufer: Angemeldeter,
  saetze: AsyncIterable<Rohsatz>,
  toProblem: ToProblem,
): AsyncGenerator<Satzmeldung> =>
  storeSaetze(
    saetze,
    {
      check: checkBeruf,
      store: (berufe) => inTransaktion(deps, aufrufer, (trx) => upsertBerufe(trx, berufe, deps.now())),
      stapel: batchSize,
      hoechstens: limits.berufsfassungen,
    },
    toProblem,
  )

/** Puts the occupations that come with the product into the catalogue, where nothing has taken their place. */
export const ensureBerufe = (deps: Pick<Deps, 'db' | 'now'>): Promise<unknown> =>
  alsSystem(deps, (trx) =>
    upsertBerufe(
      trx,
      kleinerKatalog.map((fassung) => ({ fassung })),
      deps.now(),
      true,
    ),
  )

const remembered = new WeakMap<object, { readonly stand: number; readonly katalog: readonly Berufsfassung[] }>()

/**
 * The facts of every occupation, for `findBeruf`. They are kept in memory and read again after a change, which one small
 * query finds.
 */
export const readBerufskatalog = async ({ db }: Pick<Deps, 'db'>): Promise<readonly Berufsfassung[]> => {
  const stand = await findKatalogstand(db.knex)
  const known = remembered.get(db)
  if (known?.stand === stand) return known.katalog
  const texte = await listFassungstexte(db.knex)
  const katalog = texte.map((text) => JSON.parse(text) as Berufsfassung)
  remembered.set(db, { stand, katalog })
  return katalog
}

/** A part of the occupational profile with the weeks that the plan gives it; where it gives none, without. */
export interface Planposition {
  readonly titel: string
  readonly wochen?: number
}

/** The parts of the profile of an occupation in their order, by its key; empty when there is no plan. Weeks of a group count once. */
export const listPlanpositionen = async (
  { db }: Pick<Deps, 'db'>,
  schluessel: string,
): Promise<readonly Planposition[]> => {
  const text = await findPlantext(db.knex, schluessel)
  if (text === undefined) return []
  const { positionen } = JSON.parse(text) as Rahmenplan
  const parts = Map.groupBy(positionen, ({ berufsbildposition, text: lernziel }) => berufsbildposition ?? lernziel)
  return [...parts].map(([titel, all]) => {
    const groups = new Map(
      all
        .flatMap(({ zeitrichtwerte }) => zeitrichtwerte)
        .flatMap(({ gruppe, wochen }) => (wochen === undefined ? [] : [[gruppe, wochen] as const])),
    )
    const wochen = [...groups.values()].reduce((sum, value) => sum + value, 0)
    return { titel, ...(groups.size === 0 ? {} : { wochen }) }
  })
}
