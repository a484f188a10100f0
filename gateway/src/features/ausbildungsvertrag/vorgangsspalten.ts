import type { CreateVertragsnachforderung, Vertragsempfaenger, Vertragsuebergehung } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Cursor } from '../../seite.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

/** What rows of contracts and of their changes have in common: what is applied for, and where it stands. */
export interface Vorgangsrow {
  readonly id: string
  readonly version: number
  readonly unternehmen_id: string | null
  readonly anbieter_id: string | null
  readonly fremd_id: string | null
  readonly antragsteller: string | null
  readonly abfassung: string | null
  readonly eingereicht_am: Date | null
  readonly eingereicht_von: string | null
  readonly eingang_am: string | null
  readonly zugewiesen_an: string | null
  readonly zugewiesen_am: Date | null
  readonly vorgeschlagen_von: string | null
  readonly nachforderung: string | null
  readonly frist_gemeldet: string | null
  readonly antwort: string | null
  readonly grund: string | null
  readonly uebergehungen: string
  readonly eingetragen_am: string | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
  readonly empfaenger: readonly Vertragsempfaenger[] | null
}

/** The same as the contract of the API tells it. */
export const vorgangsangabenOf = (row: Vorgangsrow) => ({
  id: row.id,
  version: row.version,
  ...(row.unternehmen_id === null ? {} : { unternehmenId: row.unternehmen_id }),
  ...(row.fremd_id === null ? {} : { fremdId: row.fremd_id }),
  ...(row.abfassung === null ? {} : { abfassung: row.abfassung }),
  ...(row.empfaenger === null ? {} : { empfaenger: [...row.empfaenger] }),
  ...(row.eingereicht_am === null ? {} : { eingereichtAm: row.eingereicht_am.toISOString() }),
  ...(row.zugewiesen_an === null ? {} : { zugewiesenAn: row.zugewiesen_an }),
  ...(row.zugewiesen_am === null ? {} : { zugewiesenAm: row.zugewiesen_am.toISOString() }),
  ...(row.nachforderung === null
    ? {}
    : { nachforderung: JSON.parse(row.nachforderung) as CreateVertragsnachforderung }),
  ...(row.antwort === null ? {} : { antwort: row.antwort }),
  ...(row.grund === null ? {} : { grund: row.grund }),
  uebergehungen: JSON.parse(row.uebergehungen) as Vertragsuebergehung[],
  ...(row.eingetragen_am === null ? {} : { eingetragenAm: row.eingetragen_am }),
  erstelltAm: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

/** The links of a frozen version, in the form of the API. @param where which links they are, of `vertragsempfang e` */
export const empfaengerSqlOf = (where: string): string =>
  `(select json_agg(json_strip_nulls(json_build_object('partei', e.partei, 'vertreterNummer', e.vertreter_nummer,
    'name', e.name, 'bestaetigtAm', als_zeitpunkt(e.bestaetigt_am))) order by e.partei, e.vertreter_nummer)
  from vertragsempfang e where ${where} and e.beendet_am is null) as empfaenger`

/** Says once more what row level security says, so that an index serves it. @param t the alias of the table */
export const applyKontext = (
  query: Knex.QueryBuilder,
  t: 'a' | 'v',
  { art, unternehmenIds = [], knr, anbieterId }: Angemeldeter,
): void => {
  if (art === 'unternehmen') query.whereIn(`${t}.unternehmen_id`, [...unternehmenIds])
  if (art === 'kammer') query.where(`${t}.knr`, knr ?? '').whereNotNull(`${t}.eingereicht_am`)
  if (art === 'anbieter') query.where(`${t}.anbieter_id`, anbieterId ?? null)
}

/** Goes on after a position, in the order of the last change. */
export const applyPosition = (query: Knex.QueryBuilder, t: 'a' | 'v', position: Cursor | undefined): void => {
  if (position) query.whereRaw(`(${t}.geaendert_am, ${t}.id) > (?::timestamptz, ?::uuid)`, [position.wert, position.id])
}

/** Narrows a query by the values that are given. */
export const applyEqual = (query: Knex.QueryBuilder, equal: Readonly<Record<string, string | undefined>>): void => {
  for (const [column, value] of Object.entries(equal)) if (value !== undefined) query.where(column, value)
}

/**
 * What waits, the longest waiting first.
 *
 * @param only further condition
 */
export const applyWartende = (
  query: Knex.QueryBuilder,
  t: 'a' | 'v',
  aufrufer: Angemeldeter,
  position: Cursor | undefined,
  limit: number,
  only: string,
): void => {
  query
    .whereRaw(only)
    .orderBy([`${t}.geaendert_am`, `${t}.id`])
    .limit(limit)
  applyKontext(query, t, aufrufer)
  // What everybody has confirmed waits for the company until it is handed in, and for the chamber after that.
  if (aufrufer.art === 'unternehmen') query.whereRaw(`(${t}.status <> 'bestaetigt' or ${t}.eingereicht_am is null)`)
  applyPosition(query, t, position)
}
