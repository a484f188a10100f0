import {
  canonicalize,
  defineRegelkonfig,
  type Regelkonfig,
  standardRegelkonfig,
  type Vertragseinstellungen,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

/** What holds for a chamber that has decided nothing: one clerk registers. */
const standard: Vertragseinstellungen = {
  vierAugen: false,
  unterschriftNoetig: standardRegelkonfig.unterschriftNoetig,
  antragsfristWochen: standardRegelkonfig.antragsfristWochen,
}

interface EinstellungRow {
  readonly knr: string
  readonly vier_augen: boolean
  readonly unterschrift_noetig: boolean
  readonly antragsfrist_wochen: number
  readonly weitere: string
  readonly bezirk: readonly string[]
}

const toEinstellungen = (row: EinstellungRow): Vertragseinstellungen => ({
  ...(JSON.parse(row.weitere) as Partial<Vertragseinstellungen>),
  ...(row.bezirk.length === 0 ? {} : { bezirk: [...row.bezirk] }),
  vierAugen: row.vier_augen,
  unterschriftNoetig: row.unterschrift_noetig,
  antragsfristWochen: row.antragsfrist_wochen,
})

/** How chambers deal with contracts, by their numbers. The transaction must be one of the gateway itself, or of the chamber. */
export const listVertragseinstellungen = async (
  db: Knex,
  knrs: readonly string[],
): Promise<(knr: string | undefined) => Vertragseinstellungen> => {
  const rows: EinstellungRow[] =
    knrs.length === 0 ? [] : await db('vertragseinstellung').whereIn('knr', [...new Set(knrs)])
  const known = new Map(rows.map((row) => [row.knr, toEinstellungen(row)]))
  return (knr) => (knr === undefined ? undefined : known.get(knr)) ?? standard
}

/** How a chamber deals with contracts. The transaction must be one of the chamber or of the gateway itself. */
export const findVertragseinstellungen = async (db: Knex, knr: string | undefined): Promise<Vertragseinstellungen> =>
  (await listVertragseinstellungen(db, knr === undefined ? [] : [knr]))(knr)

/** The same as settings of the rules; what the chamber has not decided is as the rules have it. */
export const toRegelkonfig = ({
  unterschriftNoetig,
  antragsfristWochen,
  unterschriftGiltAlsEmpfang = standardRegelkonfig.unterschriftGiltAlsEmpfang,
  ueberlangeZeitIstFehler = standardRegelkonfig.ueberlangeZeitIstFehler,
  ausbilderwechselTage = standardRegelkonfig.ausbilderwechselTage,
}: Vertragseinstellungen): Regelkonfig =>
  defineRegelkonfig({
    unterschriftNoetig,
    antragsfristWochen,
    unterschriftGiltAlsEmpfang,
    ueberlangeZeitIstFehler,
    ausbilderwechselTage,
  })

/** Sets how the calling chamber deals with contracts; what is absent is as if nothing was decided. */
export const storeVertragseinstellungen = async (
  trx: Knex.Transaction,
  { knr = '', clientId }: Angemeldeter,
  { vierAugen, unterschriftNoetig, antragsfristWochen, bezirk = [], ...weitere }: Vertragseinstellungen,
  now: Date,
): Promise<Vertragseinstellungen> => {
  await trx('vertragseinstellung')
    .insert({
      knr,
      vier_augen: vierAugen,
      unterschrift_noetig: unterschriftNoetig,
      antragsfrist_wochen: antragsfristWochen,
      weitere: canonicalize(weitere),
      bezirk: [...bezirk],
      geaendert_von: clientId,
      geaendert_am: now,
    })
    .onConflict('knr')
    .merge()
  return findVertragseinstellungen(trx, knr)
}

/** Begins of a key of a municipality that a district may be given by: Land, Regierungsbezirk, Kreis, and all of it. */
const beginsOf = (ags: string): string[] => [2, 3, 5, 8].map((length) => ags.slice(0, length))

/**
 * Which chamber is in charge of a municipality, by the districts that chambers have stated: the one that names it most exactly.
 * An IHK and an HWK share districts, so only chambers of the kind asked for count. As the gateway itself.
 *
 * @returns `undefined` for a municipality that nobody names
 * @see DAV-042
 */
export const listZustaendige = async (
  db: Knex,
  ags: readonly string[],
): Promise<(gemeinde: string | undefined, kammerartStellen: number) => string | undefined> => {
  const begins = [...new Set(ags.flatMap(beginsOf))]
  const rows: { knr: string; bezirk: readonly string[] }[] =
    begins.length === 0
      ? []
      : await db('vertragseinstellung').whereRaw('bezirk && ?::text[]', [begins]).select('knr', 'bezirk')
  return (gemeinde, kammerartStellen) => {
    if (gemeinde === undefined) return undefined
    const matches = rows.flatMap(({ knr, bezirk }) =>
      knr.length === kammerartStellen
        ? bezirk.flatMap((begin) => (gemeinde.startsWith(begin) ? [{ knr, stellen: begin.length }] : []))
        : [],
    )
    return matches.sort((a, b) => b.stellen - a.stellen)[0]?.knr
  }
}
