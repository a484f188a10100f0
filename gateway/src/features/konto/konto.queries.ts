import type { Konto, Kontostatus, Sprache } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { insertNew } from '../../db/insert-new.ts'

/** Row of the table `konto`. */
export interface KontoRow {
  readonly id: string
  readonly email: string
  readonly vorname: string
  readonly nachname: string
  readonly sprache: Sprache
  readonly benachrichtigungen: boolean
  readonly status: Kontostatus
  readonly version: number
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** What is told with an account though it lies in other tables. */
export interface Kontobeiwerk {
  readonly neueEmail: string | undefined
  readonly zweiterFaktor: boolean
  readonly informationspflichten: string | undefined
}

const columns = [
  'id',
  'email',
  'vorname',
  'nachname',
  'sprache',
  'benachrichtigungen',
  'status',
  'version',
  'erstellt_am',
  'geaendert_am',
] as const

/** Row to contract. */
export const toKonto = (row: KontoRow, { neueEmail, zweiterFaktor, informationspflichten }: Kontobeiwerk): Konto => ({
  id: row.id,
  email: row.email,
  ...(neueEmail === undefined ? {} : { neueEmail }),
  vorname: row.vorname,
  nachname: row.nachname,
  sprache: row.sprache,
  benachrichtigungen: row.benachrichtigungen,
  status: row.status,
  zweiterFaktor,
  ...(informationspflichten === undefined ? {} : { informationspflichten }),
  erstelltAm: row.erstellt_am.toISOString(),
  geaendertAm: row.geaendert_am.toISOString(),
})

/** The account of this id, whatever its state. */
export const findKonto = (db: Knex, id: string): Promise<KontoRow | undefined> =>
  db('konto').where({ id }).first<KontoRow | undefined>(columns)

/** The same, locked until the end of the transaction. */
export const lockKontoRow = (trx: Knex, id: string): Promise<KontoRow | undefined> =>
  trx('konto').where({ id }).forUpdate().first<KontoRow | undefined>(columns)

/** Addresses of accounts are ASCII; the database would fold the Kelvin sign to k and a dotted capital I to i. */
const isAscii = (text: string): boolean => /^[ -~]*$/.test(text)

/** The account with this address, compared without regard to case; a deleted one has none. */
export const findKontoByEmail = async (db: Knex, email: string): Promise<KontoRow | undefined> =>
  isAscii(email)
    ? db('konto')
        .whereRaw("lower(email) = lower(?) and status <> 'geloescht'", [email])
        .first<KontoRow | undefined>(columns)
    : undefined

/** Makes an account unless its address has one. */
export const insertKonto = async (
  trx: Knex,
  konto: Pick<KontoRow, 'id' | 'email' | 'vorname' | 'nachname' | 'sprache' | 'status'>,
  now: Date,
): Promise<boolean> => {
  return insertNew(trx, 'konto', { ...konto, version: 1, erstellt_am: now, geaendert_am: now })
}

/** Changes an account; its version grows by one. */
export const updateKontoRow = async (
  trx: Knex,
  id: string,
  change: Partial<Pick<KontoRow, 'email' | 'vorname' | 'nachname' | 'sprache' | 'benachrichtigungen' | 'status'>>,
  now: Date,
): Promise<void> => {
  await trx('konto')
    .where({ id })
    .update({ ...change, version: trx.raw('version + 1'), geaendert_am: now })
}

/** The hash of the password of an account; `null` while none is set. */
export const findPasswort = async (db: Knex, kontoId: string): Promise<string | null> => {
  const row: { passwort: string | null } | undefined = await db('kontogeheimnis')
    .where({ konto_id: kontoId })
    .first('passwort')
  return row?.passwort ?? null
}

/** Stores the hash of a password in place of the one before. */
export const upsertPasswort = async (trx: Knex, kontoId: string, passwort: string, now: Date): Promise<void> => {
  await trx('kontogeheimnis')
    .insert({ konto_id: kontoId, passwort, gesetzt_am: now })
    .onConflict('konto_id')
    .merge(['passwort', 'gesetzt_am'])
}

/** Notes that an information notice was accepted; the first time counts. */
export const insertZustimmung = async (trx: Knex, kontoId: string, version: string, zeitpunkt: Date): Promise<void> => {
  await trx('kontozustimmung')
    .insert({ konto_id: kontoId, version, zeitpunkt })
    .onConflict(['konto_id', 'version'])
    .ignore()
}

/** What is told with an account. */
export const findBeiwerk = async (db: Knex, kontoId: string, now: Date): Promise<Kontobeiwerk> => {
  const { rows } = await db.raw(
    `select (select t.inhalt ->> 'email' from kontotoken t
              where t.konto_id = :id and t.zweck = 'emailWechsel' and t.verbraucht_am is null and ablauf_mit_wartung(t.erstellt_am, t.ablauf) > :now
              order by t.erstellt_am desc limit 1) as email,
            exists (select from kontofaktor f where f.konto_id = :id) as faktor,
            (select z.version from kontozustimmung z where z.konto_id = :id order by z.zeitpunkt desc limit 1) as notice`,
    { id: kontoId, now },
  )
  const [{ email, faktor, notice }] = rows
  return { neueEmail: email ?? undefined, zweiterFaktor: faktor, informationspflichten: notice ?? undefined }
}
