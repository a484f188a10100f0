import type { Aufgabe, Vertragsaenderungsstatus, Vertragsstatus } from '@berichtsheft/core'
import type { Aufgabenquelle } from '../aufgabe/aufgabe.service.ts'
import { aufgabeOf, fuerAntragsteller, fuerKammer } from '../ausbildungsvertrag/aufgaben.service.ts'
import { type AenderungRow, antragOf, listWartendeAenderungen } from './aenderung.queries.ts'

/** States of a change in which it waits; a contract that waits so has the same text. */
const stateOf: readonly (Vertragsstatus & Vertragsaenderungsstatus)[] = [
  'eingereicht',
  'inPruefung',
  'unterzeichnet',
  'bestaetigt',
  'zweitpruefung',
  'nachforderung',
  'freigegebenZumDruck',
]
const waiting = (texte: Partial<Record<Vertragsstatus, unknown>>) => stateOf.filter((state) => state in texte)
const textFor = (texte: typeof fuerKammer, { status }: AenderungRow) =>
  texte[stateOf.find((state) => state === status) ?? 'inPruefung'] ?? ['bearbeiten', 'Work on']

const toAufgabe = (
  row: AenderungRow,
  art: Aufgabe['art'],
  texte: readonly [de: string, en: string],
  kontext: string,
): Aufgabe =>
  aufgabeOf(
    {
      row,
      vertrag: antragOf(row).vertrag,
      adresse: '/v1/vertragsaenderungen',
      name: ['Änderung des Ausbildungsvertrags', 'the change of the training contract'],
    },
    art,
    texte,
    kontext,
  )

/** Changes that wait for the chamber, those whose deadline has passed, and those that wait for the company. */
export const aenderungsaufgaben: readonly Aufgabenquelle[] = [
  {
    art: 'aenderungPruefen',
    kontext: 'kammer',
    rollen: ['sachbearbeitung', 'ausbildungsberatung'],
    list: async (trx, aufrufer, after, limit) =>
      (await listWartendeAenderungen(trx, aufrufer, waiting(fuerKammer), after, limit)).map((row) =>
        toAufgabe(row, 'aenderungPruefen', textFor(fuerKammer, row), `kammer:${row.knr}`),
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
      (await listWartendeAenderungen(trx, aufrufer, waiting(fuerAntragsteller), after, limit)).map((row) =>
        toAufgabe(row, 'aenderungBearbeiten', textFor(fuerAntragsteller, row), `unternehmen:${row.unternehmen_id}`),
      ),
  },
]
