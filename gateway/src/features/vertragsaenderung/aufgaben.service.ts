import type { Aufgabe, Vertragsaenderungsstatus } from '@berichtsheft/core'
import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import { nameOf } from '../ausbildungsvertrag/vertragsmail.ts'
import { type AenderungRow, antragOf, listWartendeAenderungen } from './aenderung.queries.ts'

/** What a change waits for, by its state, in both languages. */
const fuerKammer: Partial<Record<Vertragsaenderungsstatus, readonly [de: string, en: string]>> = {
  eingereicht: ['prüfen', 'Check'],
  inPruefung: ['prüfen', 'Check'],
  unterzeichnet: ['eintragen', 'Register'],
  bestaetigt: ['eintragen', 'Register'],
  zweitpruefung: ['als zweite Person prüfen', 'Check as the second person'],
}
const fuerAntragsteller: Partial<Record<Vertragsaenderungsstatus, readonly [de: string, en: string]>> = {
  nachforderung: ['ergänzen', 'Complete'],
  freigegebenZumDruck: ['drucken, unterzeichnen und hochladen', 'Print, sign and upload'],
  bestaetigt: ['einreichen', 'Hand in'],
}

const toAufgabe = (
  row: AenderungRow,
  art: Aufgabe['art'],
  [de, en]: readonly [de: string, en: string],
  kontext: string,
): Aufgabe => {
  const { azubi, beruf, ausbildender } = antragOf(row).vertrag
  const wer = [nameOf(azubi), beruf.bezeichnung].filter(Boolean).join(', ')
  return {
    id: row.id,
    art,
    text: `Änderung des Ausbildungsvertrags ${wer} ${de}`,
    textEnglisch: `${en} the change of the training contract ${wer}`,
    verweis: `/v1/vertragsaenderungen/${row.id}`,
    kontext,
    ...(row.unternehmen_id === null ? {} : { unternehmenId: row.unternehmen_id }),
    unternehmen: ausbildender.name,
    knr: row.knr,
    ...(row.zugewiesen_an === null ? {} : { zugewiesenAn: row.zugewiesen_an }),
    seit: row.geaendert_am.toISOString(),
  }
}

const states = (texte: object): Vertragsaenderungsstatus[] => Object.keys(texte) as Vertragsaenderungsstatus[]

/** Changes that wait for the chamber, those whose deadline has passed, and those that wait for the company. */
export const aenderungsaufgaben: readonly Aufgabenquelle[] = [
  {
    art: 'aenderungPruefen',
    kontext: 'kammer',
    rollen: ['sachbearbeitung', 'ausbildungsberatung'],
    list: async (trx, aufrufer, after, limit) =>
      (await listWartendeAenderungen(trx, aufrufer, states(fuerKammer), after, limit)).map((row) =>
        toAufgabe(row, 'aenderungPruefen', fuerKammer[row.status] ?? ['prüfen', 'Check'], `kammer:${row.knr}`),
      ),
  },
  {
    art: 'vertragsfristAbgelaufen',
    kontext: 'kammer',
    rollen: ['sachbearbeitung', 'ausbildungsberatung'],
    list: async (trx, aufrufer, after, limit) =>
      (
        await listWartendeAenderungen(
          trx,
          aufrufer,
          ['nachforderung'],
          after,
          limit,
          "a.frist_gemeldet = a.nachforderung::json ->> 'frist'",
        )
      ).map((row) =>
        toAufgabe(
          row,
          'vertragsfristAbgelaufen',
          ['entscheiden: die Frist ist abgelaufen', 'Decide about, the deadline has passed:'],
          `kammer:${row.knr}`,
        ),
      ),
  },
  {
    art: 'aenderungBearbeiten',
    kontext: 'unternehmen',
    rollen: ['antragsteller'],
    list: async (trx, aufrufer, after, limit) =>
      (await listWartendeAenderungen(trx, aufrufer, states(fuerAntragsteller), after, limit)).map((row) =>
        toAufgabe(
          row,
          'aenderungBearbeiten',
          fuerAntragsteller[row.status] ?? ['bearbeiten', 'Work on'],
          `unternehmen:${row.unternehmen_id}`,
        ),
      ),
  },
]
