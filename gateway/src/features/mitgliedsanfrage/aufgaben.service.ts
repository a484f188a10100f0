import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import { listUnentschiedene, type MitgliedsanfrageRow } from './mitgliedsanfrage.queries.ts'

const quelleOf = (
  aufgabe: 'beitrittsanfrage' | 'rollenanfrage',
  art: MitgliedsanfrageRow['art'],
  text: (row: MitgliedsanfrageRow) => { text: string; textEnglisch: string },
): Aufgabenquelle => ({
  art: aufgabe,
  kontext: 'unternehmen',
  rollen: ['unternehmensadministrator'],
  list: async (trx, aufrufer, after, limit) =>
    (await listUnentschiedene(trx, aufrufer, art, after, limit)).map((row) => ({
      id: row.id,
      art: aufgabe,
      ...text(row),
      verweis: `/v1/mitgliedsanfragen/${row.id}`,
      kontext: `unternehmen:${row.unternehmen_id}`,
      unternehmenId: row.unternehmen_id,
      unternehmen: row.unternehmen,
      ...(row.zugewiesen_an === null ? {} : { zugewiesenAn: row.zugewiesen_an }),
      seit: row.erstellt_am.toISOString(),
    })),
})

/** Requests to join that wait for an administrator (MI-39). */
export const beitrittsaufgaben = quelleOf('beitrittsanfrage', 'beitritt', ({ vorname, nachname, unternehmen }) => ({
  text: `${vorname} ${nachname} möchte ${unternehmen} beitreten`,
  textEnglisch: `${vorname} ${nachname} asks to join ${unternehmen}`,
}))

/** Requests for roles that wait for an administrator (MI-43). */
export const rollenanfrageaufgaben = quelleOf('rollenanfrage', 'rolle', ({ vorname, nachname, rolle }) => ({
  text: `${vorname} ${nachname} fragt nach der Rolle ${rolle}`,
  textEnglisch: `${vorname} ${nachname} asks for the role ${rolle}`,
}))
