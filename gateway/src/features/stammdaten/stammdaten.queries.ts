import {
  type Abgleichsangaben,
  type CreateStammsatz,
  canonicalize,
  normalizeHrNummer,
  normalizeIdentnummer,
  normalizeName,
  type Stammsatzart,
  type StammsatzFilter,
  type Stammunternehmen,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { createId } from '../../ids.ts'
import type { Listeneintrag } from '../../liste.ts'
import type { Stapelergebnis } from '../../satzstrom.ts'
import type { Cursor } from '../../seite.ts'

/** Row of the table `stammsatz`, without the values that are only searched. */
export interface StammsatzRow {
  readonly id: string
  readonly knr: string
  readonly art: Stammsatzart
  readonly schluessel: string
  readonly inhalt: string
  readonly entfallen: boolean
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** A record that has the documented form, with its kind and key. */
export interface GeprueftesStammdatum {
  readonly art: Stammsatzart
  readonly schluessel: string
  readonly inhalt: NonNullable<CreateStammsatz[Stammsatzart]>
}

/** The form of a register entry that is looked for: section and number. */
const hrFormOf = (hrNummer: string | undefined): string | null =>
  hrNummer === undefined ? null : (normalizeHrNummer(hrNummer)?.kennung ?? null)

/** The form of a name that is looked for. */
const nameFormOf = (name: string): string => normalizeName(name).kern

const searchedOf = (inhalt: GeprueftesStammdatum['inhalt']) => {
  const { name, hrNummer, identnummer, anschrift, entfallen = false } = inhalt as Partial<Stammunternehmen>
  return {
    identnummer: identnummer === undefined ? null : normalizeIdentnummer(identnummer),
    nameForm: name === undefined ? null : nameFormOf(name),
    hrForm: hrFormOf(hrNummer),
    plz: anschrift?.plz ?? null,
    entfallen,
  }
}

/**
 * Adds records or replaces those with the same key, in one statement; what is there already in the same form is left
 * alone. No key may stand twice in one batch.
 */
export const upsertStammdaten = async (
  trx: Knex.Transaction,
  knr: string,
  saetze: readonly GeprueftesStammdatum[],
  now: Date,
): Promise<Stapelergebnis> => {
  const searched = saetze.map(({ inhalt }) => searchedOf(inhalt))
  const { rows } = await trx.raw(
    `insert into stammsatz as s (id, knr, art, schluessel, inhalt, identnummer, name_form, hr_form, plz, entfallen, erstellt_am, geaendert_am)
     select u.id, :knr, u.art, u.schluessel, u.inhalt, u.identnummer, u.name_form, u.hr_form, u.plz, u.entfallen, :now, :now
       from unnest(:ids::uuid[], :arten::text[], :schluessel::text[], :inhalte::text[], :identnummern::text[], :namen::text[], :hr::text[], :plz::text[], :entfallen::boolean[])
         as u (id, art, schluessel, inhalt, identnummer, name_form, hr_form, plz, entfallen)
      order by u.art, u.schluessel
     on conflict (knr, art, schluessel) do update
        set inhalt = excluded.inhalt, identnummer = excluded.identnummer, name_form = excluded.name_form, hr_form = excluded.hr_form,
            plz = excluded.plz, entfallen = excluded.entfallen, geaendert_am = excluded.geaendert_am
      where s.inhalt <> excluded.inhalt
     returning (s.xmax = 0) as neu`,
    {
      knr,
      now,
      ids: saetze.map(() => createId(now)),
      arten: saetze.map(({ art }) => art),
      schluessel: saetze.map(({ schluessel }) => schluessel),
      inhalte: saetze.map(({ inhalt }) => canonicalize(inhalt)),
      identnummern: searched.map(({ identnummer }) => identnummer),
      namen: searched.map(({ nameForm }) => nameForm),
      hr: searched.map(({ hrForm }) => hrForm),
      plz: searched.map(({ plz }) => plz),
      entfallen: searched.map(({ entfallen }) => entfallen),
    },
  )
  const neu = rows.filter((row: { neu: boolean }) => row.neu).length
  return { neu, geaendert: rows.length - neu, unveraendert: saetze.length - rows.length }
}

/** Finished JSON of a record: its text is put in as it is stored. */
export const stammsatzText = ({ id, knr, art, inhalt, erstellt_am, geaendert_am }: StammsatzRow): string =>
  `{"id":"${id}","knr":"${knr}","art":"${art}","erstelltAm":"${erstellt_am.toISOString()}","geaendertAm":"${geaendert_am.toISOString()}","${art}":${inhalt}}`

const columns = ['id', 'knr', 'art', 'schluessel', 'inhalt', 'entfallen', 'erstellt_am', 'geaendert_am'] as const

/** A record that the caller may see. */
export const findStammsatz = (db: Knex, id: string): Promise<StammsatzRow | undefined> =>
  db('stammsatz')
    .where({ id })
    .first<StammsatzRow | undefined>(...columns)

/** The company of a record; `undefined` when the record is none, or the register holds it no longer. */
export const toStammunternehmen = (row: StammsatzRow): Stammunternehmen | undefined =>
  row.art === 'unternehmen' && !row.entfallen ? (JSON.parse(row.inhalt) as Stammunternehmen) : undefined

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

/** Records of a chamber in the order of their last change. */
export const listStammsatzEintraege = async (
  db: Knex,
  knr: string,
  { art, identnummer, name, plz, entfallen, geaendertSeit }: StammsatzFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<Listeneintrag[]> => {
  const query = db('stammsatz')
    .where({ knr })
    .orderBy(['geaendert_am', 'id'])
    .limit(limit)
    .select<StammsatzRow[]>(...columns)
  if (art !== undefined) query.where({ art })
  if (identnummer !== undefined) query.where('identnummer', normalizeIdentnummer(identnummer))
  if (name !== undefined) query.where('name_form', 'like', `${escapeLike(nameFormOf(name))}%`)
  if (plz !== undefined) query.where('plz', 'like', `${plz}%`)
  if (entfallen !== undefined) query.where({ entfallen })
  if (geaendertSeit !== undefined) query.where('geaendert_am', '>=', geaendertSeit)
  if (after) query.whereRaw('(geaendert_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  const rows = await query
  return rows.map((row) => ({ wert: row.geaendert_am.toISOString(), id: row.id, json: stammsatzText(row) }))
}

/** Most companies that one registration is compared with. */
const maxCandidates = 2_000

/** Companies of a chamber's register that a registration may mean: same number, register entry, name or postal code. */
export const findKandidaten = (
  db: Knex,
  knr: string,
  { name, plz, identnummer, hrNummer }: Abgleichsangaben,
): Promise<StammsatzRow[]> =>
  db('stammsatz')
    .where({ knr, art: 'unternehmen', entfallen: false })
    .where((query) => {
      query.where({ plz }).orWhere('name_form', nameFormOf(name))
      if (identnummer !== undefined) query.orWhere('identnummer', normalizeIdentnummer(identnummer))
      const hrForm = hrFormOf(hrNummer)
      if (hrForm !== null) query.orWhere('hr_form', hrForm)
    })
    .limit(maxCandidates)
    .select<StammsatzRow[]>(...columns)
