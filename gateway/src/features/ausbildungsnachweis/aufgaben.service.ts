import type { Aufgabe } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Cursor } from '../../seite.ts'
import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'

interface Wartend {
  readonly id: string
  readonly von: string
  readonly bis: string
  readonly geaendert_am: Date
  readonly azubi: string
  readonly unternehmen_id: string
  readonly unternehmen: string
}

type Art = 'berichtUeberarbeiten' | 'berichtFreigebenStufe1' | 'berichtFreigeben'

/** Which reports wait, by kind of task; what of them a person sees is decided by row level security. */
const wo: Readonly<Record<Art, string>> = {
  berichtUeberarbeiten: `n.status = 'zurueckgewiesen' and azubi_schreibt(b.id)`,
  berichtFreigebenStufe1: `n.status = 'eingereicht' and f.stufen = 2 and exists (select from einsatz e
    where e.berichtsheft_id = b.id and e.unternehmen_id = u.id and e.abgesagt_am is null and e.von <= n.bis and e.bis >= n.von)`,
  berichtFreigeben: `n.status in ('eingereicht', 'stufe1Freigegeben')
    and (n.status = 'stufe1Freigegeben' or coalesce(f.stufen, 1) = 1)`,
}

const texte: Readonly<Record<Art, (row: Wartend) => Pick<Aufgabe, 'text' | 'textEnglisch'>>> = {
  berichtUeberarbeiten: ({ von, bis }) => ({
    text: `Ihr Bericht ${von} bis ${bis} wurde zurückgewiesen`,
    textEnglisch: `Your report ${von} to ${bis} was sent back`,
  }),
  berichtFreigebenStufe1: ({ azubi, von, bis }) => ({
    text: `Bericht von ${azubi}, ${von} bis ${bis}, wartet auf die erste Freigabe`,
    textEnglisch: `Report of ${azubi}, ${von} to ${bis}, waits for the first approval`,
  }),
  berichtFreigeben: ({ azubi, von, bis }) => ({
    text: `Bericht von ${azubi}, ${von} bis ${bis}, wartet auf die Freigabe`,
    textEnglisch: `Report of ${azubi}, ${von} to ${bis}, waits for approval`,
  }),
}

const listWartende = async (
  trx: Knex,
  art: Art,
  unternehmenIds: readonly string[],
  after: Cursor | undefined,
  limit: number,
): Promise<Aufgabe[]> => {
  const { rows } = await trx.raw<{ rows: Wartend[] }>(
    `select n.id, n.von, n.bis, n.geaendert_am, b.azubi, u.id as unternehmen_id, u.name as unternehmen
       from unternehmen u
       left join freigabeverfahren f on f.unternehmen_id = u.id
       join berichtsheft b on b.knr = u.knr and b.identnummer = u.identnummer
       join ausbildungsnachweis n on n.fach = fach_von(b.id) and n.berichtsheft_id = b.id
      where u.id = any (:unternehmenIds) and ${wo[art]}
        and (:wert::timestamptz is null or (n.geaendert_am, n.id) > (:wert::timestamptz, :id::uuid))
      order by n.geaendert_am, n.id limit :limit`,
    { unternehmenIds: [...unternehmenIds], wert: after?.wert ?? null, id: after?.id ?? null, limit },
  )
  return rows.map((row) => ({
    id: row.id,
    art,
    ...texte[art](row),
    verweis: `/v1/ausbildungsnachweise/${row.id}`,
    kontext: `unternehmen:${row.unternehmen_id}`,
    unternehmenId: row.unternehmen_id,
    unternehmen: row.unternehmen,
    seit: row.geaendert_am.toISOString(),
  }))
}

const quelle = (art: Art, rolle: 'azubi' | 'ausbildungsbeauftragter' | 'ausbilder'): Aufgabenquelle => ({
  art,
  kontext: 'unternehmen',
  rollen: [rolle],
  list: (trx, { unternehmenIds = [] }, after, limit) => listWartende(trx, art, unternehmenIds, after, limit),
})

/** Reports that were sent back to the apprentice (BH-13). */
export const ueberarbeitungsaufgaben = quelle('berichtUeberarbeiten', 'azubi')
/** Reports that wait for the first approval, for who is assigned in their days (BH-22, BH-23). */
export const stufe1Aufgaben = quelle('berichtFreigebenStufe1', 'ausbildungsbeauftragter')
/** Reports that wait for the approval of the trainer (BH-12). */
export const freigabeaufgaben = quelle('berichtFreigeben', 'ausbilder')
