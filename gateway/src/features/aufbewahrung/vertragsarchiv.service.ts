import { canonicalize, type Vertragsarchiveintrag, type VertragsarchivFilter } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Listeneintrag } from '../../liste.ts'
import type { Cursor } from '../../seite.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { type AusbildungsvertragRow, vertragOf } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'

interface ArchivRow {
  readonly id: string
  readonly knr: string
  readonly eintragungsnummer: string
  readonly status: Vertragsarchiveintrag['status']
  readonly ende_am: string
  readonly familienname: string | null
  readonly geburtsdatum: string | null
  readonly inhalt: string
  readonly archiviert_am: Date
}

/** What is kept beside number, state and days: what names the training and the person. */
type Nachweis = Pick<Vertragsarchiveintrag, 'eingetragenAm' | 'beginn' | 'beruf' | 'unternehmen' | 'vorname'>

/** The entry of a contract in the archive: what proves the training (BBiG § 34 Abs. 4), nothing else. */
export const archivzeileOf = (row: AusbildungsvertragRow, now: Date): ArchivRow => {
  const { azubi, beruf, ausbildender, beginn } = vertragOf(row)
  const nachweis: Nachweis = {
    eingetragenAm: row.eingetragen_am ?? '',
    ...(beginn === undefined ? {} : { beginn }),
    ...(beruf?.bezeichnung === undefined ? {} : { beruf: beruf.bezeichnung }),
    ...(ausbildender?.name === undefined ? {} : { unternehmen: ausbildender.name }),
    ...(azubi?.vorname === undefined ? {} : { vorname: azubi.vorname }),
  }
  return {
    id: row.id,
    knr: row.knr ?? '',
    eintragungsnummer: row.eintragungsnummer ?? '',
    status: row.status,
    ende_am: row.ausgeschieden_am ?? '',
    familienname: azubi?.familienname ?? null,
    geburtsdatum: azubi?.geburtsdatum ?? null,
    inhalt: canonicalize(nachweis),
    archiviert_am: now,
  }
}

const toEintrag = (row: ArchivRow): Vertragsarchiveintrag => ({
  id: row.id,
  knr: row.knr,
  eintragungsnummer: row.eintragungsnummer,
  status: row.status,
  endeAm: row.ende_am,
  ...(JSON.parse(row.inhalt) as Nachweis),
  ...(row.familienname === null ? {} : { familienname: row.familienname }),
  ...(row.geburtsdatum === null ? {} : { geburtsdatum: row.geburtsdatum }),
  archiviertAm: row.archiviert_am.toISOString(),
})

/** Entries of the archive of the calling chamber, in the order in which they came. */
export const listArchivEintraege = async (
  db: Knex,
  { knr = '' }: Angemeldeter,
  { eintragungsnummer, familienname, geburtsdatum }: VertragsarchivFilter,
  position: Cursor | undefined,
  limit: number,
): Promise<Listeneintrag[]> => {
  const query = db<ArchivRow>('vertragsarchiv').where({ knr }).orderBy(['archiviert_am', 'id']).limit(limit)
  for (const [column, value] of Object.entries({ eintragungsnummer, familienname, geburtsdatum }))
    if (value !== undefined) query.where(column, value)
  if (position) query.whereRaw('(archiviert_am, id) > (?::timestamptz, ?::uuid)', [position.wert, position.id])
  const rows: ArchivRow[] = await query.select('*')
  return rows.map((row) => ({
    wert: row.archiviert_am.toISOString(),
    id: row.id,
    json: JSON.stringify(toEintrag(row)),
  }))
}
