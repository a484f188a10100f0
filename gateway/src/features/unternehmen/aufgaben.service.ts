import type { Aufgabe, Aufgabenart, Unternehmensstatus } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Cursor } from '../../seite.ts'
import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'

interface Wartend {
  readonly id: string
  readonly knr: string
  readonly name: string
  readonly zugewiesen_an: string | null
  readonly aktivierbar_bis: Date | null
  readonly geaendert_am: Date
}

/** Companies whose registration waits for somebody, the longest waiting first. */
const listWartende = (
  trx: Knex,
  after: Cursor | undefined,
  limit: number,
  where: (query: Knex.QueryBuilder) => void,
): Promise<Wartend[]> => {
  const query = trx('unternehmen as u')
    .join('unternehmensregistrierung as r', 'r.unternehmen_id', 'u.id')
    .orderBy(['u.geaendert_am', 'u.id'])
    .limit(limit)
    .select<Wartend[]>('u.id', 'u.knr', 'u.name', 'r.zugewiesen_an', 'r.aktivierbar_bis', 'u.geaendert_am')
  where(query)
  if (after) query.whereRaw('(u.geaendert_am, u.id) > (?::timestamptz, ?::uuid)', [after.wert, after.id])
  return query
}

const toAufgabe = (art: Aufgabenart, kontext: string, row: Wartend, text: string, textEnglisch: string): Aufgabe => ({
  id: row.id,
  art,
  text,
  textEnglisch,
  verweis: `/v1/unternehmen/${row.id}`,
  kontext,
  unternehmenId: row.id,
  unternehmen: row.name,
  knr: row.knr,
  seit: row.geaendert_am.toISOString(),
})

const kammerquelle = (
  art: Aufgabenart,
  where: (query: Knex.QueryBuilder) => void,
  text: (row: Wartend) => readonly [string, string],
): Aufgabenquelle => ({
  art,
  kontext: 'kammer',
  rollen: ['sachbearbeitung'],
  list: async (trx, { knr = '' }, after, limit) =>
    (await listWartende(trx, after, limit, (query) => where(query.where('u.knr', knr)))).map((row) => ({
      ...toAufgabe(art, `kammer:${knr}`, row, ...text(row)),
      ...(row.zugewiesen_an === null ? {} : { zugewiesenAn: row.zugewiesen_an }),
    })),
})

const eigenequelle = (
  art: Aufgabenart,
  status: Unternehmensstatus,
  text: (row: Wartend) => readonly [string, string],
): Aufgabenquelle => ({
  art,
  kontext: 'konto',
  list: async (trx, { clientId }, after, limit) =>
    (await listWartende(trx, after, limit, (query) => query.where({ 'r.konto_id': clientId, 'u.status': status }))).map(
      (row) => ({
        ...toAufgabe(art, 'konto', row, ...text(row)),
        ...(row.aktivierbar_bis === null ? {} : { bis: row.aktivierbar_bis.toISOString() }),
      }),
    ),
})

/** Registrations that a clerk has to decide about (MI-29). */
export const pruefungsaufgaben = kammerquelle(
  'unternehmenPruefen',
  (query) => query.whereIn('u.status', ['beantragt', 'inPruefung']),
  ({ name }) => [`Unternehmensregistrierung von ${name} prüfen`, `Check the registration of ${name}`],
)

/** Registrations whose certificate names something else (BH-31). */
export const elsteraufgaben = kammerquelle(
  'elsterPruefen',
  (query) => query.whereIn('u.status', ['beantragt', 'inPruefung']).where('r.elster_status', 'abweichung'),
  ({ name }) => [`ELSTER-Abgleich von ${name} weicht ab`, `The ELSTER check of ${name} shows a difference`],
)

/** Questions of the chamber that the registrant has to answer (MI-29). */
export const rueckfrageaufgaben = eigenequelle('rueckfrageBeantworten', 'rueckfrage', ({ name }) => [
  `Die Kammer hat eine Frage zur Registrierung von ${name}`,
  `The chamber has a question about the registration of ${name}`,
])

/** Companies that can be activated as soon as the letter is there (MI-31). */
export const aktivierungsaufgaben = eigenequelle('unternehmenAktivieren', 'briefVersendet', ({ name }) => [
  `${name} mit dem Kennwort aus dem Brief aktivieren`,
  `Activate ${name} with the password of the letter`,
])
