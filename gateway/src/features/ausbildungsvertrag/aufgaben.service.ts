import type { Aufgabe, Vertragsentwurf, Vertragsstatus } from '@berichtsheft/core'
import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import { type AusbildungsvertragRow, listWartende, vertragOf } from './ausbildungsvertrag.queries.ts'
import { nameOf } from './vertragsmail.ts'
import type { Vorgangsrow } from './vorgangsspalten.ts'

/** What a contract or its change waits for at the chamber, by its state, in both languages. */
export const fuerKammer: Partial<Record<Vertragsstatus, readonly [de: string, en: string]>> = {
  eingereicht: ['prüfen', 'Check'],
  nachgereicht: ['nach der Nachreichung prüfen', 'Check again'],
  inPruefung: ['prüfen', 'Check'],
  unterzeichnet: ['eintragen', 'Register'],
  bestaetigt: ['eintragen', 'Register'],
  zweitpruefung: ['als zweite Person prüfen', 'Check as the second person'],
}
/** What is registered and waits all the same: a party objects to it (DV-11). */
const einwendung = ['nach einer Einwendung berichtigen', 'After an objection, correct'] as const
/** The same at the company. */
export const fuerAntragsteller: Partial<Record<Vertragsstatus, readonly [de: string, en: string]>> = {
  nachforderung: ['ergänzen', 'Complete'],
  freigegebenZumDruck: ['drucken, unterzeichnen und hochladen', 'Print, sign and upload'],
  bestaetigt: ['einreichen', 'Hand in'],
}

/** What a task is about: a contract or its change, where it is, and what it is called. */
interface Gegenstand {
  readonly row: Pick<Vorgangsrow, 'id' | 'unternehmen_id' | 'zugewiesen_an' | 'geaendert_am'> & {
    readonly knr: string | null
  }
  readonly vertrag: Vertragsentwurf
  readonly adresse: `/v1/${string}`
  readonly name: readonly [de: string, en: string]
}

/** A task about a contract or its change. */
export const aufgabeOf = (
  { row, vertrag: { azubi, beruf, ausbildender }, adresse, name }: Gegenstand,
  art: Aufgabe['art'],
  [de, en]: readonly [de: string, en: string],
  kontext: string,
): Aufgabe => {
  const wer = [nameOf(azubi), beruf?.bezeichnung].filter(Boolean).join(', ')
  return {
    id: row.id,
    art,
    text: `${name[0]} ${wer} ${de}`,
    textEnglisch: `${en} ${name[1]} ${wer}`,
    verweis: `${adresse}/${row.id}`,
    kontext,
    ...(row.unternehmen_id === null ? {} : { unternehmenId: row.unternehmen_id }),
    ...(ausbildender?.name === undefined ? {} : { unternehmen: ausbildender.name }),
    ...(row.knr === null ? {} : { knr: row.knr }),
    ...(row.zugewiesen_an === null ? {} : { zugewiesenAn: row.zugewiesen_an }),
    seit: row.geaendert_am.toISOString(),
  }
}

/** A task about a contract. */
export const toAufgabe = (
  row: AusbildungsvertragRow,
  art: Aufgabe['art'],
  texte: readonly [de: string, en: string],
  kontext: string,
): Aufgabe =>
  aufgabeOf(
    {
      row,
      vertrag: vertragOf(row),
      adresse: '/v1/ausbildungsvertraege',
      name: ['Ausbildungsvertrag', 'the training contract'],
    },
    art,
    texte,
    kontext,
  )

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
