import type { Siegel } from '../kern/siegel.ts'
import type { ProfilId } from '../kern/slot.ts'
import type { Verbindung } from './speicher.ts'

/** A decision of a chamber with the seal that it relied on. */
export interface Entscheidung {
  readonly aktenzeichen: string
  readonly siegel: Siegel
  readonly erstelltAm: string
}

interface Zeile {
  readonly aktenzeichen: string
  readonly siegel: string
  readonly erstellt_am: Date
}

const toEntscheidung = ({ aktenzeichen, siegel, erstellt_am }: Zeile): Entscheidung => ({
  aktenzeichen,
  siegel: JSON.parse(siegel) as Siegel,
  erstelltAm: erstellt_am.toISOString(),
})

/** Notes that a decision relied on a seal; noted again it stays as it is. */
export const insertEntscheidung = async (
  db: Verbindung,
  { kammer, aktenzeichen, siegel }: Pick<Entscheidung, 'aktenzeichen' | 'siegel'> & { readonly kammer: string },
  now: Date,
): Promise<Entscheidung> => {
  const { rows } = await db.query<Zeile>(
    `insert into bq.entscheidung (kammer, hash, aktenzeichen, profil, siegel, erstellt_am) values ($1, $2, $3, $4, $5, $6)
       on conflict (kammer, hash, aktenzeichen) do update set profil = excluded.profil
       returning aktenzeichen, siegel, erstellt_am`,
    [kammer, siegel.hash, aktenzeichen, siegel.profil, JSON.stringify(siegel), now],
  )
  const [row] = rows
  if (!row) throw new Error('a decision was not stored')
  return toEntscheidung(row)
}

/** The decisions of a chamber, of one seal or all. */
export const listEntscheidungen = async (
  db: Verbindung,
  kammer: string,
  hash?: string,
): Promise<readonly Entscheidung[]> => {
  const { rows } = await db.query<Zeile>(
    `select aktenzeichen, siegel, erstellt_am from bq.entscheidung
      where kammer = $1 and ($2::text is null or hash = $2) order by erstellt_am, aktenzeichen`,
    [kammer, hash ?? null],
  )
  return rows.map(toEntscheidung)
}

/** The result of an assessment, with nothing about the person. */
export interface Bewertungsergebnis {
  readonly qualifikation: ProfilId
  readonly referenzberuf: ProfilId
  readonly ergebnis: 'voll' | 'teilweise' | 'keine'
}

/** Counts the result of an assessment. */
export const insertErgebnis = async (
  db: Verbindung,
  id: string,
  kammer: string,
  { qualifikation, referenzberuf, ergebnis }: Bewertungsergebnis,
): Promise<void> => {
  await db.query(
    'insert into bq.ergebnis (id, kammer, qualifikation, referenzberuf, ergebnis) values ($1, $2, $3, $4, $5)',
    [id, kammer, qualifikation, referenzberuf, ergebnis],
  )
}

/** Fewest cases that are told of, and the steps in which they are. */
const kleinsteZelle = 5

/**
 * How assessments came out, per qualification, occupation and result. Cells with fewer than {@link kleinsteZelle} cases are missing,
 * and the others are told in steps of as many: so neither a cell nor the difference of two answers shows a single case. Nothing is
 * summed over cells, and filters choose whole ones.
 */
export const listErgebnisse = async (
  db: Verbindung,
  {
    qualifikation,
    referenzberuf,
  }: { readonly qualifikation?: string | undefined; readonly referenzberuf?: string | undefined },
): Promise<readonly (Bewertungsergebnis & { readonly mindestens: number })[]> => {
  const { rows } = await db.query<Bewertungsergebnis & { readonly mindestens: number }>(
    `select qualifikation, referenzberuf, ergebnis, (count(*) / $3 * $3)::integer as mindestens from bq.ergebnis
      where ($1::text is null or qualifikation = $1) and ($2::text is null or referenzberuf = $2)
      group by qualifikation, referenzberuf, ergebnis having count(*) >= $3
      order by qualifikation, referenzberuf, ergebnis`,
    [qualifikation ?? null, referenzberuf ?? null, kleinsteZelle],
  )
  return rows
}
