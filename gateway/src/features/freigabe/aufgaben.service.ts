import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'

interface Offen {
  readonly id: string
  readonly knr: string
  readonly erstellt_am: Date
  readonly ende: Date
  readonly azubi: string
  readonly unternehmen_id: string
  readonly unternehmen: string
}

/**
 * Requests of the chamber for books of the company that nobody has released yet (BH-16); they wait until their
 * deadline, which rests while the service does.
 */
export const anforderungsaufgaben: Aufgabenquelle = {
  art: 'anforderungBeantworten',
  kontext: 'unternehmen',
  rollen: ['ausbildungsadministrator'],
  list: async (trx, { unternehmenIds = [] }, after, limit) => {
    const { rows } = await trx.raw<{ rows: Offen[] }>(
      `select a.id, a.knr, a.erstellt_am, b.azubi,
              ((frist_mit_wartung((a.erstellt_am at time zone 'Europe/Berlin')::date, a.frist) + 1)::timestamp at time zone 'Europe/Berlin') as ende,
              u.id as unternehmen_id, u.name as unternehmen
         from unternehmen u
         join berichtsheft b on b.knr = u.knr and b.identnummer = u.identnummer
         join anforderung a on a.berichtsheft_id = b.id
        where u.id = any (:unternehmenIds) and a.status in ('angelegt', 'zugestellt', 'gelesen')
          and (:wert::timestamptz is null or (a.erstellt_am, a.id) > (:wert::timestamptz, :id::uuid))
        order by a.erstellt_am, a.id limit :limit`,
      { unternehmenIds: [...unternehmenIds], wert: after?.wert ?? null, id: after?.id ?? null, limit },
    )
    return rows.map((row) => ({
      id: row.id,
      art: 'anforderungBeantworten',
      text: `Die Kammer fordert das Berichtsheft von ${row.azubi} an`,
      textEnglisch: `The chamber asks for the report book of ${row.azubi}`,
      verweis: `/v1/anforderungen/${row.id}`,
      kontext: `unternehmen:${row.unternehmen_id}`,
      unternehmenId: row.unternehmen_id,
      unternehmen: row.unternehmen,
      knr: row.knr,
      seit: row.erstellt_am.toISOString(),
      bis: row.ende.toISOString(),
    }))
  },
}
