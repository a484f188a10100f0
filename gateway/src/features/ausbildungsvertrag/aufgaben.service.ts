import type { Aufgabe, Vertragsstatus } from '@berichtsheft/core'
import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import { type AusbildungsvertragRow, listWartende, vertragOf } from './ausbildungsvertrag.queries.ts'
import { nameOf } from './vertragsmail.ts'

/** What a contract waits for, by its state, in both languages. */
const fuerKammer: Partial<Record<Vertragsstatus, readonly [de: string, en: string]>> = {
  eingereicht: ['prüfen', 'Check'],
  nachgereicht: ['nach der Nachreichung prüfen', 'Check again'],
  inPruefung: ['prüfen', 'Check'],
  unterzeichnet: ['eintragen', 'Register'],
  bestaetigt: ['eintragen', 'Register'],
  zweitpruefung: ['als zweite Person prüfen', 'Check as the second person'],
}
/** What is registered and waits all the same: a party objects to it (DV-11). */
const einwendung = ['nach einer Einwendung berichtigen', 'After an objection, correct'] as const
const fuerAntragsteller: Partial<Record<Vertragsstatus, readonly [de: string, en: string]>> = {
  nachforderung: ['ergänzen', 'Complete'],
  freigegebenZumDruck: ['drucken, unterzeichnen und hochladen', 'Print, sign and upload'],
  bestaetigt: ['einreichen', 'Hand in'],
}

/** A task about a contract. */
export const toAufgabe = (
  row: AusbildungsvertragRow,
  art: Aufgabe['art'],
  [de, en]: readonly [de: string, en: string],
  kontext: string,
): Aufgabe => {
  const { azubi, beruf, ausbildender } = vertragOf(row)
  const wer = [nameOf(azubi), beruf?.bezeichnung].filter(Boolean).join(', ')
  return {
    id: row.id,
    art,
    text: `Ausbildungsvertrag ${wer} ${de}`,
    textEnglisch: `${en} the training contract ${wer}`,
    verweis: `/v1/ausbildungsvertraege/${row.id}`,
    kontext,
    ...(row.unternehmen_id === null ? {} : { unternehmenId: row.unternehmen_id }),
    ...(ausbildender?.name === undefined ? {} : { unternehmen: ausbildender.name }),
    ...(row.knr === null ? {} : { knr: row.knr }),
    ...(row.zugewiesen_an === null ? {} : { zugewiesenAn: row.zugewiesen_an }),
    seit: row.geaendert_am.toISOString(),
  }
}

const states = (texte: object): Vertragsstatus[] => Object.keys(texte) as Vertragsstatus[]

/** Contracts that wait for the chamber. */
export const vertragspruefaufgaben: Aufgabenquelle = {
  art: 'vertragPruefen',
  kontext: 'kammer',
  rollen: ['sachbearbeitung', 'ausbildungsberatung'],
  list: async (trx, aufrufer, after, limit) =>
    (await listWartende(trx, aufrufer, states(fuerKammer), after, limit, 'true', true)).map((row) =>
      toAufgabe(row, 'vertragPruefen', fuerKammer[row.status] ?? einwendung, `kammer:${row.knr}`),
    ),
}

/** Contracts that wait for the company. */
export const vertragsaufgaben: Aufgabenquelle = {
  art: 'vertragBearbeiten',
  kontext: 'unternehmen',
  rollen: ['antragsteller'],
  list: async (trx, aufrufer, after, limit) =>
    (await listWartende(trx, aufrufer, states(fuerAntragsteller), after, limit)).map((row) =>
      toAufgabe(
        row,
        'vertragBearbeiten',
        fuerAntragsteller[row.status] ?? ['bearbeiten', 'Work on'],
        `unternehmen:${row.unternehmen_id}`,
      ),
    ),
}
