import type {
  CreatePruefergebnis,
  Nachweisstatus,
  Pruefergebnis,
  Uebermittlung,
  UebermittlungFilter,
  Verstoss,
  Zweck,
} from '@berichtsheft/core'
import type { Kettenglied, Paketbericht } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import { applyMandant } from '../../mandant-filter.ts'
import type { Cursor } from '../../seite.ts'
import { zeitraumOf } from '../anforderung/anforderung.queries.ts'
import type { Angemeldeter } from '../anmeldung/anmeldung.service.ts'
import { applyHeftFilterTo } from '../berichtsheft/berichtsheft.queries.ts'

/** Row of the table `uebermittlung`. */
export interface UebermittlungRow {
  readonly id: string
  readonly knr: string
  readonly anbieter_id: string
  readonly berichtsheft_id: string
  readonly freigabe_id: string
  readonly anforderung_id: string | null
  readonly zweck: Zweck
  readonly von: string | null
  readonly bis: string | null
  readonly anzahl: number
  readonly dateiname: string
  readonly groesse: number
  readonly sha256: string
  /** JSON of the findings. */
  readonly verstoesse: string
  /** JSON of the decision, once there is one. */
  readonly pruefergebnis: string | null
  readonly abgeholt_am: Date | null
  readonly erstellt_am: Date
  readonly geaendert_am: Date
}

/** Row to contract. */
export const toUebermittlung = (row: UebermittlungRow): Uebermittlung => {
  const zeitraum = zeitraumOf(row)
  return {
    id: row.id,
    knr: row.knr,
    anbieterId: row.anbieter_id,
    berichtsheftId: row.berichtsheft_id,
    freigabeId: row.freigabe_id,
    ...(row.anforderung_id === null ? {} : { anforderungId: row.anforderung_id }),
    zweck: row.zweck,
    ...(zeitraum === undefined ? {} : { zeitraum }),
    anzahlNachweise: row.anzahl,
    paket: { dateiname: row.dateiname, groesse: row.groesse, sha256: row.sha256 },
    verstoesse: JSON.parse(row.verstoesse) as Verstoss[],
    ...(row.pruefergebnis === null ? {} : { pruefergebnis: JSON.parse(row.pruefergebnis) as Pruefergebnis }),
    ...(row.abgeholt_am === null ? {} : { abgeholtAm: row.abgeholt_am.toISOString() }),
    erstelltAm: row.erstellt_am.toISOString(),
  }
}

/** A transfer that the caller may see; `undefined` when there is none. */
export const findUebermittlung = (db: Knex, id: string): Promise<UebermittlungRow | undefined> =>
  db('uebermittlung').where({ id }).first('*')

/** The same, locked until the transaction ends. Lock its request first. */
export const lockUebermittlung = (db: Knex, id: string): Promise<UebermittlungRow | undefined> =>
  db('uebermittlung').where({ id }).forUpdate().first('*')

/** Transfers that the caller may see, in the order of their last change. */
export const listUebermittlungEintraege = async (
  db: Knex,
  aufrufer: Angemeldeter,
  {
    berichtsheftId,
    anforderungId,
    geaendertSeit,
    entscheidung,
    limit: _limit,
    cursor: _cursor,
    ...heft
  }: UebermittlungFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = db('uebermittlung').orderBy(['geaendert_am', 'id']).limit(limit)
  applyMandant(query, 'uebermittlung', aufrufer)
  applyHeftFilterTo(db, query, 'uebermittlung.berichtsheft_id', heft)
  if (entscheidung !== undefined) query.whereRaw("pruefergebnis::json ->> 'entscheidung' = ?", [entscheidung])
  if (berichtsheftId !== undefined) query.where({ berichtsheft_id: berichtsheftId })
  if (anforderungId !== undefined) query.where({ anforderung_id: anforderungId })
  if (geaendertSeit !== undefined) query.where('geaendert_am', '>=', geaendertSeit)
  if (after) query.whereRaw('(geaendert_am, id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  const rows: UebermittlungRow[] = await query.select('*')
  return rows.map((row) => ({
    wert: row.geaendert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toUebermittlung(row)),
  }))
}

/** A book as it stands at one moment: its reports in the order of their pages, and its events. */
export interface Heftstand {
  readonly nachweise: readonly Paketbericht[]
  readonly kette: readonly Kettenglied[]
}

interface HeftstandRow {
  readonly art: 'n' | 'e'
  readonly id: string | null
  readonly nr: number | null
  readonly fremd_id: string | null
  readonly status: Nachweisstatus | null
  readonly hash: string
  readonly inhalt: string
  readonly verlauf: string | null
  readonly kommentare: string | null
}

/**
 * Reads the reports of a period and all events of a book in one statement, so that both show the same moment and no lock
 * is needed while a package is built of them.
 */
export const readHeftstand = async (
  db: Knex,
  berichtsheftId: string,
  { von, bis }: { readonly von: string | null; readonly bis: string | null },
): Promise<Heftstand> => {
  const { rows } = await db.raw<{ rows: HeftstandRow[] }>(
    `select art, id, nr, fremd_id, status, hash, inhalt, verlauf, kommentare from (
       select 'n' as art, n.id, null::bigint as nr, n.fremd_id, n.status, encode(n.hash, 'hex') as hash, n.inhalt, n.verlauf, n.kommentare, n.von
         from ausbildungsnachweis n
        where n.fach = fach_von(:heft) and n.berichtsheft_id = :heft and (:von::date is null or n.bis >= :von) and (:bis::date is null or n.von <= :bis)
       union all
       select 'e', null, e.nr, null, null, encode(e.hash, 'hex'), e.inhalt, null, null, null
         from ereignis e where e.fach = fach_von(:heft) and e.aggregat_id = :heft
     ) beide order by art desc, von, id, nr`,
    { heft: berichtsheftId, von, bis },
  )
  const nachweise: Paketbericht[] = []
  const kette: Kettenglied[] = []
  for (const row of rows) {
    if (row.art === 'e') kette.push({ nr: row.nr ?? 0, text: row.inhalt, hash: row.hash })
    else {
      nachweise.push({
        id: row.id ?? '',
        fremdId: row.fremd_id ?? '',
        text: row.inhalt,
        hash: row.hash,
        ...(row.status === null ? {} : { status: row.status }),
        verlauf: row.verlauf ?? '[]',
        kommentare: row.kommentare ?? '[]',
      })
    }
  }
  return { nachweise, kette }
}

/** Hashes of attachments that reports name. The texts are searched, not parsed: most books have no attachments. */
const attachmentHashes = (nachweise: readonly Paketbericht[]): string[] => {
  const hashes = new Set<string>()
  for (const { text } of nachweise) {
    if (!text.includes('"anhaenge":')) continue
    const { anhaenge = [] } = JSON.parse(text) as { anhaenge?: readonly { sha256: string }[] }
    for (const { sha256 } of anhaenge) hashes.add(sha256)
  }
  return [...hashes]
}

/** The files that reports name, as far as the gateway has them. */
export const readAttachments = async (
  db: Knex,
  berichtsheftId: string,
  nachweise: readonly Paketbericht[],
): Promise<{ sha256: string; bytes: Uint8Array }[]> => {
  const hashes = attachmentHashes(nachweise)
  if (hashes.length === 0) return []
  const rows: { sha256: Buffer; inhalt: Buffer }[] = await db('anhang')
    .where({ berichtsheft_id: berichtsheftId })
    .whereIn(
      'sha256',
      hashes.map((hash) => Buffer.from(hash, 'hex')),
    )
    .orderBy('sha256')
    .select('sha256', 'inhalt')
  return rows.map(({ sha256, inhalt }) => ({ sha256: sha256.toString('hex'), bytes: inhalt }))
}

/** Which of these reports are part of what was transferred. Run it as the system: the chamber may not see them any more. */
export const findUebermittelteNachweise = async (
  db: Knex,
  { berichtsheft_id, von, bis }: Pick<UebermittlungRow, 'berichtsheft_id' | 'von' | 'bis'>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set()
  const query = db('ausbildungsnachweis')
    .where({ berichtsheft_id })
    .whereRaw('fach = fach_von(?)', [berichtsheft_id])
    .whereIn('id', ids)
  if (von !== null) query.where('bis', '>=', von)
  if (bis !== null) query.where('von', '<=', bis)
  return new Set(await query.pluck<string[]>('id'))
}

/** The decision as it is stored. */
export const toPruefergebnis = (eingabe: CreatePruefergebnis, geprueftAm: string): Pruefergebnis => ({
  ...eingabe,
  geprueftAm,
})
